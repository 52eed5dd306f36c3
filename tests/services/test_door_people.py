"""The door: who may do what, to which tickets, and in whose name."""

from typing import Any

import pytest
from support.door import assert_whole, last, refused
from support.world import World

from app.domain.commands import (
    AddNote,
    AddThing,
    AssignTicket,
    EditThing,
    EditTicket,
    EraseTexts,
    LogTicket,
    MoveTicket,
    Reply,
    UnwatchTicket,
    WatchTicket,
)
from app.errors import MissingRight, NotFound, NotTheirs


def test_a_right_that_is_missing_names_who_has_it(world: World) -> None:
    ticket = world.log()
    sentence = "Kay may not do this: “edit a ticket” is for agents, resolvers and team leads. Ask Anna, Ben or Lena."  # fmt: skip
    with refused(world, MissingRight, sentence):
        world.tell("kay", EditTicket, ticket=ticket, values={"title": "x"})
    sentence = "Rui may not do this: “Cancel” is for agents and team leads. Ask Anna, Ben or Lena."
    with refused(world, MissingRight, sentence):
        world.bring("rui", ticket, "cancel")
    with refused(world, MissingRight) as caught:
        world.tell("anna", EraseTexts, ticket=ticket, versions=(1,), reason="x")
    assert caught.value.sentence.startswith("Anna may not do this: “erase texts” is for administrators. Ask Ada")  # fmt: skip


REFUSED: list[tuple[str, Any, dict[str, Any]]] = [
    ("kay", AssignTicket, {"values": {"team": None}}),
    ("kay", Reply, {"text": "x"}),
    ("ada", EditTicket, {"values": {"title": "x"}}),
    ("ada", AddNote, {"text": "x"}),
    ("anna", MoveTicket, {"workflow_version": 1}),
    ("probe", AssignTicket, {"values": {"team": None}}),
    ("probe", Reply, {"text": "x"}),
    ("mailer", EraseTexts, {"versions": (1,), "reason": "x"}),
]


def test_each_kind_of_command_asks_for_its_role(world: World) -> None:
    ticket = world.log()
    for login, kind, fields in REFUSED:
        with refused(world, MissingRight) as caught:
            world.tell(login, kind, ticket=ticket, **fields)
        assert caught.value.sentence.startswith(f"{login.capitalize()} may not do this: ")


def test_each_transition_asks_for_its_roles(world: World) -> None:
    ticket = world.log("mailer")
    for login in ("kay", "ada", "probe", "mailer"):
        with refused(world, MissingRight) as caught:
            world.bring(login, ticket, "wait")
        assert "“Wait” is for agents, resolvers and team leads." in caught.value.sentence


def test_nobody_unknown_or_retired_does_anything(world: World) -> None:
    ticket = world.log()
    if world.is_sqlite:
        for login in ("uma", "vic"):
            with refused(world, MissingRight):
                world.tell(login, AddNote, ticket=ticket, text="x")
        stranger = AddNote(command_id=world.new_id(), actor=42, ticket=ticket, text="x")
        with refused(world, MissingRight) as caught:
            world.desk("anna").tell(stranger)
        assert caught.value.sentence.startswith("Somebody unknown to this desk may not do this: ")
    ben = world.id("person", "ben")
    world.tell("ada", EditThing, thing="person", row_id=ben, values={"active": 0})
    with refused(world, MissingRight):
        world.log("ben")
    assert_whole(world)


def test_a_grant_that_is_taken_back_counts_no_more(world: World) -> None:
    grant = world.new_id()
    kay = world.id("person", "kay")
    values = {"person": kay, "role": "agent"}
    world.tell("ada", AddThing, thing="role_grant", row_id=grant, values=values)
    world.log("kay")
    world.tell("ada", EditThing, thing="role_grant", row_id=grant, values={"active": 0})
    with refused(world, MissingRight):
        world.log("kay")


def test_a_lead_leads_the_own_team_only(world: World) -> None:
    ticket = world.log()
    world.tell("lena", EditTicket, ticket=ticket, values={"title": "Nobody's yet"})
    world.tell(
        "anna", AssignTicket, ticket=ticket, values={"team": world.id("team", "Service desk")}
    )
    world.bring("lena", ticket, "triage", "escalate")
    sentence = "“hand back”: a lead may do this on the tickets of their own team only."
    with refused(world, NotTheirs, sentence.replace("hand", "Hand")):
        world.bring("lena", ticket, "hand_back")
    with refused(world, NotTheirs, sentence.replace("hand back", "edit a ticket")):
        world.tell("lena", EditTicket, ticket=ticket, values={"title": "x"})
    assert_whole(world)


