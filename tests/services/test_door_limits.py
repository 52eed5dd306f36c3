"""What the door refuses in one sentence before the database has to."""

from typing import Any

import pytest
from support.door import assert_whole, refused
from support.tampering import without_guards
from support.world import World

from app.clock import OLDEST_REPLAY, SystemClock
from app.domain.commands import (
    AddNote,
    AddThing,
    AssignTicket,
    Command,
    EditThing,
    EditTicket,
    LogTicket,
    MoveTicket,
    TakeTransition,
)
from app.errors import InvalidValue


def test_an_unknown_way_in_is_told_with_those_there_are(world: World) -> None:
    ticket = world.log()
    sentence = "“pigeon” is no way in. There are: desk, counter, mail, monitoring, script, offline, import, sample."  # fmt: skip
    with refused(world, InvalidValue, sentence):
        world.tell("anna", AddNote, ticket=ticket, text="x", channel="pigeon")


@pytest.mark.parametrize(
    ("cause", "kept"),
    [("", None), ("\u200b ", None), (" rule\x1f\n\u202e 7 ", "rule 7"), (250 * "r", 250 * "r")],
)
def test_a_cause_is_tidied(world: World, cause: str, kept: str | None) -> None:
    ticket = world.log()
    world.tell("anna", AddNote, ticket=ticket, text="x", cause=cause)
    with world.store.reading() as connection:
        query = f"SELECT cause FROM ticket_event WHERE ticket_id = {ticket} AND version = 2"
        assert connection.exec_driver_sql(query).scalar() == kept
    assert_whole(world)


def test_a_cause_fits_on_its_line(world: World) -> None:
    ticket = world.log()
    sentence = "The cause has 251 characters, 250 at most fit on its line. Shorten it."
    with refused(world, InvalidValue, sentence):
        world.tell("anna", AddNote, ticket=ticket, text="x", cause=251 * "r")


def test_what_was_done_offline_too_long_ago_is_told_so(world: World) -> None:
    ticket = world.log()
    late = SystemClock().now() - OLDEST_REPLAY - 60_000_000
    sentence = (
        "What was done offline more than 90 days ago is not taken any more. Write it as a note."
    )
    with refused(world, InvalidValue, sentence):
        world.tell("anna", AddNote, ticket=ticket, text="x", channel="offline", occurred_at=late)


def test_the_counter_is_told_what_it_does_not_set(world: World) -> None:
    uma = world.id("person", "uma")
    values = {"title": "Badge lost", "requester": uma, "urgency": 1, "impact": 1}
    with refused(world, InvalidValue, "The counter does not set impact, urgency; the desk does."):
        world.tell("kiosk", LogTicket, ticket=world.new_id(), values=values, channel="counter", on_behalf_of=uma)  # fmt: skip


WRONG: list[tuple[type[Command], dict[str, Any], str]] = [
    (EditTicket, {"impact": 9}, "The priority matrix knows no impact 9."),
    (EditTicket, {"urgency": 0}, "The priority matrix knows no urgency 0."),
    (TakeTransition, {"impact": 9}, "The priority matrix knows no impact 9."),
    (EditTicket, {"waiting_reason": None}, "Why a ticket waits changes with a transition: resume it, then let it wait again."),
    (AssignTicket, {"assignee": "uma"}, "Uma is not on the staff and cannot be assigned a ticket. Choose somebody who is."),
    (EditTicket, {"assignee": "kiosk"}, "Kiosk is not on the staff and cannot be assigned a ticket. Choose somebody who is."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "values", "sentence"), WRONG)
def test_a_value_beyond_the_limits_is_refused(
    world: World, kind: type[Command], values: dict[str, Any], sentence: str
) -> None:
    ticket = world.log()
    told = {k: world.id("person", v) if k == "assignee" else v for k, v in values.items()}
    more = {"transition": "triage"} if kind is TakeTransition else {}
    with refused(world, InvalidValue, sentence):
        world.tell("anna", kind, ticket=ticket, values=told, **more)


