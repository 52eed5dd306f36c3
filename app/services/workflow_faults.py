"""What is wrong with the form of a workflow file, as people say it: the place, and the reason.

The parsers say it for programmers; each of their sentences has one of ours here.
"""

import re
from collections.abc import Callable, Iterable

from app.domain.fields import Kind
from app.domain.workflow import NeedKind, StepClock
from app.errors import listed
from app.text import tr


def toml_fault(message: str) -> tuple[str, str]:
    """Give place and reason of a fault found by `tomllib`."""
    found = re.search(
        r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", message, re.DOTALL
    )
    reason = found[1] if found else message
    told = tr("this is no TOML: {reason}", reason=reason[:1].lower() + reason[1:])
    if not found:
        return tr("the file"), told
    if not found[2]:
        return tr("the end of the file"), told
    return tr("line {line}, column {column}", line=found[2], column=found[3]), told


def form_fault(message: str) -> tuple[str, str]:
    """Give place and reason of a fault found by `msgspec`."""
    found = re.search(r"(.*) - at (?:`(?:key|value)` in )?`\$\.?(.*)`", message, re.DOTALL)
    if not found:
        return tr("the file"), _reason(message, "")
    # msgspec counts list items from 0, people from 1.
    place = re.sub(r"\[(\d+)\]", lambda match: f"[{int(match[1]) + 1}]", found[2])
    return place.replace("[...]", "") or tr("the file"), _reason(found[1], place)


def _reason(message: str, place: str) -> str:
    for pattern, say in _SAYINGS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return say(found, place)
    return tr("this does not fit: {reason}", reason=message)


def _unknown_word(found: re.Match[str], place: str) -> str:
    kinds: Iterable[str] = Kind
    if ".needs" in place:
        kinds = NeedKind
    elif place.endswith(".clock"):
        kinds = StepClock
    names = listed([str(kind) for kind in kinds if kind is not Kind.REFERENCE], tr(" or "))
    return tr("“{name}” is unknown here. Write {names}", name=found[1], names=names)


def _other_type(found: re.Match[str], _: str) -> str:
    types = {
        "int": tr("a whole number"),
        "str": tr("a text in quotation marks"),
        "bool": tr("true or false"),
        "array": tr("a list in square brackets"),
        "object": tr("a table"),
        "float": tr("a number with a point"),
        "datetime": tr("a date with a time"),
        "date": tr("a date"),
        "time": tr("a time of day"),
        "null": tr("nothing"),
    }
    expected = listed(
        [types.get(name, name) for name in found[1].split(" | ") if name != "null"], tr(" or ")
    )
    return tr(
        "{expected} belongs here, not {got}", expected=expected, got=types.get(found[2], found[2])
    )


_SAYINGS: tuple[tuple[str, Callable[[re.Match[str], str], str]], ...] = (
    (r"Invalid enum value '(.*)'", _unknown_word),
    (r"Expected `(.*)`, got `(.*)`", _other_type),
    (
        r"Object contains unknown field `(.*)`",
        lambda found, _: tr("“{name}” is not known here", name=found[1]),
    ),
    (
        r"Object missing required field `(.*)`",
        lambda found, _: tr("“{name}” is missing", name=found[1]),
    ),
    (r"Integer value out of range", lambda *_: tr("this number is too large")),
)
