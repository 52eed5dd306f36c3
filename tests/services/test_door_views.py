"""The door: saved views, own and shared, on both databases."""

from typing import Any

import pytest
from support.door import assert_whole, refused
from support.whole import history
from support.world import World

from app.domain.changes import Changes
from app.domain.commands import AddThing, EditThing
from app.domain.filter_questions import FilterTerm, TypedFilter
from app.domain.questions import Filter, Sort, TicketIds
from app.domain.saved_views import (
    USUAL_COLUMNS,
    SavedView,
    SavedViews,
    TeamsToShareWith,
    conditions_of,
    saved_values,
)
from app.domain.views import named_views, view_named, view_of_saved
from app.errors import Conflict, InvalidValue, MissingRight, NotTheirs

SHOWN = saved_values("open", (), Sort("priority", descending=False), USUAL_COLUMNS)


def join(world: World, login: str, team: str) -> int:
    row_id = world.new_id()
    values = {"person": world.id("person", login), "team": world.id("team", team)}
    world.tell("ada", AddThing, thing="membership", row_id=row_id, values=values)
    return row_id


def save(world: World, login: str = "anna", **values: Any) -> int:
    row_id = world.new_id()
    told = {"name": "Urgent", **SHOWN, **values}
    world.tell(login, AddThing, thing="saved_view", row_id=row_id, values=told)
    return row_id


def edit(world: World, login: str, view: int, seen: Any = None, **values: Any) -> Changes:
    told = {"thing": "saved_view", "row_id": view, "values": values, "based_on": seen or {}}
    return world.tell(login, EditThing, **told)


def seen(world: World, login: str) -> tuple[SavedView, ...]:
    found = world.desk(login).ask(SavedViews(world.id("person", login)))
    assert isinstance(found, tuple)
    return found


def terms(world: World, text: str) -> tuple[FilterTerm, ...]:
    return world.desk("anna").ask(TypedFilter(text, world.id("person", "anna"))).terms


def test_a_view_is_kept_by_whoever_saves_it(world: World) -> None:
    view = save(world, conditions="p1 assignee:me", descending=1, columns="number ticket")
    (mine,) = seen(world, "anna")
    anna = world.id("person", "anna")
    assert (mine.id, mine.owner, mine.owner_name, mine.team) == (view, anna, "Anna", None)
    assert mine.narrowing == Filter(priorities=(1,), assignees=(anna,))
    assert mine.sort == Sort("priority", descending=True)
    assert mine.columns == ("number", "ticket")
    assert seen(world, "ben") == ()
    edit(world, "anna", view, name="Most urgent")
    edit(world, "anna", view, active=0)
    assert seen(world, "anna") == ()
    edit(world, "anna", view, active=1)
    kinds = [event.kind for event in history(world.store, view, "saved_view")]
    assert kinds == ["added", "edited", "edited", "edited"]
    assert_whole(world)


def test_a_shared_view_is_seen_by_the_team_and_its_lead(world: World) -> None:
    team = world.id("team", "Service desk")
    membership = join(world, "anna", "Service desk")
    join(world, "ben", "Service desk")
    view = save(world, team=team, conditions="assignee:me")
    (theirs,) = seen(world, "ben")
    assert (theirs.name, theirs.team_name, theirs.may_change) == ("Urgent", "Service desk", False)
    # “me” is whoever looks.
    assert theirs.narrowing.assignees == (world.id("person", "ben"),)
    assert seen(world, "lena")[0].may_change
    assert seen(world, "rui") == ()
    world.tell("ada", EditThing, thing="membership", row_id=membership, values={"active": 0})
    assert [each.id for each in seen(world, "anna")] == [view]
    edit(world, "lena", view, team=None)
    assert seen(world, "ben") == ()
    assert_whole(world)


def test_whose_view_it_is_decides_who_changes_it(world: World) -> None:
    team, name = world.id("team", "Service desk"), {"name": "Other"}
    for login in ("anna", "ben"):
        join(world, login, "Service desk")
    own, shared = save(world), save(world, name="Ours", team=team)
    sentence = (
        "“{}” is kept by Anna. To change it takes them, who leads its team, or an administrator. "
        "Make a view of your own."
    )
    for login, view, called in (("ben", shared, "Ours"), ("ben", own, "Urgent"), ("lena", own, "Urgent")):  # fmt: skip
        with refused(world, NotTheirs, sentence.format(called)):
            edit(world, login, view, **name)
    with refused(world, NotTheirs):
        edit(world, "anna", own, owner=world.id("person", "ben"))
    with refused(world, NotTheirs):
        save(world, "ben", owner=world.id("person", "anna"))
    edit(world, "lena", shared, name="The team's")
    edit(world, "ada", own, owner=world.id("person", "ben"))
    assert [each.name for each in seen(world, "ben")] == ["The team's", "Urgent"]
    assert_whole(world)


