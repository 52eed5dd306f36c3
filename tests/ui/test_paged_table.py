"""The paged table on both databases: first rows, all ids, rows by id; everything stays with its ticket."""

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from support.outage import outage
from support.queues import AGENT, Crowd, crowd, rows_of, titles_of, words_of
from support.seats import Chair
from support.world import World

from app.domain.commands import AddNote, EditTicket
from app.domain.questions import ANY, NEWEST_FIRST, SORT_KEYS, Filter, Sort
from app.errors import DeskError, Unreachable
from ui.models.id_list import IdList
from ui.models.paged_table import MARK, PAGE, Listing, PagedTable
from ui.models.queue_columns import Reader, queue_columns
from ui.workplace import Workplace

EVERYTHING = Listing(ANY, NEWEST_FIRST)
Made = Callable[[Workplace], PagedTable]


@pytest.fixture
def make(qtlog: Any) -> Iterator[Made]:
    """Give tables, each held to Qt's rules for models in whatever it does."""
    testers: list[QAbstractItemModelTester] = []
    tables: list[PagedTable] = []

    def made(workplace: Workplace) -> PagedTable:
        table = PagedTable(workplace.backend, queue_columns(), lambda: Reader(1, 2**52))
        testers.append(QAbstractItemModelTester(table))
        tables.append(table)
        return table

    yield made
    assert [
        r.message for r in qtlog.records if "FAIL" in r.message or "does not" in r.message
    ] == []
    for table in tables:
        table.deleteLater()


@pytest.fixture
def big(chair: Chair, many: Crowd) -> Iterator[PagedTable]:
    """Give their table; Qt's tester would look at every cell at every turn."""
    workplace = chair.take(many, AGENT)
    table = PagedTable(workplace.backend, queue_columns(), lambda: Reader(1, 2**52))
    yield table
    table.deleteLater()


def test_qts_rules_hold_in_every_state(
    make: Made, chair: Chair, tmp_path: Path, qtbot: QtBot
) -> None:
    table = make(chair.take(crowd(f"sqlite:///{tmp_path / 'some.db'}", 230), AGENT))
    by_number = Listing(ANY, Sort("number", descending=False))
    held = [QPersistentModelIndex(table.index(place, 1)) for place in (0, 50, 99)]
    for listing in (
        EVERYTHING,
        by_number,
        Listing(Filter(priorities=(1, 2)), NEWEST_FIRST),
        EVERYTHING,
    ):
        shown(qtbot, table, listing)
        held += [
            QPersistentModelIndex(table.index(row, 1)) for row in range(0, table.rowCount(), 9)
        ]
        rows_of(table)
        qtbot.waitUntil(lambda: None not in rows_of(table))
        for again in (by_number, listing):
            with qtbot.waitSignal(table.settled):
                table.reload(again)
    assert table.rowCount() == 230


def shown(qtbot: QtBot, table: PagedTable, listing: Listing = EVERYTHING) -> None:
    with qtbot.waitSignal(table.settled):
        table.show(listing)


def test_a_short_list_is_there_at_once(
    make: Made, workplace: Workplace, world: World, qtbot: QtBot
) -> None:
    titles = ["One", "طابعة الطابق الرابع", "四階のプリンター"]
    for title in titles:
        world.log(title=title)
    table = make(workplace)
    assert (table.rowCount(), table.columnCount()) == (0, len(queue_columns()))
    counts: list[tuple[int, bool]] = []
    table.counted.connect(lambda number, is_all: counts.append((number, is_all)))
    shown(qtbot, table)
    assert titles_of(table) == titles[::-1]
    assert counts == [(3, True)]
    assert words_of(table, 0)[:4] == [
        "not triaged", "四階のプリンター, INC-000003 · Uma", "Logged", "No team, Unassigned",
    ]  # fmt: skip
    heads = [table.headerData(n, Qt.Orientation.Horizontal) for n in range(6)]
    assert heads == ["P", "Ticket", "Step", "Team", "Age", "Updated"]


def test_an_empty_list(make: Made, workplace: Workplace, qtbot: QtBot) -> None:
    table = make(workplace)
    shown(qtbot, table)
    assert table.rowCount() == 0
    assert table.is_whole


