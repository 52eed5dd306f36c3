"""Histories: the events of a ticket or of one of the desk's own things."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.events import TICKET_STREAM, Event

_ticket_event, _desk_event = tables.ticket_event, tables.desk_event
_COMMON = (
    "version", "command_id", "kind", "actor", "on_behalf_of", "cause", "channel", "visibility",
    "login", "recorded_at", "occurred_at", "was", "now", "said", "texts", "prev_hash", "hash",
)  # fmt: skip


def _of(table: sa.Table, stream: sa.ColumnElement[str], subject: str) -> sa.Select[Any]:
    columns = (table.c[name] for name in _COMMON)
    return sa.select(stream.label("stream"), table.c[subject].label("subject"), *columns)


_TICKETS = _of(_ticket_event, sa.literal(TICKET_STREAM), "ticket_id")
_THINGS = _of(_desk_event, _desk_event.c.thing, "thing_id")


def _plain(row: sa.Row[Any]) -> tuple[Any, ...]:
    return tuple(row)


def events_of(connection: Connection, stream: str, subject: int) -> tuple[Event, ...]:
    """Give one record's events in the order of their versions."""
    return events_by_subject(connection, stream, [subject]).get(subject, ())


def events_by_subject(
    connection: Connection, stream: str, subjects: Iterable[int]
) -> dict[int, tuple[Event, ...]]:
    """Give the events of several records of one kind, each in the order of their versions."""
    if stream == TICKET_STREAM:
        statement = _TICKETS.where(_ticket_event.c.ticket_id.in_(subjects))
        statement = statement.order_by(_ticket_event.c.ticket_id, _ticket_event.c.version)
    else:
        are_they = (_desk_event.c.thing == stream) & _desk_event.c.thing_id.in_(subjects)
        statement = _THINGS.where(are_they).order_by(_desk_event.c.thing_id, _desk_event.c.version)
    events = (Event(*_plain(row)) for row in connection.execute(statement))
    return {subject: tuple(group) for subject, group in groupby(events, lambda e: e.subject)}


def events_of_things(connection: Connection, things: Iterable[str]) -> Iterator[Event]:
    """Give every event of the desk's own things of some kinds, each one's in the order of their versions."""
    event = _desk_event.c
    order = (event.thing, event.thing_id, event.version)
    rows = connection.execute(_THINGS.where(event.thing.in_(things)).order_by(*order))
    return (Event(*_plain(row)) for row in rows)


def events_before(
    connection: Connection, ticket: int, version: int | None, limit: int
) -> tuple[Event, ...]:
    """Give a ticket's last `limit` events (before `version`, if told), in the order of their versions."""
    mine = _ticket_event.c.ticket_id == ticket
    if version is not None:
        mine &= _ticket_event.c.version < version
    newest = _TICKETS.where(mine).order_by(_ticket_event.c.version.desc()).limit(limit)
    found = connection.execute(newest).all()
    return tuple(Event(*_plain(row)) for row in reversed(found))


def last_touch(connection: Connection, stream: str, subject: int, field: str = "") -> Event | None:
    """Give the newest event of a record that set `field` (any event, without one)."""
    is_ticket = stream == TICKET_STREAM
    event = (_ticket_event if is_ticket else _desk_event).c
    its = (
        event.ticket_id == subject
        if is_ticket
        else (event.thing == stream) & (event.thing_id == subject)
    )
    if field:
        its &= sets(event.now, field)
    statement = (_TICKETS if is_ticket else _THINGS).where(its)
    row = connection.execute(statement.order_by(event.version.desc()).limit(1)).first()
    return Event(*_plain(row)) if row else None


def sets(now: sa.ColumnElement[str], field: str) -> sa.ColumnElement[bool]:
    """Say whether an event's `now` sets `field`: a key is the only place of its name in quotes and a colon."""
    return now.contains(f'"{field}":', autoescape=True)
