"""Saved views in the window: made, used, changed, shared, put in order, removed; by keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from support.queues import chips, is_settled, type_filter
from support.seats import Chair, WorldOpening
from support.world import World

from app.domain.commands import AddThing, EditThing
from app.domain.fields import VIEW_COLUMNS
from app.domain.questions import Sort, TicketRows
from app.domain.saved_views import USUAL_COLUMNS, SavedView, SavedViews
from app.domain.views import named_views
from ui.backend import Backend
from ui.models.queue_columns import detail_of, queue_columns
from ui.models.shown_view import CHANGED, NARROWED, REMOVED, SAME, THEIRS
from ui.preferences import Preferences
from ui.theme import Theme
from ui.views.columns_dialog import ColumnsDialog
from ui.views.desk_panes import DeskPanes
from ui.views.dialog_frame import DialogFrame
from ui.views.main_window import MainWindow
from ui.views.palette import FOUND, Palette
from ui.views.view_dialog import ViewDialog
from ui.workplace import Workplace

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key


class Sitting:
    """Anna's main window, and her hands on the keyboard."""

    def __init__(self, qtbot: QtBot, theme: Theme, world: World) -> None:
        self.qtbot = qtbot
        self.world = world
        self.window = MainWindow(theme)
        backend = Backend(WorldOpening(world, "anna"))
        backend.setParent(self.window)
        self.window.serve(backend)
        self.window.resize(1280, 720)
        self.window.show()
        backend.start()
        self.until(lambda: self.window.panes is not None)
        self.until(self.window.isActiveWindow)
        self.until(lambda: self.panes.views.views.is_known)
        self.settle()

    @property
    def panes(self) -> DeskPanes:
        panes = self.window.panes
        assert panes is not None
        return panes

    def until(self, is_so: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(is_so()))

    def settle(self) -> None:
        self.until(lambda: is_settled(self.panes.queue))

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier, into: QWidget | None = None) -> None:
        modifiers = Qt.KeyboardModifier.NoModifier
        for each in held:
            modifiers |= each
        focused = into or QApplication.focusWidget() or self.window
        self.qtbot.keyClick(focused, key, modifiers)

    def dialog(self) -> ViewDialog:
        self.until(lambda: isinstance(QApplication.activeWindow(), ViewDialog))
        found = QApplication.activeWindow()
        assert isinstance(found, ViewDialog)
        return found

    def back(self) -> None:
        """Wait until the dialog is gone; here no desktop gives the keyboard back to the window."""
        self.until(
            lambda: (
                not any(
                    isinstance(w, DialogFrame) and w.isVisible()
                    for w in QApplication.topLevelWidgets()
                )
            )
        )
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def name(self, name: str, team: str = "") -> None:
        """Fill in the dialog by keyboard, and wait until it is gone."""
        dialog = self.dialog()
        box = dialog.form.rows["name"].box
        self.until(box.hasFocus)
        self.press(Key.Key_A, CTRL)
        self.qtbot.keyClicks(box, name)
        if team:
            self.press(Key.Key_Tab)
            self.press(Key.Key_Right)
            assert dialog.form.rows["team"].entry[1] == team
        self.press(Key.Key_Return, CTRL)
        self.back()

    def save(self, filter_: str, name: str, team: str = "") -> str:
        """Narrow the queue and save what it shows; gives the view's key."""
        type_filter(self.qtbot, self.panes.queue, filter_)
        self.until(lambda: bool(self.panes.queue.bar.chips) and is_settled(self.panes.queue))
        self.press(Key.Key_V, CTRL, SHIFT)
        self.name(name, team)
        self.until(lambda: self.panes.views.title == name)
        self.settle()
        return self.panes.views.key

    def menu(self) -> dict[str, QAction]:
        """Open the menu of the chosen view by keyboard."""
        self.panes.focus("views")
        rows = self.panes.views.list
        by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QApplication.sendEvent(rows, by_key)
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return {action.text().split("\t")[0]: action for action in menu.actions()}

    def choose(self, text: str) -> None:
        """Choose a line of that menu."""
        action = self.menu()[text]
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.setActiveAction(action)
        self.qtbot.keyClick(menu, Key.Key_Return)
        self.until(lambda: QApplication.activePopupWidget() is None)

    def titles(self) -> list[str]:
        """Give the rows of the column, headings too."""
        rows = self.panes.views.list
        return [rows.item(row).text() for row in range(rows.count())]

    def saved(self) -> tuple[SavedView, ...]:
        return self.world.desk("anna").ask(SavedViews(self.world.id("person", "anna")))

    @property
    def state(self) -> str:
        return self.panes.queue.bar.state.kind


