"""A duplicate is closed, linked and its people brought over in one command, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from support.door import assert_whole, refused
from support.whole import history
from support.world import World

from app.desk import Desk
from app.domain.commands import LinkTicket, MarkDuplicate, WatchTicket
from app.domain.questions import WholeTicket
from app.domain.rows import TicketDetail
from app.errors import (
    Finished,
    InvalidValue,
    MissingRight,
    MovedOn,
    NotFound,
    NotFromHere,
    NotTheirs,
)


def whole(world: World, ticket: int) -> TicketDetail:
    return world.desk("anna").ask(WholeTicket(ticket, world.id("person", "anna")))


def mark(world: World, ticket: int, original: int, login: str = "anna", **fields: Any) -> Any:
    return world.tell(login, MarkDuplicate, ticket=ticket, original=original, **fields)


def test_it_is_closed_linked_and_its_requester_is_affected(world: World) -> None:
    original = world.log()
    ticket = world.log(requester=world.id("person", "vic"))
    world.tell("anna", WatchTicket, ticket=ticket, person=world.id("person", "kay"), relation="affected")  # fmt: skip
    world.tell("anna", WatchTicket, ticket=ticket, person=world.id("person", "uma"), relation="affected")  # fmt: skip
    changes = mark(world, ticket, original)
    assert changes.ids("ticket") == {ticket, original}
    found = whole(world, ticket)
    assert found.row.clock == "final"
    assert [(each.kind, each.ticket) for each in found.links] == [("duplicate_of", original)]
    kinds = [event.kind for event in history(world.store, ticket)]
    assert kinds[-2:] == ["linked", "cancel"]
    assert dict(found.history[-1].words)["Reason"] == "Duplicate of INC-000001."
    # Uma reported the original herself.
    assert [(each.kind, each.name) for each in whole(world, original).people] == [
        ("affected", "Kay"), ("affected", "Vic"),
    ]  # fmt: skip
    assert_whole(world)


def test_a_repeat_counts_once(world: World) -> None:
    original, ticket = world.log(), world.log(requester=world.id("person", "vic"))
    command = world.command("anna", MarkDuplicate, ticket=ticket, original=original)
    first = world.desk("anna").tell(command)
    again = world.desk("anna").tell(command)
    assert again.repeated
    assert again.changes == first.changes
    assert len(history(world.store, original)) == 2


def test_a_link_that_is_there_is_no_hindrance_and_the_reason_is_kept(world: World) -> None:
    original, ticket = world.log(), world.log(requester=None)
    world.tell("anna", LinkTicket, ticket=ticket, relation="duplicate_of", other=original)
    mark(world, ticket, original, reason="The same outage.")
    assert dict(whole(world, ticket).history[-1].words)["Reason"] == "The same outage."
    assert len(history(world.store, original)) == 1
    assert_whole(world)


def test_every_refusal_leaves_both_as_they_were(world: World) -> None:
    original, ticket = world.log(), world.log()
    with refused(world, NotFound):
        mark(world, ticket, ticket)
    with refused(world, NotFound):
        mark(world, ticket, 77)
    with refused(world, MissingRight):
        mark(world, ticket, original, "rui")
    with refused(world, MovedOn):
        mark(world, ticket, original, seen_step="diagnosis")
    other = world.log()
    mark(world, other, original)
    with refused(
        world,
        InvalidValue,
        "INC-000003 is itself a duplicate. Choose the ticket that it is a duplicate of.",
    ):
        mark(world, ticket, other)
    with refused(world, Finished):
        mark(world, other, ticket)
    solved = world.log()
    world.bring("anna", solved, "triage", "resolve")
    with refused(world, NotFromHere) as caught:
        mark(world, solved, original)
    assert caught.value.sentence == (
        "INC-000004 is in “Resolved”: “Close as a duplicate” is not possible there. "
        "Possible: “Confirm & close” or “Reopen”."
    )
    assert_whole(world)


def test_a_lead_brings_nobody_over_to_another_teams_ticket(world: World) -> None:
    original = world.log(team=world.id("team", "Network"))
    ticket = world.log(requester=world.id("person", "vic"))
    with refused(world, NotTheirs):
        mark(world, ticket, original, "lena")


def test_an_original_that_has_ended_still_takes_people(world: World) -> None:
    original, ticket = world.log(), world.log(requester=world.id("person", "vic"))
    world.bring("anna", original, "triage", "resolve", "confirm")
    mark(world, ticket, original)
    assert [each.name for each in whole(world, original).people] == ["Vic"]
    assert_whole(world)


def test_two_that_are_made_each_others_duplicates_at_once_do_not_wait_for_each_other(
    world: World,
) -> None:
    desks = [Desk(world.url_of(login)) for login in ("anna", "ben")]
    for _ in range(15):
        pair = world.log(), world.log(requester=world.id("person", "vic"))

        def told(number: int, pair: tuple[int, int] = pair) -> bool:
            login, order = ("anna", pair) if number == 0 else ("ben", pair[::-1])
            command = world.command(login, MarkDuplicate, ticket=order[0], original=order[1])
            try:
                desks[number].tell(command)
            except (InvalidValue, Finished):
                return False
            return True

        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(told, (0, 1))) == [False, True]
    for desk in desks:
        desk.close()
    assert_whole(world)


def test_the_original_is_told_of_too(world: World) -> None:
    """Though nothing of its own is different where nobody else is affected."""
    original, ticket = world.log(), world.log()
    told = world.tell("anna", MarkDuplicate, ticket=ticket, original=original)
    assert told.ids("ticket") == {original, ticket}
    assert len(history(world.store, original)) == 1
