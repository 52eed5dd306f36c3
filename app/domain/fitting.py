"""Whether a value fits its field, and a text its line: one sentence where it does not.

The door asks before it writes, and `check` asks of what was written.
"""

from app.domain.fields import (
    LARGEST_ID,
    LONGEST_LINE,
    LONGEST_TEXT,
    ONE_LINE,
    RANGES,
    Field,
    Kind,
)
from app.domain.needs import is_filled
from app.text import tr

# What no text holds, as ranges of characters: controls but for line breaks and tabs. And what no line holds: these
# two as well, and what turns the direction of reading.
NO_TEXT = ((1, 8), (11, 31), (127, 159))
NO_LINE = (*NO_TEXT, (9, 10), (0x2028, 0x202E), (0x2066, 0x2069))

_UNFIT_TEXT, _UNFIT_LINE = (
    frozenset(chr(code) for first, last in ((0, 0), *ranges) for code in range(first, last + 1))
    for ranges in (NO_TEXT, NO_LINE)
)
# The others of these are the matrix's to judge.
_RANGED = ("number", "tier", "follow_up_at")


def misfit(field: Field, value: object) -> str:
    """Say why `field` cannot hold `value`, a text in full; empty where it can."""
    label = tr(field.label)
    if value is None or value == "":
        return tr("{label} cannot be empty.", label=label) if field.required else ""
    if field.kind in (Kind.TEXT, Kind.WORD):
        return _unfit_text(field, label, value)
    if isinstance(value, bool) or not isinstance(value, int):
        return tr("{label} is a whole number, not “{value}”.", label=label, value=value)
    least, most = RANGES[field.name] if field.name in _RANGED else (0, LARGEST_ID)
    if not least <= value <= most or (field.kind is Kind.FLAG and value > 1):
        told = tr("{label} cannot be {value}.", label=label, value=value)
        way = tr("It is from {least} to {most}.", least=least, most=most)
        return f"{told} {way}" if field.name == "tier" else told
    return ""


def _unfit_text(field: Field, label: str, value: object) -> str:
    if not isinstance(value, str):
        return tr("{label} is a text, not {value}.", label=label, value=value)
    if field.choices and value not in field.choices:
        choices = ", ".join(field.choices)
        return tr("{label} is one of {choices}, not “{value}”.",
                  label=label, choices=choices, value=value)  # fmt: skip
    return unfit_line(label, value) if field.name in ONE_LINE else unfit_text(label, value)


def unfit_text(label: str, text: str) -> str:
    """Say why a text of any number of lines cannot be kept; empty where it can."""
    if len(text) > LONGEST_TEXT:
        return tr("{label} has {length:,} characters, {most:,} at most are kept. Attach it as a file.",
                  label=label, length=len(text), most=LONGEST_TEXT)  # fmt: skip
    return _unreadable(label, text, _UNFIT_TEXT)


def unfit_line(label: str, line: str) -> str:
    """Say why a text cannot stand on one line; empty where it can."""
    if len(line) > LONGEST_LINE:
        return tr("{label} has {length:,} characters, {most} at most fit on its line. Shorten it.",
                  label=label, length=len(line), most=LONGEST_LINE)  # fmt: skip
    return _unreadable(label, line, _UNFIT_LINE)


def _unreadable(label: str, text: str, unfit: frozenset[str]) -> str:
    if not is_filled(text):
        return tr("{label} shows nothing.", label=label)
    if not unfit.isdisjoint(text):
        return tr("{label} holds characters that are no part of a text.", label=label)
    return ""


def unfit_id(number: object) -> str:
    """Say why something is no id: a positive number of 63 bits; empty where it is one."""
    if type(number) is int and 0 < number <= LARGEST_ID:
        return ""
    return tr("{number} is no id: an id is a positive number of 63 bits.", number=number)


def unfit_choice(label: str, value: object, choices: tuple[str, ...]) -> str:
    """Say why something is none of a few words; empty where it is."""
    if value in choices:
        return ""
    return tr("{label} is one of {choices}, not “{value}”.",
              label=label, choices=", ".join(choices), value=value)  # fmt: skip