@pytest.fixture
def sit(qtbot: QtBot, theme: Theme, world: World) -> Iterator[Callable[[], Sitting]]:
    """Seat anna as often as a test wants; the windows are closed at the end."""
    sitting: list[Sitting] = []

    def seat() -> Sitting:
        sitting.append(Sitting(qtbot, theme, world))
        return sitting[-1]

    yield seat
    for each in sitting:
        each.window.close()
        each.window.deleteLater()


@pytest.fixture
def team(world: World) -> int:
    """Put anna and ben into the service desk; gives its id."""
    desk = world.id("team", "Service desk")
    for login in ("anna", "ben"):
        values = {"person": world.id("person", login), "team": desk}
        row_id = world.new_id()
        world.tell("ada", AddThing, thing="membership", row_id=row_id, values=values)
    return desk


@pytest.fixture
def ben(chair: Chair, world: World, team: int, qtbot: QtBot, tmp_path: Path) -> DeskPanes:
    """Give ben's panes, with a memory of their own."""
    taken = chair.take(world, "ben")
    memory = Preferences(tmp_path / "ben.ini")
    panes = DeskPanes(Workplace(taken.backend, taken.seat, taken.theme, memory))
    qtbot.addWidget(panes)
    panes.resize(1280, 720)
    panes.show()
    qtbot.waitUntil(lambda: panes.views.views.is_known)
    return panes


def test_a_view_is_made_and_used_by_keyboard_and_there_after_a_restart(
    sit: Callable[[], Sitting], world: World
) -> None:
    for title in ("VPN drops", "VPN slow", "Badge printer"):
        world.log(title=title)
    anna = sit()
    anna.press(Key.Key_6, ALT)
    anna.until(lambda: anna.panes.views.title == "All open")
    key = anna.save("vpn", "Tunnels")
    assert anna.titles()[-2:] == ["MY VIEWS", "Tunnels"]
    assert chips(anna.panes.queue) == ["Title: “vpn”"]
    assert anna.state == SAME
    anna.until(lambda: anna.panes.views.count_of(key) == "2")
    anna.press(Key.Key_6, ALT)
    anna.until(lambda: anna.panes.queue.model.rowCount() == 3)
    assert chips(anna.panes.queue) == []
    anna.press(Key.Key_1, CTRL)
    anna.press(Key.Key_End)
    anna.until(lambda: anna.panes.queue.head.title.text() == "Tunnels")
    anna.until(lambda: anna.panes.queue.model.rowCount() == 2)
    anna.window.close()
    again = sit()
    again.until(lambda: again.panes.queue.head.title.text() == "Tunnels")
    again.until(lambda: again.panes.queue.model.rowCount() == 2)
    assert again.panes.views.title == "Tunnels"


def test_a_changed_view_is_saved_saved_as_another_or_shown_as_it_was(
    sit: Callable[[], Sitting], world: World
) -> None:
    world.log(title="VPN drops")
    anna = sit()
    anna.panes.views.choose("all")
    type_filter(anna.qtbot, anna.panes.queue, "vpn")
    anna.until(lambda: anna.state == NARROWED)
    anna.save("vpn", "Tunnels")
    queue, state = anna.panes.queue, anna.panes.queue.bar.state
    type_filter(anna.qtbot, queue, "p1")
    anna.until(lambda: anna.state == CHANGED)
    anna.until(lambda: queue.body.is_empty)
    assert queue.body.empty.heading.text() == "Nothing fits"
    queue.body.empty.action.click()
    anna.until(lambda: anna.state == SAME)
    assert chips(queue) == ["Title: “vpn”"]
    queue.view.sort(Sort("number"))
    assert anna.state == CHANGED
    state.reset.click()
    anna.settle()
    assert (anna.state, queue.view.wanted.sort) == (SAME, named_views()[6].sort)
    type_filter(anna.qtbot, queue, "step:logged")
    anna.until(lambda: anna.state == CHANGED)
    state.save.click()
    anna.until(lambda: anna.state == SAME and len(anna.saved()[0].terms) == 2)
    queue.view.put_columns(("ticket", "number"))
    assert anna.state == CHANGED
    state.save_as.click()
    anna.name("Tunnels, short")
    anna.until(lambda: anna.panes.views.title == "Tunnels, short")
    assert [view.columns for view in anna.saved()] == [USUAL_COLUMNS, ("ticket", "number")]
    assert anna.state == SAME


