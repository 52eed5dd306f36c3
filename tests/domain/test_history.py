"""Replay: what a history makes of a ticket, and what in it the workflow never allowed."""

from dataclasses import replace

import pytest
from support.story import MINUTE, MORNING, Story, erased, incident

from app.domain.canonical import canonical
from app.domain.events import Event
from app.domain.history import Replay, Ticket
from app.domain.workflow import StepClock, Workflow

LATER = replace(
    incident(),
    steps=tuple(
        replace(each, clock=StepClock.RUNS) if each.key == "waiting" else each
        for each in incident().steps
    ),
)


def _workflow(version: int) -> Workflow:
    return {1: incident(), 2: LATER}[version]


def _replayed(events: list[Event]) -> Ticket:
    return Replay(_workflow).ticket(events)


def test_a_history_makes_the_ticket() -> None:
    story = Story().opened(description="Every day at ten.", team=4).triaged().resolved()
    story.reopened().resolved().confirmed()
    ticket = _replayed(story.events)
    assert ticket.faults == []
    assert ticket.version == 6
    assert ticket.values["step"] == "closed"
    assert ticket.values["last_working_step"] == "diagnosis"
    assert ticket.values["description"] == "Every day at ten."
    assert ticket.values["opened_at"] == MORNING
    assert ticket.values["opened_by"] == 7
    assert ticket.digests.keys() == {"title", "description", "resolution"}
    assert ticket.derived == {
        "reopen_count": 1,
        "resolved_at": MORNING + 4 * MINUTE,
        "closed_at": MORNING + 5 * MINUTE,
        "clock_state": "final",
        "updated_at": MORNING + 5 * MINUTE,
    }


def test_a_reopened_ticket_is_not_resolved_any_more() -> None:
    ticket = _replayed(Story().opened().triaged().resolved().reopened().events)
    assert ticket.faults == []
    assert (ticket.derived["resolved_at"], ticket.derived["closed_at"]) == (None, None)
    assert ticket.derived["clock_state"] == "runs"


def test_waiting_keeps_the_last_working_step() -> None:
    story = Story().opened().triaged()
    story.tell("escalate", {"team": 4, "step": "investigation"}, words={"note": "MTU."})
    story.tell("wait", {"waiting_reason": 2, "step": "waiting"}, words={"note": "?"})
    waiting = _replayed(story.events)
    assert waiting.values["last_working_step"] == "investigation"
    assert waiting.derived["clock_state"] == "paused"
    assert _replayed(story.tell("resume", {"step": "investigation"}).events).faults == []


def test_links_and_people_come_and_go() -> None:
    story = Story().opened()
    for kind, said in (
        ("linked", {"relation": "child_of", "other": 5}),
        ("linked", {"relation": "related_to", "other": 6}),
        ("unlinked", {"relation": "child_of", "other": 5}),
        ("watched", {"relation": "watcher", "person": 3}),
        ("watched", {"relation": "affected", "person": 3}),
        ("unwatched", {"relation": "watcher", "person": 3}),
    ):
        story.tell(kind, said=said)
    ticket = _replayed(story.events)
    assert ticket.faults == []
    assert ticket.links == {("related_to", 6)}
    assert ticket.people == {(3, "affected")}


def test_an_imported_past_comes_before_the_ticket() -> None:
    story = Story().tell("recorded", said={"status": "New"}, channel="import")
    now = {"number": 1, "workflow_version": 1, "step": "waiting", "title": "Old"}
    story.tell("imported", {**now, "last_working_step": "investigation"}, was={}, channel="import")
    ticket = _replayed(story.events)
    assert ticket.faults == []
    assert ticket.values["last_working_step"] == "investigation"


def test_a_move_changes_the_rules() -> None:
    story = Story().opened()
    story.tell("wait", {"waiting_reason": 2, "step": "waiting"}, words={"note": "?"})
    ticket = _replayed(story.tell("moved", {"workflow_version": 2}).events)
    assert ticket.faults == []
    assert ticket.derived["clock_state"] == "runs"
    assert ticket.values["last_working_step"] == "waiting"


def test_erased_texts_leave_the_rest() -> None:
    story = Story().opened(description="Ann's mother is ill.").triaged().resolved().reopened()
    story.tell("edited", {"resolution": "Another."})
    lost = _replayed(erased(story.events, 1, 3, 4))
    assert "version 1: the text “title” is gone, and no event erased it" in lost.faults
    story.tell("erased", said={"versions": "1,3,4"}, words={"reason": "She asked."})
    ticket = _replayed(erased(story.events, 1, 3, 4))
    assert ticket.faults == []
    assert ticket.values["description"] is None
    assert ticket.values["resolution"] == "Another."
    assert ticket.digests.keys() == {"title", "description", "resolution"}


