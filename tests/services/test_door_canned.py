"""The door: canned texts of people and of teams, checked when they are saved."""

import time
from typing import Any

import pytest
from support.door import assert_whole, refused
from support.tampering import forge_thing, found, without_guards
from support.whole import history
from support.world import World

from app.domain.canned_questions import CannedTexts
from app.domain.commands import AddThing, EditThing
from app.domain.events import Draft
from app.domain.setting_questions import SettingsRefusal, ThingIds, ThingRows
from app.errors import Conflict, InvalidValue, MissingRight, NotTheirs

TEXT = "canned_text"


def add(world: World, login: str, name: str = "thanks", **values: Any) -> int:
    row_id = world.new_id()
    told = {"name": name, "text": "Thank you, {requester.first_name}.", **values}
    world.tell(login, AddThing, thing=TEXT, row_id=row_id, values=told)
    return row_id


def edit(world: World, login: str, row_id: int, **values: Any) -> None:
    world.tell(login, EditThing, thing=TEXT, row_id=row_id, values=values)


def join(world: World, login: str, team: str) -> int:
    row_id = world.new_id()
    values = {"person": world.id("person", login), "team": world.id("team", team)}
    world.tell("ada", AddThing, thing="membership", row_id=row_id, values=values)
    return row_id


def offered(world: World, login: str, text: str = "", **more: Any) -> list[str]:
    asked = CannedTexts(world.id("person", login), text, **more)
    return [option.label for option in world.desk(login).ask(asked)]


def test_a_text_is_its_writers_and_has_a_history(world: World) -> None:
    text = add(world, "anna", "/Thanks")
    edit(world, "anna", text, text="Thanks a lot.", name="/Many-thanks")
    first, second = history(world.store, text, TEXT)
    anna = world.id("person", "anna")
    assert (first.words()["name"], first.words()["owner"]) == ("thanks", anna)
    assert second.words() == {"name": "many-thanks", "text": "Thanks a lot."}
    assert_whole(world)
    assert world.desk("ada").check() == []


def test_a_text_is_shared_by_members_and_leads_and_changed_by_its_owner_and_the_lead(
    world: World,
) -> None:
    desk, network = world.id("team", "Service desk"), world.id("team", "Network")
    sentence = (
        "“{team}” is not a team of yours: who is in it or leads it shares a canned text with it."
    )
    with refused(world, NotTheirs, sentence.format(team="Service desk")):
        add(world, "anna", team=desk)
    with refused(world, NotTheirs, sentence.format(team="Network")):
        add(world, "lena", team=network)
    join(world, "anna", "Service desk")
    join(world, "ben", "Service desk")
    text = add(world, "anna", team=desk)
    edit(world, "lena", text, text="Many thanks.")
    edit(world, "ada", text, name="merci")
    with refused(world, NotTheirs):
        edit(world, "ben", text, text="Mine.")
    with refused(world, NotTheirs):
        edit(world, "anna", text, team=network)
    edit(world, "anna", text, team=None)
    with refused(world, NotTheirs):
        edit(world, "lena", text, text="Hers.")
    assert_whole(world)
    assert world.desk("ada").check() == []


def test_an_own_text_is_changed_by_no_colleague(world: World) -> None:
    text = add(world, "anna")
    with refused(world, NotTheirs) as caught:
        edit(world, "ben", text, active=0)
    assert caught.value.sentence.startswith("“thanks” is kept by Anna.")
    with refused(world, NotTheirs):
        add(world, "anna", "mine", owner=world.id("person", "ben"))


@pytest.mark.parametrize("login", ["probe", "mailer"])
def test_a_program_writes_none(world: World, login: str) -> None:
    with refused(world, MissingRight) as caught:
        add(world, login)
    assert "“keep a canned text” is for agents, resolvers" in caught.value.sentence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": "{requester.nam}"}, "{requester.nam} is no variable. Did you mean {requester.name}?"),
        ({"text": "Hello {team"}, "A brace is opened and not closed: “{team”. Write {{ for a brace itself."),
        ({"text": " \n"}, "Text cannot be empty."),
        ({"name": ""}, "Name cannot be empty."),
        ({"name": "thank you"},
         "“thank you” is no name for a text. A name is one word of letters, digits, - and _: thanks-1."),
        ({"name": "/"}, "Name cannot be empty."),
    ],
)  # fmt: skip
def test_what_cannot_be_inserted_or_filled_is_refused_when_it_is_saved(
    world: World, values: dict[str, Any], sentence: str
) -> None:
    with refused(world, InvalidValue, sentence):
        add(world, "anna", **values)
    text = add(world, "anna")
    with refused(world, InvalidValue, sentence):
        edit(world, "anna", text, **values)