def test_a_view_is_shared_and_another_window_sees_it_live(
    sit: Callable[[], Sitting], ben: DeskPanes, world: World, qtbot: QtBot
) -> None:
    world.log(title="VPN drops")
    anna = sit()
    anna.panes.views.choose("all")
    anna.save("vpn", "Tunnels", team="Service desk")
    (saved,) = anna.saved()
    qtbot.waitUntil(lambda: ben.views.views.find(saved.key) is not None)
    rows = [ben.views.list.item(row).text() for row in range(ben.views.list.count())]
    assert rows[-2:] == ["SERVICE DESK", "Tunnels"]
    qtbot.waitUntil(lambda: ben.views.count_of(saved.key) == "1")
    ben.show_view_of(saved.key)
    qtbot.waitUntil(lambda: ben.queue.model.rowCount() == 1)
    # What its owner changes is seen at once, unless one has changed something oneself.
    type_filter(qtbot, anna.panes.queue, "p1")
    anna.until(lambda: anna.state == CHANGED)
    anna.panes.queue.bar.state.save.click()
    qtbot.waitUntil(lambda: chips(ben.queue) == ["Title: “vpn”", "Priority: P1"])
    type_filter(qtbot, ben.queue, "p2")
    qtbot.waitUntil(lambda: ben.queue.bar.state.kind == THEIRS)
    assert not ben.queue.bar.state.save.isVisible()
    anna.panes.view_orders.rename(saved.key)
    anna.name("VPN")
    qtbot.waitUntil(lambda: ben.queue.head.title.text() == "VPN")
    assert chips(ben.queue)[-1] == "Priority: P2"
    ben.view_orders.remove(saved.key)
    assert ben.queue.strip.text.startswith("It is kept by Anna.")
    anna.until(lambda: anna.panes.queue.head.title.text() == "VPN")
    anna.panes.views.list.setFocus()
    anna.press(Key.Key_Delete, into=anna.panes.views.list)
    qtbot.waitUntil(lambda: ben.queue.bar.state.kind == REMOVED)
    assert ben.views.key == ""
    anna.until(lambda: anna.panes.queue.strip.text == "The view “VPN” is removed.")
    anna.panes.queue.strip.act()
    qtbot.waitUntil(lambda: ben.queue.bar.state.kind == THEIRS)


def test_two_who_change_one_view_are_asked(
    sit: Callable[[], Sitting], world: World, team: int
) -> None:
    anna = sit()
    anna.panes.views.choose("all")
    key = anna.save("p1", "Urgent")
    type_filter(anna.qtbot, anna.panes.queue, "p3")
    anna.until(lambda: anna.state == CHANGED)
    told = {"thing": "saved_view", "row_id": int(key), "values": {"conditions": "p2"}}
    seen = anna.panes.queue.view.wanted.view
    world.tell("ada", EditThing, **told)
    anna.until(lambda: anna.panes.queue.view.wanted.view is not seen)
    # As if the news had come too late.
    stale = seen.saved
    assert stale is not None
    values = anna.panes.queue.view.wanted.values()
    anna.panes.view_orders._edit(stale, values, stale.values)
    anna.until(lambda: "Ada changed conditions of Urgent" in anna.panes.queue.strip.text)
    anna.panes.queue.strip.act()
    anna.until(lambda: anna.state == SAME)
    assert anna.saved()[0].conditions == "priority:p1 priority:p3"


