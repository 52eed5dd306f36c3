"""What an owner forces past the guards, `check` finds, and names exactly that ticket."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from support.tampering import found, three_tickets, without_guards
from support.world import World

from app.db import tables
from app.db.guards import install
from app.domain.canonical import canonical, parsed
from app.domain.commands import AddNote, AddThing, EditTicket, EraseTexts
from app.domain.events import link
from app.errors import MissingRight
from app.queries.history import events_of
from app.services.check import check


def test_an_untouched_desk_has_no_findings(world: World) -> None:
    three_tickets(world)
    assert found(world) == []


def test_a_name_that_looks_like_a_digest_is_a_name(world: World) -> None:
    author = world.author("ada")
    name = "sha256:" + "a" * 64
    author.tell(AddThing, thing="team", row_id=world.new_id(), values={"name": name, "tier": 2})
    assert found(world) == []


def test_who_does_not_see_everything_checks_nothing(postgresql_world: World) -> None:
    three_tickets(postgresql_world)
    with pytest.raises(MissingRight) as refused:
        postgresql_world.desk("kiosk").check()
    assert refused.value.sentence.startswith(
        "Kiosk may not do this: “check the desk” is for agents, "
    )
    assert postgresql_world.desk("kay").check() == []
    with postgresql_world.store.reading() as connection:
        assert list(check(connection)) == []


def edit_a_field(connection: Connection, ticket: int) -> None:
    table = tables.ticket
    connection.execute(table.update().where(table.c.id == ticket).values(impact=1))


def edit_a_text(connection: Connection, ticket: int) -> None:
    table = tables.ticket
    connection.execute(table.update().where(table.c.id == ticket).values(title="Forged"))


def edit_an_event(connection: Connection, ticket: int) -> None:
    table = tables.ticket_event
    is_it = (table.c.ticket_id == ticket) & (table.c.version == 2)
    connection.execute(table.update().where(is_it).values(actor=1))


def edit_the_words_of_an_event(connection: Connection, ticket: int) -> None:
    table = tables.ticket_event
    is_it = (table.c.ticket_id == ticket) & (table.c.version == 1)
    words = connection.scalar(sa.select(table.c.texts).where(is_it))
    forged = words.replace("Ticket", "Forged")
    connection.execute(table.update().where(is_it).values(texts=forged))


def take_the_words_of_a_note(connection: Connection, ticket: int) -> None:
    set_texts(connection, ticket, 4, "{}")


def take_the_words_of_a_column(connection: Connection, ticket: int) -> None:
    set_texts(connection, ticket, 1, "{}")


def take_one_word(connection: Connection, ticket: int) -> None:
    texts = parsed(events_of(connection, "ticket", ticket)[2].texts)
    del texts["resolution"]
    set_texts(connection, ticket, 3, canonical(texts))


def set_texts(connection: Connection, ticket: int, version: int, texts: str) -> None:
    table = tables.ticket_event
    is_it = (table.c.ticket_id == ticket) & (table.c.version == version)
    connection.execute(table.update().where(is_it).values(texts=texts))


@pytest.mark.parametrize(
    ("take", "version", "key"),
    [
        (take_the_words_of_a_note, 4, "note"),
        (take_the_words_of_a_column, 1, "title"),
        (take_one_word, 3, "resolution"),
    ],
)
def test_words_that_vanished_are_named(
    take: Callable[[Connection, int], None], version: int, key: str, world: World
) -> None:
    tickets = three_tickets(world)
    world.tell("anna", AddNote, ticket=tickets[1], text="Ask about the gateway.")
    with without_guards(world) as connection:
        take(connection, tickets[1])
    findings = found(world)
    assert {finding.subject for finding in findings} == {"INC-000002"}
    told = f"version {version}: the text “{key}” is gone, and no event erased it"
    assert told in [finding.what for finding in findings]


def test_erased_words_are_not_missed(world: World) -> None:
    tickets = three_tickets(world)
    world.tell("anna", AddNote, ticket=tickets[1], text="Ask about the gateway.")
    world.tell("ada", EraseTexts, ticket=tickets[1], versions=(1, 3, 4), reason="She asked.")
    assert found(world) == []


def delete_the_last_event(connection: Connection, ticket: int) -> None:
    table = tables.ticket_event
    connection.execute(table.delete().where((table.c.ticket_id == ticket) & (table.c.version == 3)))


def change_a_counter(connection: Connection, ticket: int) -> None:
    table = tables.ticket
    connection.execute(table.update().where(table.c.id == ticket).values(reopen_count=4))


def add_a_link(connection: Connection, ticket: int) -> None:
    other = connection.scalar(sa.select(tables.ticket.c.id).where(tables.ticket.c.id != ticket))
    row = {"ticket_id": ticket, "relation": "related_to", "other": other}
    connection.execute(tables.ticket_link.insert().values(row))


@pytest.mark.parametrize(
    "forge",
    [
        edit_a_field,
        edit_a_text,
        edit_an_event,
        edit_the_words_of_an_event,
        delete_the_last_event,
        change_a_counter,
        add_a_link,
    ],
)
def test_what_was_forged_is_named(forge: Callable[[Connection, int], None], world: World) -> None:
    tickets = three_tickets(world)
    with without_guards(world) as connection:
        forge(connection, tickets[1])
    # An event that is gone leaves a gap in SQLite's numbers too.
    subjects = {finding.subject for finding in found(world)} - {"ticket_event"}
    assert subjects == {"INC-000002"}


def skip_a_step(connection: Connection, ticket: int) -> None:
    """Write an event that the workflow does not allow, well chained, and the row with it."""
    last = events_of(connection, "ticket", ticket)[-1]
    values = {**vars(last), "version": last.version + 1, "kind": "confirm", "command_id": 1}
    values |= {"now": '{"step":"closed"}', "was": '{"step":"diagnosis"}', "said": "{}"}
    values |= {"texts": "{}", "prev_hash": last.hash}
    event = type(last)(**values)
    row = {**values, "hash": link(event), "ticket_id": ticket}
    del row["stream"], row["subject"]
    connection.execute(tables.ticket_event.insert().values(row))
    table = tables.ticket
    forged = {"version": event.version, "step": "closed", "clock_state": "final"}
    forged |= {"closed_at": last.occurred_at}
    connection.execute(table.update().where(table.c.id == ticket).values(forged))


def test_a_step_skipped_with_the_guards_off_is_named(world: World) -> None:
    tickets = [world.log(), world.log()]
    world.bring("anna", tickets[0], "triage")
    with without_guards(world) as connection:
        skip_a_step(connection, tickets[0])
    findings = found(world)
    assert {finding.subject for finding in findings} == {"INC-000001"}
    assert any("no “confirm” leads from here" in finding.what for finding in findings)
    assert any("“how” is missing" in finding.what for finding in findings)


def rewrite(connection: Connection, ticket: int) -> None:
    """Rewrite a whole chain so that it fits again: another title from the first event on."""
    table, previous = tables.ticket_event, ""
    for event in events_of(connection, "ticket", ticket):
        forged = type(event)(
            **{
                **vars(event),
                "recorded_at": event.recorded_at - 1,
                "occurred_at": event.occurred_at - 1,
                "prev_hash": previous,
            }
        )
        previous = link(forged)
        is_it = (table.c.ticket_id == ticket) & (table.c.version == event.version)
        values = {
            "recorded_at": forged.recorded_at,
            "occurred_at": forged.occurred_at,
            "prev_hash": forged.prev_hash,
            "hash": previous,
        }
        connection.execute(table.update().where(is_it).values(values))
    row = tables.ticket
    shift = {name: row.c[name] - 1 for name in ("opened_at", "updated_at", "resolved_at")}
    connection.execute(row.update().where(row.c.id == ticket).values(shift))


def test_a_chain_rewritten_to_fit_is_found_by_heads_kept_elsewhere(world: World) -> None:
    tickets = three_tickets(world)
    desk = world.desk("ada")
    kept = desk.heads()
    world.tell("anna", EditTicket, ticket=tickets[0], values={"title": "Edited since"})
    assert desk.check(kept) == []
    with without_guards(world) as connection:
        rewrite(connection, tickets[1])
    assert desk.check() == []
    findings = desk.check(kept)
    assert [finding.subject for finding in findings] == ["INC-000002"]
    assert "history was rewritten" in findings[0].what


def drop_a_guard(world: World, connection: Connection) -> str:
    if world.is_sqlite:
        connection.exec_driver_sql("DROP TRIGGER ticket_is_kept")
        return "trigger ticket_is_kept is missing"
    connection.exec_driver_sql("DROP TRIGGER ticket_is_kept ON ticket")
    return "trigger ticket_is_kept on ticket is missing"


def weaken_a_guard(world: World, connection: Connection) -> str:
    if world.is_sqlite:
        statement = next(s for s in install.statements("sqlite") if "ticket_changes" in s)
        connection.exec_driver_sql("DROP TRIGGER ticket_changes")
        weak = re.sub(r"WHERE NEW.version IS NOT OLD.version \+ 1", "WHERE 0", statement, count=1)
        connection.exec_driver_sql(weak)
        return "trigger ticket_changes was changed or switched off"
    connection.exec_driver_sql("ALTER TABLE ticket DISABLE TRIGGER ticket_changes")
    return "trigger ticket_changes on ticket was changed or switched off"


def add_a_trigger(world: World, connection: Connection) -> str:
    if world.is_sqlite:
        connection.exec_driver_sql(
            "CREATE TRIGGER mine AFTER INSERT ON ticket_event BEGIN SELECT 1; END"
        )
        return "trigger mine does not belong to this desk"
    connection.exec_driver_sql(
        "CREATE TRIGGER mine BEFORE DELETE ON ticket FOR EACH ROW EXECUTE FUNCTION never('x')"
    )
    return "trigger mine on ticket does not belong to this desk"


@pytest.mark.parametrize("change", [drop_a_guard, weaken_a_guard, add_a_trigger])
def test_a_changed_guard_is_named(change: Callable[[World, Connection], str], world: World) -> None:
    with world.store.writing() as connection:
        expected = change(world, connection)
        connection.commit()
    assert [finding.what for finding in found(world)] == [expected]


def test_a_right_given_past_the_desk_is_named(postgresql_world: World) -> None:
    with postgresql_world.store.writing() as connection:
        connection.exec_driver_sql("GRANT UPDATE ON ticket TO anna")
        connection.exec_driver_sql("ALTER TABLE person DISABLE ROW LEVEL SECURITY")
        connection.exec_driver_sql("DROP POLICY command_is_read ON command")
        connection.exec_driver_sql("CREATE OR REPLACE FUNCTION is_staff() RETURNS boolean"
                                   " LANGUAGE sql AS 'SELECT true'")  # fmt: skip
        connection.commit()
    assert sorted(of_the_guards(postgresql_world)) == [
        "function is_staff was changed or switched off",
        "policy command_is_read on command is missing",
        "right of anna to UPDATE ticket does not belong to this desk",
        "row security of person is missing",
    ]


WEAKENED = {
    "CREATE RULE away AS ON INSERT TO ticket_event DO INSTEAD NOTHING": "rule away on ticket_event does not belong to this desk",
    "ALTER TABLE ticket_link DROP CONSTRAINT ticket_link_pkey": "constraint ticket_link PRIMARY KEY (ticket_id, relation, other) is missing",
    "ALTER TABLE ticket_person DROP CONSTRAINT ticket_person_person_fkey": "constraint ticket_person FOREIGN KEY (person) REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED is missing",
    "ALTER TABLE ticket ALTER COLUMN title DROP NOT NULL": "column title of ticket was changed or switched off",
    "ALTER TABLE ticket ADD COLUMN colour text": "column colour of ticket does not belong to this desk",
    "GRANT CREATE ON SCHEMA firstline TO PUBLIC": "right of everybody to CREATE schema firstline does not belong to this desk",
    "GRANT UPDATE ON SEQUENCE ticket_number TO anna": "right of anna to UPDATE ticket_number does not belong to this desk",
    "CREATE TABLE more ()": "table more does not belong to this desk",
    "CREATE VIEW more AS SELECT 1 AS one": "view more does not belong to this desk",
    "ALTER POLICY command_is_read ON command TO anna": "policy command_is_read on command was changed or switched off",
    "DROP POLICY change_is_read ON change; CREATE POLICY change_is_read ON change FOR ALL"
    " USING (( SELECT session_person() AS session_person) IS NOT NULL)": "policy change_is_read on change was changed or switched off",
}


@pytest.mark.parametrize("statement", WEAKENED)
def test_what_weakens_a_database_is_named(statement: str, postgresql_world: World) -> None:
    with postgresql_world.store.writing() as connection:
        for each in statement.split("; "):
            connection.exec_driver_sql(each)
        connection.commit()
    assert of_the_guards(postgresql_world) == [WEAKENED[statement]]


def of_the_guards(world: World) -> list[str]:
    return [finding.what for finding in found(world) if finding.subject == "Guards"]
