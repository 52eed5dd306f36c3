"""The door: links, people beside a ticket, erasures, and the desk's own things."""

import json
from typing import Any

import pytest
from support.door import assert_whole, last, refused, said_at
from support.whole import history, row
from support.world import World

from app.domain.changes import Changes
from app.domain.commands import (
    AddNote,
    AddThing,
    AssignTicket,
    EditThing,
    EditTicket,
    EraseTexts,
    LinkTicket,
    PublishMatrix,
    UnlinkTicket,
    UnwatchTicket,
    WatchTicket,
)
from app.domain.merge import Clash
from app.domain.priority import DEFAULT_MATRIX, cells_text
from app.errors import Conflict, InvalidValue, MissingRight, NotFound, NotUnique


def test_a_link_is_made_once_and_undone(world: World) -> None:
    ticket, other = world.log(), world.log()
    link = {"ticket": ticket, "relation": "duplicate_of", "other": other}
    world.tell("anna", LinkTicket, **link)
    assert world.tell("ben", LinkTicket, **link) == Changes()
    assert_whole(world)
    world.tell("rui", UnlinkTicket, **link)
    assert [event.kind for event in history(world.store, ticket)] == [
        "opened",
        "linked",
        "unlinked",
    ]
    with refused(world, NotFound, "INC-000001 has no such link."):
        world.tell("anna", UnlinkTicket, **link)
    assert_whole(world)


def test_a_link_leads_to_another_ticket(world: World) -> None:
    ticket = world.log()
    sentence = "A link leads to another ticket of this desk; that one is not here."
    for other in (ticket, 42):
        with refused(world, NotFound, sentence):
            world.tell("anna", LinkTicket, ticket=ticket, relation="child_of", other=other)
    sentence = "A link is one of duplicate_of, child_of, related_to, not “friend_of”."
    other = world.log()
    with refused(world, InvalidValue, sentence):
        world.tell("anna", LinkTicket, ticket=ticket, relation="friend_of", other=other)


def test_people_come_beside_a_ticket_and_go(world: World) -> None:
    ticket, vic = world.log(), world.id("person", "vic")
    for relation in ("watcher", "affected"):
        beside = {"ticket": ticket, "person": vic, "relation": relation}
        world.tell("kay", WatchTicket, **beside)
        assert world.tell("anna", WatchTicket, **beside) == Changes()
    world.tell("anna", UnwatchTicket, ticket=ticket, person=vic)
    with refused(world, NotFound, "That person is not beside INC-000001."):
        world.tell("anna", UnwatchTicket, ticket=ticket, person=vic)
    with refused(world, NotFound, "There is no person 42."):
        world.tell("anna", WatchTicket, ticket=ticket, person=42)
    sentence = "A person beside the requester is one of watcher, affected, mentioned, not “fan”."
    with refused(world, InvalidValue, sentence):
        world.tell("anna", WatchTicket, ticket=ticket, person=vic, relation="fan")
    assert_whole(world)


def test_erasing_empties_the_texts_and_keeps_the_proof(world: World) -> None:
    ticket = world.log(description="Ann's mother is ill.", title="Ann")
    world.tell("anna", AddNote, ticket=ticket, text="Poor Ann.")
    world.tell("anna", EditTicket, ticket=ticket, values={"title": "VPN drops"})
    hashes = [event.hash for event in history(world.store, ticket)]
    world.tell("ada", EraseTexts, ticket=ticket, versions=(1, 2, 2), reason="She asked us to.")
    events = history(world.store, ticket)
    assert [event.hash for event in events[:3]] == hashes
    assert [event.texts for event in events[:2]] == ["{}", "{}"]
    assert "Ann" not in "".join(event.texts + event.now + event.said for event in events)
    held = world.held(ticket).values
    assert (held["title"], held["description"]) == ("VPN drops", "")
    assert events[3].stated() == {"versions": "1,2", "reason": "She asked us to."}
    assert_whole(world)


