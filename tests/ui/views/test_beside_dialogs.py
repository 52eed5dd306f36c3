"""Dialogs beside their window: keys typed at once, one dialog of each, colleagues in notes."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from support.dialogs import Desk, way_of
from support.windows import front, panes_of
from support.world import World

from ui.views.form_dialog import FormDialog
from ui.views.main_window import MainWindow
from ui.views.transition_dialog import TransitionDialog, start_transition

# What each dialog asks first, and the beginning of an answer.
FIRST = {
    "resolve": ("resolution_code", "Config"),
    "cancel": ("reason", "twice"),
    "hand_over": ("team", "Netw"),
}


def shown_in(window: MainWindow, qtbot: QtBot, world: World) -> int:
    """Show a ticket in diagnosis in the window's pane."""
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    panes = panes_of(window)
    panes.views.choose("All tickets")
    qtbot.waitUntil(lambda: panes.ticket.detail is not None)
    return ticket


@pytest.mark.parametrize("deed", FIRST)
def test_what_is_typed_at_once_is_the_dialogs(
    window: MainWindow, qtbot: QtBot, world: World, deed: str
) -> None:
    shown_in(window, qtbot, world)
    name, text = FIRST[deed]
    assert window.furniture is not None
    window.furniture.deeds.actions[deed].trigger()
    # As the desktop gives keys: to the window it last heard to be in front.
    handle = window.windowHandle()
    for letter in text:
        key = Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(handle, event)
    (dialog,) = [each for kind in (TransitionDialog, FormDialog) for each in front(kind)]
    assert dialog.form.rows[name].entry[1] == text
    assert not dialog.isModal()
    dialog.reject()


def test_the_window_stays_at_hand_and_the_dialog_is_gone_back_to(desk: Desk, world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    desk.parent.show()
    dialog = desk.begin(ticket, "resolve")
    desk.write(dialog, "resolution", "MTU set")
    desk.parent.activateWindow()
    desk.qtbot.waitUntil(desk.parent.isActiveWindow)
    detail = desk.detail(ticket)
    way = way_of(detail, "resolve")
    again = start_transition(desk.workplace, detail, way, desk.parent, desk.refusals.append)
    assert again is None
    assert front(TransitionDialog) == [dialog]
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    dialog.reject()


def popup() -> QWidget | None:
    """Give the list that is offered."""
    return QApplication.activePopupWidget()


def test_a_colleague_is_completed_in_the_note_of_a_transition(desk: Desk, world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    dialog = desk.begin(ticket, "escalate")
    desk.write(dialog, "note", "MTU? Ask @be")
    desk.qtbot.waitUntil(lambda: popup() is not None)
    desk.qtbot.keyClick(popup(), Qt.Key.Key_Return)
    box = dialog.form.rows["note"].box
    assert isinstance(box, QPlainTextEdit)
    assert box.toPlainText() == "MTU? Ask @ben "
    desk.finish(dialog)
    people = [(each.name, each.kind) for each in desk.detail(ticket).people]
    assert people == [("Ben", "mentioned")]


def test_a_note_to_the_user_offers_no_colleagues(desk: Desk, world: World) -> None:
    ticket = world.log()
    dialog = desk.begin(ticket, "wait")
    desk.choose(dialog, "waiting_reason", "Awaiting the user")
    desk.write(dialog, "note", "Hello @be")
    assert popup() is None
    assert dialog.form.rows["note"].field.is_public
    dialog.reject()
