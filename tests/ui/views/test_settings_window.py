"""The settings window beside the main one: opened by key, walked through, closed with it; on an empty desk too."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.seats import Chair, WorldOpening
from support.settings import ALT, CTRL, Settings
from support.world import World

from app.channels.founding import founding
from app.domain.commands import AssignTicket, EditThing
from ui.backend import Backend
from ui.opening import DeskOpening
from ui.preferences import Preferences
from ui.start import Start
from ui.theme import Theme
from ui.views.main_window import MainWindow
from ui.views.settings.thing_page import ThingPage
from ui.views.settings.window import SettingsWindow
from ui.workplace import Workplace

Shown = Callable[[], MainWindow]


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, world: World) -> Iterator[Shown]:
    """Show main windows of ada's; all are closed at the end."""
    windows: list[MainWindow] = []

    def shown() -> MainWindow:
        backend = Backend(WorldOpening(world, "ada"))
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


@pytest.fixture
def main(show: Shown) -> MainWindow:
    """Show ada's main window."""
    return show()


def opened(main: MainWindow, qtbot: QtBot) -> SettingsWindow:
    """Open the settings by their key."""
    qtbot.keyClick(main, Qt.Key.Key_Comma, CTRL)
    assert main.furniture is not None
    settings = main.furniture.settings
    assert settings is not None
    qtbot.waitUntil(settings.isVisible)
    return settings


def test_the_settings_open_by_key_once_and_close_with_the_main_window(
    main: MainWindow, qtbot: QtBot
) -> None:
    settings = opened(main, qtbot)
    assert settings.list.currentItem().text() == "People"
    assert opened(main, qtbot) is settings
    main.close()
    assert not settings.isVisible()


def test_they_open_on_the_list_and_enter_edits(main: MainWindow, qtbot: QtBot) -> None:
    settings = opened(main, qtbot)
    page = settings.page
    assert isinstance(page, ThingPage)
    qtbot.waitUntil(settings.isActiveWindow)
    qtbot.waitUntil(lambda: page.pane.shown.detail is not None)
    assert settings.focusWidget() is page.view
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert settings.focusWidget() is page.pane.form.form.rows["name"].box
    qtbot.keyClick(settings, Qt.Key.Key_2, ALT)
    assert settings.focusWidget() is settings.page.view


def test_what_is_typed_is_saved_wherever_the_keyboard_is(
    qtbot: QtBot, chair: Chair, world: World
) -> None:
    settings = Settings(qtbot, chair, world)
    settings.show("person")
    settings.find("Uma")
    settings.press(Qt.Key.Key_Return)
    settings.write("site", "Lisbon")
    settings.window.list.setFocus()
    settings.save()
    assert settings.values("person", "Uma")["site"] == "Lisbon"


def test_tickets_of_somebody_retired_are_shown_in_the_queue(
    main: MainWindow, qtbot: QtBot, world: World
) -> None:
    ben = world.id("person", "ben")
    ticket, _other = world.log(title="Theirs"), world.log()
    world.tell("anna", AssignTicket, ticket=ticket, values={"assignee": ben})
    world.tell("ada", EditThing, thing="person", row_id=ben, values={"active": 0})
    settings = opened(main, qtbot)
    page = settings.page
    assert isinstance(page, ThingPage)
    page.retired.click()
    qtbot.waitUntil(lambda: page.model.index_of(ben).isValid())
    page.view.setCurrentIndex(page.model.index_of(ben))
    qtbot.waitUntil(lambda: bool(page.pane.retire_bar.ticket_buttons))
    page.pane.retire_bar.ticket_buttons[0].click()
    panes = main.panes
    assert panes is not None
    qtbot.waitUntil(lambda: list(panes.queue.model.list.ids) == [ticket])
    assert panes.queue.head.title.text() == "Ben: 1 open ticket assigned"
    assert panes.views.title == ""
    panes.views.choose("All tickets")
    qtbot.waitUntil(lambda: len(panes.queue.model.list) == 2)


