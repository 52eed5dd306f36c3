"""What many tickets have in common, and what an edit changed, on both databases."""

import pytest
from support.world import World

from app.domain.commands import AssignTicket, EditTicket, EraseTexts
from app.domain.fields import Values
from app.domain.many_questions import EditMade, Made, SharedWays
from app.domain.questions import Filter, TicketIds
from app.domain.rows import Possibility
from app.domain.ticket_questions import Options
from app.errors import Refused


def shared(world: World, *tickets: int, login: str = "anna") -> dict[str, Possibility]:
    asked = SharedWays(tickets, world.id("person", login))
    return {way.key: way for way in world.desk(login).ask(asked)}


def test_only_what_leads_on_from_every_step_is_shared(world: World) -> None:
    logged, diagnosed, closed = (world.log() for _ in range(3))
    world.bring("anna", diagnosed, "triage")
    world.bring("anna", closed, "triage", "resolve", "confirm")
    assert list(shared(world, logged)) == ["triage", "wait", "cancel", "first_contact"]
    assert list(shared(world, logged, diagnosed)) == ["wait", "cancel"]
    assert shared(world, logged, closed) == {}
    assert shared(world) == {}


def test_what_a_role_may_not_do_says_whose_it_is(world: World) -> None:
    ways = shared(world, world.log(), login="rui")
    assert ways["triage"].refusal.startswith("Triage is for agents")
    assert not ways["wait"].refusal


def test_what_some_have_may_stay_empty_and_what_none_has_is_needed(world: World) -> None:
    bare, filled = world.log(), world.log(category=world.id("category", "VPN"))
    form = {field.name: field for field in shared(world, bare, filled)["triage"].form}
    assert form["impact"].required
    assert not form["category"].required
    assert form["category"].hint == "1 of 2 have it; without it here the others are refused."
    assert form["category"].value is None
    other = world.log(category=world.id("category", "VPN"))
    form = {field.name: field for field in shared(world, filled, other)["triage"].form}
    assert form["category"].hint == "All of them have it. What you fill in is set on every one."


def test_what_was_given_the_last_time_is_asked_again(world: World) -> None:
    tickets = [world.log() for _ in range(2)]
    world.bring("anna", tickets[0], "wait", "resume")
    form = {field.name: field for field in shared(world, *tickets)["wait"].form}
    assert form["waiting_reason"].required


def test_a_team_that_must_be_of_a_level_is_always_asked(world: World) -> None:
    team = world.id("team", "Service desk")
    tickets = [world.log(team=team) for _ in range(2)]
    for ticket in tickets:
        world.bring("anna", ticket, "triage")
    form = {field.name: field for field in shared(world, *tickets)["escalate"].form}
    assert form["team"].required


def test_thousands_are_asked_about_in_few_statements(world: World) -> None:
    ticket = world.log()
    many = tuple(range(1, 3_000))
    assert list(shared(world, ticket, *many)) == ["triage", "wait", "cancel", "first_contact"]


def test_a_list_of_ids_finds_these_and_no_others(world: World) -> None:
    tickets = [world.log() for _ in range(4)]
    asked = TicketIds(Filter(ids=tuple(tickets[1:3])))
    assert sorted(world.desk("anna").ask(asked)) == tickets[1:3]


def test_tickets_are_found_by_number_and_title(world: World) -> None:
    ticket = world.log(title="VPN drops")
    world.log(title="Badge printer")
    for text in ("INC-000001", "1", "vpn"):
        (found,) = world.desk("anna").ask(Options("ticket", text))
        assert (found.id, found.label) == (ticket, "INC-000001 VPN drops")
    assert world.desk("anna").ask(Options("ticket", "")) == ()


def made(world: World, ticket: int, version: int) -> Made:
    return world.desk("anna").ask(EditMade(ticket, version))


def edit(world: World, ticket: int, **values: object) -> int:
    told: Values = values  # type: ignore[assignment]
    world.tell("anna", EditTicket, ticket=ticket, values=told)
    return world.held(ticket).version


def test_an_edit_tells_what_was_there_texts_in_full(world: World) -> None:
    ticket = world.log(title="First", impact=2, urgency=2)
    edit(world, ticket, title="Second")
    for number in range(60):
        edit(world, ticket, contact="mail" if number % 2 else "phone")
    version = edit(world, ticket, title="Third", impact=1)
    found = made(world, ticket, version)
    assert found.was == {"title": "Second", "impact": 2}
    assert found.now == {"title": "Third", "impact": 1}
    version = edit(world, ticket, cause="MTU")
    assert made(world, ticket, version).was == {"cause": None}


def test_an_assignment_tells_whom_it_took_off(world: World) -> None:
    desk, network = world.id("team", "Service desk"), world.id("team", "Network")
    ben = world.id("person", "ben")
    ticket = world.log(team=desk, assignee=ben)
    world.tell("anna", AssignTicket, ticket=ticket, values={"team": network})
    found = made(world, ticket, world.held(ticket).version)
    assert found.was == {"team": desk, "assignee": ben}
    assert found.now == {"team": network, "assignee": None}


def test_nothing_else_is_an_edit_and_what_was_erased_is_gone(world: World) -> None:
    ticket = world.log(title="A secret")
    with pytest.raises(Refused, match="Only an edit or an assignment can be undone"):
        made(world, ticket, 1)
    with pytest.raises(Refused, match="Only an edit or an assignment can be undone"):
        made(world, ticket, 9)
    version = edit(world, ticket, title="Nothing")
    world.tell("ada", EraseTexts, ticket=ticket, versions=(1,), reason="Asked for.")
    with pytest.raises(Refused, match="What was there before has been erased"):
        made(world, ticket, version)
