"""A desk on its first day: what it still needs is listed where nothing is, and an empty list says where to add."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.seats import Chair
from support.world import World

from app.domain.commands import AddThing, EditThing
from app.domain.setting_questions import ThingsBegun
from app.paths import url_of
from ui.beginning import Beginning
from ui.start import Start
from ui.theme import Theme
from ui.views.first_day import FirstDay
from ui.views.main_window import MainWindow
from ui.views.palette import Palette
from ui.views.settings.thing_page import ThingPage
from ui.views.welcome import Welcome
from ui.widgets.reference_input import ReferenceInput

Begun = Callable[[], MainWindow]


@pytest.fixture
def begun(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Begun]:
    """Begin with an empty desk; windows are closed at the end."""
    windows: list[MainWindow] = []

    def begin() -> MainWindow:
        window = MainWindow(theme)
        windows.append(window)
        window.resize(1280, 720)
        window.show()
        start = Start(url_of(tmp_path / "desk.db"), "", tmp_path / "window.ini")
        Beginning(window).begin(start)
        if isinstance(window.page, Welcome):
            window.page.empty.click()
        qtbot.waitUntil(lambda: window.furniture is not None)
        return window

    yield begin
    for window in windows:
        window.close()
        window.deleteLater()


def test_an_empty_desk_lists_what_it_needs_and_each_leads_to_its_page(
    begun: Begun, qtbot: QtBot
) -> None:
    window = begun()
    list_ = window.panes.queue.body.empty.first_day
    qtbot.waitUntil(list_.isVisible)
    to_do = {thing for thing, step in list_.steps.items() if step.text().startswith("○")}
    assert to_do == {"service", "category", "person"}
    list_.steps["category"].click()
    settings = window.furniture.settings
    page = settings.page
    assert isinstance(page, ThingPage)
    assert page.kind.thing == "category"
    assert page.isAncestorOf(settings.focusWidget())
    seat = window.panes.workplace.seat
    for thing in ("service", "category", "person"):
        command = seat.command(AddThing, thing=thing, row_id=seat.new_id(), values={"name": "Mail"})
        window.panes.workplace.backend.tell(command, owner=window)
    qtbot.waitUntil(list_.isHidden)
    window.panes.show_view(window.panes.views.entries[1][0])
    qtbot.waitUntil(lambda: window.panes.queue.body.is_empty)
    assert list_.isHidden()


def test_it_is_dismissed_for_good(begun: Begun, qtbot: QtBot) -> None:
    first = begun().panes.queue.body.empty.first_day
    qtbot.waitUntil(first.isVisible)
    first.dismiss.click()
    assert first.isHidden()
    again = begun().panes.queue.body.empty.first_day
    again.offer()
    assert again.isHidden()


def test_somebody_else_is_not_asked(chair: Chair, world: World, qtbot: QtBot) -> None:
    list_ = FirstDay(chair.take(world, "anna"))
    qtbot.addWidget(list_)
    list_.offer()
    assert list_.isHidden()


def test_the_desk_says_what_it_has_some_of(world: World) -> None:
    begun = world.desk("ada").ask(ThingsBegun())
    assert {"person", "team", "category", "matrix"} <= begun
    network = world.id("service", "Network")
    world.tell("ada", EditThing, thing="service", row_id=network, values={"active": 0})
    assert "service" not in world.desk("ada").ask(ThingsBegun())


def test_an_empty_list_says_where_to_add(chair: Chair, world: World, qtbot: QtBot) -> None:
    network = world.id("service", "Network")
    world.tell("ada", EditThing, thing="service", row_id=network, values={"active": 0})
    box = ReferenceInput(chair.take(world, "ada").backend, "service")
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    qtbot.waitUntil(box.line.hasFocus)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    popup = box.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    shown = popup.model().index(0, 0).data()
    assert shown == "None yet. Add services in Desk settings (Ctrl+,)."
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert box.entry == (None, "")


def test_the_palette_leads_to_the_pages_of_the_settings(begun: Begun, qtbot: QtBot) -> None:
    window = begun()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (palette,) = window.findChildren(Palette)
    qtbot.keyClicks(palette.box, "waiting reasons")
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.furniture.settings is not None)
    page = window.furniture.settings.page
    assert isinstance(page, ThingPage)
    assert page.kind.thing == "waiting_reason"