def test_an_erased_ticket_goes_on(world: World) -> None:
    ticket = world.log(title="Ann", description="Ill.")
    world.bring("anna", ticket, "triage", "resolve", "reopen")
    world.tell("ada", EraseTexts, ticket=ticket, versions=(1, 3, 4), reason="GDPR")
    with refused(world, InvalidValue):
        world.tell("anna", EditTicket, ticket=ticket, values={"title": ""})
    world.tell("anna", EditTicket, ticket=ticket, values={"title": "VPN"}, based_on={"title": ""})
    world.bring("anna", ticket, "resolve", "confirm")
    world.tell("ada", EraseTexts, ticket=ticket, versions=(7,), reason="GDPR again")
    assert world.held(ticket).values["resolution"] == ""
    assert_whole(world)


def test_an_erasure_names_versions_and_a_reason(world: World) -> None:
    ticket = world.log()
    for versions in ((), (0,), (2,), (1, 99)):
        with refused(world, NotFound, "INC-000001 has versions 1 to 1. Name those to erase."):
            world.tell("ada", EraseTexts, ticket=ticket, versions=versions, reason="x")
    with refused(world, InvalidValue, "The reason is empty. Write something first."):
        world.tell("ada", EraseTexts, ticket=ticket, versions=(1,), reason=" ")


def _edit(world: World, thing: str, row_id: int, **values: Any) -> Changes:
    return world.tell("ada", EditThing, thing=thing, row_id=row_id, values=values)


def _add(world: World, thing: str, **values: Any) -> int:
    row_id = world.new_id()
    world.tell("ada", AddThing, thing=thing, row_id=row_id, values=values)
    return row_id


def test_a_thing_is_added_and_edited_with_its_history(world: World) -> None:
    team = _add(world, "team", name="Storage", tier=3)
    _edit(world, "team", team, name="Storage & backup", email="storage@corp.example")
    assert _edit(world, "team", team, tier=3) == Changes()
    events = history(world.store, team, "team")
    assert [event.kind for event in events] == ["added", "edited"]
    assert events[0].changed() == {"name": "Storage", "tier": 3, "active": 1}
    assert_whole(world)


def test_a_thing_that_two_changed_is_asked_about(world: World) -> None:
    team = world.id("team", "Network")
    _edit(world, "team", team, name="Networks")
    at = said_at(history(world.store, team, "team")[-1])
    with refused(world, Conflict, f"Ada changed name of Networks at {at}. Choose which version stays.") as caught:  # fmt: skip
        seen, mine = {"name": "Network", "tier": 2}, {"name": "Nets", "tier": 3}
        world.tell("ada", EditThing, thing="team", row_id=team, values=mine, based_on=seen)
    assert isinstance(caught.value, Conflict)
    assert caught.value.clashes == (Clash("name", "Network", "Networks", "Nets"),)


def test_no_two_things_share_what_tells_them_apart(world: World) -> None:
    network, grant = world.id("team", "Network"), world.id("person", "ben")
    twins: list[tuple[str, dict[str, Any], str]] = [
        ("team", {"name": "Network", "tier": 2}, "team has the same Name"),
        ("person", {"name": "Anna", "login": "anna"}, "person has the same Login"),
        ("category", {"name": "Access"}, "category has the same Name, Parent"),
        ("role_grant", {"person": grant, "role": "agent"}, "role has the same Person, Role, Team"),
    ]
    for thing, values, what in twins:
        with refused(world, NotUnique, f"Another {what}. Choose a different one."):
            _add(world, thing, **values)
    with refused(world, NotUnique, "Another team has the same Name. Choose a different one."):
        _edit(world, "team", network, name="Platform")
    _add(world, "category", name="Access", parent=world.id("category", "Access"))
    for badge in (None, None):
        _add(world, "person", name="Somebody", login=f"p{world.new_id()}", badge=badge)
    assert_whole(world)


