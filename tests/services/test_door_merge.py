"""The door: two people on one ticket both keep their work, or are asked."""

import pytest
from support.door import assert_whole, last, refused, said_at
from support.whole import history
from support.world import World

from app.domain.changes import Changes
from app.domain.commands import AddNote, AssignTicket, EditTicket, Reply
from app.domain.merge import Clash
from app.errors import Conflict, Finished, MovedOn, NeedsMissing

SEEN = {"title": "VPN drops", "description": None, "impact": None, "cause": None}


def _edit(world: World, login: str, ticket: int, **values: object) -> Changes:
    based_on = {name: SEEN.get(name) for name in values}
    return world.tell(login, EditTicket, ticket=ticket, values=values, based_on=based_on)


def test_different_fields_merge_silently(world: World) -> None:
    ticket = world.log()
    _edit(world, "anna", ticket, title="VPN drops at ten")
    _edit(world, "ben", ticket, description="Every day.", impact=2)
    held = world.held(ticket)
    assert held.values["title"] == "VPN drops at ten"
    assert held.values["description"] == "Every day."
    assert held.version == 3
    assert_whole(world)


def test_a_field_both_changed_is_asked_about(world: World) -> None:
    ticket = world.log()
    _edit(world, "anna", ticket, title="VPN drops at ten", cause="MTU")
    at = said_at(last(world, ticket))
    sentence = f"Anna changed title of INC-000001 at {at}. Choose which version stays."
    with refused(world, Conflict, sentence) as caught:
        _edit(world, "ben", ticket, title="VPN is slow", description="Every day.")
    assert isinstance(caught.value, Conflict)
    assert caught.value.clashes == (Clash("title", "VPN drops", "VPN drops at ten", "VPN is slow"),)
    assert world.held(ticket).values["description"] is None


def test_several_fields_are_asked_about_at_once(world: World) -> None:
    ticket = world.log()
    _edit(world, "anna", ticket, title="A", cause="MTU")
    with refused(world, Conflict) as caught:
        _edit(world, "ben", ticket, title="B", cause="DNS")
    assert isinstance(caught.value, Conflict)
    assert [clash.field for clash in caught.value.clashes] == ["title", "cause"]
    assert caught.value.sentence.startswith("Anna changed title and cause of INC-000001 at ")


def test_who_changed_the_field_is_named_and_not_who_came_last(world: World) -> None:
    ticket = world.log()
    _edit(world, "anna", ticket, title="A")
    world.tell("rui", AddNote, ticket=ticket, text="x")
    _edit(world, "rui", ticket, cause="MTU")
    with refused(world, Conflict) as caught:
        _edit(world, "ben", ticket, title="B")
    assert caught.value.sentence.startswith("Anna changed title of INC-000001 at ")


def test_a_conflict_is_answered_by_looking_again(world: World) -> None:
    ticket = world.log()
    _edit(world, "anna", ticket, title="A")
    seen = {"title": "A"}
    world.tell("ben", EditTicket, ticket=ticket, values={"title": "B"}, based_on=seen)
    assert world.held(ticket).values["title"] == "B"
    assert history(world.store, ticket)[-1].was.count("sha256:") == 1
    assert_whole(world)


def test_both_wanting_the_same_is_no_conflict(world: World) -> None:
    ticket = world.log()
    _edit(world, "anna", ticket, title="A", impact=2)
    assert _edit(world, "ben", ticket, title="A", impact=2) == Changes()
    assert world.held(ticket).version == 2


def test_nothing_and_empty_are_no_conflict(world: World) -> None:
    ticket = world.log()
    values, seen = {"cause": "MTU", "team": None}, {"cause": "", "team": ""}
    world.tell("ben", EditTicket, ticket=ticket, values=values, based_on=seen)
    assert world.held(ticket).values["cause"] == "MTU"


def test_what_was_not_seen_cannot_conflict(world: World) -> None:
    ticket = world.log()
    _edit(world, "anna", ticket, title="A")
    world.tell("ben", EditTicket, ticket=ticket, values={"title": "B"})
    assert world.held(ticket).values["title"] == "B"


@pytest.mark.parametrize("kind", [AddNote, Reply])
def test_notes_never_conflict(world: World, kind: type[AddNote | Reply]) -> None:
    ticket = world.log()
    for login in ("anna", "ben", "rui", "anna"):
        _edit(world, "sol", ticket, description=f"Seen by {login}")
        world.tell(login, kind, ticket=ticket, text=f"I am {login}.")
        seen = {"description": f"Seen by {login}"}
        world.tell("sol", EditTicket, ticket=ticket, values={"description": None}, based_on=seen)
    said = [event.stated() for event in history(world.store, ticket) if event.said != "{}"]
    assert [each["note"] for each in said] == ["I am anna.", "I am ben.", "I am rui.", "I am anna."]
    assert_whole(world)


def test_an_assignment_somebody_else_made_is_asked_about(world: World) -> None:
    ticket = world.log()
    ben, rui = world.id("person", "ben"), world.id("person", "rui")
    seen = {"assignee": None}
    world.tell("anna", AssignTicket, ticket=ticket, values={"assignee": ben}, based_on=seen)
    with refused(world, Conflict) as caught:
        world.tell("lena", AssignTicket, ticket=ticket, values={"assignee": rui}, based_on=seen)
    assert isinstance(caught.value, Conflict)
    assert caught.value.clashes == (Clash("assignee", None, ben, rui),)


def test_a_transition_merges_with_an_edit(world: World) -> None:
    ticket = world.log()
    _edit(world, "ben", ticket, title="VPN drops at ten")
    values = {**world.triage["values"], "title": "VPN drops"}
    seen = {"title": "VPN drops", "impact": None, "urgency": None, "category": None}
    with refused(world, Conflict) as caught:
        world.take("anna", ticket, "triage", values={**values, "title": "Mine"}, based_on=seen)
    assert isinstance(caught.value, Conflict)
    assert [clash.field for clash in caught.value.clashes] == ["title"]
    world.take("anna", ticket, "triage", values=world.triage["values"], based_on=seen)
    held = world.held(ticket).values
    assert (held["title"], held["step"]) == ("VPN drops at ten", "diagnosis")
    assert_whole(world)


def test_a_gesture_conflicts_with_others_and_never_with_itself(world: World) -> None:
    ticket = world.log()
    values = {**world.triage["values"], **world.resolution["values"]}
    seen = dict.fromkeys(values)
    world.take("anna", ticket, "first_contact", values=values, based_on=seen)
    other = world.log()
    _edit(world, "ben", other, impact=3)
    with refused(world, Conflict):
        world.take("anna", other, "first_contact", values=values, based_on=seen)
    assert world.held(other).values["step"] == "logged"


def test_two_who_take_the_same_way_are_not_two(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    world.take("anna", ticket, "resolve", **world.resolution, seen_step="diagnosis")
    at = said_at(last(world, ticket))
    with refused(world, MovedOn, f"INC-000001 was put to “Resolved” by Anna at {at}. Look again before you go on."):  # fmt: skip
        world.take("ben", ticket, "resolve", **world.resolution, seen_step="diagnosis")
    world.bring("anna", ticket, "confirm")
    with refused(world, Finished):
        world.take("ben", ticket, "resolve", **world.resolution, seen_step="diagnosis")


def test_what_was_typed_is_no_need_met_by_somebody_else(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage", "resolve")
    world.take("rui", ticket, "reopen", said={"reason": "Still slow."})
    world.bring("anna", ticket, "resolve")
    with refused(world, NeedsMissing, "Reopen needs a reason."):
        world.take("anna", ticket, "reopen")
