"""What stands beside the histories, changed while the guards were out: `check` says what is not right."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from support.tampering import found, three_tickets, without_guards
from support.world import World

from app.db import tables
from app.domain.commands import AddNote
from app.errors import InvalidValue
from app.services.codec import kind_of


def due(connection: Connection, ticket: int) -> None:
    table = tables.ticket
    times = {"respond_due_at": 1, "resolve_due_at": 2}
    connection.execute(table.update().where(table.c.id == ticket).values(times))


def answers_taken_away(connection: Connection, ticket: int) -> None:
    _at_commands(connection, ticket, tables.command.delete())


def answers_rewritten(connection: Connection, ticket: int) -> None:
    _at_commands(connection, ticket, tables.command.update().values(result='{"changes":[]}'))


def answers_of_another(connection: Connection, ticket: int) -> None:
    _at_commands(connection, ticket, tables.command.update().values(actor=1))


def answers_of_no_kind(connection: Connection, ticket: int) -> None:
    _at_commands(connection, ticket, tables.command.update().values(kind="x", result="not json"))


def answered_twice(connection: Connection, ticket: int) -> None:
    """Two commands of which one has the other's events."""
    event = tables.ticket_event
    first = sa.select(sa.func.min(event.c.command_id)).where(event.c.ticket_id == ticket)
    it = (event.c.ticket_id == ticket) & (event.c.version == 3)
    connection.execute(event.update().where(it).values(command_id=first.scalar_subquery()))


def _at_commands(connection: Connection, ticket: int, change: Any) -> None:
    event = tables.ticket_event.c
    its = sa.select(event.command_id).where(event.ticket_id == ticket)
    connection.execute(change.where(tables.command.c.id.in_(its)))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (due, "“respond_due_at” does not follow from the history"),
        (answers_taken_away, "version 1: its command is not among those carried out"),
        (answers_rewritten, "version 2: its command was answered otherwise"),
        (answers_of_another, "version 3: its command was answered otherwise"),
        (answers_of_no_kind, "version 1: its command was answered otherwise"),
        (answered_twice, "version 3: its command was answered otherwise"),
    ],
)
def test_what_is_beside_a_history_is_named_with_its_ticket(
    change: Callable[[Connection, int], None], what: str, world: World
) -> None:
    tickets = three_tickets(world)
    with without_guards(world) as connection:
        change(connection, tickets[1])
    told = [(finding.subject, finding.what) for finding in found(world)]
    assert ("INC-000002", what) in told
    assert {subject for subject, _ in told} == {"INC-000002"}


def test_an_event_that_a_command_made_is_missed(world: World) -> None:
    tickets = three_tickets(world)
    event, ticket = tables.ticket_event, tables.ticket
    with without_guards(world) as connection:
        connection.execute(event.delete().where(event.c.ticket_id == tickets[2]))
        connection.execute(ticket.delete().where(ticket.c.id == tickets[2]))
    gone = (f"id {tickets[2]}", "version 3, which a command made, is gone")
    assert gone in [(finding.subject, finding.what) for finding in found(world)]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE desk SET kind = 'sample'", "it is not of the kind it was made as"),
        ("UPDATE desk SET kind = 'circus'", "it is not of the kind it was made as"),
        ("INSERT INTO desk SELECT 'other', kind, schema, feed_epoch FROM desk",
         "a database holds one desk; here are 2"),
        ("DELETE FROM desk", "a database holds one desk; here are 0"),
    ],
)  # fmt: skip
def test_a_desk_that_is_another_is_named(statement: str, what: str, world: World) -> None:
    desk = world.desk("ada")
    with without_guards(world) as connection:
        connection.exec_driver_sql(statement)
    assert ("The desk", what) in [(finding.subject, finding.what) for finding in desk.check()]


def test_another_name_of_a_desk_shows_by_its_heads(world: World) -> None:
    kept = world.desk("ada").heads()
    with without_guards(world) as connection:
        connection.exec_driver_sql("UPDATE desk SET uid = 'another'")
    with pytest.raises(InvalidValue, match="another desk"):
        world.desk("ada").check(kept)


def test_an_answer_that_is_junk_is_told_in_a_sentence(world: World) -> None:
    ticket = world.log()
    note = world.command("anna", AddNote, ticket=ticket, text="Once.")
    with world.desk("anna").store.writing() as connection:
        row = {
            "id": note.command_id,
            "actor": note.actor,
            "kind": kind_of(note),
            "at": -1,
            "result": "not json",
        }
        connection.execute(tables.command.insert().values(row))
        connection.commit()
    with pytest.raises(InvalidValue, match="The answer stored for this command cannot be read"):
        world.desk("anna").tell(note)
    told = [(finding.subject, finding.what) for finding in found(world)]
    assert [subject for subject, _ in told] == [f"Command {note.command_id}"]
