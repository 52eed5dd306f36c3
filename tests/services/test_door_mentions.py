"""Who is named in a note stands beside the ticket; handing over is one command; on both databases."""

import pytest
from support.door import assert_whole, refused
from support.whole import history
from support.world import World

from app.domain.commands import AddNote, AssignTicket, Reply, UnwatchTicket
from app.domain.mentions import begun_mention, mentioned_logins
from app.domain.questions import Filter, TicketIds, WholeTicket
from app.domain.ticket_questions import Options
from app.domain.views import view_named
from app.errors import Conflict, NotTheirs


def mentioned(world: World, ticket: int) -> list[str]:
    detail = world.desk("anna").ask(WholeTicket(ticket, world.id("person", "anna")))
    return [each.name for each in detail.people if each.kind == "mentioned"]


def seen(world: World, login: str, title: str) -> list[int]:
    view = view_named(title)
    assert view is not None
    asked: Filter = view.filter(world.id("person", login), (), 0)
    return list(world.desk(login).ask(TicketIds(asked, view.sort)))


def test_colleagues_named_in_a_note_see_the_ticket(world: World) -> None:
    ticket, other = world.log(), world.log()
    world.tell("anna", AddNote, ticket=ticket, text="@ben, @Rui. and @uma and @nobody: look. a@kay")
    # Uma works at no desk, and an address names nobody.
    assert mentioned(world, ticket) == ["Ben", "Rui"]
    assert seen(world, "ben", "Mentioned") == [ticket]
    assert seen(world, "kay", "Mentioned") == []
    assert [event.kind for event in history(world.store, ticket)] == [
        "opened", "noted", "watched", "watched",
    ]  # fmt: skip
    world.tell("anna", AddNote, ticket=ticket, text="@ben again")
    assert len(history(world.store, ticket)) == 5
    world.tell("ben", UnwatchTicket, ticket=ticket, person=world.id("person", "ben"), relation="mentioned")  # fmt: skip
    assert seen(world, "ben", "Mentioned") == []
    assert seen(world, "anna", "Mentioned") == []
    assert other
    assert_whole(world)


def test_a_note_with_a_transition_names_people_too_but_what_the_user_sees_does_not(
    world: World,
) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    world.take("anna", ticket, "escalate", **{**world.escalation, "note": "@sol knows it."})
    assert mentioned(world, ticket) == ["Sol"]
    world.tell("anna", Reply, ticket=ticket, text="I ask @ben.")
    reason = world.wait_for_user
    world.take("anna", ticket, "wait", **{**reason, "note": "Did @ben call?"})
    assert mentioned(world, ticket) == ["Sol"]
    assert_whole(world)


def test_monitoring_writes_notes_but_brings_nobody(world: World) -> None:
    ticket = world.log("probe")
    world.tell("probe", AddNote, ticket=ticket, text="@ben disk full")
    assert mentioned(world, ticket) == []


def test_a_ticket_is_handed_over_with_a_word(world: World) -> None:
    ticket = world.log(team=world.id("team", "Service desk"))
    ben = world.id("person", "ben")
    changes = world.tell(
        "anna", AssignTicket, ticket=ticket, values={"assignee": ben}, note="@ben, it is yours."
    )
    assert len(changes.changes) == 3
    assert [event.kind for event in history(world.store, ticket)][1:] == [
        "assigned", "noted", "watched",
    ]  # fmt: skip
    # To whom has it already, the word is said all the same.
    world.tell("anna", AssignTicket, ticket=ticket, values={"assignee": ben}, note="And this.")
    assert history(world.store, ticket)[-1].kind == "noted"
    with refused(world, Conflict):
        world.tell(
            "anna", AssignTicket, ticket=ticket, values={"assignee": world.id("person", "rui")},
            based_on={"assignee": None}, note="Lost?",
        )  # fmt: skip
    network = world.log(team=world.id("team", "Network"))
    with refused(world, NotTheirs):
        world.tell("lena", AssignTicket, ticket=network, values={"assignee": ben}, note="x")
    assert_whole(world)


def test_colleagues_are_offered_with_their_logins(world: World) -> None:
    found = world.desk("anna").ask(Options("colleague", "be"))
    assert [(each.label, each.detail) for each in found] == [("Ben", "ben")]
    assert world.desk("anna").ask(Options("colleague", "uma")) == ()


@pytest.mark.parametrize(
    ("text", "logins"),
    [
        ("@ben", ("ben",)),
        ("Ask @Ben.Miller, @ben.miller; (@rui)!", ("ben.miller", "rui")),
        ("jo@example.com @@ben @", ()),
        ("@東京 @jürgen", ("東京", "jürgen")),
        (" ".join(f"@p{n}" for n in range(30)), tuple(f"p{n}" for n in range(20))),
    ],
)
def test_what_names_somebody(text: str, logins: tuple[str, ...]) -> None:
    assert mentioned_logins(text) == logins


@pytest.mark.parametrize(
    ("before", "begun"),
    [
        ("Ask @", ""),
        ("@be", "be"),
        ("(@ben.m", "ben.m"),
        ("@ben ", None),
        ("a@b", None),
        ("", None),
    ],
)
def test_what_is_begun(before: str, begun: str | None) -> None:
    assert begun_mention(before) == begun
