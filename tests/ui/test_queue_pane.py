"""The queue as people use it, in real widgets on both databases."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from support.outage import outage
from support.queues import AGENT, Crowd, crowd, is_settled, titles_of
from support.seats import Chair
from support.statements import spoken_statements
from support.world import World

from app.channels.author import Author
from app.desk import Desk
from app.domain.commands import AddNote, AssignTicket, EditTicket, LogTicket
from app.domain.questions import NEWEST_FIRST, PersonByLogin, Sort, TicketId
from app.domain.views import NamedView, named_views
from app.domain.workflow import StepClock
from ui.models.paged_table import MARK
from ui.theme import Theme
from ui.views.queue_pane import QueuePane
from ui.workplace import Workplace

Opened = Callable[[str], QueuePane]
LATER = 4_000_000_000_000_000
EARLIER = 10**15


def view(title: str) -> NamedView:
    return next(each for each in named_views() if each.title == title)


def settle(qtbot: QtBot, pane: QueuePane) -> None:
    qtbot.waitUntil(lambda: is_settled(pane))


@pytest.fixture
def opened(workplace: Workplace, qtbot: QtBot) -> Opened:
    """Give anna's queue with a view shown."""

    def show(title: str, size: tuple[int, int] = (900, 640)) -> QueuePane:
        pane = QueuePane(workplace)
        qtbot.addWidget(pane)
        pane.resize(*size)
        pane.show()
        pane.show_view(view(title))
        settle(qtbot, pane)
        return pane

    return show


def type_filter(qtbot: QtBot, pane: QueuePane, text: str) -> None:
    pane.focus_filter()
    pane.bar.edit.setText(text)
    qtbot.keyClick(pane.bar.edit, Qt.Key.Key_Return)


def chips(pane: QueuePane) -> list[str]:
    return [chip.text().removesuffix("  ×") for chip in pane.bar.chips]


@pytest.fixture
def tickets(world: World) -> dict[str, int]:
    """Give a few tickets in several steps and hands."""
    made = {
        "plain": world.log(title="Badge printer"),
        "mine": world.log(title="VPN drops"),
        "asleep": world.log(title="Awaits a part"),
        "awake": world.log(title="Awaits an answer"),
        "theirs": world.log(title="Payroll export"),
        "solved": world.log(title="VPN slow"),
        "closed": world.log(title="VPN gone"),
    }
    for name in [*made][1:]:
        world.bring("anna", made[name], "triage")
    for name, who in (("mine", "anna"), ("asleep", "anna"), ("awake", "anna"), ("theirs", "ben")):
        world.tell(
            "anna", AssignTicket, ticket=made[name], values={"assignee": world.id("person", who)}
        )
    waiting = world.wait_for_user
    for name, until in (("asleep", LATER), ("awake", EARLIER)):
        values = {**waiting["values"], "follow_up_at": until}
        world.take("anna", made[name], "wait", **{**waiting, "values": values})
    world.bring("anna", made["solved"], "resolve")
    world.bring("anna", made["closed"], "resolve", "confirm")
    return made


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


def test_a_filter_that_leaves_the_current_ticket_out_begins_at_the_top(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    pane.select_ticket(tickets["plain"])
    with qtbot.waitSignal(pane.current_changed) as told:
        type_filter(qtbot, pane, "assignee:ben")
    assert told.args == [tickets["theirs"]]


@pytest.mark.parametrize(
    "case",
    [
        ("step:waiting", "Step: Waiting", {"asleep", "awake"}),
        ("p3 priority:none", "Priority: P3", None),
        ("team:network", "Team: Network", set()),
        ("assignee:me", "Person: You", {"mine", "asleep", "awake"}),
        ("assignee:nobody", "Person: Nobody", {"plain", "solved", "closed"}),
        ("category:vpn", "Category: VPN", None),
        ("requester:uma", "Requester: Uma", None),
        ("channel:phone", "Channel: Phone", set()),
        ("before:2020-01-01", "Opened before: 2020-01-01", set()),
        ("after:2020-01-01", "Opened from: 2020-01-01", None),
        ("changed-after:today vpn", "Changed from: today", {"mine", "solved", "closed"}),
        ("INC-000002", "Number: INC-000002", {"mine"}),
        ("vpn slow", "Title: “vpn”", {"solved"}),
    ],
)
def test_each_filter_narrows_the_queue(
    opened: Opened,
    tickets: dict[str, int],
    qtbot: QtBot,
    case: tuple[str, str, set[str] | None],
) -> None:
    text, chip, names = case
    pane = opened("All tickets")
    type_filter(qtbot, pane, text)
    qtbot.waitUntil(lambda: bool(pane.bar.chips) and is_settled(pane))
    assert chips(pane)[0] == chip
    assert pane.bar.edit.text() == ""
    if names is not None:
        assert {*pane.model.list.ids} == {tickets[name] for name in names}


def test_chips_are_taken_away_by_keyboard(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    type_filter(qtbot, pane, "vpn assignee:nobody")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    chip = pane.bar.chips[0]
    assert chip.accessibleName() == "Condition Title: “vpn”, press to take away"
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 3)
    assert chips(pane) == ["Person: Nobody"]
    assert pane.bar.edit.hasFocus()
    pane.bar.chips[0].click()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 7)
    assert chips(pane) == []