FAULTS = {
    "late birth": (Story().opened(step="resolved"), "version 1: it opens a ticket in a late step"),
    "nothing before": (
        Story().tell("noted", words={"note": "?"}).opened(),
        "version 1: it comes before the ticket was opened",
    ),
    "birth twice": (Story().opened().opened(), "version 2: the workflow knows no “opened” here"),
    "past after birth": (
        Story().opened().tell("recorded"),
        "version 2: the workflow knows no “recorded” here",
    ),
    "unknown": (Story().opened().tell("skip"), "version 2: the workflow knows no “skip” here"),
    "skipped": (Story().opened().resolved(), "version 2: no “resolve” leads from here"),
    "astray": (
        Story().opened().triaged().tell("hand_back", {"step": "logged"}, words={"note": "?"}),
        "version 3: “hand_back” leads elsewhere",
    ),
    "standing still": (
        Story().opened().tell("wait", {"waiting_reason": 2}, words={"note": "?"}),
        "version 2: “wait” leads elsewhere",
    ),
    "another way back": (
        Story().opened().triaged().resolved().reopened(to="investigation"),
        "version 4: “reopen” leads elsewhere",
    ),
    "need of the row": (
        Story().opened().tell("triage", {"category": 5, "impact": 2, "step": "diagnosis"}),
        "version 2: “urgency” is missing",
    ),
    "need of the event": (
        Story().opened().tell("cancel", {"step": "cancelled"}),
        "version 2: “reason” is missing",
    ),
    "need of a note": (
        Story().opened().triaged().tell("escalate", {"team": 4, "step": "investigation"}),
        "version 3: “What was found so far” is missing",
    ),
    "step by an edit": (
        Story().opened().tell("edited", {"step": "resolved"}),
        "version 2: “edited” changes no step",
    ),
    "step by a move": (
        Story().opened().tell("moved", {"workflow_version": 2, "step": "resolved"}),
        "version 2: “moved” changes no step",
    ),
    "emptied": (
        Story().opened().triaged().tell("edited", {"category": None}),
        "version 3: “category” was emptied",
    ),
    "false start": (
        Story().opened(impact=2).tell("edited", {"impact": 1}, was={"impact": 3}),
        "version 2: “impact” was not what it says",
    ),
    "false text": (
        Story().opened().tell("edited", {"title": "B"}, was={"title": "sha256:" + "0" * 64}),
        "version 2: “title” was not what it says",
    ),
    "after the end": (
        Story().opened().triaged().resolved().confirmed().tell("edited", {"impact": 1}),
        "version 5: the ticket had reached its end",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_the_workflow_never_allowed_is_a_fault(name: str) -> None:
    story, fault = FAULTS[name]
    assert fault in _replayed(story.events).faults


def test_a_missing_note_is_named_once_and_by_its_version() -> None:
    story = Story().opened().triaged()
    story.tell("escalate", {"team": 4, "step": "investigation"})
    assert len(_replayed(story.events).faults) == 1


BROKEN = {
    "a step the workflow does not know": Story().opened(step="nowhere"),
    "a workflow the desk does not have": Story().opened(workflow_version=99),
    "a ticket without a step": Story().opened(step=None),
    "a move to nowhere": Story().opened().tell("moved", {"workflow_version": 99}),
    "a link without its other end": Story().opened().tell("linked", said={"relation": "child_of"}),
    "a person who is none": Story().opened().tell("watched", said={"relation": "x", "person": "y"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_makes_no_ticket_at_all_never_passes(name: str) -> None:
    assert _is_refused(BROKEN[name].events)


def _is_refused(events: list[Event]) -> bool:
    # `check` tells each of these errors as a history that cannot be replayed.
    try:
        return _replayed(events).faults != []
    except (KeyError, TypeError, ValueError):
        return True


def test_a_ticket_is_replayed_from_its_own_events_only() -> None:
    first, second = Story(1).opened().triaged(), Story(2).opened()
    replay = Replay(_workflow)
    assert replay.ticket(first.events).version == 2
    assert replay.ticket(second.events).version == 1
    assert canonical(replay.ticket(second.events).digests).count("sha256:") == 1
