"""The settings window stands still under the hand, and fits the screen with its frame."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.seats import Chair
from support.settings import CTRL, Settings
from support.world import World

from ui.theme import Theme
from ui.views.main_window import MainWindow
from ui.views.ticket_window import TicketWindow
from ui.widgets.placing import AROUND

Opened = Callable[..., Settings]


@pytest.fixture
def opened(qtbot: QtBot, chair: Chair, world: World) -> Opened:
    """Open the settings as somebody."""
    return lambda login="ada": Settings(qtbot, chair, world, login)


def places(settings: Settings, *widgets: QWidget) -> list[QPoint]:
    settings.window.grab()  # lays out what is due
    return [each.mapTo(settings.window, QPoint()) for each in widgets]


def test_what_is_told_moves_neither_form_nor_buttons(opened: Opened) -> None:
    settings = opened()
    settings.show("person")
    settings.find("Uma")
    row = settings.pane.form.form.rows["site"]
    parts = (settings.pane.form.form.rows["name"], row, settings.pane.retire)
    before = places(settings, *parts)
    settings.press(Qt.Key.Key_Return)
    settings.write("site", "Lisbon")
    settings.save()
    assert "Site changed" in settings.said()
    assert places(settings, *parts) == before


@pytest.mark.parametrize(("thing", "field"), [("team", "tier"), ("waiting_reason", "waits_on")])
def test_a_new_record_has_no_choice_of_the_one_before(
    opened: Opened, qtbot: QtBot, thing: str, field: str
) -> None:
    settings = opened()
    settings.show(thing)
    row = settings.pane.form.form.rows[field]
    qtbot.waitUntil(lambda: row.entry[0] is not None)
    settings.begin_new()
    assert row.entry == (None, "")


def test_what_is_told_does_not_move_the_matrix(opened: Opened, qtbot: QtBot) -> None:
    settings = opened()
    settings.show("matrix")
    page = settings.matrix
    qtbot.waitUntil(lambda: "version 1" in page.version.text())
    before = places(settings, page.table, page.publish)
    settings.press(Qt.Key.Key_Return, CTRL)
    page.strip.say("Published.", "good")
    assert places(settings, page.table, page.publish) == before


def test_a_window_leaves_room_for_its_frame(
    opened: Opened, theme: Theme, world: World, qtbot: QtBot
) -> None:
    settings = opened()
    ticket = TicketWindow(settings.workplace, world.log())
    main = MainWindow(theme)
    for window in (settings.window, ticket, main):
        whole = window.size() + AROUND
        assert whole.boundedTo(window.screen().availableGeometry().size()) == whole
    for made in (ticket, main):
        qtbot.addWidget(made)
