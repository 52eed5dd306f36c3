"""``field=value`` as typed on a command line, made into what a command takes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from app.clock import as_moment
from app.desk import Desk
from app.domain.fields import OWN_PREFIX, TICKET_EDITABLE, Field, Kind, Value
from app.domain.questions import NamesOf, RecordsNamed
from app.errors import InvalidValue, NotFound
from app.services.values import fitting
from app.text import tr

_FIELDS = {field.name: field for field in TICKET_EDITABLE}
_MANY = 12


@dataclass
class Told:
    """What was typed, sorted: fields, a note, and words of this event only."""

    values: dict[str, Value] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    note: str = ""


def read_pairs(desk: Desk, pairs: Iterable[str], given: Iterable[str] = ()) -> Told:
    """Read ``field=value`` pairs; names of people and things become ids.

    `given`: what was said another way. Raises InvalidValue or NotFound with what would be right.
    """
    told, seen = Told(), set(given)
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign or not name:
            raise InvalidValue(tr("“{pair}” is no pair. Write field=value.", pair=pair))
        if name in seen:
            raise InvalidValue(tr("“{name}” is there twice. Name it once.", name=name))
        seen.add(name)
        if name == "note":
            told.note = text
        elif name in _FIELDS:
            told.values[name] = _value(desk, _FIELDS[name], text)
        elif name.startswith(OWN_PREFIX):
            told.values[name] = text
        else:
            told.said[name] = text
    return told


def _value(desk: Desk, field: Field, text: str) -> Value:
    if not text:
        return None
    if field.references:
        return _record(desk, field, text)
    if field.kind is Kind.MOMENT:
        return _moment(field, text)
    if field.kind is Kind.NUMBER:
        return _number(field, text)
    return text


def _record(desk: Desk, field: Field, text: str) -> int:
    found = desk.ask(RecordsNamed(field.references, text))
    if len(found) == 1:
        return found[0]
    label = tr(field.label)
    if found:
        raise InvalidValue(tr("{label}: several are called “{name}”. Name one by its login.",
                              label=label, name=text))  # fmt: skip
    names = desk.ask(NamesOf(field.references))
    known = ", ".join(names[:_MANY]) + (", …" if len(names) > _MANY else "")
    raise NotFound(tr("{label}: there is no “{name}”. There are: {known}.",
                      label=label, name=text, known=known))  # fmt: skip


def _number(field: Field, text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise InvalidValue(tr("{label} is a whole number, not “{value}”.",
                              label=tr(field.label), value=text)) from None  # fmt: skip
    fitting(field, number)
    return number


def _moment(field: Field, text: str) -> int:
    try:
        return as_moment(datetime.fromisoformat(text).astimezone())
    except (ValueError, OverflowError):
        raise InvalidValue(tr("{label} is a date such as 2026-11-30 or 2026-11-30T09:00, not “{value}”.",
                              label=tr(field.label), value=text)) from None  # fmt: skip
