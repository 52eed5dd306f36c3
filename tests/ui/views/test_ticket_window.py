"""A ticket's own window: what can be done in it by key, and what it hands on to the main one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.windows import front, panes_of
from support.world import World

from ui.theme import Theme
from ui.views.main_window import MainWindow
from ui.views.new_incident import NewIncidentDialog
from ui.views.palette import Palette
from ui.views.shortcut_list import ShortcutList
from ui.views.ticket_window import TicketWindow
from ui.views.transition_dialog import TransitionDialog

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ticket(world: World) -> int:
    """Give a ticket in diagnosis, and another one beside it."""
    world.log(title="Core switch down")
    ticket = world.log(title="Badge printer")
    world.bring("anna", ticket, "triage")
    return ticket


@pytest.fixture
def own(window: MainWindow, qtbot: QtBot, ticket: int) -> TicketWindow:
    """Give the ticket's own window, in front of anna's main one."""
    assert window.furniture is not None
    window.furniture.windows.open(ticket)
    own = window.furniture.windows.shown[ticket]
    qtbot.waitUntil(own.isActiveWindow)
    qtbot.waitUntil(lambda: own.pane.detail is not None)
    own.pane.focus()
    return own


def press(
    qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, held)


def test_f1_lists_what_this_window_can_do_and_no_more(own: TicketWindow, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_F1)
    (listed,) = front(ShortcutList)
    assert list(listed.shown) == ["Desk", "Go", "Ticket", "View", "Help", "Writing and dialogs"]
    assert listed.shown["Desk"] == [
        "New incident",
        "Find anything",
        "Read again",
        "Close the window",
    ]
    assert "Filter the queue" in listed.shown["Go"]
    assert "Next pane" not in listed.shown["Go"]
    assert "Resolve" in listed.shown["Ticket"]
    listed.close()


def test_its_menus_show_its_shortcuts(own: TicketWindow) -> None:
    menus = {entry.text().replace("&", ""): entry.menu() for entry in own.menuBar().actions()}
    assert list(menus) == ["Desk", "Go", "Ticket", "View", "Help"]
    keys = {
        action.text(): action.shortcut().toString()
        for menu in menus.values()
        for action in menu.actions()
        if not action.isSeparator()
    }
    wanted = {"Find anything": "Ctrl+K", "Filter the queue": "Ctrl+F", "Keyboard shortcuts": "F1"}
    assert keys | wanted == keys
    assert keys["Close the window"] == "Ctrl+W"


def test_ctrl_k_finds_other_tickets_and_does_what_can_be_done_here(
    own: TicketWindow, window: MainWindow, qtbot: QtBot, theme: Theme
) -> None:
    press(qtbot, Qt.Key.Key_K, CTRL)
    (palette,) = front(Palette)
    qtbot.keyClicks(palette.box, "core sw")
    qtbot.waitUntil(lambda: palette.found.rowCount() == 2)
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(front(TicketWindow)) == 2)
    own.activateWindow()
    qtbot.waitUntil(own.isActiveWindow)
    press(qtbot, Qt.Key.Key_K, CTRL)
    (palette,) = front(Palette)
    qtbot.keyClicks(palette.box, "larger")
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert theme.scale == 110
    theme.set_scale(100)


def test_keys_of_the_queue_bring_the_main_window_to_the_front(
    own: TicketWindow, window: MainWindow, qtbot: QtBot
) -> None:
    panes = panes_of(window)
    press(qtbot, Qt.Key.Key_6, ALT)
    qtbot.waitUntil(window.isActiveWindow)
    assert panes.views.title == "All open"
    assert panes.queue.body.isAncestorOf(window.focusWidget())
    own.activateWindow()
    qtbot.waitUntil(own.isActiveWindow)
    press(qtbot, Qt.Key.Key_F, CTRL)
    qtbot.waitUntil(window.isActiveWindow)
    assert window.focusWidget() is panes.queue.bar.edit


def test_a_new_incident_can_be_logged_from_it(own: TicketWindow, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_N, CTRL)
    (dialog,) = front(NewIncidentDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.reject()


def test_esc_closes_it_and_what_is_written_is_kept(
    own: TicketWindow, window: MainWindow, qtbot: QtBot, ticket: int
) -> None:
    press(qtbot, Qt.Key.Key_M, CTRL)
    note = own.pane.face.composer.text
    qtbot.keyClicks(note, "Toner is")
    press(qtbot, Qt.Key.Key_Escape)
    assert window.furniture is not None
    windows = window.furniture.windows
    qtbot.waitUntil(lambda: not windows.shown)
    windows.open(ticket)
    again = windows.shown[ticket]
    qtbot.waitUntil(lambda: again.pane.detail is not None)
    assert again.pane.face.composer.text.toPlainText() == "Toner is"


def test_esc_takes_a_half_typed_title_back_before_it_closes(
    own: TicketWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_F2)
    qtbot.keyClicks(own.pane.face.title.input, "Coffee")
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(own.pane.face.title.input.isHidden)
    assert own.isVisible()
    assert own.pane.face.title.label.text() == "Badge printer"
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: front(TicketWindow) == [])


def test_a_transition_is_taken_from_it_in_one_dialog(own: TicketWindow, qtbot: QtBot) -> None:
    for _ in range(2):
        own.activateWindow()
        qtbot.waitUntil(own.isActiveWindow)
        press(qtbot, Qt.Key.Key_R, CTRL_SHIFT)
        (dialog,) = front(TransitionDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.parentWidget() is own
    dialog.reject()
