"""Names in a typed filter, on both databases."""

import dataclasses
from datetime import date

import pytest
from support.world import World

from app.domain.commands import AddThing
from app.domain.filter_language import first_moment, key_label
from app.domain.filter_questions import FilterChoices, FilterReading, TypedFilter
from app.domain.questions import Filter, TicketIds

DAY = first_moment("2026-01-02", date(2026, 1, 3))


def read(world: World, text: str) -> FilterReading:
    found = world.desk("anna").ask(TypedFilter(text, world.id("person", "anna")))
    assert isinstance(found, FilterReading)
    return found


def test_what_was_named_is_found_by_its_id_whatever_it_is_called(world: World) -> None:
    network = world.id("team", "Network")
    for text, pinned in (
        ("team:network", (f"team:#{network:010}",)),
        (f"team:#{network}", (f"team:#{network:010}",)),
        ("step:Waiting", ("step:waiting",)),
        ("channel:Walk-up", ("channel:walk_up",)),
        ("assignee:me", ()),
        ("p1", ()),
        ("after:7d", ()),
    ):
        (term,) = read(world, text).terms
        assert term.pinned == pinned, text
    two = read(world, "team:NET,plat").terms
    assert len({*two[0].pinned, *two[1].pinned}) == 2
    assert read(world, "team:#9999999999999").fault == "Team: what was chosen is not on this desk."


def test_a_name_of_several_is_kept_by_their_ids(world: World) -> None:
    ids = {world.new_id() for _ in range(2)}
    for row_id in ids:
        told = {"thing": "person", "row_id": row_id, "values": {"name": "Jo Marais"}}
        world.tell("ada", AddThing, **told)
    (term,) = read(world, 'requester:"jo marais"').terms
    assert term.shown == "jo marais (2 of this name)"
    assert {*term.pinned} == {f"requester:#{each}" for each in ids}
    again = read(world, " ".join(term.pinned))
    assert {*again.filter.requesters} == ids


def test_conditions_that_stood_there_hold_where_what_they_name_is_gone(world: World) -> None:
    asker = world.id("person", "anna")
    kept = "team:#9999999999999 step:nowhere p1"
    found = world.desk("anna").ask(TypedFilter("vpn", asker, kept=kept))
    assert found.fault == ""
    assert [term.shown for term in found.terms] == [
        "what was chosen (no longer there)",
        "nowhere (no longer there)",
        "P1",
        "“vpn”",
    ]
    assert found.filter == Filter(teams=(-1,), steps=("",), priorities=(1,), words=("vpn",))
    assert world.desk("anna").ask(TypedFilter("step:elsewhere", asker, kept=kept)).fault


def test_names_become_ids(world: World) -> None:
    person = lambda login: world.id("person", login)  # noqa: E731
    for text, expected in (
        ("", Filter()),
        ("team:network", Filter(teams=(world.id("team", "Network"),))),
        (
            "team:NET,plat",
            Filter(teams=(world.id("team", "Network"), world.id("team", "Platform"))),
        ),
        ('team:"service desk"', Filter(teams=(world.id("team", "Service desk"),))),
        ("assignee:me", Filter(assignees=(person("anna"),))),
        ("assignee:nobody", Filter(assignees=(0,))),
        ("requester:uma", Filter(requesters=(person("uma"),))),
        ("category:vpn", Filter(categories=(world.id("category", "VPN"),))),
        ("channel:walk-up", Filter(contacts=("walk_up",))),
        ("p1 priority:none", Filter(priorities=(1, 0))),
        ("INC-000042 #7", Filter(numbers=(42, 7))),
        ("vpn 'x", Filter(words=("vpn", "'x"))),
        ("after:2026-01-02", Filter(opened_from=DAY)),
        ("before:2026-01-02", Filter(opened_before=DAY)),
    ):
        assert read(world, text).filter == expected, text
        assert read(world, text).fault == ""


def test_steps_are_named_as_people_read_them(world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    found = read(world, "step:diagnosis").filter
    assert list(world.desk("anna").ask(TicketIds(found))) == [ticket]
    assert read(world, "step:diag").filter == found


def test_a_name_that_several_have_finds_them_all(world: World) -> None:
    reading = read(world, "requester:a")
    assert world.id("person", "anna") in reading.filter.requesters
    assert len(reading.filter.requesters) > 2
    (term,) = reading.terms
    assert term.shown == f"a ({len(reading.filter.requesters)} of this name)"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "team:nowhere",
            "Team: there is no “nowhere”. There are: Network, Platform, Service desk.",
        ),
        ("step:nowhere", "Step: there is no “nowhere”. There are: Logged, Diagnosis, "),
        ("channel:pigeon", "Channel: there is no “pigeon”. There are: Phone, E-mail, "),
        ("requester:nobody-here", "Nobody on this desk is called “nobody-here”."),
        ("team:", "“team:” has nothing after it."),
    ],
)
def test_an_unknown_name_is_told_in_a_sentence(world: World, text: str, sentence: str) -> None:
    reading = read(world, text)
    assert reading.fault.startswith(sentence)
    assert (reading.filter, reading.terms) == (Filter(), ())


def test_terms_are_shown_as_chips(world: World) -> None:
    reading = read(world, "team:network assignee:me p2 vpn before:2026-01-02")
    assert [(term.label, term.shown) for term in reading.terms] == [
        ("Team", "Network"),
        ("Person", "You"),
        ("Priority", "P2"),
        ("Title", "“vpn”"),
        ("Opened before", "2026-01-02"),
    ]
    assert read(world, " ".join(term.text for term in reading.terms)) == reading


def test_text_that_no_database_takes_is_harmless(world: World) -> None:
    for text in ("a\x00b", "\ud800", "%", "_", "\\", "'; DROP TABLE ticket; --", "team:\\"):
        reading = read(world, text)
        if not reading.fault:
            world.desk("anna").ask(TicketIds(reading.filter))


def test_every_choice_reads_back(world: World) -> None:
    choices = world.desk("anna").ask(FilterChoices())
    assert {choice.key for choice in choices} == {
        "step", "priority", "team", "assignee", "category", "channel", "has",
    }  # fmt: skip
    for choice in choices:
        reading = read(world, choice.text)
        assert reading.fault == "", choice
        assert reading.terms[0].label == key_label(choice.key)
        assert reading.terms[0].shown == choice.label
        assert dataclasses.astuple(reading.filter) != dataclasses.astuple(Filter())