def test_a_lead_of_all_teams_leads_them_all(world: World) -> None:
    lena = world.id("person", "lena")
    values = {"person": lena, "role": "lead"}
    world.tell("ada", AddThing, thing="role_grant", row_id=world.new_id(), values=values)
    ticket = world.log(team=world.id("team", "Network"))
    world.tell("lena", EditTicket, ticket=ticket, values={"title": "Mine too"})
    assert last(world, ticket).actor == lena


def test_monitoring_keeps_to_its_own_untouched_tickets(world: World) -> None:
    own, touched, annas = world.log("probe"), world.log("probe"), world.log("anna")
    values = {**world.triage["values"], **world.resolution["values"]}
    world.tell("probe", AddNote, ticket=own, text="Disk full.")
    world.take("probe", own, "first_contact", values=values)
    world.tell("anna", AddNote, ticket=touched, text="I look.")
    for ticket in (touched, annas):
        with refused(
            world,
            NotTheirs,
            "“Triage”: monitoring may do this on its own tickets only, and only until somebody else "
            "has touched them.",
        ):
            world.take("probe", ticket, "first_contact", values=values)
    assert world.held(own).values["step"] == "resolved"
    assert_whole(world)


def _counter_log(world: World, requester: str, speaker: str | None) -> int:
    ticket = world.new_id()
    values = {"title": "Badge lost", "requester": world.id("person", requester)}
    on_behalf = world.id("person", speaker) if speaker else None
    world.tell("kiosk", LogTicket, ticket=ticket, values=values, channel="counter", on_behalf_of=on_behalf)  # fmt: skip
    return ticket


def test_the_counter_passes_on_the_requesters_word(world: World) -> None:
    ticket = _counter_log(world, "uma", "uma")
    uma, vic = world.id("person", "uma"), world.id("person", "vic")
    spoken = {"ticket": ticket, "channel": "counter", "on_behalf_of": uma}
    world.tell("kiosk", Reply, text="It is urgent.", **spoken)
    world.tell("kiosk", WatchTicket, person=vic, **spoken)
    world.tell("kiosk", UnwatchTicket, person=vic, **spoken)
    world.bring("anna", ticket, "triage", "resolve")
    world.take(
        "kiosk", ticket, "reopen", said={"reason": "No."}, channel="counter", on_behalf_of=uma
    )
    world.bring("anna", ticket, "resolve")
    world.take(
        "kiosk", ticket, "confirm", **world.confirmation, channel="counter", on_behalf_of=uma
    )
    event = last(world, ticket)
    assert (event.actor, event.on_behalf_of, event.channel) == (world.id("person", "kiosk"), uma, "counter")  # fmt: skip
    assert_whole(world)


@pytest.mark.parametrize("speaker", ["vic", None])
def test_the_counter_passes_on_nobody_elses_word(world: World, speaker: str | None) -> None:
    with refused(world, NotTheirs, "“log a ticket”: the counter passes on the requester's word only, on tickets opened there."):  # fmt: skip
        _counter_log(world, "uma", speaker)
    ticket = _counter_log(world, "uma", "uma")
    vic = world.id("person", "vic") if speaker else None
    with refused(world, NotTheirs):
        world.tell("kiosk", Reply, ticket=ticket, text="x", channel="counter", on_behalf_of=vic)


def test_the_counter_does_nothing_else(world: World) -> None:
    ticket = _counter_log(world, "uma", "uma")
    uma = world.id("person", "uma")
    for kind, fields in ((EditTicket, {"values": {"title": "x"}}), (AddNote, {"text": "x"})):
        with refused(world, MissingRight):
            world.tell("kiosk", kind, ticket=ticket, channel="counter", on_behalf_of=uma, **fields)


def test_the_service_passes_on_a_mail(world: World) -> None:
    ticket = world.log()
    uma = world.id("person", "uma")
    world.tell(
        "mailer", Reply, ticket=ticket, text="Still broken.", channel="mail", on_behalf_of=uma
    )
    event = last(world, ticket)
    assert (event.kind, event.on_behalf_of, event.channel) == ("replied", uma, "mail")


def test_agents_speak_for_themselves(world: World) -> None:
    ticket = world.log()
    sentence = "Anna may not do this: “speak for somebody else” is for the counter and service accounts."  # fmt: skip
    with refused(world, MissingRight, sentence):
        uma = world.id("person", "uma")
        world.tell("anna", Reply, ticket=ticket, text="x", on_behalf_of=uma)


def test_nobody_speaks_for_a_stranger(world: World) -> None:
    ticket = world.log()
    with refused(world, NotFound):
        world.tell("mailer", Reply, ticket=ticket, text="x", channel="mail", on_behalf_of=42)
