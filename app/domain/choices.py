"""Fields as they are filled in: which type of input, which choices, and the words for each."""

from collections.abc import Mapping

from app.domain.fields import RANGES, ROLES, Field, Kind, Value
from app.domain.roles import role_label
from app.domain.ticket_rows import Choice
from app.text import tr

_LEVELS = 3
_LONG = ("description", "resolution", "text")
# Fields that hold a level of the priority matrix.
_LEVELLED = ("impact", "urgency")
# The level of a team, from the first to answer to those who know most.
_TIER = "tier"


def input_type(field: Field) -> str:
    """Give the type of input (`FormField.type`) that fits a field."""
    if field.references:
        return "reference"
    if field.choices or field.kind is Kind.FLAG or field.name in (*_LEVELLED, _TIER):
        return "choice"
    if field.kind in (Kind.NUMBER, Kind.MOMENT):
        return str(field.kind)
    return "long_text" if field.name in _LONG else "text"


def choices_of(field: Field, levels: int = _LEVELS) -> tuple[Choice, ...]:
    """Give the values a field can have, with their labels; `levels`: the size of the priority matrix."""
    values: tuple[Value, ...] = field.choices
    if field.name in _LEVELLED:
        values = tuple(range(1, levels + 1))
    elif field.name == _TIER:
        least, most = RANGES[_TIER]
        values = tuple(range(least, most + 1))
    elif field.kind is Kind.FLAG:
        values = (0, 1)
    return tuple((value, choice_label(field, value)) for value in values)


def choice_label(field: Field, value: Value) -> str:
    """Give what people call a value of a field; the value itself where it has no other name."""
    flags: Mapping[Value, str] = {0: tr("No"), 1: tr("Yes")}
    labels = flags if field.kind is Kind.FLAG else _labels().get(field.name, {})
    return labels.get(value, str(value))


def priority_label(priority: int) -> str:
    """Give what people call a priority."""
    return _labels()["priority"].get(priority, str(priority))


def _labels() -> Mapping[str, Mapping[Value, str]]:
    return {
        "contact": {
            "phone": tr("Phone"),
            "mail": tr("E-mail"),
            "walk_up": tr("Walk-up"),
            "self_service": tr("Self-service"),
            "chat": tr("Chat"),
            "monitoring": tr("Monitoring"),
        },
        "impact": {
            1: tr("1 · Site"),
            2: tr("2 · Team"),
            3: tr("3 · Person"),
            4: tr("4 · One task"),
            5: tr("5 · Nobody yet"),
        },
        "urgency": {
            1: tr("1 · Work stopped"),
            2: tr("2 · Work slowed"),
            3: tr("3 · Can wait"),
            4: tr("4 · Within weeks"),
            5: tr("5 · Some day"),
        },
        "priority": {
            1: tr("P1 · Critical"),
            2: tr("P2 · High"),
            3: tr("P3 · Medium"),
            4: tr("P4 · Low"),
            5: tr("P5 · Minor"),
        },
        "resolution_kind": {"fix": tr("Fix"), "workaround": tr("Workaround")},
        "waits_on": {
            "user": tr("the user"),
            "vendor": tr("a vendor"),
            "change": tr("a change"),
            "problem": tr("a problem"),
        },
        "role": {role: role_label(role) for role in ROLES},
    }


def way_of_contact(contact: Value) -> str:
    """Give how somebody got in touch, as it ends a sentence; empty where nobody knows."""
    ways: Mapping[Value, str] = {
        "phone": tr("by phone"),
        "mail": tr("by e-mail"),
        "walk_up": tr("in person"),
        "self_service": tr("by self-service"),
        "chat": tr("by chat"),
        "monitoring": tr("by monitoring"),
    }
    return ways.get(contact, "")
