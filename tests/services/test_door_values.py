"""The door: what a value, a text and an id have to be."""

from typing import Any

import pytest
from support.door import assert_whole, last, refused
from support.world import World

from app.domain.commands import (
    AddNote,
    AddThing,
    Command,
    EditTicket,
    LinkTicket,
    LogTicket,
    MoveTicket,
    Reply,
    WatchTicket,
)
from app.domain.questions import NamesOf
from app.errors import InvalidValue, NeedsMissing, NotFound, Refused

LONG = "x" * 1_000_001


REFUSED: dict[str, tuple[dict[str, Any], type[Refused], str]] = {
    "no title": ({"title": None}, InvalidValue, "Title cannot be empty."),
    "blank title": ({"title": " \n"}, InvalidValue, "Title cannot be empty."),
    "no text": ({"title": 5}, InvalidValue, "Title is a text, not 5."),
    "no number": ({"impact": "2"}, InvalidValue, "Impact is a whole number, not “2”."),
    "no whole number": ({"impact": 1.5}, InvalidValue, "Impact is a whole number, not “1.5”."),
    "a yes": ({"impact": True}, InvalidValue, "Impact is a whole number, not “True”."),
    "negative": ({"impact": -1}, InvalidValue, "Impact cannot be -1."),
    "huge": ({"follow_up_at": 2**63}, InvalidValue, f"Follow up on cannot be {2**63}."),
    "no choice": (
        {"contact": "owl"},
        InvalidValue,
        "Contact is one of phone, mail, walk_up, self_service, chat, monitoring, not “owl”.",
    ),
    "no such team": ({"team": 42}, NotFound, "Team: there is no team 42."),
    "no such person": ({"requester": 42}, NotFound, "Requester: there is no person 42."),
    "priority": ({"priority": 1}, InvalidValue, "Priority follows from impact and urgency; set those."),
    "matrix": ({"matrix": 1}, NotFound, "Priority matrix: there is no matrix 1."),
    "off the matrix": (
        {"impact": 4, "urgency": 1},
        InvalidValue,
        "The priority matrix knows no impact 4.",
    ),
    "widthless title": ({"title": "\u200b \u2060\ufeff"}, InvalidValue, "Title cannot be empty."),
    "turned title": ({"title": "\u202e\n\u2066"}, InvalidValue, "Title cannot be empty."),
    "long title": (
        {"title": "x" * 251},
        InvalidValue,
        "Title has 251 characters, 250 at most fit on its line. Shorten it.",
    ),
    "too long": (
        {"description": LONG},
        InvalidValue,
        "Description has 1,000,001 characters, 1,000,000 at most are kept. Attach it as a file.",
    ),
}  # fmt: skip


def test_a_value_that_does_not_fit_is_refused_with_its_field(world: World) -> None:
    ticket = world.log()
    for values, error, sentence in REFUSED.values():
        with refused(world, error, sentence):
            world.log(**values)
        with refused(world, error, sentence):
            world.tell("anna", EditTicket, ticket=ticket, values=values)
    assert_whole(world)


def test_a_title_of_control_characters_is_empty(world: World) -> None:
    with refused(world, InvalidValue, "Title cannot be empty."):
        world.log(title="\x00\x07")


@pytest.mark.parametrize(
    "name", ["step", "number", "workflow_version", "fields.colour", "nonsense"]
)
def test_what_is_no_field_of_a_person_is_refused(world: World, name: str) -> None:
    ticket = world.log()
    with refused(world, InvalidValue) as caught:
        world.tell("anna", EditTicket, ticket=ticket, values={name: "x"})
    assert caught.value.sentence.startswith(f"There is no field “{name}”. There are: assignee, ")
    with refused(world, InvalidValue):
        world.log(**{name: "x"})


@pytest.mark.parametrize("number", [2**63, -1])
def test_an_id_has_63_bits(world: World, number: int) -> None:
    with refused(world, InvalidValue):
        world.tell("anna", LogTicket, ticket=number, values={"title": "x"})
    with refused(world, InvalidValue):
        world.tell("anna", LogTicket, command_id=number, ticket=7, values={"title": "x"})