def test_the_first_rows_come_first_and_then_the_rest_without_a_jump(
    big: PagedTable, many: Crowd, qtbot: QtBot
) -> None:
    seen: list[int] = []
    inserted: list[tuple[int, int]] = []
    moved: list[str] = []
    big.shown.connect(lambda: seen.append(big.rowCount()))
    big.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    big.layoutChanged.connect(lambda: moved.append("layout"))
    shown(qtbot, big)
    assert seen == [PAGE]
    assert big.rowCount() == 10_001
    # What was there stayed where it was: rows only came behind it.
    assert inserted == [(0, PAGE - 1), (PAGE, 10_000)]
    assert moved == []
    assert list(big.list.ids) == many.ids()


def test_the_count_is_honest_before_it_is_whole(big: PagedTable, qtbot: QtBot) -> None:
    counts: list[tuple[int, bool]] = []
    big.counted.connect(lambda number, is_all: counts.append((number, is_all)))
    shown(qtbot, big)
    assert counts == [(10_000, False), (10_001, True)]


def test_rows_are_read_by_page_as_they_are_looked_at(
    big: PagedTable, many: Crowd, qtbot: QtBot
) -> None:
    shown(qtbot, big)
    before = len(big.rows)
    assert big.row(7_777) is None
    assert words_of(big, 7_777) == [""] * len(queue_columns())
    qtbot.waitUntil(lambda: big.row(7_777) is not None)
    assert big.row(7_777).id == many.ids()[7_777]  # type: ignore[union-attr]
    assert len(big.rows) == before + PAGE
    assert big.row(7_700) is not None
    assert big.row(7_799) is not None


def test_pages_scrolled_past_are_not_read(big: PagedTable, qtbot: QtBot) -> None:
    shown(qtbot, big)
    for place in range(1_000, 9_000, PAGE):
        big.row(place)
    qtbot.waitUntil(lambda: big.row(8_950) is not None)
    assert len(big.rows) < 10 * PAGE


def test_what_was_not_looked_at_for_long_is_forgotten(big: PagedTable, qtbot: QtBot) -> None:
    shown(qtbot, big)
    for place in range(0, 8_000, PAGE):
        big.row(place)
        qtbot.waitUntil(lambda place=place: big.row(place) is not None)
    assert len(big.rows) <= 6_400
    assert big.row(150) is None


@pytest.mark.parametrize("key", SORT_KEYS)
def test_a_place_held_follows_its_ticket_through_every_order(
    big: PagedTable, many: Crowd, qtbot: QtBot, key: str
) -> None:
    shown(qtbot, big)
    ticket = big.list.at(5_000)
    held = QPersistentModelIndex(big.index(5_000, 1))
    gone = QPersistentModelIndex(big.index(17, 0))
    assert big.list.at(17) != ticket
    listing = Listing(ANY, Sort(key, descending=False))
    shown(qtbot, big, listing)
    assert list(big.list.ids) == many.ids(ANY, listing.sort)
    # With the first hundred only it could not be held; a queue holds on by the id.
    place = big.list.place_of(ticket)
    assert big.list.at(place) == ticket
    assert not held.isValid() or big.list.at(held.row()) == ticket
    assert not gone.isValid() or gone.column() == 0


def test_reading_anew_keeps_what_is_held(big: PagedTable, qtbot: QtBot) -> None:
    shown(qtbot, big)
    held = [QPersistentModelIndex(big.index(place, 2)) for place in range(0, 10_001, 321)]
    tickets = [big.list.at(index.row()) for index in held]
    turned = Listing(ANY, Sort("number", descending=False))
    with qtbot.waitSignal(big.settled):
        big.reload(turned)
    assert [big.list.at(index.row()) for index in held] == tickets
    assert {index.column() for index in held} == {2}
    assert [index.row() for index in held] != list(range(0, 10_001, 321))


def test_a_filter_and_back(big: PagedTable, many: Crowd, qtbot: QtBot) -> None:
    shown(qtbot, big)
    narrow = Listing(Filter(priorities=(1,)), NEWEST_FIRST)
    shown(qtbot, big, narrow)
    assert list(big.list.ids) == many.ids(narrow.filter)
    assert 0 < big.rowCount() < 10_001
    shown(qtbot, big, Listing(Filter(words=("no such word",)), NEWEST_FIRST))
    assert big.rowCount() == 0
    shown(qtbot, big)
    assert big.rowCount() == 10_001


