"""The queue as people use it, in real widgets on both databases."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from support.queues import Opened, settle, titles_of, type_filter, view
from support.world import World

from app.domain.commands import AddNote
from app.domain.questions import NEWEST_FIRST, Sort
from app.domain.views import named_views
from app.domain.workflow import StepClock
from ui.theme import Theme


@pytest.mark.parametrize(
    ("title", "titles", "count"),
    [
        ("My work", {"VPN drops", "Awaits an answer"}, "2 open"),
        ("Unassigned", {"Badge printer"}, "1 open"),
        ("Waiting", {"Awaits a part", "Awaits an answer"}, "2 open"),
        ("To confirm & close", {"VPN slow"}, "1 open"),
        ("All tickets", None, "7 tickets"),
    ],
)
def test_each_view_shows_its_tickets_and_counts_them(
    opened: Opened, tickets: dict[str, int], title: str, titles: set[str] | None, count: str
) -> None:
    pane = opened(title)
    assert pane.head.title.text() == title
    assert pane.head.count.text() == count
    if titles is not None:
        assert set(titles_of(pane.model)) == titles


def test_the_first_ticket_is_current_and_arrows_walk(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    told: list[int] = []
    pane.current_changed.connect(told.append)
    ids = list(pane.model.list.ids)
    assert pane.current == ids[0]
    pane.focus_list()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(pane.table, key)
    assert told == [ids[1], ids[2], ids[1], ids[6], ids[0]]
    qtbot.keyClick(pane.table, Qt.Key.Key_V)
    assert pane.current == ids[0]


def test_enter_and_double_click_open_a_ticket(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    went: list[int] = []
    pane.activated.connect(went.append)
    pane.focus_list()
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    spot = pane.table.visualRect(pane.model.index(2, 1)).center()
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert went == [pane.model.list.at(0), pane.model.list.at(2)]


def test_numbers_and_titles_are_copied(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    pane.focus_list()
    qtbot.keyClick(pane.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keySequence(pane.table, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "INC-000007 VPN gone\nINC-000006 VPN slow"


def test_the_current_ticket_stays_through_sorts_and_filters(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    pane.select_ticket(tickets["solved"])
    told: list[int] = []
    pane.current_changed.connect(told.append)
    for sort in (
        Sort("number", descending=False),
        Sort("priority", descending=False),
        NEWEST_FIRST,
    ):
        pane.bar.sort_wanted.emit(sort)
        settle(qtbot, pane)
        assert pane.current == tickets["solved"]
        assert pane.model.list.at(pane.table.currentIndex().row()) == tickets["solved"]
        assert pane.table.chosen() == (tickets["solved"],)
    type_filter(qtbot, pane, "vpn")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 3)
    assert pane.table.chosen() == (tickets["solved"],)
    assert told == []


def test_an_empty_view_says_what_belongs_there_and_where_work_is(
    opened: Opened, world: World, qtbot: QtBot
) -> None:
    world.log()
    world.log()
    pane = opened("My work")
    assert pane.current == 0
    assert pane.body.is_empty
    assert pane.body.empty.heading.text() == "Nothing is waiting for you"
    qtbot.waitUntil(lambda: "2 tickets have nobody yet." in pane.body.empty.sentence.text())
    with qtbot.waitSignal(pane.view_wanted) as wanted:
        pane.body.empty.action.click()
    assert wanted.args == ["Unassigned"]


@pytest.mark.parametrize("title", [view.title for view in named_views()])
def test_an_empty_desk_offers_to_log_the_first_ticket(
    opened: Opened, qtbot: QtBot, title: str
) -> None:
    pane = opened(title)
    assert pane.body.is_empty
    empty = pane.body.empty
    assert empty.heading.text() == view(title).empty
    qtbot.waitUntil(lambda: empty.action.text() == "New incident   Ctrl+N")
    with qtbot.waitSignal(pane.new_incident_wanted):
        empty.action.click()


def test_only_columns_that_sort_can_be_pressed(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    header = pane.table.header
    wanted: list[Sort] = []
    header.sort_wanted.connect(wanted.append)

    def press(column: int) -> None:
        spot = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        settle(qtbot, pane)

    for column in (0, 0, 1, 2, 3, 4, 5):
        press(column)
    assert wanted == [
        Sort("priority", descending=False),
        Sort("priority", descending=True),
        Sort("number"),
        Sort("opened"),
        Sort("updated"),
    ]
    assert pane.bar.order.text() == "Last change ↓"


def test_the_order_is_chosen_by_keyboard_too(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All open")
    assert pane.bar.order.text() == "Priority ↑"
    *orders, turn = [each for each in pane.bar.order.menu().actions() if not each.isSeparator()]
    assert [each.text() for each in orders] == [
        "Priority",
        "Ticket, by number",
        "Age",
        "Last change",
    ]
    orders[1].trigger()
    settle(qtbot, pane)
    assert titles_of(pane.model)[0] == "VPN slow"
    turn = pane.bar.order.menu().actions()[-1]
    turn.trigger()
    settle(qtbot, pane)
    assert titles_of(pane.model)[0] == "Badge printer"


def test_what_a_narrow_queue_has_no_room_for_goes(
    opened: Opened, tickets: dict[str, int], theme: Theme
) -> None:
    pane = opened("All tickets", (1000, 500))

    def columns() -> list[str]:
        header = pane.table.header
        return [c.key for n, c in enumerate(pane.model.columns) if not header.isSectionHidden(n)]

    assert columns() == ["priority", "ticket", "step", "team", "age", "updated"]
    assert pane.head.search.isVisible()
    pane.resize(600, 500)
    assert columns() == ["priority", "ticket", "step", "team", "updated"]
    theme.set_scale(200)
    assert columns() == ["priority", "ticket"]
    assert pane.head.new.text() == "+ New"
    assert not pane.head.search.isVisible()
    theme.set_scale(100)


def test_all_of_it_has_names(opened: Opened, tickets: dict[str, int]) -> None:
    pane = opened("All tickets")
    for widget in (pane.head.search, pane.head.new, pane.bar.edit, pane.bar.order, pane.table):
        assert widget.accessibleName()
    assert pane.bar.add.text() == "Add filter"


def test_signals_for_the_frame(opened: Opened, qtbot: QtBot) -> None:
    pane = opened("All tickets")
    with qtbot.waitSignal(pane.palette_wanted):
        pane.head.search.click()
    with qtbot.waitSignal(pane.new_incident_wanted):
        pane.head.new.click()
    pane.focus_filter()
    assert pane.bar.edit.hasFocus()
    pane.bar.edit.setText("x")
    qtbot.keyClick(pane.bar.edit, Qt.Key.Key_Escape)
    assert (pane.bar.edit.text(), pane.bar.edit.hasFocus()) == ("", True)


def test_only_what_is_open_is_called_open(opened: Opened, world: World, qtbot: QtBot) -> None:
    world.log()
    pane = opened("All open")
    assert pane._wanted.listing(pane._workplace.seat).filter.clocks == (
        StepClock.RUNS, StepClock.PAUSED, StepClock.STOPPED,
    )  # fmt: skip
    assert pane.head.count.text() == "1 open"
    world.tell("ben", AddNote, ticket=pane.current, text="Seen.")
    qtbot.waitUntil(lambda: pane.model.row(0) is not None and pane.model.row(0).version == 2)  # type: ignore[union-attr]
