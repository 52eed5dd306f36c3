"""The door: logging, editing, assigning, writing; and that each is counted once."""

from typing import Any

from support.door import assert_whole, last, refused
from support.whole import counts, history
from support.world import World

from app.domain.changes import Change, Changes
from app.domain.commands import (
    AddNote,
    AssignTicket,
    EditTicket,
    LinkTicket,
    LogTicket,
    Reply,
    TakeTransition,
    UnlinkTicket,
)
from app.errors import GuardRefused, InvalidValue, NotFound


def test_a_logged_ticket_has_number_step_and_priority(world: World) -> None:
    first, second = world.log(), world.log("rui", impact=1, urgency=2, contact="phone")
    assert world.held(first).values["number"] < world.held(second).values["number"]
    held = world.held(second)
    assert (held.values["step"], held.values["last_working_step"]) == ("logged", "logged")
    assert (held.values["priority"], held.version) == (2, 1)
    event = last(world, second)
    assert (event.kind, event.visibility, event.channel) == ("opened", "public", "script")
    assert_whole(world)


def test_a_command_answers_with_what_it_changed(world: World) -> None:
    ticket = world.new_id()
    changes = world.tell("anna", LogTicket, ticket=ticket, values={"title": "VPN"})
    assert changes == Changes((Change("ticket", ticket, 1),))
    changes = world.take("anna", ticket, "first_contact", values=_first_contact(world))
    assert changes.changes == (Change("ticket", ticket, 2), Change("ticket", ticket, 3))


def _first_contact(world: World) -> dict[str, Any]:
    return {**world.triage["values"], **world.resolution["values"]}


def test_what_is_not_there_is_named(world: World) -> None:
    with refused(world, NotFound, "There is no workflow “party” on this desk."):
        world.tell(
            "anna", LogTicket, ticket=world.new_id(), workflow="party", values={"title": "x"}
        )
    for kind in (AddNote, Reply):
        with refused(
            world, NotFound, "There is no such ticket on this desk. Look it up by its number."
        ):
            world.tell("anna", kind, ticket=42, text="x")


def test_a_refusal_of_the_database_leaves_nothing_behind(world: World) -> None:
    ticket = world.log()
    rule = "Only an offline replay, an import or a sample says when something happened."
    for _ in range(3):
        with refused(world, GuardRefused, f"The database refused: {rule}"):
            world.tell("anna", AddNote, ticket=ticket, text="x", occurred_at=1)
        world.tell("anna", AddNote, ticket=ticket, text="x")
    assert_whole(world)


def test_an_id_is_given_to_one_ticket(world: World) -> None:
    ticket = world.log()
    with refused(world, InvalidValue):
        world.tell("anna", LogTicket, ticket=ticket, values={"title": "Another"})
    assert world.held(ticket).values["title"] == "VPN drops"


def test_a_note_is_internal_and_a_reply_public(world: World) -> None:
    ticket = world.log()
    world.tell("kay", AddNote, ticket=ticket, text="See article 7.")
    world.tell("anna", Reply, ticket=ticket, text="We are on it.")
    kinds = [(event.kind, event.visibility) for event in history(world.store, ticket)[1:]]
    assert kinds == [("noted", "internal"), ("replied", "public")]


def test_priority_follows_both_ways(world: World) -> None:
    ticket = world.log(impact=1)
    assert world.held(ticket).values["priority"] is None
    for values, priority in (({"urgency": 1}, 1), ({"urgency": 3}, 3), ({"urgency": None}, None)):
        world.tell("anna", EditTicket, ticket=ticket, values=values)
        assert world.held(ticket).values["priority"] == priority
    assert_whole(world)


def test_an_edit_that_changes_nothing_writes_nothing(world: World) -> None:
    ticket = world.log(impact=1, description="Daily.")
    events = counts(world.store)[0]
    same = {"impact": 1, "description": "Daily.", "cause": "", "team": None}
    assert world.tell("anna", EditTicket, ticket=ticket, values=same) == Changes()
    assert counts(world.store)[0] == events


def test_changing_the_team_takes_the_assignee_off(world: World) -> None:
    ben, desk, network = (world.id(*each) for each in (("person", "ben"), ("team", "Service desk"), ("team", "Network")))  # fmt: skip
    ticket = world.log(team=desk, assignee=ben)
    world.tell("anna", AssignTicket, ticket=ticket, values={"team": network})
    held = world.held(ticket).values
    assert (held["team"], held["assignee"]) == (network, None)
    world.tell("anna", AssignTicket, ticket=ticket, values={"assignee": ben})
    world.tell("anna", AssignTicket, ticket=ticket, values={"team": network, "assignee": ben})
    assert world.held(ticket).values["assignee"] == ben
    assert_whole(world)


def test_an_assignee_who_is_named_again_with_a_new_team_stays(world: World) -> None:
    ben, network = world.id("person", "ben"), world.id("team", "Network")
    ticket = world.log(team=world.id("team", "Service desk"), assignee=ben)
    world.tell("anna", AssignTicket, ticket=ticket, values={"team": network, "assignee": ben})
    held = world.held(ticket).values
    assert (held["team"], held["assignee"]) == (network, ben)


def test_an_assignment_is_of_team_and_person(world: World) -> None:
    ticket = world.log()
    with refused(world, InvalidValue, "“title” is not assigned. Edit the ticket instead."):
        world.tell("anna", AssignTicket, ticket=ticket, values={"title": "x"})


def test_an_id_is_of_one_command(world: World) -> None:
    ticket = world.log()
    first = world.command("anna", AddNote, ticket=ticket, text="One.")
    world.desk("anna").tell(first)
    again = {"ticket": ticket, "command_id": first.command_id}
    with refused(world, InvalidValue):
        world.take("anna", ticket, "triage", **world.triage, command_id=first.command_id)
    # On PostgreSQL nobody but administrators sees whose it was, and the guards refuse.
    told_ben = InvalidValue if world.is_sqlite else GuardRefused
    with refused(world, told_ben):
        world.tell("ben", AddNote, text="Two.", **again)
    assert world.tell("anna", AddNote, text="One.", **again).repeated


def test_a_repeated_command_is_counted_once(world: World) -> None:
    ticket = world.log()
    note = world.command("anna", AddNote, ticket=ticket, text="Once.")
    take = world.command("anna", TakeTransition, ticket=ticket, transition="triage", **world.triage)
    for command in (note, take):
        first = world.desk("anna").tell(command)
        before = counts(world.store)
        again = world.desk("anna").tell(command)
        assert again == Changes(first.changes, repeated=True)
        assert not first.repeated
        assert counts(world.store) == before
    assert_whole(world)


def test_a_link_is_told_of_both_ends(world: World) -> None:
    other, ticket = world.log(), world.log()
    told = {"ticket": ticket, "relation": "child_of", "other": other}
    made = world.tell("anna", LinkTicket, **told)
    assert made.changes == (Change("ticket", ticket, 2), Change("ticket", other, 1))
    # It is there already: nothing is different anywhere.
    assert world.tell("anna", LinkTicket, **told).changes == ()
    undone = world.tell("anna", UnlinkTicket, **told)
    assert undone.changes == (Change("ticket", ticket, 3), Change("ticket", other, 1))
    assert_whole(world)