def test_only_the_last_listing_counts(big: PagedTable, many: Crowd, qtbot: QtBot) -> None:
    last = Listing(Filter(priorities=(2,)), Sort("number"))
    with qtbot.waitSignal(big.settled):
        for level in (1, 3, 4, 5):
            big.show(Listing(Filter(priorities=(level,)), NEWEST_FIRST))
        big.show(last)
    assert list(big.list.ids) == many.ids(last.filter, last.sort)


def test_another_persons_change_is_shown_and_marked_for_a_moment(
    make: Made, workplace: Workplace, world: World, qtbot: QtBot
) -> None:
    tickets = [world.log(title=f"Ticket {n}") for n in range(3)]
    table = make(workplace)
    shown(qtbot, table)
    rows_of(table)
    held = QPersistentModelIndex(table.index(table.list.place_of(tickets[0]), 0))
    values = {"title": "Another title"}
    world.tell("ben", EditTicket, ticket=tickets[0], values=values, based_on={"title": "Ticket 0"})
    table.note_changes([tickets[0], 12345])
    qtbot.waitUntil(lambda: "Another title" in titles_of(table))
    assert held.data(MARK) is True
    with qtbot.waitSignal(table.settled):
        table.reload(EVERYTHING)
    assert titles_of(table) == ["Another title", "Ticket 2", "Ticket 1"]
    assert table.list.at(held.row()) == tickets[0]
    qtbot.waitUntil(lambda: held.data(MARK) is False, timeout=10_001)


def test_a_change_is_marked_whichever_way_it_is_heard_of_first(
    make: Made, workplace: Workplace, world: World, qtbot: QtBot
) -> None:
    ticket = world.log()
    table = make(workplace)
    shown(qtbot, table)
    world.tell("ben", AddNote, ticket=ticket, text="Seen.")
    newer = world.log("ben", title="New here")
    with qtbot.waitSignal(table.settled):
        table.reload(EVERYTHING)
    assert [table.index(place, 0).data(MARK) for place in (0, 1)] == [True, True]
    assert table.list.at(0) == newer


def test_a_ticket_that_leaves_takes_only_itself(
    make: Made, workplace: Workplace, world: World, qtbot: QtBot
) -> None:
    tickets = [world.log() for _ in range(5)]
    unassigned = Listing(Filter(assignees=(0,)), NEWEST_FIRST)
    table = make(workplace)
    shown(qtbot, table, unassigned)
    held = {t: QPersistentModelIndex(table.index(table.list.place_of(t), 1)) for t in tickets}
    world.tell(
        "anna", EditTicket, ticket=tickets[2], values={"assignee": world.id("person", "anna")}
    )
    with qtbot.waitSignal(table.settled):
        table.reload(unassigned)
    assert not held.pop(tickets[2]).isValid()
    assert {t: table.list.at(index.row()) for t, index in held.items()} == {t: t for t in held}


def test_a_refusal_is_told_and_what_was_shown_stays(
    make: Made, workplace: Workplace, world: World, qtbot: QtBot
) -> None:
    world.log()
    table = make(workplace)
    shown(qtbot, table)
    told: list[DeskError] = []
    table.failed.connect(told.append)
    with outage(world):
        table.show(EVERYTHING)
        qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Unreachable)
    assert table.rowCount() == 1
    world.log(title="After it")
    shown(qtbot, table)
    assert titles_of(table) == ["After it", "VPN drops"]


def test_ids_are_found_near_where_they_were() -> None:
    ids = IdList(array("q", range(10, 10_011)))
    assert [ids.place_of(10), ids.place_of(10_010), ids.place_of(5_010, 5_900)] == [
        0,
        10_000,
        5_000,
    ]
    assert ids.place_of(5) == -1
    assert ids.places_of(dict.fromkeys(range(10, 60), 0))[59] == 49
    assert ids.at(-1) == 0
    assert ids.at(10_001) == 0