def test_a_ticket_stays_when_it_has_the_newest_version_and_moves_nowhere_else(world: World) -> None:
    ticket = world.log()
    newest = world.held(ticket).values["workflow_version"]
    world.tell("lena", MoveTicket, ticket=ticket, workflow_version=newest)
    assert world.held(ticket).version == 1


def test_the_last_administrator_stays(world: World) -> None:
    with world.store.reading() as connection:
        query = "SELECT person, id FROM role_grant WHERE role = 'administrator'"
        grants = dict(tuple(row) for row in connection.exec_driver_sql(query))
    ada = world.id("person", "ada")
    founder = next(person for person in grants if person != ada)
    world.tell("ada", EditThing, thing="person", row_id=founder, values={"active": 0})
    sentence = (
        "This is the desk's last administrator who can sign in. Make somebody else one first."
    )
    tries: list[tuple[str, int, dict[str, Any]]] = [
        ("person", ada, {"active": 0}),
        ("person", ada, {"login": None}),
        ("role_grant", grants[ada], {"active": 0}),
        ("role_grant", grants[ada], {"role": "agent"}),
    ]
    for thing, row_id, values in tries:
        with refused(world, InvalidValue, sentence):
            world.tell("ada", EditThing, thing=thing, row_id=row_id, values=values)
    grant = {"person": world.id("person", "ben"), "role": "administrator"}
    world.tell("ada", AddThing, thing="role_grant", row_id=world.new_id(), values=grant)
    world.tell("ben", EditThing, thing="person", row_id=ada, values={"active": 0})
    assert_whole(world)


def test_nobody_shuts_themselves_out(world: World) -> None:
    ada = world.id("person", "ada")
    sentence = "Nobody shuts themselves out of the desk. Ask another administrator to do it."
    with refused(world, InvalidValue, sentence):
        world.tell("ada", EditThing, thing="person", row_id=ada, values={"active": 0})
    for login in ("ada2", None):
        with refused(world, InvalidValue, sentence):
            world.tell("ada", EditThing, thing="person", row_id=ada, values={"login": login})
    same = {"name": "Ada L.", "active": 1, "login": "ada"}
    world.tell("ada", EditThing, thing="person", row_id=ada, values=same)
    assert_whole(world)


def test_an_administrator_without_a_login_does_not_count(world: World) -> None:
    ada = world.id("person", "ada")
    with world.store.reading() as connection:
        query = "SELECT person FROM role_grant WHERE role = 'administrator'"
        founder = next(row for (row,) in connection.exec_driver_sql(query) if row != ada)
    world.tell("ada", EditThing, thing="person", row_id=founder, values={"login": None})
    grant = {"person": world.id("person", "ben"), "role": "administrator"}
    sentence = (
        "This is the desk's last administrator who can sign in. Make somebody else one first."
    )
    with refused(world, InvalidValue, sentence):
        world.tell("ada", EditThing, thing="person", row_id=ada, values={"active": 0})
    world.tell("ada", AddThing, thing="role_grant", row_id=world.new_id(), values=grant)
    world.tell("ben", EditThing, thing="person", row_id=ada, values={"login": None})
    assert_whole(world)


def test_categories_stand_in_no_circle(world: World) -> None:
    access, vpn = world.id("category", "Access"), world.id("category", "VPN")
    sentence = "A category does not stand below itself. Choose another parent."
    for category, parent in ((vpn, vpn), (access, vpn)):
        with refused(world, InvalidValue, sentence):
            world.tell(
                "ada", EditThing, thing="category", row_id=category, values={"parent": parent}
            )
    world.tell("ada", EditThing, thing="category", row_id=vpn, values={"parent": None})
    world.tell("ada", EditThing, thing="category", row_id=access, values={"parent": vpn})


def test_the_last_number_of_all_does_not_end_the_numbers(world: World) -> None:
    first, last = world.log(), world.log()
    with without_guards(world) as connection:
        connection.exec_driver_sql(f"UPDATE ticket SET number = 1000000000000 WHERE id = {last}")
    following = world.held(world.log()).values["number"]
    assert isinstance(following, int)
    assert world.held(first).values["number"] < following <= 3
