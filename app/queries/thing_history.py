"""Who changed what of the desk's own things, as people read it."""

from collections.abc import Iterable, Iterator
from heapq import merge, nlargest

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.canonical import parsed
from app.domain.events import ADDED, CLAIMING, Event
from app.domain.fields import THINGS, Field, Value, Values
from app.domain.rows import FieldChange, HistoryEntry
from app.domain.setting_questions import ThingHistory
from app.queries.history import events_by_subject
from app.queries.names import Names
from app.queries.thing_details import role_shown
from app.text import tr

# The things that bind others together, and by which of their columns.
_BINDING = {"person": ("role_grant", "membership"), "team": ("membership",)}


def thing_history(connection: Connection, question: ThingHistory) -> tuple[HistoryEntry, ...]:
    """Answer `ThingHistory`."""
    streams = [(question.thing, [question.row_id])]
    for thing in _BINDING.get(question.thing, ()):
        table = tables.things[thing]
        bound = sa.select(table.c.id).where(table.c[question.thing] == question.row_id)
        streams.append((thing, list(connection.scalars(bound))))
    told = [
        events
        for thing, subjects in streams
        for events in events_by_subject(connection, thing, subjects).values()
    ]
    everything = [event for events in told for event in events]
    fields = [field for thing, _ in streams for field in THINGS[thing].fields]
    names = Names.of(connection, fields, everything)
    entries = merge(*(_entries(events, names, question.thing) for events in told), key=_when)
    newest = nlargest(
        question.limit, enumerate(entries), key=lambda each: (_when(each[1]), each[0])
    )
    return tuple(entry for _, entry in newest)


def _when(entry: HistoryEntry) -> int:
    return entry.occurred_at


def _entries(events: Iterable[Event], names: Names, seen_from: str) -> Iterator[HistoryEntry]:
    held: dict[str, Value] = {}
    for event in events:
        now = event.changed()
        yield HistoryEntry(
            version=event.version,
            kind=event.kind,
            label=tr("Added") if event.kind == ADDED else tr("Edited"),
            actor=names.person(event.actor),
            on_behalf_of=names.person(event.on_behalf_of),
            channel=event.channel,
            visibility=event.visibility,
            occurred_at=event.occurred_at,
            recorded_at=event.recorded_at,
            claimed=event.channel in CLAIMING and event.occurred_at != event.recorded_at,
            changes=_changes(event, held, names, seen_from),
            words=(),
            actor_id=event.actor,
        )
        held |= now


def _changes(
    event: Event, held: dict[str, Value], names: Names, seen_from: str
) -> tuple[FieldChange, ...]:
    now = event.changed()
    if event.stream in ("role_grant", "membership") and event.stream != seen_from:
        return (_bound(event.stream, held, {**held, **now}, names, seen_from),)
    return tuple(
        FieldChange(tr(field.label), *_spoken(field, held, now, names), field.name, field.is_text)
        for field in THINGS[event.stream].fields
        if field.name in parsed(event.now)
        and now[field.name] != held.get(field.name)
        and not (event.kind == ADDED and now[field.name] == field.default)
    )


def _spoken(field: Field, held: Values, now: Values, names: Names) -> tuple[str, str]:
    return names.spoken(field, held.get(field.name)), names.spoken(field, now.get(field.name))


def _bound(
    thing: str, held: dict[str, Value], now: dict[str, Value], names: Names, seen_from: str
) -> FieldChange:
    """Tell of a role or a membership as of a field of the person or the team: there, or not."""
    before, after = (
        _binding(thing, each, names, seen_from) if each.get("active") else ""
        for each in (held, now)
    )
    return FieldChange(tr(THINGS[thing].label), before, after, thing)


def _binding(thing: str, values: dict[str, Value], names: Names, seen_from: str) -> str:
    if thing == "role_grant":
        return role_shown(str(values["role"]), names.name("team", values.get("team")))
    other = "person" if seen_from == "team" else "team"
    return names.name(other, values[other])
