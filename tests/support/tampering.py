"""What an owner of the database can do: take the guards out, change something, put them back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy.engine import Connection
from support.world import World

from app.db import tables
from app.db.guards import install
from app.domain.canonical import canonical, parsed
from app.domain.events import Draft, link, seal
from app.domain.fields import THINGS, TICKET
from app.queries.history import events_of
from app.queries.records import read_ticket, take_thing
from app.services.check import Finding


@contextmanager
def without_guards(world: World) -> Iterator[Connection]:
    """Do as an owner can: take the guards out, change something, put them back."""
    with world.store.writing() as connection:
        install.remove(connection)
        yield connection
        # PostgreSQL changes no table that has foreign keys waiting for the commit.
        connection.commit()
        connection.begin()
        install.guards(connection)
        connection.commit()


def found(world: World) -> list[Finding]:
    return world.desk("ada").check()


def three_tickets(world: World) -> list[int]:
    tickets = [world.log(title=f"Ticket {number}") for number in range(3)]
    for ticket in tickets:
        world.bring("anna", ticket, "triage", "resolve")
    return tickets


def forge(
    world: World,
    connection: Connection,
    ticket: int,
    draft: Draft,
    **columns: Any,
) -> None:
    """Append an event that fits its chain and change the row with it, as the guards would."""
    held = read_ticket(connection, ticket)
    assert held is not None
    last = events_of(connection, "ticket", ticket)[-1]
    was = {name: held.values.get(name) for name in draft.now}
    sealed = seal(replace(draft, was=was), TICKET.texts, held.digests)
    moment = time.time_ns() // 1000
    row = {"actor": world.id("person", "anna"), "recorded_at": moment, "occurred_at": moment}
    row |= {"visibility": draft.visibility, **vars(sealed), **columns}
    values = {**vars(last), "version": last.version + 1, "kind": draft.kind, **row}
    values |= {"command_id": world.new_id(), "prev_hash": last.hash}
    event = type(last)(**values)
    stored = {**values, "hash": link(event), "ticket_id": ticket}
    del stored["stream"], stored["subject"]
    connection.execute(tables.ticket_event.insert().values(stored))
    marks = {key: mark for key, mark in parsed(event.now).items() if key in TICKET.texts}
    new = {**draft.now, "version": event.version, "updated_at": event.occurred_at}
    new["digests"] = canonical({**held.digests, **marks})
    if draft.kind == "resolve":
        new |= {"clock_state": "stopped", "resolved_at": event.occurred_at}
    if draft.kind == "wait":
        new["clock_state"] = "paused"
    if draft.kind == "escalate":
        new["last_working_step"] = draft.now["step"]
    table = tables.ticket
    connection.execute(table.update().where(table.c.id == ticket).values(new))


def forge_thing(
    world: World,
    connection: Connection,
    thing: str,
    row_id: int,
    draft: Draft,
    **columns: Any,
) -> None:
    """Append an event to one of the desk's own things, and change the row with it, as the guards would."""
    held = take_thing(connection, THINGS[thing], row_id)
    assert held is not None
    last = events_of(connection, thing, row_id)[-1]
    was = {name: held.values.get(name) for name in draft.now}
    sealed = seal(replace(draft, was=was), THINGS[thing].texts, held.digests)
    moment = time.time_ns() // 1000
    values = {**vars(last), "version": last.version + 1, "kind": draft.kind, **vars(sealed)}
    values |= {"recorded_at": moment, "occurred_at": moment, **columns}
    values |= {"command_id": world.new_id(), "prev_hash": last.hash}
    event = type(last)(**values)
    stored = {**values, "hash": link(event), "thing": thing, "thing_id": row_id}
    del stored["stream"], stored["subject"]
    connection.execute(tables.desk_event.insert().values(stored))
    marks = {key: mark for key, mark in parsed(event.now).items() if key in THINGS[thing].texts}
    table = tables.things[thing]
    new = {**draft.now, "version": event.version, "digests": canonical({**held.digests, **marks})}
    connection.execute(table.update().where(table.c.id == row_id).values(new))