def test_what_cannot_be_read_is_told_and_kept(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    type_filter(qtbot, pane, "team:nowhere vpn")
    qtbot.waitUntil(pane.bar.fault.isVisible)
    sentence = "Team: there is no “nowhere”. There are: Network, Platform, Service desk."
    assert pane.bar.fault.text() == sentence
    assert pane.bar.edit.text() == "team:nowhere vpn"
    assert pane.model.rowCount() == 7
    qtbot.keyClick(pane.bar.edit, Qt.Key.Key_Backspace)
    assert not pane.bar.fault.isVisible()


def test_conditions_are_chosen_from_the_menu(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    menu = pane.bar.add.menu()
    qtbot.waitUntil(lambda: len(menu.actions()) == 12)
    assert [action.text() for action in menu.actions()] == [
        "Step", "Priority", "Team", "Person", "Category", "Channel", "Has",
        "Requester…", "Opened from…", "Opened before…", "Changed from…", "Changed before…",
    ]  # fmt: skip
    steps = menu.actions()[0].menu()
    next(each for each in steps.actions() if each.text() == "Waiting").trigger()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    assert chips(pane) == ["Step: Waiting"]
    menu.actions()[7].trigger()
    assert pane.bar.edit.text() == "requester:"


def test_conditions_are_completed_while_they_are_typed(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    completer = pane.bar.edit.completer()
    qtbot.waitUntil(lambda: completer.model().rowCount() > 20)
    pane.bar.edit.setText("vpn ")
    pane.bar.edit.setCursorPosition(4)
    pane.focus_filter()
    pane.bar.edit.deselect()
    qtbot.keyClicks(pane.bar.edit, "team:serv")
    assert completer.currentCompletion() == 'vpn team:"Service desk" '


def test_a_filter_narrows_a_view_and_never_widens_it(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("My work")
    type_filter(qtbot, pane, "assignee:ben")
    qtbot.waitUntil(lambda: pane.body.is_empty)
    assert pane.body.empty.heading.text() == "Nothing fits"
    pane.body.empty.action.click()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    assert chips(pane) == []


def test_another_view_begins_unfiltered(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    type_filter(qtbot, pane, "vpn")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 3)
    pane.show_view(view("All open"))
    settle(qtbot, pane)
    assert chips(pane) == []
    assert pane.model.rowCount() == 6


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


def test_anothers_work_arrives_and_nothing_jumps(
    opened: Opened, tickets: dict[str, int], world: World, qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    pane.select_ticket(tickets["mine"])
    told: list[int] = []
    pane.current_changed.connect(told.append)
    based = {"title": "Payroll export"}
    world.tell(
        "ben",
        EditTicket,
        ticket=tickets["theirs"],
        values={"title": "Payroll late"},
        based_on=based,
    )
    qtbot.waitUntil(lambda: titles_of(pane.model)[0] == "Payroll late")
    assert pane.model.index(0, 0).data(MARK) is True
    new = world.log("ben", title="Just in")
    qtbot.waitUntil(lambda: titles_of(pane.model)[0] == "Just in")
    assert pane.head.count.text() == "8 tickets"
    assert pane.current == tickets["mine"]
    assert pane.table.chosen() == (tickets["mine"],)
    assert told == []
    assert new not in told


def test_a_ticket_that_leaves_the_view_stays_current_until_one_walks_on(
    opened: Opened, tickets: dict[str, int], world: World, qtbot: QtBot
) -> None:
    pane = opened("My work")
    pane.bar.sort_wanted.emit(Sort("number", descending=False))
    settle(qtbot, pane)
    assert pane.current == tickets["mine"]
    told: list[int] = []
    pane.current_changed.connect(told.append)
    world.bring("anna", tickets["mine"], "resolve")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    assert pane.current == tickets["mine"]
    assert told == []
    assert pane.table.chosen() == ()
    pane.focus_list()
    qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    assert told == [tickets["awake"]]
    world.bring("anna", tickets["mine"], "reopen")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    assert pane.current == tickets["awake"]


def test_a_database_away_is_told_where_it_happened_and_tried_again(
    opened: Opened, tickets: dict[str, int], world: World, qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    with outage(world):
        pane.show_view(view("All open"))
        qtbot.waitUntil(pane.strip.isVisible)
        assert "cannot be opened" in pane.strip.text
        assert pane.model.rowCount() == 7
    pane.show_view(view("All open"))
    settle(qtbot, pane)
    assert not pane.strip.isVisible()
    assert pane.model.rowCount() == 6


def test_a_queue_never_read_says_so(workplace: Workplace, world: World, qtbot: QtBot) -> None:
    pane = QueuePane(workplace)
    qtbot.addWidget(pane)
    pane.show()
    with outage(world):
        pane.show_view(view("All open"))
        qtbot.waitUntil(lambda: pane.body.empty.heading.text() == "The queue could not be read")


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


def test_escape_and_down_lead_from_the_filter_to_the_list(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
        pane.focus_filter()
        qtbot.keyClick(pane.bar.edit, key)
        assert pane.table.hasFocus()


@pytest.fixture
def large(chair: Chair, many: Crowd, qtbot: QtBot) -> QueuePane:
    pane = QueuePane(chair.take(many, AGENT))
    qtbot.addWidget(pane)
    pane.resize(900, 640)
    pane.show()
    pane.show_view(view("All tickets"))
    settle(qtbot, pane)
    return pane


def test_the_end_of_a_long_queue_is_one_key_away(large: QueuePane, qtbot: QtBot) -> None:
    large.focus_list()
    qtbot.keyClick(large.table, Qt.Key.Key_End)
    assert large.current == large.model.list.at(10_000)
    qtbot.waitUntil(lambda: large.model.row(10_000) is not None)
    for key, place in ((Qt.Key.Key_PageUp, None), (Qt.Key.Key_Up, None), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(large.table, key)
        assert place is None or large.current == large.model.list.at(place)


def test_what_is_seen_stays_in_place_while_others_come(
    chair: Chair, tmp_path: Path, qtbot: QtBot
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    pane = QueuePane(chair.take(crowd(url, 300), AGENT))
    qtbot.addWidget(pane)
    pane.resize(900, 640)
    pane.show()
    pane.show_view(view("All tickets"))
    settle(qtbot, pane)

    def top() -> tuple[int, int]:
        row = pane.table.rowAt(0)
        return pane.model.list.at(row), pane.table.rowViewportPosition(row)

    pane.table.verticalScrollBar().setValue(150 * 46 + 17)
    before = top()
    assert before[1] == -17
    desk = Desk(url)
    found = desk.ask(PersonByLogin(AGENT))
    assert found is not None
    author = Author(desk, found.id)
    new = author.new_id()
    author.tell(LogTicket, ticket=new, values={"title": "Just in"})
    qtbot.waitUntil(lambda: pane.model.rowCount() == 301)
    assert pane.model.list.at(0) == new
    assert top() == before
    # At its top a queue shows what is new.
    pane.table.scrollToTop()
    newest = author.new_id()
    author.tell(LogTicket, ticket=newest, values={"title": "Newer"})
    qtbot.waitUntil(lambda: top() == (newest, 0))
    desk.close()


def idle(pane: QueuePane, qtbot: QtBot) -> None:
    """Wait until both workers have nothing left to ask, such as pages for what was shown before."""
    answers: list[object] = []
    for back in (False, True):
        pane._workplace.backend.ask(TicketId(1), answers.append, owner=pane, back=back)
    qtbot.waitUntil(lambda: len(answers) == 2)


def test_statements_are_few_however_long_the_queue(large: QueuePane, qtbot: QtBot) -> None:
    # First rows (ids, then rows), the count, the ids of all; then one or two pages where the current ticket is.
    for title in ("All open", "All tickets"):
        idle(large, qtbot)
        with spoken_statements() as spoken:
            large.show_view(view(title))
            settle(qtbot, large)
            qtbot.waitUntil(lambda: large.model.row(large.table.currentIndex().row()) is not None)
        assert 4 <= len(spoken) <= 6, spoken
    large.focus_list()
    idle(large, qtbot)
    with spoken_statements() as spoken:
        qtbot.keyClick(large.table, Qt.Key.Key_End)
        qtbot.waitUntil(lambda: large.model.row(10_000) is not None)
    assert len(spoken) == 1


def test_a_long_selection_is_copied_to_its_bound(large: QueuePane, qtbot: QtBot) -> None:
    large.focus_list()
    qtbot.keyClick(large.table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert large.table.chosen_count == 10_001
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    QTest.keySequence(large.table, "Ctrl+C")
    qtbot.waitUntil(lambda: bool(clipboard.text()))
    assert len(clipboard.text().splitlines()) == 1_000


def test_only_what_is_open_is_called_open(opened: Opened, world: World, qtbot: QtBot) -> None:
    world.log()
    pane = opened("All open")
    assert pane._wanted.listing(pane._workplace.seat).filter.clocks == (
        StepClock.RUNS, StepClock.PAUSED, StepClock.STOPPED,
    )  # fmt: skip
    assert pane.head.count.text() == "1 open"
    world.tell("ben", AddNote, ticket=pane.current, text="Seen.")
    qtbot.waitUntil(lambda: pane.model.row(0) is not None and pane.model.row(0).version == 2)  # type: ignore[union-attr]