def test_a_name_is_taken_once_by_each_and_free_once_it_is_retired(world: World) -> None:
    join(world, "ben", "Service desk")
    desk = world.id("team", "Service desk")
    text, other = add(world, "anna"), add(world, "anna", "other")
    add(world, "ben")
    add(world, "ben", team=desk)
    taken = "There is a canned text called “thanks” here already. Choose another name."
    with refused(world, InvalidValue, taken):
        add(world, "anna", "/THANKS")
    with refused(world, InvalidValue, taken):
        edit(world, "anna", other, name="thanks")
    with refused(world, InvalidValue, taken):
        add(world, "lena", team=desk)
    edit(world, "anna", text, active=0)
    edit(world, "anna", other, name="thanks")
    with refused(world, InvalidValue, taken):
        edit(world, "anna", text, active=1)
    assert_whole(world)


def test_a_text_that_two_changed_is_asked_about(world: World) -> None:
    join(world, "anna", "Service desk")
    text = add(world, "anna", team=world.id("team", "Service desk"))
    edit(world, "lena", text, text="Thanks.")
    with refused(world, Conflict) as caught:
        seen = {"text": "Thank you, {requester.first_name}."}
        mine = {"text": "Thank you."}
        told = {"thing": TEXT, "row_id": text, "values": mine, "based_on": seen}
        world.tell("anna", EditThing, **told)
    assert caught.value.sentence.startswith("Lena changed text of thanks at ")


def test_own_texts_and_those_of_the_teams_are_offered(world: World) -> None:
    desk, network = world.id("team", "Service desk"), world.id("team", "Network")
    join(world, "anna", "Service desk")
    add(world, "anna", "thanks", text="Thank you for the pictures.")
    add(world, "anna", "hello")
    add(world, "ben", "hers-not")
    add(world, "lena", "team-hello", team=desk)
    add(world, "ada", "net", team=network)
    assert offered(world, "anna") == ["/hello", "/thanks", "/team-hello"]
    assert offered(world, "lena") == ["/team-hello"]
    assert offered(world, "ada") == ["/net"]
    assert offered(world, "anna", "picture") == ["/thanks"]
    assert offered(world, "anna", "picture", by_name=True) == []
    assert offered(world, "anna", "H", by_name=True) == ["/hello"]
    assert offered(world, "anna", "etc", by_name=True) == []
    asked = CannedTexts(world.id("person", "anna"), "team")
    (option,) = world.desk("anna").ask(asked)
    assert option.detail == "Service desk · Thank you, {requester.first_name}."
    assert option.meaning == "Thank you, {requester.first_name}."


def test_whoever_may_change_a_text_finds_it_in_the_settings(world: World) -> None:
    network = world.id("team", "Network")
    own, theirs = add(world, "anna"), add(world, "ada", "net", team=network)

    def listed(login: str) -> list[int]:
        question = ThingIds(TEXT, asker=world.id("person", login))
        return list(world.desk(login).ask(question))

    assert (listed("anna"), listed("ada"), listed("lena")) == ([own], [theirs], [])
    rows = world.desk("ada").ask(ThingRows(TEXT, (own, theirs)))
    assert [row.detail for row in rows] == [
        "yours · Thank you, {requester.first_name}.",
        "Network · Thank you, {requester.first_name}.",
    ]
    for login, is_refused in (("anna", False), ("kay", False), ("probe", True)):
        question = SettingsRefusal(world.id("person", login), owned=True)
        assert bool(world.desk("ada").ask(question)) == is_refused


def test_who_left_a_team_is_offered_its_texts_no_more(world: World) -> None:
    membership = join(world, "anna", "Service desk")
    add(world, "lena", team=world.id("team", "Service desk"))
    assert offered(world, "anna") == ["/thanks"]
    world.tell("ada", EditThing, thing="membership", row_id=membership, values={"active": 0})
    assert offered(world, "anna") == []


@pytest.mark.parametrize(
    ("actor", "changes", "what"),
    [
        ("ben", {"text": "Mine."}, "its actor neither owned it nor led its team"),
        ("anna", {"team": ("team", "Network")}, "its actor shared it with a team of others"),
    ],
)
def test_a_text_that_was_changed_past_the_guards_is_named(
    world: World, actor: str, changes: dict[str, Any], what: str
) -> None:
    text = add(world, "anna")
    # Whoever founds a desk has two minutes.
    later = time.time_ns() // 1000 + 121_000_000
    sets = {k: world.id(*v) if isinstance(v, tuple) else v for k, v in changes.items()}
    with without_guards(world) as connection:
        draft = Draft("edited", sets)
        told = {"actor": world.id("person", actor), "recorded_at": later, "occurred_at": later}
        forge_thing(world, connection, TEXT, text, draft, **told)
    findings = [(finding.subject, finding.what) for finding in found(world)]
    assert ("canned_text thanks", f"version 2: {what}") in findings
