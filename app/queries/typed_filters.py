"""What the names in a typed filter stand for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.filter_language import (
    DATES,
    HAS,
    NUMBER,
    WORD,
    Term,
    first_moment,
    key_label,
    pin,
    priority_level,
    read_terms,
    record_id,
    ticket_number,
)
from app.domain.filter_questions import FilterReading, FilterTerm, TypedFilter
from app.domain.folding import folded
from app.domain.questions import Filter
from app.queries.filter_choices import Named, channels_of, steps_of
from app.queries.matching import match
from app.queries.workflows import Workflows
from app.text import tr

# More people than this of one name are not told apart by it.
_MOST_NAMES, _MOST_TOLD = 200, 12
# A name that more than these have is kept as a name.
_MOST_PINNED = 8
_WORDED = ("steps", "contacts")
_FIELDS = {
    "step": "steps",
    "priority": "priorities",
    "team": "teams",
    "assignee": "assignees",
    "category": "categories",
    "requester": "requesters",
    "channel": "contacts",
    NUMBER: "numbers",
    WORD: "words",
}
_DATE_FIELDS = {
    "after": "opened_from",
    "before": "opened_before",
    "changed_after": "updated_from",
    "changed_before": "updated_before",
}
_THINGS = {"team": "team", "category": "category", "assignee": "person", "requester": "person"}
Values = tuple[Any, ...]


class _Unknown(Exception):
    """A name that stands for nothing; its text is the sentence."""


class _Meant(NamedTuple):
    """What a value stands for, how that is shown, and by what it is found again whatever it is called then."""

    values: Values
    shown: str
    pins: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Reader:
    connection: Connection
    workflows: Workflows
    asker: int

    def meaning(self, term: Term) -> _Meant:
        """Give what a term stands for; raises _Unknown."""
        readers: Mapping[str, Callable[[str], _Meant]] = {
            "step": self._step,
            "channel": self._channel,
            "priority": _priority,
            "assignee": self._assignee,
            NUMBER: lambda value: _Meant((ticket_number(value),), value.upper()),
            WORD: lambda value: _Meant((value,), f"“{value}”"),
        }
        if term.key in _THINGS and term.key != "assignee":
            return self._named(term.key, term.value)
        return readers[term.key](term.value)

    def _assignee(self, value: str) -> _Meant:
        special = {
            "me": (self.asker, tr("You")),
            "nobody": (0, tr("Nobody")),
            "none": (0, tr("Nobody")),
        }
        if value.lower() in special:
            row_id, shown = special[value.lower()]
            return _Meant((row_id,), shown)
        return self._named("assignee", value)

    def _named(self, key: str, value: str) -> _Meant:
        thing = _THINGS[key]
        table = tables.things[thing]
        if row_id := record_id(value):
            return self._pinned(key, table, row_id)
        more = (table.c.login,) if thing == "person" else ()
        found = match((table.c.name, *more), value)
        statement = sa.select(table.c.id, table.c.name, *more).where(found.condition)
        rows = self.connection.execute(
            statement.order_by(found.rank, table.c.name).limit(_MOST_NAMES)
        ).all()
        exact = [row for row in rows if folded(value) in map(folded, filter(None, row[1:]))]
        meant = _chosen(
            key, value, [(row[0], row[1]) for row in exact or rows], lambda: self._names(thing)
        )
        if len(meant.values) == 1:
            return self._pinned(key, table, meant.values[0])
        are_few = len(meant.values) <= _MOST_PINNED
        return meant._replace(pins=tuple(map(pin, meant.values)) if are_few else ())

    def _pinned(self, key: str, table: sa.Table, row_id: int) -> _Meant:
        statement = sa.select(table.c.name, table.c.active).where(table.c.id == row_id)
        row = self.connection.execute(statement).first()
        if row is None:
            raise _Unknown(tr("{key}: what was chosen is not on this desk.", key=key_label(key)))
        shown = row.name if row.active else tr("{name} (no longer in use)", name=row.name)
        return _Meant((row_id,), shown, (pin(row_id),))

    def _names(self, thing: str) -> Iterable[str]:
        table = tables.things[thing]
        if thing == "person":
            return ()
        active = sa.select(table.c.name).where(table.c.active == 1).order_by(table.c.name)
        return self.connection.scalars(active)

    def _step(self, value: str) -> _Meant:
        return _by_key("step", value, list(steps_of(self.connection, self.workflows)))

    def _channel(self, value: str) -> _Meant:
        return _by_key("channel", value, channels_of())


def _by_key(key: str, value: str, named: Named) -> _Meant:
    meant = _chosen(key, value, _like(named, value), lambda: [label for _, label in named])
    return meant._replace(pins=meant.values)


def _priority(value: str) -> _Meant:
    level = priority_level(value)
    return _Meant((level,), f"P{level}" if level else tr("none yet"))


def _like(named: Named, value: str) -> Named:
    wanted = _bare(value)
    exact = [each for each in named if wanted in (_bare(str(each[0])), _bare(each[1]))]
    return exact or [each for each in named if wanted and _bare(each[1]).startswith(wanted)]


def _bare(text: str) -> str:
    return "".join(letter for letter in folded(text) if letter.isalnum())


def _chosen(key: str, value: str, found: Named, names: Callable[[], Iterable[str]]) -> _Meant:
    if not found:
        raise _Unknown(_nothing_called(key, value, list(names())))
    if len(found) == 1:
        return _Meant((found[0][0],), found[0][1])
    shown = tr("{value} ({count} of this name)", value=value, count=len(found))
    return _Meant(tuple(each for each, _ in found), shown)


def _nothing_called(key: str, value: str, names: list[str]) -> str:
    if _THINGS.get(key) == "person":
        return tr(
            "Nobody on this desk is called “{value}”. A name or a login will do.", value=value
        )
    told = ", ".join(names[:_MOST_TOLD]) + (", …" if len(names) > _MOST_TOLD else "")
    return tr("{key}: there is no “{value}”. There are: {names}.",
              key=key_label(key), value=value, names=told)  # fmt: skip


def typed_filter(
    connection: Connection, question: TypedFilter, workflows: Workflows
) -> FilterReading:
    """Answer `TypedFilter`."""
    reading = read_terms(f"{question.kept} {question.text}")
    if reading.fault:
        return FilterReading(fault=reading.fault)
    reader = _Reader(connection, workflows, question.asker)
    kept = read_terms(question.kept).terms
    found: dict[str, Any] = {}
    shown: list[FilterTerm] = []
    for term in reading.terms:
        try:
            meant = _narrow(found, term, reader)
        except _Unknown as unknown:
            if term not in kept:
                return FilterReading(fault=str(unknown))
            meant = _narrow_to_nothing(found, term)
        pinned = tuple(Term(term.key, each).text for each in meant.pins)
        shown.append(FilterTerm(term.text, key_label(term.key), meant.shown, pinned))
    return FilterReading(Filter(**found), tuple(shown))


def _narrow(found: dict[str, Any], term: Term, reader: _Reader) -> _Meant:
    """Let a term narrow what is `found`; raises _Unknown."""
    if term.key == HAS:
        found["has_attachment"] = True
        return _Meant((), tr("Attachment"))
    if term.key in DATES:
        _narrow_dates(found, term)
        return _Meant((), term.value)
    meant, field = reader.meaning(term), _FIELDS[term.key]
    found[field] = (*found.get(field, ()), *meant.values)
    return meant


def _narrow_to_nothing(found: dict[str, Any], term: Term) -> _Meant:
    field = _FIELDS[term.key]
    # No record has this id, no step this key.
    found[field] = (*found.get(field, ()), "" if field in _WORDED else -1)
    named = tr("what was chosen") if record_id(term.value) else term.value
    return _Meant((), tr("{name} (no longer there)", name=named))


def _narrow_dates(found: dict[str, Any], term: Term) -> None:
    field = _DATE_FIELDS[term.key]
    moment = first_moment(term.value, date.today()) or 0  # noqa: DTZ011 - a day where the person sits
    keep = min if field.endswith("before") else max
    found[field] = keep(found.get(field, moment), moment)
