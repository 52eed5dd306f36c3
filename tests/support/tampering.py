"""What an owner of the database can do: take the guards out, change something, put them back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from support.world import World

from app.db import tables
from app.db.guards import install
from app.domain.canonical import canonical, parsed
from app.domain.changes import Change, Changes
from app.domain.events import Draft, Event, link, seal
from app.domain.fields import THINGS, TICKET
from app.queries.history import events_of
from app.queries.records import read_ticket
from app.services.codec import encode_changes
from app.services.findings import Finding


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
    """Append an event that fits its chain and change the row with it, as the guards and the door would.

    `columns` are those of the event that are other than they should be.
    """
    held = read_ticket(connection, ticket)
    assert held is not None
    last = events_of(connection, "ticket", ticket)[-1]
    was = {name: held.values.get(name) for name in draft.now}
    sealed = seal(replace(draft, was=was), TICKET.texts, held.digests)
    moment = time.time_ns() // 1000
    row = {"actor": world.id("person", "anna"), "recorded_at": moment, "occurred_at": moment}
    row |= {"visibility": draft.visibility, **vars(sealed), **columns}
    values = {**vars(last), "version": last.version + 1, "kind": draft.kind, **row}
    values |= {"prev_hash": last.hash}
    values = {
        **values,
        "command_id": world.new_id(),
        "login": login_of(world, row["actor"]),
    } | columns
    event = type(last)(**values)
    stored = {**values, "hash": link(event), "ticket_id": ticket}
    del stored["stream"], stored["subject"]
    connection.execute(tables.ticket_event.insert().values(stored))
    count(connection, event)
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
    """Append an event of one of the desk's own things, or its first, and change the row with it."""
    table, now = tables.things[thing], draft.now
    row = connection.execute(sa.select(table).where(table.c.id == row_id)).mappings().first()
    history = events_of(connection, thing, row_id)
    last = history[-1] if history else None
    digests = parsed(row["digests"]) if row else {}
    was = {name: row[name] for name in now} if row else {}
    sealed = seal(replace(draft, was=was), THINGS[thing].texts, digests)
    moment, actor = time.time_ns() // 1000, columns.get("actor", world.id("person", "ada"))
    event = Event(
        stream=thing, subject=row_id, version=last.version + 1 if last else 1,
        prev_hash=last.hash if last else "", hash="",
        **{
            "kind": draft.kind, "command_id": world.new_id(), "actor": actor,
            "on_behalf_of": None, "cause": None, "channel": "script", "visibility": "internal",
            "login": login_of(world, actor), "recorded_at": moment, "occurred_at": moment,
            **vars(sealed), **columns,
        },
    )  # fmt: skip
    stored = {**vars(event), "hash": link(event), "thing": thing, "thing_id": row_id}
    del stored["stream"], stored["subject"]
    connection.execute(tables.desk_event.insert().values(stored))
    count(connection, event)
    marks = {key: mark for key, mark in parsed(event.now).items() if key in THINGS[thing].texts}
    new = {**now, "version": event.version, "digests": canonical({**digests, **marks})}
    if row:
        connection.execute(table.update().where(table.c.id == row_id).values(new))
    else:
        connection.execute(table.insert().values({"id": row_id, **new}))


def login_of(world: World, actor: int) -> str:
    """Give the login the database would stamp; somebody's, where the actor has none."""
    if world.is_sqlite:
        return ""
    logins = {row_id: name for (thing, name), row_id in world.ids.items() if thing == "person"}
    return logins.get(actor, "anna")


def count(connection: Connection, event: Event) -> None:
    """Tell of an event as its command and the feed would."""
    change = Change(event.stream, event.subject, event.version)
    told = {
        "id": event.command_id,
        "actor": event.actor,
        "kind": "AddNote",
        "at": event.recorded_at,
    }
    told["result"] = encode_changes(Changes((change,)))
    connection.execute(tables.command.insert().values(told))
    row = {"kind": event.stream, "row_id": event.subject, "version": event.version}
    connection.execute(tables.change.insert().values(row))
