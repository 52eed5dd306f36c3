"""Events that somebody forged with the guards out, well chained and with their row: `check` names each."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from support.tampering import forge, found, three_tickets, without_guards
from support.world import World

from app.db import tables
from app.domain.canonical import canonical
from app.domain.events import Draft, link, seal
from app.queries.history import events_of

ROLE = "its actor had no role that may do this"
Forged = tuple[Draft, dict[str, Any]]


def resolved_by_nobody(world: World) -> Forged:
    values = {**world.resolution["values"], "step": "resolved"}
    return Draft("resolve", values), {"actor": world.id("person", "uma")}


def noted_by_a_stranger(world: World) -> Forged:
    return Draft("noted", words={"note": "I was here."}), {"actor": 4711}


def noted_for_another(world: World) -> Forged:
    return Draft("noted", words={"note": "So she says."}), {
        "on_behalf_of": world.id("person", "uma")
    }


def escalated_to_the_first_level(world: World) -> Forged:
    values = {"team": world.id("team", "Service desk"), "step": "investigation"}
    return Draft("escalate", values, words={"note": "MTU?"}), {}


def waited_without_asking(world: World) -> Forged:
    values = {**world.wait_for_user["values"], "step": "waiting"}
    return Draft("wait", values, words={"note": "?"}), {}


def typed_priority(world: World) -> Forged:
    return Draft("edited", {"priority": 1}), {}


def another_reason(world: World) -> Forged:
    return Draft("edited", world.wait_for_user["values"]), {}


def blanked_need(world: World) -> Forged:
    return Draft("edited", {"category": None}), {}


def blanked_title(world: World) -> Forged:
    return Draft("edited", {"title": " \u200b "}), {}


def assigned_outside(world: World) -> Forged:
    return Draft("assigned", {"assignee": world.id("person", "uma")}), {}


def assigned_more(world: World) -> Forged:
    return Draft("assigned", {"contact": "mail"}), {}


def renumbered(world: World) -> Forged:
    return Draft("edited", {"number": 900}), {}


def blank_note(world: World) -> Forged:
    return Draft("noted", words={"note": " \u2003"}), {}


def before_its_predecessor(world: World) -> Forged:
    return Draft("noted", words={"note": "x"}), {"channel": "offline", "occurred_at": 5}


def in_the_future(world: World) -> Forged:
    later = time.time_ns() // 1000 + 10**9
    return Draft("noted", words={"note": "x"}), {"recorded_at": later, "occurred_at": later}


def at_another_time(world: World) -> Forged:
    later = time.time_ns() // 1000 + 10**7
    return Draft("noted", words={"note": "x"}), {"recorded_at": later}


@pytest.mark.parametrize(
    ("forged", "what"),
    [
        (resolved_by_nobody, ROLE),
        (noted_by_a_stranger, ROLE),
        (noted_for_another, "its actor may not speak for somebody else"),
        (escalated_to_the_first_level, "“2,3” is missing"),
        (waited_without_asking, "“user” is missing"),
        (typed_priority, "the priority does not follow from impact and urgency by the matrix"),
        (another_reason, "“edited” does not change “waiting_reason”"),
        (blanked_need, "“category” was emptied"),
        (blanked_title, "Title shows nothing."),
        (assigned_outside, "the assignee was not on the staff"),
        (assigned_more, "“assigned” does not change “contact”"),
        (renumbered, "“edited” does not change “number”"),
        (blank_note, "“note” is missing"),
        (before_its_predecessor, "it happened before the one before it, or after it was recorded"),
        (in_the_future, "it was recorded in the future"),
        (
            at_another_time,
            "only an offline replay, an import or a sample says when something happened",
        ),
    ],
)
def test_a_forged_event_that_fits_its_chain_is_named(
    forged: Callable[[World], Forged], what: str, world: World
) -> None:
    tickets = [world.log(), world.log()]
    world.bring("anna", tickets[1], "triage")
    draft, columns = forged(world)
    with without_guards(world) as connection:
        forge(world, connection, tickets[1], draft, **columns)
    told = [(finding.subject, finding.what) for finding in found(world)]
    number = f"INC-{900 if draft.now.get('number') else 2:06}"
    assert told == [(number, f"version 3: {what}")]


def test_a_resolution_of_blanks_is_named(world: World) -> None:
    ticket = three_tickets(world)[0]
    with without_guards(world) as connection:
        forge(world, connection, ticket, Draft("edited", {"resolution": " \u200b"}))
    assert [finding.what for finding in found(world)] == [
        "version 4: Resolution text shows nothing.",
        "version 4: “resolution” was emptied",
    ]


def test_a_role_that_somebody_forged_for_themselves_is_named(world: World) -> None:
    moment = time.time_ns() // 1000 + 121_000_000
    person, grant = world.id("person", "uma"), world.new_id()
    values = {"person": person, "role": "administrator", "active": 1}
    with without_guards(world) as connection:
        first = events_of(connection, "team", world.id("team", "Network"))[0]
        event = replace(
            first, stream="role_grant", subject=grant, actor=person, now=canonical(values),
            texts="{}", recorded_at=moment, occurred_at=moment, channel="script",
        )  # fmt: skip
        row = {**vars(event), "hash": link(event), "thing": "role_grant", "thing_id": grant}
        del row["stream"], row["subject"]
        connection.execute(tables.desk_event.insert().values(row))
        table = tables.things["role_grant"]
        connection.execute(
            table.insert().values({"id": grant, "version": 1, "digests": "{}", **values})
        )
    findings = [(finding.subject, finding.what) for finding in found(world)]
    assert (f"role_grant {grant}", f"version 1: {ROLE}") in findings


@pytest.mark.parametrize(
    ("owner", "team", "what"),
    [
        ("anna", None, "its actor neither owned it nor led its team"),
        ("ben", "Network", "its actor shared it with a team of others"),
    ],
)
def test_a_view_that_somebody_forged_is_named(
    world: World, owner: str, team: str | None, what: str
) -> None:
    moment = time.time_ns() // 1000 + 121_000_000
    view, named = world.new_id(), {"name": "Forged"}
    values: dict[str, Any] = {
        "owner": world.id("person", owner), "base": "all", "sort": "number", "descending": 0,
        "columns": "ticket", "active": 1, "team": world.id("team", team) if team else None,
    }  # fmt: skip
    sealed = seal(Draft("added", {**values, **named}), frozenset(named), {})
    with without_guards(world) as connection:
        first = events_of(connection, "team", world.id("team", "Network"))[0]
        event = replace(
            first, stream="saved_view", subject=view, actor=world.id("person", "ben"),
            recorded_at=moment, occurred_at=moment, channel="script", **vars(sealed),
        )  # fmt: skip
        row = {**vars(event), "hash": link(event), "thing": "saved_view", "thing_id": view}
        del row["stream"], row["subject"]
        connection.execute(tables.desk_event.insert().values(row))
        held = {"id": view, "version": 1, "digests": canonical(event.digests()), **values, **named}
        connection.execute(tables.things["saved_view"].insert().values(held))
    findings = [(finding.subject, finding.what) for finding in found(world)]
    assert ("saved_view Forged", f"version 1: {what}") in findings


@pytest.mark.parametrize(
    ("table", "column", "junk"),
    [
        ("ticket", "digests", "[]"),
        ("ticket", "digests", "junk"),
        ("ticket", "fields", "junk"),
        ("ticket", "fields", "[1]"),
        ("ticket_event", "texts", "junk"),
        ("ticket_event", "texts", "7"),
        ("ticket_event", "texts", '{"salt":5}'),
        ("ticket_event", "now", "[" * 100_000),
        ("ticket_event", "said", "[]"),
    ],
)
def test_junk_is_named_with_its_ticket(table: str, column: str, junk: str, world: World) -> None:
    tickets = three_tickets(world)
    with without_guards(world) as connection:
        found_in = tables.metadata.tables[table]
        its_id = found_in.c.get("ticket_id", found_in.c.id if table == "ticket" else None)
        connection.execute(found_in.update().where(its_id == tickets[1]).values({column: junk}))
    assert {finding.subject for finding in found(world)} == {"INC-000002"}


@pytest.mark.parametrize("junk", ["junk", "[]", '{"steps":7}'])
def test_a_workflow_that_is_junk_is_named(junk: str, world: World) -> None:
    three_tickets(world)
    with without_guards(world) as connection:
        connection.execute(tables.things["workflow_version"].update().values(definition=junk))
    subjects = {finding.subject for finding in found(world)}
    assert len([each for each in subjects if each.startswith("workflow_version ")]) == 1
    assert "workflow_step" in subjects


def test_numbers_of_events_have_no_gaps_on_sqlite(sqlite_world: World) -> None:
    tickets = three_tickets(sqlite_world)
    with without_guards(sqlite_world) as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table, its_id in ((tables.ticket_event, "ticket_id"), (tables.ticket, "id")):
            connection.execute(table.delete().where(table.c[its_id] == tickets[1]))
    told = [(finding.subject, finding.what) for finding in found(sqlite_world)]
    gone = [f"version {version}, which a command made, is gone" for version in (1, 2, 3)]
    assert told == [
        *((f"id {tickets[1]}", what) for what in gone),
        ("ticket_event", "3 events are gone"),
    ]


def test_statistics_of_sqlite_are_no_finding(sqlite_world: World) -> None:
    with sqlite_world.store.writing() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    assert found(sqlite_world) == []