def test_what_is_typed_outlives_the_window_and_is_in_the_list_of_drafts(
    show: Shown, qtbot: QtBot, world: World
) -> None:
    uma = world.id("person", "uma")
    first = show()
    page = opened(first, qtbot).page
    assert isinstance(page, ThingPage)
    page.pane.show_record(uma)
    qtbot.waitUntil(lambda: page.pane.title.text() == "Uma")
    page.pane.form.form.rows["site"].focus()
    qtbot.keyClicks(page.pane.form.form.rows["site"].box, "Porto")
    page.begin_new()
    qtbot.keyClicks(page.pane.form.form.rows["name"].box, "Nell")
    first.close()
    second = show()
    typed = second.panes.workplace.typed
    qtbot.waitUntil(lambda: len(typed.all()) == 2)
    about = {(kept.about.action, kept.about.title, kept.text) for kept in typed.all()}
    assert about == {("Desk settings", "Uma", "Porto"), ("New person", "", "Nell")}
    kept = next(each for each in typed.all() if each.about.title == "Uma")
    second.furniture.deeds.go_on(kept)
    window = second.furniture.settings
    assert window.page.pane.isAncestorOf(window.focusWidget())
    qtbot.waitUntil(lambda: window.page.pane.form.form.rows["site"].entry[1] == "Porto")
    window.page.pane.save()
    qtbot.waitUntil(lambda: [each.text for each in typed.all()] == ["Nell"])
    typed.drop(typed.all()[0])
    window.page.begin_new()
    assert window.page.pane.form.form.rows["name"].entry[1] == ""


def test_a_draft_discarded_in_the_list_leaves_the_form_too(main: MainWindow, qtbot: QtBot) -> None:
    page = opened(main, qtbot).page
    assert isinstance(page, ThingPage)
    page.begin_new()
    qtbot.keyClicks(page.pane.form.form.rows["name"].box, "Nell")
    typed = main.panes.workplace.typed
    typed.drop(typed.all()[0])
    assert page.pane.form.form.rows["name"].entry[1] == ""
    assert page.pane.afresh.isHidden()


def test_pages_and_their_parts_are_reached_by_key(qtbot: QtBot, chair: Chair, world: World) -> None:
    settings = Settings(qtbot, chair, world)
    settings.show("person")
    settings.press(Qt.Key.Key_4, ALT)
    assert settings.page.kind.title == "Services"
    qtbot.waitUntil(lambda: settings.lines == ["Network"])
    settings.window.list.setFocus()
    met = []
    for _ in range(4):
        settings.press(Qt.Key.Key_F6)
        focus = settings.focus
        met.append(
            "list" if focus is settings.page.view
            else "form" if settings.pane.isAncestorOf(focus)
            else "pages"
        )  # fmt: skip
    assert met == ["list", "form", "pages", "list"]
    settings.press(Qt.Key.Key_W, CTRL)
    assert not settings.window.isVisible()


def test_what_changed_while_the_window_was_away_is_read_when_it_is_back(
    qtbot: QtBot, chair: Chair, world: World
) -> None:
    settings = Settings(qtbot, chair, world)
    settings.show("service")
    settings.window.close()
    network = world.id("service", "Network")
    with qtbot.waitSignal(settings.workplace.backend.changed):
        world.tell("ada", EditThing, thing="service", row_id=network, values={"name": "Networks"})
    settings.window.open()
    qtbot.waitUntil(lambda: settings.lines == ["Networks"])
    settings.wait_for("Networks")


def test_an_empty_desk_says_what_belongs_where_and_takes_the_first(
    qtbot: QtBot, empty_url: str, theme: Theme, preferences: Preferences, tmp_path: Path
) -> None:
    with founding(empty_url):
        pass
    backend = Backend(DeskOpening(Start(empty_url, "", tmp_path / "memory.ini")))
    with qtbot.waitSignal(backend.opened) as seated:
        backend.start()
    window = SettingsWindow(Workplace(backend, seated.args[0], theme, preferences))
    qtbot.addWidget(window)
    window.open()
    window.show_page("service")
    page = window.page
    assert isinstance(page, ThingPage)
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.heading.text() == "No services yet"
    page.empty.action.click()
    qtbot.keyClicks(page.pane.form.form.rows["name"].box, "E-mail")
    qtbot.keyClick(page.pane.form.form.rows["name"].box, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.search.setText("nothing like it")
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.heading.text() == "Nothing is found"
    page.empty.action.click()
    qtbot.waitUntil(page.view.isVisible)
    assert backend.close() == 0
    backend.deleteLater()


def test_text_and_scheme_change_under_an_open_window(
    qtbot: QtBot, chair: Chair, world: World, theme: Theme
) -> None:
    settings = Settings(qtbot, chair, world)
    settings.show("person")
    before = settings.page.view.sizeHintForRow(0)
    theme.set_scale(200)
    theme.set_scheme("dark")
    settings.window.grab()
    assert settings.page.view.sizeHintForRow(0) == 2 * before
    theme.set_scale(100)
