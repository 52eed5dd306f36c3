"""The door: logging, editing, assigning, writing, and what a value has to be."""

from typing import Any

import pytest
from support.door import assert_whole, last, refused
from support.whole import counts, history
from support.world import World

from app.domain.changes import Change, Changes
from app.domain.commands import (
    AddNote,
    AssignTicket,
    Command,
    EditTicket,
    LinkTicket,
    LogTicket,
    MoveTicket,
    Reply,
    TakeTransition,
    WatchTicket,
)
from app.errors import GuardRefused, InvalidValue, NotFound, Refused

LONG = "x" * 1_000_001


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


REFUSED: dict[str, tuple[dict[str, Any], type[Refused], str]] = {
    "no title": ({"title": None}, InvalidValue, "Title cannot be empty."),
    "blank title": ({"title": " \n"}, InvalidValue, "Title cannot be empty."),
    "no text": ({"title": 5}, InvalidValue, "Title is a text, not 5."),
    "no number": ({"impact": "2"}, InvalidValue, "Impact is a whole number, not “2”."),
    "no whole number": ({"impact": 1.5}, InvalidValue, "Impact is a whole number, not “1.5”."),
    "a yes": ({"impact": True}, InvalidValue, "Impact is a whole number, not “True”."),
    "negative": ({"impact": -1}, InvalidValue, "Impact cannot be -1."),
    "huge": ({"follow_up_at": 2**63}, InvalidValue, f"Follow up on cannot be {2**63}."),
    "no choice": (
        {"contact": "owl"},
        InvalidValue,
        "Contact is one of phone, mail, walk_up, self_service, chat, monitoring, not “owl”.",
    ),
    "no such team": ({"team": 42}, NotFound, "Team: there is no team 42."),
    "no such person": ({"requester": 42}, NotFound, "Requester: there is no person 42."),
    "priority": ({"priority": 1}, InvalidValue, "Priority follows from impact and urgency; set those."),
    "matrix": ({"matrix": 1}, NotFound, "Priority matrix: there is no matrix 1."),
    "off the matrix": (
        {"impact": 4, "urgency": 1},
        InvalidValue,
        "The priority matrix knows no impact 4 with urgency 1.",
    ),
    "too long": (
        {"description": LONG},
        InvalidValue,
        "Description has 1,000,001 characters, 1,000,000 at most are kept. Attach it as a file.",
    ),
}  # fmt: skip


def test_a_value_that_does_not_fit_is_refused_with_its_field(world: World) -> None:
    ticket = world.log()
    for values, error, sentence in REFUSED.values():
        with refused(world, error, sentence):
            world.log(**values)
        with refused(world, error, sentence):
            world.tell("anna", EditTicket, ticket=ticket, values=values)
    assert_whole(world)


def test_a_title_of_control_characters_is_empty(world: World) -> None:
    with refused(world, InvalidValue, "Title cannot be empty."):
        world.log(title="\x00\x07")


@pytest.mark.parametrize(
    "name", ["step", "number", "workflow_version", "fields.colour", "nonsense"]
)
def test_what_is_no_field_of_a_person_is_refused(world: World, name: str) -> None:
    ticket = world.log()
    with refused(world, InvalidValue) as caught:
        world.tell("anna", EditTicket, ticket=ticket, values={name: "x"})
    assert caught.value.sentence.startswith(f"There is no field “{name}”. There are: assignee, ")
    with refused(world, InvalidValue):
        world.log(**{name: "x"})


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
    rule = "An event comes in by a known channel and is public or internal."
    for _ in range(3):
        with refused(world, GuardRefused, f"The database refused: {rule}"):
            world.tell("anna", AddNote, ticket=ticket, text="x", channel="pigeon")
        world.tell("anna", AddNote, ticket=ticket, text="x")
    assert_whole(world)


def test_an_id_is_given_to_one_ticket(world: World) -> None:
    ticket = world.log()
    with refused(world, InvalidValue):
        world.tell("anna", LogTicket, ticket=ticket, values={"title": "Another"})
    assert world.held(ticket).values["title"] == "VPN drops"


@pytest.mark.parametrize("number", [2**63, -1])
def test_an_id_has_63_bits(world: World, number: int) -> None:
    with refused(world, InvalidValue):
        world.tell("anna", LogTicket, ticket=number, values={"title": "x"})
    with refused(world, InvalidValue):
        world.tell("anna", LogTicket, command_id=number, ticket=7, values={"title": "x"})


OUT_OF_RANGE: list[tuple[str, type[Command], dict[str, Any]]] = [
    ("anna", EditTicket, {"ticket": 2**63, "values": {"title": "x"}}),
    ("anna", AddNote, {"text": "x", "actor": 2**63}),
    ("anna", AddNote, {"text": "x", "channel": "offline", "occurred_at": 2**63}),
    ("mailer", Reply, {"text": "x", "on_behalf_of": 2**63}),
    ("anna", LinkTicket, {"relation": "child_of", "other": 2**63}),
    ("anna", WatchTicket, {"person": 2**63}),
    ("ada", MoveTicket, {"workflow_version": 2**63}),
]


def test_no_number_of_a_command_is_larger_than_the_database_holds(world: World) -> None:
    ticket = world.log()
    for login, kind, told in OUT_OF_RANGE:
        with refused(world, InvalidValue):
            world.tell(login, kind, **{"ticket": ticket, **told})


def test_what_no_text_needs_is_taken_out(world: World) -> None:
    ticket = world.log(title="VPN\x00 dr\x1bops\x7f", description="a\r\nb\rc\td \ud83d 東京 🙂")
    held = world.held(ticket)
    assert held.values["title"] == "VPN drops"
    assert held.values["description"] == "a\nb\nc\td ? 東京 🙂"
    world.tell("anna", AddNote, ticket=ticket, text="  \x07note\x00 ")
    assert last(world, ticket).stated() == {"note": "note"}
    assert_whole(world)


def test_a_text_as_long_as_may_be_is_kept(world: World) -> None:
    ticket = world.log(description=LONG[1:])
    world.tell("anna", AddNote, ticket=ticket, text=LONG[1:])
    assert len(str(world.held(ticket).values["description"])) == 1_000_000
    assert_whole(world)


@pytest.mark.parametrize(("kind", "label"), [(AddNote, "The note"), (Reply, "The reply")])
def test_a_note_says_something_and_not_too_much(world: World, kind: Any, label: str) -> None:
    ticket = world.log()
    for text in ("", " \n\t", "\x00"):
        with refused(world, InvalidValue, f"{label} is empty. Write something first."):
            world.tell("anna", kind, ticket=ticket, text=text)
    sentence = f"{label} has 1,000,001 characters, 1,000,000 at most are kept. Attach it as a file."
    with refused(world, InvalidValue, sentence):
        world.tell("anna", kind, ticket=ticket, text=LONG)


@pytest.mark.parametrize("told", [{"note": LONG}, {"said": {"reason": LONG}}])
def test_what_is_said_with_a_transition_is_no_longer_either(
    world: World, told: dict[str, Any]
) -> None:
    ticket = world.log()
    with refused(world, InvalidValue) as caught:
        world.take("anna", ticket, "cancel", **{"said": {"reason": "x"}, **told})
    assert "1,000,001 characters" in caught.value.sentence


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