def test_a_view_is_shared_with_a_team_of_ones_own(world: World) -> None:
    network = world.id("team", "Network")
    sentence = "“Network” is not a team of yours: who is in it or leads it shares a view with it."
    with refused(world, NotTheirs, sentence):
        save(world, team=network)
    view = save(world)
    with refused(world, NotTheirs, sentence):
        edit(world, "anna", view, team=network)
    join(world, "anna", "Network")
    edit(world, "anna", view, team=network)
    asked = world.desk("anna").ask(TeamsToShareWith(world.id("person", "anna")))
    assert asked == ((network, "Network"),)
    asked = world.desk("ada").ask(TeamsToShareWith(world.id("person", "ada")))
    assert [name for _, name in asked] == ["Network", "Platform", "Service desk"]
    assert_whole(world)


def test_who_has_no_role_keeps_no_view(world: World) -> None:
    with refused(world, MissingRight):
        save(world, "kiosk")


def test_a_name_is_one_views_until_that_is_removed(world: World) -> None:
    view = save(world)
    with refused(
        world, InvalidValue, "There is a view called “Urgent” here already. Choose another name."
    ):
        save(world)
    save(world, "ben")
    edit(world, "anna", view, active=0)
    save(world)
    with refused(world, InvalidValue):
        edit(world, "anna", view, active=1)
    edit(world, "anna", view, active=1, name="Urgent, too")
    assert_whole(world)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": " "}, "Name cannot be empty."),
        ({"base": "nowhere"}, "Begins with is one of my_work, my_teams,"),
        ({"sort": "title"}, "Order is one of priority, number, opened, updated, not “title”."),
        ({"columns": "ticket colour"}, "There is no column “colour”. There are: priority, ticket,"),
        (
            {"columns": "step"},
            "A view has the ticket among its columns, at most 8, and none twice.",
        ),
        ({"conditions": "colour:red"}, "There is no “colour:”."),
    ],
)
def test_a_view_says_what_is_wrong_with_it(
    world: World, values: dict[str, Any], sentence: str
) -> None:
    view = save(world)
    with refused(world, InvalidValue) as caught:
        save(world, **{"name": "Another", **values})
    assert caught.value.sentence.startswith(sentence)
    with refused(world, InvalidValue) as caught:
        edit(world, "anna", view, **values)
    assert caught.value.sentence.startswith(sentence)


def test_a_view_that_two_changed_is_asked_about(world: World) -> None:
    view = save(world, conditions="p1")
    edit(world, "ada", view, conditions="p2")
    edit(world, "anna", view, {"name": "Urgent"}, name="Mine")
    with refused(world, Conflict):
        edit(world, "anna", view, {"conditions": "p1"}, conditions="p3")
    assert (seen(world, "anna")[0].name, seen(world, "anna")[0].terms[0].shown) == ("Mine", "P2")


def test_conditions_hold_whatever_things_are_called_later(world: World) -> None:
    network = world.id("team", "Network")
    typed = (
        'team:network step:Waiting requester:uma category:vpn channel:phone 7d "p1" me assignee:me'
    )
    conditions = conditions_of(terms(world, typed))
    assert "network" not in conditions
    assert "uma" not in conditions.casefold()
    save(world, conditions=conditions)
    for thing, values in (("team", {"name": "Nets", "active": 0}),):
        world.tell("ada", EditThing, thing=thing, row_id=network, values=values)
    (view,) = seen(world, "anna")
    assert view.narrowing.teams == (network,)
    assert view.terms[0].shown == "Nets (no longer in use)"
    assert view.terms[1].shown == "Waiting"
    assert conditions_of(view.terms) == conditions
    assert view.narrowing.words == ("7d", "p1", "me")
    assert view.narrowing.assignees == (world.id("person", "anna"),)


def test_a_view_never_finds_more_than_was_asked_for(world: World) -> None:
    world.log()
    gone = f"team:#{world.new_id()}"
    save(world, conditions=gone)
    save(world, name="Steps", conditions="step:nowhere")
    for view in seen(world, "anna"):
        assert view.terms[0].shown.endswith("(no longer there)")
        found = view_of_saved(view).whole(view.owner, (), 2**52)
        assert list(world.desk("anna").ask(TicketIds(found))) == []


def test_every_desks_views_are_what_saved_ones_begin_with(world: World) -> None:
    ticket = world.log(impact=1, urgency=1)
    world.log()
    for view in named_views():
        save(world, name=view.title, base=view.key, conditions="p1")
    anna = world.id("person", "anna")
    for view in (view_of_saved(each) for each in seen(world, "anna")):
        base = next(each for each in named_views() if each.key == view.saved.base)  # type: ignore[union-attr]
        whole = [*world.desk("anna").ask(TicketIds(base.filter(anna, (), 2**52)))]
        found = [*world.desk("anna").ask(TicketIds(view.whole(anna, (), 2**52)))]
        assert found == [each for each in whole if each == ticket]


def test_a_saved_view_is_found_by_name_after_the_desks_own(world: World) -> None:
    save(world, name="My work at night")
    save(world, name="Zebra printers")
    saved = seen(world, "anna")
    for typed, title in (("my work", "My work"), ("my work at", "My work at night"), ("zebra", "Zebra printers")):  # fmt: skip
        found = view_named(typed, saved)
        assert found is not None
        assert found.title == title
