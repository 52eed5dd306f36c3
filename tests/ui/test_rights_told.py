"""Who lacks a right, or a role, hears it before anything is filled in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from support.seats import Chair, WorldOpening
from support.settings import Settings
from support.world import World

from app.domain.commands import AddThing
from ui.backend import Backend
from ui.beginning import Beginning
from ui.start import Start
from ui.theme import Theme
from ui.views.failed import Failed
from ui.views.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
Shown = Callable[[str], MainWindow]


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, world: World) -> Iterator[Shown]:
    """Show somebody's main window; all are closed at the end."""
    windows: list[MainWindow] = []

    def shown(login: str) -> MainWindow:
        backend = Backend(WorldOpening(world, login))
        window = MainWindow(theme)
        windows.append(window)
        window.serve(backend)
        backend.setParent(window)
        window.resize(1280, 720)
        window.show()
        backend.start()
        qtbot.waitUntil(lambda: window.furniture is not None)
        return window

    yield shown
    for window in windows:
        window.close()
        window.deleteLater()


def test_who_may_not_log_an_incident_hears_it_at_once_until_they_may(
    show: Shown, qtbot: QtBot, world: World
) -> None:
    window = show("kay")
    new = window.panes.queue.head.new
    qtbot.waitUntil(lambda: bool(new.property("barred")))
    assert not new.property("primary")
    assert "Ask Anna" in new.toolTip()
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    assert window.strip.text == new.toolTip()
    assert window.findChildren(QDialog) == []
    values = {"person": world.id("person", "kay"), "role": "agent"}
    world.tell("ada", AddThing, thing="role_grant", row_id=world.new_id(), values=values)
    qtbot.waitUntil(lambda: bool(new.property("primary")))


def test_an_agent_is_not_barred(show: Shown, qtbot: QtBot) -> None:
    window = show("anna")
    qtbot.waitUntil(lambda: window.panes.queue.body.is_empty)
    assert window.panes.queue.head.new.property("primary")
    assert not window.panes.queue.head.new.property("barred")


def test_a_person_without_a_role_sees_nothing_and_hears_whom_to_ask(
    qtbot: QtBot, theme: Theme, sqlite_world: World, tmp_path: Path
) -> None:
    window = MainWindow(theme)
    window.show()
    Beginning(window).begin(Start(sqlite_world.url, "uma", tmp_path / "window.ini"))
    qtbot.waitUntil(lambda: isinstance(window.page, Failed))
    assert window.page.text.text().startswith(
        "Uma has no role at this desk, and so sees nothing of it. Ask Ada"
    )
    window.close()
    window.deleteLater()


def test_a_member_without_a_role_is_marked(qtbot: QtBot, chair: Chair, world: World) -> None:
    team = world.id("team", "Network")
    values = {"person": world.id("person", "vic"), "team": team}
    world.tell("ada", AddThing, thing="membership", row_id=world.new_id(), values=values)
    settings = Settings(qtbot, chair, world)
    settings.show("team")
    settings.find("Network")
    ties = settings.detail("team", "Network").ties
    told = {tie.shown: tie.warning for tie in ties if tie.thing == "membership"}
    assert told.pop("Vic") == "no role: is assigned no tickets"
    assert set(told.values()) <= {""}
    rows = settings.pane.form.editors["membership"].ties
    marks = {rows.index(n).data(Qt.ItemDataRole.UserRole).mark for n in range(rows.rowCount())}
    assert "⚠ no role: is assigned no tickets" in marks