def test_a_thing_says_what_it_lacks(world: World) -> None:
    lacks: list[tuple[str, dict[str, Any], str]] = [
        ("team", {"name": "X"}, "Level cannot be empty."),
        ("team", {"tier": 1}, "Name cannot be empty."),
        ("team", {"name": "\x07", "tier": 1}, "Name cannot be empty."),
        ("team", {"name": "X", "tier": 1, "active": 2}, "In use cannot be 2."),
        ("role_grant", {"person": world.id("person", "uma"), "role": "king"},
         "Role is one of agent, resolver, lead, knowledge, administrator, counter, monitor, service, not “king”."),
    ]  # fmt: skip
    for thing, values, sentence in lacks:
        with refused(world, InvalidValue, sentence):
            _add(world, thing, **values)
    with refused(world, NotFound) as caught:
        _add(world, "spaceship", name="X")
    assert caught.value.sentence.startswith("The desk knows no “spaceship”. It knows: person, team")
    with refused(world, NotFound, "There is no such team to change."):
        _edit(world, "team", 42, name="X")


def test_an_id_is_given_to_one_thing(world: World) -> None:
    team = world.id("team", "Network")
    with refused(world, InvalidValue):
        world.tell("ada", AddThing, thing="team", row_id=team, values={"name": "Nets", "tier": 2})


def test_only_administrators_change_the_desk(world: World) -> None:
    sentence = "Lena may not do this: “change the desk: team” is for administrators. Ask Ada"
    with refused(world, MissingRight) as caught:
        values = {"name": "Mine", "tier": 2}
        world.tell("lena", AddThing, thing="team", row_id=world.new_id(), values=values)
    assert caught.value.sentence.startswith(sentence)
    with refused(world, MissingRight):
        team = world.id("team", "Network")
        world.tell("lena", EditThing, thing="team", row_id=team, values={"name": "Mine"})


def test_a_retired_thing_is_chosen_no_more_and_stays_where_it_was(world: World) -> None:
    network = world.id("team", "Network")
    ticket = world.log(team=network)
    _edit(world, "team", network, active=0)
    sentence = "Team: “Network” is no longer in use. Choose another."
    with refused(world, InvalidValue, sentence):
        world.log(team=network)
    other = world.log()
    with refused(world, InvalidValue, sentence):
        world.tell("anna", AssignTicket, ticket=other, values={"team": network})
    world.tell("anna", EditTicket, ticket=ticket, values={"team": network, "title": "Still theirs"})
    _edit(world, "team", network, active=1)
    world.tell("anna", AssignTicket, ticket=other, values={"team": network})
    assert_whole(world)


def test_a_new_matrix_gives_new_priorities_only(world: World) -> None:
    ticket = world.log(impact=1, urgency=1)
    matrix = last(world, ticket).changed()["matrix"]
    cells = cells_text(dict.fromkeys(DEFAULT_MATRIX, 5))
    world.tell("ada", PublishMatrix, row_id=world.new_id(), cells=cells)
    world.tell("anna", EditTicket, ticket=ticket, values={"title": "Still first"})
    held = row(world.store, ticket)
    assert (held["priority"], held["matrix"]) == (1, matrix)
    world.tell("anna", EditTicket, ticket=ticket, values={"urgency": 2})
    held = row(world.store, ticket)
    assert held["priority"] == 5
    assert held["matrix"] != matrix
    assert_whole(world)


def test_a_matrix_is_published_once_and_whole(world: World) -> None:
    cells = cells_text(DEFAULT_MATRIX)
    assert world.tell("ada", PublishMatrix, row_id=world.new_id(), cells=cells) == Changes()
    spelled = json.dumps(json.loads(cells), indent=1)
    assert world.tell("ada", PublishMatrix, row_id=world.new_id(), cells=spelled) == Changes()
    sentence = "A matrix gives each pair of 3 to 5 levels a priority from 1 to 5."
    with refused(world, InvalidValue, sentence):
        world.tell("ada", PublishMatrix, row_id=world.new_id(), cells="{}")
    with refused(world, InvalidValue, "Priority matrix: a new version is published, not added."):
        _add(world, "matrix", number=9, cells=cells)


@pytest.mark.parametrize("other", [False, True])
def test_only_administrators_publish_a_matrix(world: World, other: bool) -> None:
    cells = cells_text({**DEFAULT_MATRIX, (3, 3): 4} if other else DEFAULT_MATRIX)
    with refused(world, MissingRight):
        world.tell("anna", PublishMatrix, row_id=world.new_id(), cells=cells)
