"""The door: ways that are not there, ends that are final, and what was required on the way."""

from typing import Any

import pytest
from support.door import assert_whole, last, refused, said_at
from support.whole import counts
from support.world import World

from app.domain.commands import AssignTicket, EditTicket, LinkTicket, Reply
from app.errors import Finished, InvalidValue, MovedOn, NotFound, NotFromHere

ENDS = {"confirm": ("triage", "resolve"), "cancel": ()}


@pytest.mark.parametrize(("end", "word"), [("confirm", "closed"), ("cancel", "cancelled")])
def test_what_has_ended_stays_as_it_is(world: World, end: str, word: str) -> None:
    ticket, other = world.log(), world.log()
    world.bring("anna", ticket, *ENDS[end], end)
    at = said_at(last(world, ticket))
    sentence = f"INC-000001 was {word} by Anna at {at}. Log a new ticket and link it to this one."
    tries: list[tuple[Any, dict[str, Any]]] = [
        (EditTicket, {"values": {"title": "x"}}),
        (AssignTicket, {"values": {"team": world.id("team", "Network")}}),
        (Reply, {"text": "Hello?"}),
    ]
    for kind, fields in tries:
        with refused(world, Finished, sentence):
            world.tell("ben", kind, ticket=ticket, **fields)
    for transition in ("triage", "reopen", "confirm", "cancel", "first_contact"):
        with refused(world, Finished, sentence):
            world.take("ben", ticket, transition)
    world.tell("ben", LinkTicket, ticket=other, relation="related_to", other=ticket)
    assert_whole(world)


def test_a_way_that_is_not_there_names_those_that_are(world: World) -> None:
    ticket = world.log()
    with refused(world, NotFromHere) as caught:
        world.take("anna", ticket, "resolve", **world.resolution)
    assert caught.value.sentence == (
        "INC-000001 is in “Logged”: “Resolve” is not possible there. "
        "Possible: “Triage”, “Wait” or “Cancel”."
    )
    with refused(world, NotFound) as unknown:
        world.take("anna", ticket, "close")
    assert unknown.value.sentence.startswith("There is no transition “close”. There are: triage, ")
    assert unknown.value.sentence.endswith(", cancel, first_contact.")


def test_a_word_that_was_not_asked_for_is_not_taken(world: World) -> None:
    ticket = world.log()
    with refused(world, InvalidValue, "“Cancel” does not ask for “how”."):
        world.take("anna", ticket, "cancel", said={"reason": "x", "how": "y"})


def test_who_saw_another_step_looks_again(world: World) -> None:
    ticket = world.log()
    world.bring("rui", ticket, "wait")
    at = said_at(last(world, ticket))
    sentence = f"INC-000001 was put to “Waiting” by Rui at {at}. Look again before you go on."
    with refused(world, MovedOn, sentence):
        world.take("anna", ticket, "cancel", said={"reason": "x"}, seen_step="logged")
    world.take("anna", ticket, "cancel", said={"reason": "x"}, seen_step="waiting")


def test_what_was_required_is_changed_and_never_emptied(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage", "resolve", "reopen")
    sentence = (
        "Resolution text was required on the way here and cannot be emptied. Change it instead."
    )
    for value in (None, "", "  "):
        with refused(world, InvalidValue, sentence):
            world.tell("anna", EditTicket, ticket=ticket, values={"resolution": value})
    with refused(world, InvalidValue):
        world.take(
            "anna",
            ticket,
            "wait",
            values={**world.wait_for_user["values"], "category": None},
            note="?",
        )
    world.tell("anna", EditTicket, ticket=ticket, values={"resolution": "Better.", "cause": None})
    assert world.held(ticket).values["resolution"] == "Better."


def test_a_transition_carries_what_it_needs_though_it_was_there_before(world: World) -> None:
    triage = world.triage["values"]
    ticket = world.log(**triage)
    world.take("anna", ticket, "triage")
    changed = last(world, ticket).changed()
    assert {name: changed[name] for name in triage} == triage
    before = counts(world.store)[0]
    world.bring("anna", ticket, "resolve", "reopen")
    world.take("anna", ticket, "resolve")
    assert last(world, ticket).changed()["resolution"] == "MTU set to 1400."
    assert counts(world.store)[0] == before + 3
    assert_whole(world)