OUT_OF_RANGE: list[tuple[str, type[Command], dict[str, Any]]] = [
    ("anna", EditTicket, {"ticket": 2**63, "values": {"title": "x"}}),
    ("anna", AddNote, {"text": "x", "actor": 2**63}),
    ("anna", AddNote, {"text": "x", "channel": "offline", "occurred_at": 2**63}),
    ("mailer", Reply, {"text": "x", "on_behalf_of": 2**63}),
    ("anna", LinkTicket, {"relation": "child_of", "other": 2**63}),
    ("anna", WatchTicket, {"person": 2**63}),
    ("ada", MoveTicket, {"workflow_version": 2**63}),
]


def test_no_number_of_a_command_is_larger_than_the_database_holds(world: World) -> None:
    ticket = world.log()
    for login, kind, told in OUT_OF_RANGE:
        with refused(world, InvalidValue):
            world.tell(login, kind, **{"ticket": ticket, **told})


def test_what_no_text_needs_is_taken_out(world: World) -> None:
    ticket = world.log(title="VPN\x00 dr\x1bops\x7f", description="a\r\nb\rc\td \ud83d 東京 🙂")
    held = world.held(ticket)
    assert held.values["title"] == "VPN drops"
    assert held.values["description"] == "a\nb\nc\td ? 東京 🙂"
    world.tell("anna", AddNote, ticket=ticket, text="  \x07note\x00 ")
    assert last(world, ticket).stated() == {"note": "note"}
    assert_whole(world)


def test_a_text_as_long_as_may_be_is_kept(world: World) -> None:
    ticket = world.log(description=LONG[1:])
    world.tell("anna", AddNote, ticket=ticket, text=LONG[1:])
    assert len(str(world.held(ticket).values["description"])) == 1_000_000
    assert_whole(world)


@pytest.mark.parametrize(("kind", "label"), [(AddNote, "The note"), (Reply, "The reply")])
def test_a_note_says_something_and_not_too_much(world: World, kind: Any, label: str) -> None:
    ticket = world.log()
    for text in ("", " \n\t", "\x00", "\u200b\u200f \ufeff"):
        with refused(world, InvalidValue, f"{label} is empty. Write something first."):
            world.tell("anna", kind, ticket=ticket, text=text)
    sentence = f"{label} has 1,000,001 characters, 1,000,000 at most are kept. Attach it as a file."
    with refused(world, InvalidValue, sentence):
        world.tell("anna", kind, ticket=ticket, text=LONG)


@pytest.mark.parametrize("told", [{"note": LONG}, {"said": {"reason": LONG}}])
def test_what_is_said_with_a_transition_is_no_longer_either(
    world: World, told: dict[str, Any]
) -> None:
    ticket = world.log()
    with refused(world, InvalidValue) as caught:
        world.take("anna", ticket, "cancel", **{"said": {"reason": "x"}, **told})
    assert "1,000,001 characters" in caught.value.sentence


def test_a_title_is_one_line_that_reads_as_it_is(world: World) -> None:
    ticket = world.log(
        title=" VPN\r\n drops\u2028\tdaily \u202egpj.exe\u2069 \x9b31m", description="a\u202eb\x85c"
    )
    held = world.held(ticket).values
    assert held["title"] == "VPN drops daily gpj.exe 31m"
    assert held["description"] == "a\u202eb\nc"
    world.tell("anna", EditTicket, ticket=ticket, values={"title": "x" * 250, "vendor_ref": "A\n1"})
    held = world.held(ticket).values
    assert (held["title"], held["vendor_ref"]) == ("x" * 250, "A 1")
    assert_whole(world)


def test_a_name_is_one_line_too(world: World) -> None:
    row_id = world.new_id()
    values = {"name": "Nets\u202e\nand  cables", "tier": 2}
    world.tell("ada", AddThing, thing="team", row_id=row_id, values=values)
    names = world.desk("ada").ask(NamesOf("team"))
    assert "Nets and  cables" in names
    with refused(world, InvalidValue):
        world.tell(
            "ada",
            AddThing,
            thing="team",
            row_id=world.new_id(),
            values={**values, "name": "\u200b"},
        )


def test_a_reason_without_width_is_none(world: World) -> None:
    ticket = world.log()
    with refused(world, NeedsMissing, "Cancel needs a reason."):
        world.take("anna", ticket, "cancel", said={"reason": "\u200b"})
