"""Canned texts: how one is named, read, and filled for a ticket.

``{ticket.number}`` stands for what the ticket has; a brace itself is written twice. What is not known leaves a gap
that anybody sees: ``[follow-up date?]``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from app.domain.canned_variables import variables
from app.domain.fields import Values
from app.text import tr


@dataclass(frozen=True)
class Filled:
    """A text without variables, and its gaps: pairs of where one begins and where it ends."""

    text: str
    gaps: tuple[tuple[int, int], ...] = ()


# A name as it is typed behind the slash, in letters of any script.
_NAME = re.compile(r"\w[\w-]*")
# A slash that begins a word; in a path (src/app), an address (https://…) or a fraction (24/7) it does not.
_BEGUN = re.compile(r"(?:^|(?<=[\s(\[\"'“„«]))/((?:\w[\w-]*)?)\Z")
_OPEN = re.compile(r"(\{+)([a-z_.]*)\Z")
_PART = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+")
# So many letters show where in a text something is wrong.
_NEAR = 20


def plain_name(name: str) -> str:
    """Give a name as it is kept: without its slash, in small letters."""
    return name.strip().removeprefix("/").lower()


def text_fault(values: Values) -> str:
    """Say what is wrong with a text as it is kept: no name, or what cannot be filled; empty when nothing is."""
    name = str(values.get("name"))
    if _NAME.fullmatch(name):
        return template_fault(str(values.get("text")))
    return tr("“{name}” is no name for a text. A name is one word of letters, digits, - and _: thanks-1.",
              name=name)  # fmt: skip


def begun_name(before: str) -> str | None:
    """Give what is typed of a name at the end of a line; None where none is being typed."""
    found = _BEGUN.search(before)
    return found[1] if found else None


def begun_variable(before: str) -> str | None:
    """Give what is typed of a variable at the end of a line; None where none is being typed."""
    found = _OPEN.search(before)
    # Two braces are one of the text's own.
    return found[2] if found and len(found[1]) % 2 else None


def template_fault(text: str) -> str:
    """Say in one sentence why a text cannot be filled; empty when it can."""
    known = [each.written for each in variables()]
    for part, place in _parts(text):
        near = text[place : place + _NEAR].strip()
        if part == "{":
            return tr(
                "A brace is opened and not closed: “{near}”. Write {{{{ for a brace itself.",
                near=near,
            )
        if part == "}":
            return tr(
                "A brace is closed and was not opened: “{near}”. Write }}}} for a brace itself.",
                near=near,
            )
        if _is_variable(part) and part not in known:
            return _unknown(part, known)
    return ""


def filled(text: str, values: Mapping[str, str]) -> Filled:
    """Fill a text that has no fault by `values`; of a variable that has none, or a blank one, a gap is left."""
    known = {each.written: each for each in variables()}
    made, gaps = "", []
    for part, _ in _parts(text):
        variable = known.get(part)
        if variable is None:
            made += part[0] if part in ("{{", "}}") else part
        elif value := values.get(variable.key, "").strip():
            made += value
        else:
            gaps.append((len(made), len(made) + len(variable.gap)))
            made += variable.gap
    return Filled(made, tuple(gaps))


def gaps_in(text: str) -> tuple[tuple[int, int], ...]:
    """Give where gaps are left in what somebody wrote."""
    found = re.finditer("|".join(re.escape(each.gap) for each in variables()), text)
    return tuple(each.span() for each in found)


def templated(text: str, values: Mapping[str, str], keys: Sequence[str]) -> str:
    """Give a text that says the same of any ticket: in the place of what `keys` stand for, and of gaps, variables."""
    names = {each.gap: each.key for each in variables()}
    names |= {_escaped(values[key]): key for key in reversed(keys) if values.get(key)}
    longest = sorted(names, key=len, reverse=True)
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"
    return re.sub(pattern, lambda found: f"{{{names[found[0]]}}}", _escaped(text))


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """Give the parts of a text with their places: doubled braces, variables, single braces, words."""
    return ((found[0], found.start()) for found in _PART.finditer(text))


def _is_variable(part: str) -> bool:
    return len(part) > 1 and part[0] == "{" and part[-1] == "}"


def _unknown(written: str, known: Sequence[str]) -> str:
    near = get_close_matches(written, known, 1)
    told = tr("{variable} is no variable.", variable=written)
    if near:
        return " ".join((told, tr("Did you mean {variable}?", variable=near[0])))
    return " ".join((told, tr("There are: {variables}.", variables=", ".join(known))))
