"""Choosing: records by what is typed, requesters with their tickets, titles that may be the same."""

import pytest
from support.statements import statements
from support.world import World

from app.domain.commands import AddThing, EditThing, PublishMatrix
from app.domain.priority import DEFAULT_MATRIX, cells_text
from app.domain.ticket_questions import (
    OpenTicketsOf,
    Options,
    PriorityFor,
    Requesters,
    SimilarTitles,
    TitlesMatching,
)
from app.domain.ticket_rows import Implied
from app.errors import NotFound

PEOPLE = (
    {
        "name": "Jana Nováková",
        "login": "jnova",
        "phone": "+420 777 123",
        "badge": "B-17",
        "site": "Brno",
    },
    {"name": "Işıl Kılıç", "login": "isil", "email": "kilic@example.com"},
    {"name": "Søren 100%_ Østergård", "login": "soren", "vip": 1},
    {"name": "Жанна Nova", "login": "gone", "active": 0},
    {"name": "Жанна Шевченко", "login": "zhanna"},
)


@pytest.fixture
def peopled(world: World) -> World:
    for values in PEOPLE:
        row_id = world.new_id()
        world.tell("ada", AddThing, thing="person", row_id=row_id, values=values)
        world.ids["person", values["login"]] = row_id
    return world


def found(world: World, thing: str, text: str, limit: int = 20) -> list[str]:
    return [each.label for each in world.desk("anna").ask(Options(thing, text, limit))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("novak", "Jana Nováková"),
        ("NOVÁK", "Jana Nováková"),
        ("jana nov", "Jana Nováková"),
        ("nov jana", "Jana Nováková"),
        ("b-17", "Jana Nováková"),
        ("777 123", "Jana Nováková"),
        ("kilic", "Işıl Kılıç"),
        ("kilic@ex", "Işıl Kılıç"),
        ("østerg", "Søren 100%_ Østergård"),
        ("osterg", "Søren 100%_ Østergård"),
        ("жанна шев", "Жанна Шевченко"),
        ("100%_", "Søren 100%_ Østergård"),
    ],
)
def test_people_are_found_as_they_are_typed(peopled: World, text: str, name: str) -> None:
    assert found(peopled, "person", text) == [name]


def test_what_begins_as_typed_comes_first_and_what_is_not_in_use_never(peopled: World) -> None:
    assert found(peopled, "person", "nova") == ["Jana Nováková"]
    assert found(peopled, "person", "an")[:2] == ["Anna", "Jana Nováková"]
    assert found(peopled, "person", "zzz") == []
    assert found(peopled, "person", "%") == ["Søren 100%_ Østergård"]
    assert len(found(peopled, "person", "", 3)) == 3


def test_other_things_are_found_by_name(world: World) -> None:
    assert found(world, "category", "") == ["Access", "Access / VPN"]
    assert found(world, "category", "vpn") == ["Access / VPN"]
    assert found(world, "category", "acc vp") == ["Access / VPN"]
    assert found(world, "category", "Access / VPN") == ["Access / VPN"]
    ask = world.desk("anna").ask
    access, vpn = ask(Options("category"))
    assert (access.hint, access.implies) == ("", ())
    assert vpn.hint == "Service: Network. Escalated to Network."
    assert vpn.implies == (Implied("service", world.id("service", "Network"), "Network"),)
    desk = {"team": world.id("team", "Service desk")}
    world.tell("ada", EditThing, thing="category", row_id=access.id, values=desk)
    assert [each.name for each in ask(Options("category"))[0].implies] == ["team"]
    assert ask(Options("team", "net"))[0].detail == "level 2"
    assert {each.label: each.meaning for each in ask(Options("waiting_reason"))} == {
        "Awaiting the user": "user",
        "Awaiting the supplier": "vendor",
    }
    with pytest.raises(NotFound):
        ask(Options("membership", ""))


def test_requesters_come_with_their_open_tickets(peopled: World) -> None:
    soren = peopled.id("person", "soren")
    first, second = peopled.log(requester=soren), peopled.log(requester=soren)
    peopled.bring("anna", peopled.log(requester=soren), "cancel")
    ask = peopled.desk("anna").ask
    with statements(peopled.desk("anna").store) as sent:
        (row,) = ask(Requesters("soren"))
    assert sum("SELECT" in each for each in sent) == 1
    assert (row.id, row.vip, row.open_tickets, row.site) == (soren, True, 2, "")
    assert [each.id for each in ask(OpenTicketsOf(soren))] == [second, first]


def test_similar_titles_share_the_words_that_tell(world: World) -> None:
    drops = world.log(title="VPN drops every 20 minutes from home")
    tunnel = world.log(title="vpn tunnel is slow")
    printer = world.log(title="プリンターが動かない")
    closed = world.log(title="VPN keeps dropping")
    world.bring("anna", closed, "cancel")
    ask = world.desk("anna").ask

    def similar(text: str) -> list[int]:
        return [each.id for each in ask(SimilarTitles(text))]

    assert similar("vpn keeps dropp") == [drops]
    assert similar("VPN tunnel drops") == [tunnel, drops]
    assert similar("新しいプリンターが動か") == [printer]
    assert similar("of") == similar("") == []


def test_titles_match_by_number_or_all_words(world: World) -> None:
    ids = [world.log(title=f"Größe {number} 100% falsch") for number in range(3)]
    world.bring("anna", ids[2], "cancel")
    ask = world.desk("anna").ask

    def matching(text: str) -> list[int]:
        return [each.id for each in ask(TitlesMatching(text))]

    assert matching("GRÖSSE") == []
    assert matching("größe FALSCH") == ids[::-1]
    assert matching("INC-000002") == [ids[1]]
    assert matching("2") == [ids[1], ids[2]]
    assert matching("100%") == ids[::-1]
    assert matching(" ") == matching("gelb") == []


def test_a_priority_follows_from_the_newest_matrix(world: World) -> None:
    ask = world.desk("anna").ask
    assert [ask(PriorityFor(2, each)) for each in (1, 2, 3, None)] == [2, 3, 4, None]
    cells = cells_text({**DEFAULT_MATRIX, (2, 2): 1})
    world.tell("ada", PublishMatrix, row_id=world.new_id(), cells=cells)
    assert ask(PriorityFor(2, 2)) == 1