def test_views_are_put_in_order_and_hidden_by_keyboard_and_stay_so(
    sit: Callable[[], Sitting],
) -> None:
    anna = sit()
    anna.panes.views.choose("all")
    for name in ("One", "Two", "Three"):
        anna.panes.views.choose("all")
        anna.settle()
        anna.save(f"{name.lower()}", name)
    assert anna.titles()[-4:] == ["MY VIEWS", "One", "Three", "Two"]
    anna.panes.focus("views")
    anna.press(Key.Key_Up, ALT, SHIFT)
    anna.press(Key.Key_Up, ALT, SHIFT)
    anna.press(Key.Key_Up, ALT, SHIFT)
    assert anna.titles()[-4:] == ["MY VIEWS", "Three", "One", "Two"]
    anna.press(Key.Key_Down, ALT, SHIFT)
    assert anna.titles()[-4:] == ["MY VIEWS", "One", "Three", "Two"]
    assert anna.panes.views.title == "Three"
    assert anna.panes.queue.head.title.text() == "Three"
    anna.choose("Hide")
    assert anna.titles()[-3:] == ["MY VIEWS", "One", "Two"]
    anna.panes.views.choose("paused")
    anna.choose("Move up")
    assert anna.titles()[3:5] == ["Waiting", "Unassigned"]
    anna.choose("Hide")
    anna.window.close()
    again = Sitting(anna.qtbot, anna.window.theme, anna.world)
    try:
        assert "Waiting" not in again.titles()
        again.press(Key.Key_4, ALT)
        again.until(lambda: again.panes.queue.head.title.text() == "Waiting")
        again.panes.views.choose("all")
        shown = again.menu()["Show again"].menu()
        assert isinstance(shown, QMenu)
        assert [a.text() for a in shown.actions() if a.text()] == [
            "Waiting",
            "Three",
            "All of them",
        ]
        shown.actions()[-1].trigger()
        QApplication.activePopupWidget().close()
        assert again.titles()[-4:] == ["MY VIEWS", "One", "Three", "Two"]
        assert "Waiting" in again.titles()
    finally:
        again.window.close()
        again.window.deleteLater()


