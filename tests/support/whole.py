"""Whether a desk is what its history says, by replay: what every test of the door ends with."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.db.store import Store
from app.domain.canonical import parsed
from app.domain.chain import chain_faults
from app.domain.events import TICKET_STREAM, Event
from app.domain.fields import OWN_PREFIX, THINGS, TICKET, Field
from app.domain.history import Record, Replay, Ticket
from app.queries.history import events_of
from app.queries.workflows import Workflows

DERIVED = ("clock_state", "updated_at", "resolved_at", "closed_at", "reopen_count")


def faults(store: Store) -> list[str]:
    """Give every difference between the desk's rows and its history."""
    with store.reading() as connection:
        events, ticket = tables.ticket_event.c, tables.ticket.c
        ids = set(connection.scalars(sa.select(ticket.id)))
        told = set(connection.scalars(sa.select(events.ticket_id)))
        strays = [f"{each}: a history without a ticket" for each in told - ids]
        return [*strays, *_ticket_faults(connection, ids), *_thing_faults(connection)]


def faults_of(store: Store, tickets: Iterable[int]) -> list[str]:
    """Give every difference between some tickets' rows and their history."""
    with store.reading() as connection:
        return list(_ticket_faults(connection, tickets))


def counts(store: Store) -> tuple[int, ...]:
    """Give how many events, commands and changes there are, to see that nothing was stored."""
    stored = (tables.ticket_event, tables.desk_event, tables.command, tables.change)
    with store.reading() as connection:
        return tuple(
            connection.scalars(sa.select(sa.func.count()).select_from(each)).one()
            for each in stored
        )


def history(store: Store, subject: int, stream: str = TICKET_STREAM) -> tuple[Event, ...]:
    """Give the events of one record."""
    with store.reading() as connection:
        return events_of(connection, stream, subject)


def row(store: Store, ticket: int) -> dict[str, Any]:
    """Give a ticket's row with every column."""
    with store.reading() as connection:
        return dict(_rows(connection, tables.ticket, ticket)[0])


def _rows(connection: Connection, table: sa.Table, row_id: int | None = None) -> list[Any]:
    statement = sa.select(table)
    if row_id is not None:
        statement = statement.where(table.c.id == row_id)
    return list(connection.execute(statement).mappings())


def _ticket_faults(connection: Connection, tickets: Iterable[int]) -> Iterator[str]:
    workflows = Workflows()
    replay = Replay(lambda version: workflows.get(connection, version))
    for row_id in tickets:
        (held,) = _rows(connection, tables.ticket, row_id)
        told = events_of(connection, TICKET_STREAM, row_id)
        made = replay.ticket(told)
        found = [*chain_faults(told), *made.faults, *_differences(made, held, TICKET.fields)]
        found += _sides(connection, made, row_id)
        found += [f"{name} does not follow" for name in DERIVED if held[name] != made.derived[name]]
        for name in ("opened_at", "opened_by"):
            if held[name] != made.values[name]:
                found.append(f"{name} differs")
        yield from (f"{row_id}: {fault}" for fault in found)


def _sides(connection: Connection, made: Ticket, row_id: int) -> Iterator[str]:
    for table, expected in ((tables.ticket_link, made.links), (tables.ticket_person, made.people)):
        statement = sa.select(table).where(table.c.ticket_id == row_id)
        found = {tuple(each)[1:] for each in connection.execute(statement)}
        if found != expected:
            yield f"{table.name}: {found} instead of {expected}"
    files = sa.select(tables.attachment).where(tables.attachment.c.ticket_id == row_id)
    held = {row["id"]: row for row in connection.execute(files).mappings()}
    told = {number: asdict(file) for number, file in made.files.items()}
    if {number: {**row, **told.get(number, {})} for number, row in held.items()} != held:
        yield f"files: {held} instead of {told}"
    if told.keys() != held.keys():
        yield f"files: {held.keys()} instead of {told.keys()}"


def _thing_faults(connection: Connection) -> Iterator[str]:
    for name, thing in THINGS.items():
        for held in _rows(connection, tables.things[name]):
            told = events_of(connection, name, held["id"])
            made = Record()
            for event in told:
                made.apply(event)
            found = [*chain_faults(told), *made.faults, *_differences(made, held, thing.fields)]
            yield from (f"{name} {held['id']}: {fault}" for fault in found)


def _differences(made: Record, held: Any, fields: tuple[Field, ...]) -> Iterator[str]:
    columns = {field.name: held[field.name] for field in fields}
    own = parsed(held.get("fields", "{}"))
    columns |= {OWN_PREFIX + name: value for name, value in own.items()}
    # An erased text is empty in the row and gone from the history but for its digest.
    gone = {name: "" for name in made.digests if made.values[name] is None}
    expected = {**made.values, **gone}
    for name, value in columns.items():
        if value != expected.get(name):
            yield f"{name} is {value!r} instead of {expected.get(name)!r}"
    for name in expected.keys() - columns.keys() - {"opened_at", "opened_by"}:
        if expected[name] is not None:
            yield f"{name} is missing"
    if held["version"] != made.version:
        yield f"version {held['version']} instead of {made.version}"
    if parsed(held["digests"]) != made.digests:
        yield "other digests"
