"""What stands in a cell, read as what a field holds."""

import re
from collections.abc import Callable, Mapping

from app.domain.fields import ROLES, THINGS, Value
from app.domain.folding import folded
from app.domain.roles import role_label
from app.errors import InvalidValue
from app.text import tr

_YES = ("yes", "y", "true", "t", "1", "x", "on")
_NO = ("no", "n", "false", "f", "0", "-", "off")
_LEVEL = re.compile(
    r"(?:level|tier|line|l|t)?\s*(\d{1,3})(?:st|nd|rd|th)?(?:\s+(?:level|tier|line))?"
)
_ROLE = re.compile(r"([^:(@]+)(?:[:@]\s*(.+)|\((.+)\))?")
# Between the steps of a path: a slash with blanks, as a name may have one (“TCP/IP”), or an arrow.
_STEPS = re.compile(r"\s+/\s+|\s*[>›»→]\s*")
_ENDS = re.compile(r"[;|\n]")


def flag(label: str, text: str) -> int:
    """Read yes or no; raises InvalidValue."""
    word = folded(text)
    if word in _YES or word in _NO:
        return int(word in _YES)
    raise InvalidValue(tr("{label} is yes or no, not “{value}”.", label=label, value=text))


def level(label: str, text: str) -> int:
    """Read a team's level, such as “2”, “2nd level” or “L2”; raises InvalidValue."""
    found = _LEVEL.fullmatch(folded(text))
    if found is None:
        raise InvalidValue(tr("{label} is a whole number, not “{value}”.", label=label, value=text))
    return int(found[1])


def path(text: str) -> list[str]:
    """Read “Hardware / Laptop / Battery” as its steps."""
    return [step for step in _STEPS.split(text.strip()) if step.strip()]


def several(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """Read a list; a comma ends an entry too, unless what it stands in is known as a whole."""
    entries: list[str] = []
    for part in filter(None, map(str.strip, _ENDS.split(text))):
        entries += [part] if is_known(part) else filter(None, map(str.strip, part.split(",")))
    return list(dict.fromkeys(entries))


def role(text: str) -> tuple[str, str]:
    """Read “agent”, “team lead: Network” or “lead (Network)” as role and team; raises InvalidValue."""
    found = _ROLE.fullmatch(text.strip())
    name = folded(found[1].strip()) if found else ""
    known = {folded(each): key for key in ROLES for each in (key, role_label(key))}
    if found is None or name not in known:
        raise InvalidValue(tr("“{role}” is no role. There are: {roles}.",
                              role=text, roles=", ".join(ROLES)))  # fmt: skip
    return known[name], (found[2] or found[3] or "").strip()


def values_of(thing: str, texts: Mapping[str, str]) -> dict[str, Value]:
    """Give the fields of `thing` that a row fills by what it says itself; raises InvalidValue."""
    values: dict[str, Value] = {}
    for field in THINGS[thing].fields:
        if field.name in texts and not field.references:
            read = _READERS.get(field.name)
            text = texts[field.name]
            values[field.name] = read(tr(field.label), text) if read else text
    return values


_READERS: Mapping[str, Callable[[str, str], Value]] = {"vip": flag, "active": flag, "tier": level}
