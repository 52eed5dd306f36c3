"""The door: every transition, what it needs, where it leads, and the sentence where it does not."""

import pytest
from support.door import assert_whole, last, refused
from support.whole import history, row
from support.world import World

from app.errors import (
    NeedsMissing,
    NotFromHere,
    WrongTier,
)


def test_a_resolution_needs_its_text(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    values = world.resolution["values"]
    with refused(world, NeedsMissing, "Resolve needs a resolution text."):
        world.take("anna", ticket, "resolve", values={**values, "resolution": " \n "})
    sentence = "Resolve needs a fix or workaround, a resolution code and a resolution text."
    with refused(world, NeedsMissing, sentence) as caught:
        world.take("anna", ticket, "resolve")
    assert isinstance(caught.value, NeedsMissing)
    assert caught.value.missing == ("resolution_kind", "resolution_code", "resolution")


NEEDS: dict[str, tuple[tuple[str, ...], str]] = {
    "triage": ((), "Triage needs a category, an impact and an urgency."),
    "escalate": (("triage",), "Escalate needs a team and a note: What was found so far."),
    "hand_back": (("triage", "escalate"), "Hand back needs a note: Why it comes back."),
    "wait": ((), "Wait needs a waiting reason."),
    "confirm": (("triage", "resolve"), "Confirm & close needs who confirmed and how it was confirmed."),
    "reopen": (("triage", "resolve"), "Reopen needs a reason."),
    "cancel": ((), "Cancel needs a reason."),
}  # fmt: skip


@pytest.mark.parametrize("transition", NEEDS)
def test_a_transition_says_what_it_needs(world: World, transition: str) -> None:
    before, sentence = NEEDS[transition]
    login = "rui" if transition == "hand_back" else "anna"
    ticket = world.log()
    world.bring("anna", ticket, *before)
    with refused(world, NeedsMissing, sentence):
        world.take(login, ticket, transition)
    with refused(world, NeedsMissing, sentence):
        world.take(login, ticket, transition, note=" ")
    world.bring(login, ticket, transition)
    assert last(world, ticket).kind == transition
    assert_whole(world)


def test_only_a_higher_level_receives_an_escalation(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    sentence = "Only a level 2 or 3 team can receive an escalation: Service desk is level 1."
    with refused(world, WrongTier, sentence):
        team = {"team": world.id("team", "Service desk")}
        world.take("anna", ticket, "escalate", values=team, note="Found.")
    world.take("anna", ticket, "escalate", **world.escalation)
    assert world.held(ticket).values["step"] == "investigation"


def test_a_second_escalation_stays_where_it_is(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage", "escalate")
    platform = world.id("team", "Platform")
    world.take("rui", ticket, "escalate", values={"team": platform}, note="A driver.")
    held = world.held(ticket)
    assert (held.values["step"], held.values["team"]) == ("investigation", platform)
    assert (last(world, ticket).kind, held.version) == ("escalate", 4)
    with refused(world, NeedsMissing, "Escalate needs a note: What was found so far."):
        world.take("rui", ticket, "escalate")
    assert_whole(world)


def test_a_team_hands_back(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage", "escalate")
    desk = {"team": world.id("team", "Service desk")}
    world.take("rui", ticket, "hand_back", values=desk, note="Not the network.")
    held = world.held(ticket).values
    assert (held["step"], held["team"]) == ("diagnosis", world.id("team", "Service desk"))
    assert held["last_working_step"] == "diagnosis"
    assert_whole(world)


def test_waiting_for_the_user_tells_the_user(world: World) -> None:
    ticket = world.log()
    values = world.wait_for_user["values"]
    with refused(world, NeedsMissing, "Wait needs a note that the user sees."):
        world.take("anna", ticket, "wait", values=values)
    world.bring("anna", ticket, "wait")
    assert (last(world, ticket).visibility, row(world.store, ticket)["clock_state"]) == (
        "public",
        "paused",
    )


def test_waiting_for_a_supplier_needs_no_note_and_shows_none(world: World) -> None:
    ticket = world.log()
    values = {
        "waiting_reason": world.id("waiting_reason", "Awaiting the supplier"),
        "vendor_ref": "SR 77",
        "follow_up_at": 1_800_000_000_000_000,
    }
    world.take("anna", ticket, "wait", values=values, note="They have it on the bench.")
    event = last(world, ticket)
    assert event.visibility == "internal"
    assert event.stated() == {"note": "They have it on the bench."}
    assert world.held(ticket).values["vendor_ref"] == "SR 77"
    assert_whole(world)


@pytest.mark.parametrize(
    ("before", "back"),
    [((), "logged"), (("triage",), "diagnosis"), (("triage", "escalate"), "investigation")],
)
def test_a_ticket_resumes_where_the_work_was(
    world: World, before: tuple[str, ...], back: str
) -> None:
    ticket = world.log()
    world.bring("anna", ticket, *before, "wait")
    assert world.held(ticket).values["last_working_step"] == back
    world.bring("mailer", ticket, "resume")
    assert world.held(ticket).values["step"] == back
    assert row(world.store, ticket)["clock_state"] == "runs"
    assert_whole(world)


def test_reopening_is_counted(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage", "resolve")
    assert row(world.store, ticket)["resolved_at"] == last(world, ticket).occurred_at
    world.bring("anna", ticket, "reopen")
    held = row(world.store, ticket)
    assert (held["reopen_count"], held["step"], held["resolved_at"]) == (1, "diagnosis", None)
    world.bring("anna", ticket, "resolve", "reopen", "escalate", "resolve", "confirm")
    held = row(world.store, ticket)
    assert (held["reopen_count"], held["clock_state"]) == (2, "final")
    assert held["closed_at"] == last(world, ticket).occurred_at > held["resolved_at"]
    assert_whole(world)


def test_solving_on_first_contact_is_one_command_and_two_events(world: World) -> None:
    ticket = world.log()
    values = {**world.triage["values"], **world.resolution["values"], "cause": "A new MTU."}
    world.take("anna", ticket, "first_contact", values=values, note="Solved on the phone.")
    triage, resolve = history(world.store, ticket)[1:]
    assert (triage.kind, resolve.kind) == ("triage", "resolve")
    assert triage.command_id == resolve.command_id
    assert set(triage.changed()) == {"category", "impact", "urgency", "priority", "matrix", "step"}
    assert (triage.stated(), resolve.stated()) == ({}, {"note": "Solved on the phone."})
    assert resolve.changed()["cause"] == "A new MTU."
    assert_whole(world)


def test_a_gesture_is_taken_whole_or_not_at_all(world: World) -> None:
    ticket = world.log()
    with refused(world, NeedsMissing, "Resolve needs a resolution code and a resolution text."):
        values = {**world.triage["values"], "resolution_kind": "fix"}
        world.take("anna", ticket, "first_contact", values=values)
    assert world.held(ticket).values["step"] == "logged"
    world.bring("anna", ticket, "triage")
    with refused(world, NotFromHere) as caught:
        world.take("anna", ticket, "first_contact", values=values)
    assert caught.value.sentence == (
        "INC-000001 is in “Diagnosis”: “Triage” is not possible there. "
        "Possible: “Resolve”, “Escalate”, “Wait” or “Cancel”."
    )
