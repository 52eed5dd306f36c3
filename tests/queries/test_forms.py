"""Forms: only what is missing is asked, with sensible beginnings; who may not is told why."""

from datetime import datetime

from support.world import World

from app.clock import as_datetime
from app.domain.commands import AssignTicket, EditTicket
from app.domain.questions import WholeTicket
from app.domain.rows import Possibility
from app.domain.ticket_rows import FormField


def ways(world: World, ticket: int, login: str = "anna") -> dict[str, Possibility]:
    detail = world.desk(login).ask(WholeTicket(ticket, world.id("person", login)))
    return {way.key: way for way in detail.possible}


def form(world: World, ticket: int, key: str) -> dict[str, FormField]:
    return {field.name: field for field in ways(world, ticket)[key].form}


def test_triage_asks_what_is_missing_then_offers(world: World) -> None:
    ticket = world.log(impact=2)
    fields = form(world, ticket, "triage")
    assert list(fields) == ["category", "urgency", "service", "team", "assignee"]
    assert [field.required for field in fields.values()] == [True, True, False, False, False]
    assert (fields["category"].type, fields["category"].references) == ("reference", "category")
    world.tell("anna", EditTicket, ticket=ticket, values={"category": world.id("category", "VPN")})
    service = form(world, ticket, "triage")["service"]
    assert (service.suggestion, service.suggestion_shown) == (
        world.id("service", "Network"),
        "Network",
    )


def test_the_way_most_people_take_is_primary(world: World) -> None:
    ticket = world.log()

    def primary(login: str = "anna") -> list[str]:
        return [way.key for way in ways(world, ticket, login).values() if way.is_primary]

    assert primary() == ["triage"]
    assert primary("rui") == ["wait"]
    assert primary("kay") == []
    world.bring("anna", ticket, "triage")
    assert primary() == ["resolve"]
    world.bring("anna", ticket, "wait")
    assert primary() == ["resume"]
    assert ways(world, ticket)["resume"].form == ()


def test_who_may_not_is_told_who_may(world: World) -> None:
    found = ways(world, world.log(), "kay")
    assert found["triage"].refusal == "Triage is for agents and team leads."
    assert found["first_contact"].refusal == "Solve on first contact is for agents and team leads."


def test_an_escalation_to_another_team_does_not_keep_the_person(world: World) -> None:
    ticket = world.log(team=world.id("team", "Service desk"), assignee=world.id("person", "anna"))
    world.bring("anna", ticket, "triage")
    assert form(world, ticket, "escalate")["assignee"].value is None
    world.take("anna", ticket, "escalate", **world.escalation)
    rui = {"assignee": world.id("person", "rui")}
    world.tell("anna", AssignTicket, ticket=ticket, values=rui)
    # From level 2 on it may stay with the team that has it.
    assert form(world, ticket, "escalate")["assignee"].value == rui["assignee"]


def test_an_escalation_suggests_the_categorys_team(world: World) -> None:
    ticket = world.log(team=world.id("team", "Service desk"))
    world.bring("anna", ticket, "triage")
    fields = form(world, ticket, "escalate")
    assert list(fields) == ["team", "note", "assignee"]
    team = fields["team"]
    assert (team.value, team.suggestion_shown) == (None, "Network")
    assert (fields["note"].label, fields["note"].kind) == ("What was found so far", "note")
    world.tell("anna", EditTicket, ticket=ticket, values={"team": world.id("team", "Platform")})
    assert list(form(world, ticket, "escalate")) == ["note", "assignee"]
    world.bring("anna", ticket, "escalate")
    again = form(world, ticket, "escalate")["team"]
    assert again.shown == "Network"


def test_waiting_asks_at_the_choice_of_a_reason(world: World) -> None:
    ticket = world.log()
    fields = form(world, ticket, "wait")
    assert list(fields) == ["waiting_reason", "note", "follow_up_at", "vendor_ref"]
    assert fields["note"].asked_when == ("waiting_reason", "user")
    assert fields["vendor_ref"].asked_when == ("waiting_reason", "vendor")
    morning = as_datetime(int(fields["follow_up_at"].suggestion or 0)).astimezone()
    assert (morning.hour, morning.minute, morning.weekday() < 5) == (9, 0, True)
    assert morning > datetime.now().astimezone()
    world.bring("anna", ticket, "wait", "resume")
    assert form(world, ticket, "wait")["waiting_reason"].shown == "Awaiting the user"
    other = world.log(waiting_reason=world.id("waiting_reason", "Awaiting the supplier"))
    known = form(world, other, "wait")
    assert list(known) == ["follow_up_at", "vendor_ref"]
    assert known["vendor_ref"].asked_when is None


def test_resolving_begins_with_a_fix_and_again_with_empty_boxes(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    fields = form(world, ticket, "resolve")
    assert list(fields) == ["resolution_kind", "resolution_code", "resolution", "cause"]
    assert (fields["resolution_kind"].suggestion, fields["resolution_kind"].suggestion_shown) == (
        "fix",
        "Fix",
    )
    assert fields["resolution"].type == "long_text"
    assert fields["resolution"].hint == "The user sees this."
    world.bring("anna", ticket, "resolve", "reopen")
    again = form(world, ticket, "resolve")
    assert [again[name].value for name in list(again)[:3]] == [None, None, None]
    assert [again[name].earlier_shown for name in again] == [
        "Fix",
        "Configuration corrected",
        "MTU set to 1400.",
        "",
    ]


def test_first_contact_asks_for_both_in_one(world: World) -> None:
    way = ways(world, world.log())["first_contact"]
    parts = {part: [field.name for field in way.form if field.part == part] for part in
             ("Triage", "Resolve")}  # fmt: skip
    assert parts == {
        "Triage": ["category", "impact", "urgency", "service", "team", "assignee"],
        "Resolve": ["resolution_kind", "resolution_code", "resolution", "cause"],
    }
    assert [field.name for field in way.form] == [*parts["Triage"], *parts["Resolve"]]
    assert way.public
    assert way.purpose == ""


def test_confirming_suggests_the_requester(world: World) -> None:
    ticket = world.log(contact="phone")
    world.bring("anna", ticket, "triage", "resolve")
    fields = form(world, ticket, "confirm")
    assert [(each.name, each.kind, each.suggestion) for each in fields.values()] == [
        ("confirmed_by", "said", "Uma"),
        ("how", "said", "by phone"),
    ]
    assert form(world, ticket, "reopen")["reason"].type == "long_text"