def test_a_view_is_dragged_to_its_place(sit: Callable[[], Sitting]) -> None:
    anna = sit()
    rows = anna.panes.views.list
    anna.panes.views.choose("my_work")
    carried = QMimeData()
    place = QPointF(rows.visualItemRect(rows.item(3)).center())
    drop = QDropEvent(
        place, Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    rows.dropEvent(drop)
    assert drop.dropAction() is Qt.DropAction.CopyAction
    assert anna.titles()[1:4] == ["My teams", "My work", "Unassigned"]
    # Beyond its group it stays at the group's end.
    rows.dropped.emit("my_work", rows.count())
    assert anna.titles()[7] == "My work"


def test_the_palette_finds_saved_views(sit: Callable[[], Sitting]) -> None:
    anna = sit()
    anna.panes.views.choose("all")
    anna.save("vpn", "Tunnels of the night")
    anna.panes.views.choose("open")
    anna.settle()
    anna.press(Key.Key_K, CTRL)
    anna.until(lambda: isinstance(QApplication.activePopupWidget(), Palette))
    palette = QApplication.activePopupWidget()
    assert isinstance(palette, Palette)
    anna.qtbot.keyClicks(palette.box, "night")
    assert palette.list.currentIndex().data(FOUND).text == "Tunnels of the night"
    anna.qtbot.keyClick(palette.box, Key.Key_Return)
    anna.until(lambda: anna.panes.queue.head.title.text() == "Tunnels of the night")


def test_the_dialog_says_what_is_saved_and_what_is_refused(
    sit: Callable[[], Sitting], world: World
) -> None:
    anna = sit()
    anna.panes.views.choose("all")
    anna.save("vpn", "Tunnels")
    anna.press(Key.Key_V, CTRL, SHIFT)
    dialog = anna.dialog()
    assert dialog.shows.text().splitlines() == [
        "Begins with: All tickets",
        "Conditions: Title: “vpn”",
        "Order: Last change ↓",
        "Columns: Priority, Ticket, Step, Team, Age, Updated",
    ]
    anna.press(Key.Key_Return, CTRL)
    assert dialog.strip.text == "Not ready yet: Name."
    anna.qtbot.keyClicks(dialog.form.rows["name"].box, "Tunnels")
    anna.press(Key.Key_Return, CTRL)
    anna.until(lambda: "“Tunnels” here already" in dialog.strip.text)
    anna.press(Key.Key_Escape)
    anna.back()
    assert len(anna.saved()) == 1


def test_a_view_of_what_is_retired_opens_and_says_so(
    sit: Callable[[], Sitting], world: World
) -> None:
    network = world.id("team", "Network")
    ticket = world.log(team=network)
    anna = sit()
    anna.panes.views.choose("all")
    key = anna.save("team:network", "The network's")
    world.tell("ada", EditThing, thing="team", row_id=network, values={"active": 0, "name": "Nets"})
    anna.until(lambda: chips(anna.panes.queue) == ["Team: Nets (no longer in use)"])
    assert [*anna.panes.queue.model.list.ids] == [ticket]
    assert anna.panes.views.key == key
    assert anna.state == SAME


def test_columns_are_chosen_dragged_and_kept(sit: Callable[[], Sitting], world: World) -> None:
    world.log(title="VPN drops")
    anna = sit()
    assert tuple(column.key for column in queue_columns()) == VIEW_COLUMNS
    anna.panes.views.choose("all")
    anna.settle()
    table = anna.panes.queue.table
    anna.panes.view_orders.offer_columns(QPoint())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = {action.text(): action for action in menu.actions()}
    assert not actions["Ticket"].isEnabled()
    actions["Requester"].trigger()
    menu.close()
    assert table.header.shown == (*USUAL_COLUMNS, "requester")
    # As a drag of the first head to the second place does.
    table.header.moveSection(0, 1)
    assert table.header.shown[:2] == ("ticket", "priority")
    anna.panes.queue.focus_list()
    anna.press(Key.Key_Home)
    anna.panes.queue.view.put_columns(("ticket", "age"))
    assert table.isColumnHidden(0)
    assert not table.isColumnHidden(table.currentIndex().column())
    anna.window.close()
    again = sit()
    again.panes.views.choose("open")
    assert again.panes.queue.table.header.shown == ("ticket", "age")


def test_what_has_a_column_of_its_own_is_not_said_twice(world: World) -> None:
    ticket = world.log(category=world.id("category", "VPN"))
    (row,) = world.desk("anna").ask(TicketRows((ticket,)))
    assert detail_of(row) == "INC-000001 · Uma · VPN"
    assert detail_of(row, ("requester", "age")) == "INC-000001 · VPN"


def test_columns_are_chosen_and_moved_by_keyboard(sit: Callable[[], Sitting]) -> None:
    anna = sit()
    anna.panes.views.choose("all")
    anna.panes.view_orders.arrange_columns()
    anna.until(lambda: isinstance(QApplication.activeWindow(), ColumnsDialog))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, ColumnsDialog)
    anna.until(dialog.rows.hasFocus)
    anna.press(Key.Key_Space)
    anna.press(Key.Key_End)
    for _ in range(3):
        anna.press(Key.Key_Space)
        anna.press(Key.Key_Up)
    anna.press(Key.Key_Home)
    anna.press(Key.Key_Space)
    assert len(dialog.rows.keys) == 9
    anna.press(Key.Key_Return, CTRL)
    assert dialog.strip.text.startswith("9 columns are chosen, 8 at most")
    anna.press(Key.Key_Space)
    anna.press(Key.Key_Down)
    anna.press(Key.Key_Up, ALT, SHIFT)
    anna.press(Key.Key_Return, CTRL)
    anna.back()
    assert anna.panes.queue.table.header.shown == (
        "ticket", "step", "team", "age", "updated", "category", "assignee", "follow_up",
    )  # fmt: skip


def test_a_list_of_the_moment_is_not_saved(sit: Callable[[], Sitting]) -> None:
    anna = sit()
    anna.panes.show_found(named_views()[0].__class__("Found", named_views()[6].filter, "", ""))
    anna.settle()
    anna.press(Key.Key_V, CTRL, SHIFT)
    anna.until(lambda: "a list of the moment" in anna.panes.queue.strip.text)
    assert not any(isinstance(each, QDialog) for each in QApplication.topLevelWidgets() if each.isVisible())  # fmt: skip
