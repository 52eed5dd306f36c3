"""From the first paint to the desk: what is asked, what is made, what is wrong, and the ways on."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QProgressBar
from pytestqt.qtbot import QtBot
from support.windows import front
from support.world import PASSWORD, World

from app.desk import Desk
from app.domain.questions import PersonByLogin, TicketPage
from app.paths import url_of
from ui.beginning import Beginning
from ui.preferences import CHOSEN_DESK, Preferences
from ui.start import Origin, Start
from ui.theme import Theme
from ui.views.failed import Failed
from ui.views.main_window import MainWindow
from ui.views.making import Making
from ui.views.new_incident import NewIncidentDialog
from ui.views.shortcut_list import ShortcutList
from ui.views.skeleton import Skeleton
from ui.views.ticket_window import TicketWindow
from ui.views.welcome import Welcome

ROOT = Path(__file__).parents[2]
Begun = Callable[..., MainWindow]


@pytest.fixture
def begun(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Begun]:
    """Begin with a desk's URL as somebody; windows are closed at the end."""
    windows: list[MainWindow] = []

    def begin(url: str, login: str = "", origin: Origin = Origin.OWN) -> MainWindow:
        window = MainWindow(theme)
        windows.append(window)
        window.resize(1280, 720)
        window.show()
        Beginning(window).begin(Start(url, login, tmp_path / "window.ini", origin))
        return window

    yield begin
    for window in windows:
        window.close()
        window.deleteLater()


def failed_of(window: MainWindow, qtbot: QtBot) -> Failed:
    """Wait for the page that says why there is no desk."""
    qtbot.waitUntil(lambda: isinstance(window.page, Failed))
    assert isinstance(window.page, Failed)
    return window.page


def choose(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    """Choose a file in the dialog that is open."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()


def printed(code: str, tmp_path: Path) -> str:
    """Run a program that is given the file of a window's memory; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "window.ini")],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def test_nothing_of_the_desk_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ui.application import Application; from ui.start import Start\n"
        "application = Application(Start('sqlite:///gone.db', '', Path(sys.argv[1])))\n"
        "early = ('sqlalchemy', 'msgspec', 'app.domain', 'app.errors', 'ui.backend', 'ui.views.furniture')\n"
        "application.window.painted.connect(application.window.close)\n"
        "application.window.show()\n"
        "print(application.window.isVisible(), [each for each in early if each in sys.modules])\n"
    )
    assert printed(code, tmp_path) == "True []"


def test_the_window_answers_while_the_desk_and_the_panes_are_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QTimer\n"
        "from ui.application import Application; from ui.start import Start\n"
        "application = Application(Start('sqlite:///gone.db', '', Path(sys.argv[1])))\n"
        "window, loaded = application.window, []\n"
        "def answer(what):\n"
        "    loaded.append(what in sys.modules)\n"
        "    QTimer.singleShot(0, window, go_on if loaded[-1] else lambda: answer(what))\n"
        "def go_on():\n"
        "    print(loaded[0], len(loaded) > 5)\n"
        "    loaded.clear()\n"
        "    if 'ui.views.furniture' in sys.modules:\n"
        "        window.close()\n"
        "    else:\n"
        "        window.prepare()\n"
        "        answer('ui.views.furniture')\n"
        "window.painted.connect(lambda: answer('ui.beginning'))\n"
        "application.run()\n"
    )
    assert printed(code, tmp_path).split() == ["False", "True"] * 2


def test_the_panes_places_are_seen_until_the_desk_is_open(
    begun: Begun, qtbot: QtBot, sqlite_world: World
) -> None:
    window = begun(sqlite_world.url, "anna")
    assert isinstance(window.page, Skeleton)
    assert window.status.state == "Opening the desk…"
    qtbot.waitUntil(lambda: window.panes is not None)
    assert window.status.state == "Embedded database · live"
    assert window.status.seat == "Signed in as Anna (agent)"


@pytest.mark.parametrize(("kind", "tickets"), [("sample", 152), ("desk", 0)])
def test_the_first_start_asks_one_question(
    begun: Begun, qtbot: QtBot, tmp_path: Path, kind: str, tickets: int
) -> None:
    window = begun(url_of(tmp_path / "new" / "desk.db"))
    qtbot.waitUntil(window.isActiveWindow)
    welcome = window.page
    assert isinstance(welcome, Welcome)
    assert window.status.state == ""
    {"sample": welcome.sample, "desk": welcome.empty}[kind].click()
    assert isinstance(window.page, Making)
    assert window.status.state == "Making the desk…"
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert not window.findChildren(QFileDialog)
    assert window.status.state == "Making the desk… Another one can be opened after that."
    qtbot.waitUntil(lambda: window.panes is not None)
    assert window.panes is not None
    views = window.panes.views
    qtbot.waitUntil(lambda: views.count_of("All tickets") == str(tickets))


def test_a_sample_tells_how_far_it_is(begun: Begun, qtbot: QtBot, tmp_path: Path) -> None:
    window = begun(url_of(tmp_path / "desk.db"))
    assert isinstance(window.page, Welcome)
    window.page.sample.click()
    assert isinstance(window.page, Making)
    making = window.page
    bar, seen = making.bar, []
    assert isinstance(bar, QProgressBar)
    assert bar.maximum() == 0  # busy, until it is known how much there is
    bar.valueChanged.connect(lambda value: seen.append((value, making.text.text())))
    qtbot.waitUntil(lambda: window.panes is not None)
    values = [value for value, _ in seen]
    assert values == sorted(values)
    assert values[-1] == 151
    assert seen[-1][1] == "151 of 152 tickets are written"


def damage(file: Path) -> None:
    file.write_bytes(b"no database at all, whatever its name says" * 100)


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20_000])


def replace_by_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def age(file: Path) -> None:
    """Make the desk one of a program of years to come."""
    connection = sqlite3.connect(file)
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'desk'"
    )
    for (name,) in names.fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE desk SET schema = '9999'")
    connection.commit()
    connection.close()


WRONG: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "damaged": (damage, "file is not a database", "put a backup in its place"),
    "cut short": (cut_short, "database disk image is malformed", "put a backup in its place"),
    "a folder": (replace_by_folder, "There is no desk in", "make a new one"),
    "empty": (empty, "There is no desk in", "make a new one"),
    "newer": (age, "This desk has schema 9999, this program knows up to", ""),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_that_cannot_be_opened_says_what_to_do(
    begun: Begun, qtbot: QtBot, sqlite_template: Path, tmp_path: Path, wrong: str
) -> None:
    break_it, sentence, advice = WRONG[wrong]
    file = tmp_path / "desk.db"
    shutil.copy(sqlite_template, file)
    break_it(file)
    window = begun(url_of(file), "anna")
    failed = failed_of(window, qtbot)
    assert sentence in failed.text.text()
    assert advice in failed.advice.text()
    assert failed.advice.isVisible() is bool(advice)
    assert window.status.state == "Embedded database · not reached"
    failed.details.click()
    copied = QGuiApplication.clipboard().text()
    assert str(file) in copied


def test_a_server_that_is_away_says_what_to_do_without_its_password(
    begun: Begun, qtbot: QtBot
) -> None:
    window = begun(f"postgresql://anna:{PASSWORD}@127.0.0.1:1/desk")
    failed = failed_of(window, qtbot)
    assert "Look whether the network is there" in failed.advice.text()
    assert window.status.state == "Shared database · not reached"
    assert PASSWORD not in failed.report + failed.text.text()


def test_somebody_the_desk_does_not_know_is_told_so(
    begun: Begun, qtbot: QtBot, sqlite_world: World
) -> None:
    failed = failed_of(begun(sqlite_world.url, "nobody"), qtbot)
    assert failed.text.text().startswith("This desk knows nobody with the login “nobody”.")


def test_what_was_mended_is_tried_again(
    begun: Begun, qtbot: QtBot, sqlite_template: Path, tmp_path: Path
) -> None:
    file = tmp_path / "desk.db"
    damage(file)
    window = begun(url_of(file), "anna")
    failed = failed_of(window, qtbot)
    assert window.focusWidget() is failed.button
    shutil.copy(sqlite_template, file)
    failed.button.click()
    assert window.status.state == "Opening the desk…"
    qtbot.waitUntil(lambda: window.panes is not None)
    assert window.status.state == "Embedded database · live"


def test_another_desk_is_opened_instead(
    begun: Begun, qtbot: QtBot, sqlite_world: World, tmp_path: Path
) -> None:
    ticket = sqlite_world.log(title="Of the other desk")
    damage(tmp_path / "broken.db")
    window = begun(url_of(tmp_path / "broken.db"), "anna")
    failed_of(window, qtbot).another.click()
    choose(window, qtbot, Path(sqlite_world.url.removeprefix("sqlite:///")))
    qtbot.waitUntil(lambda: window.panes is not None)
    assert window.panes is not None
    window.panes.views.choose("All tickets")
    queue = window.panes.queue
    qtbot.waitUntil(lambda: queue.current == ticket)


def test_a_new_desk_is_made_instead(begun: Begun, qtbot: QtBot, tmp_path: Path) -> None:
    damage(tmp_path / "broken.db")
    window = begun(url_of(tmp_path / "broken.db"))
    failed_of(window, qtbot).new.click()
    choose(window, qtbot, tmp_path / "new.db")
    assert isinstance(window.page, Welcome)
    window.page.empty.click()
    qtbot.waitUntil(lambda: window.panes is not None)
    desk = Desk(url_of(tmp_path / "new.db"))
    assert desk.ask(TicketPage()).rows == ()
    assert desk.ask(PersonByLogin("anna")) is None
    desk.close()


@pytest.mark.parametrize("origin", [Origin.OWN, Origin.NAMED])
def test_a_desk_that_was_chosen_and_opened_is_remembered(
    begun: Begun,
    qtbot: QtBot,
    sqlite_world: World,
    tmp_path: Path,
    preferences: Preferences,
    origin: Origin,
) -> None:
    damage(tmp_path / "broken.db")
    damage(tmp_path / "too.db")
    window = begun(url_of(tmp_path / "broken.db"), "anna", origin)
    failed_of(window, qtbot).another.click()
    choose(window, qtbot, tmp_path / "too.db")
    qtbot.waitUntil(lambda: isinstance(window.page, Skeleton))
    again = failed_of(window, qtbot)
    assert preferences.text(CHOSEN_DESK) == ""
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))
    again.another.click()
    choose(window, qtbot, Path(sqlite_world.url.removeprefix("sqlite:///")))
    qtbot.waitUntil(lambda: window.panes is not None)
    # Who names a desk means it for that time.
    is_kept = origin is Origin.OWN
    assert preferences.text(CHOSEN_DESK) == (sqlite_world.url if is_kept else "")


def test_another_desk_is_gone_to_from_an_open_one(
    begun: Begun,
    qtbot: QtBot,
    sqlite_template: Path,
    sqlite_world: World,
    tmp_path: Path,
    preferences: Preferences,
) -> None:
    first, ticket = sqlite_world.log(title="Of the first desk"), 0
    shutil.copy(sqlite_template, tmp_path / "second.db")
    second = World(url_of(tmp_path / "second.db"))
    ticket = second.log(title="Of the second desk")
    second.close()
    window = begun(sqlite_world.url, "anna")
    qtbot.waitUntil(lambda: window.panes is not None)
    assert window.furniture is not None
    window.furniture.windows.open(first)
    window.furniture.deeds.actions["new_incident"].trigger()
    window.furniture.deeds.actions["other_desk"].trigger()
    before = window.panes
    choose(window, qtbot, tmp_path / "second.db")
    assert isinstance(window.page, Skeleton)
    qtbot.waitUntil(lambda: front(TicketWindow) == [] and front(NewIncidentDialog) == [])
    qtbot.waitUntil(lambda: window.panes not in (None, before))
    assert window.panes is not None
    window.panes.views.choose("All tickets")
    queue = window.panes.queue
    qtbot.waitUntil(lambda: queue.current == ticket)
    assert menus_of(window) == ["Desk", "Go", "Ticket", "View", "Help"]
    assert preferences.text(CHOSEN_DESK) == url_of(tmp_path / "second.db")


def test_a_remembered_desk_that_is_gone_is_missed(
    begun: Begun, qtbot: QtBot, tmp_path: Path
) -> None:
    gone = tmp_path / "stick" / "desk.db"
    failed = failed_of(begun(url_of(gone), "anna", Origin.REMEMBERED), qtbot)
    assert failed.text.text() == f"There is no desk in {gone}."
    assert not gone.parent.exists()


def test_before_there_is_a_desk_keys_and_menus_are_there(
    begun: Begun, qtbot: QtBot, tmp_path: Path, theme: Theme, sqlite_world: World
) -> None:
    window = begun(url_of(tmp_path / "desk.db"))
    qtbot.waitUntil(window.isActiveWindow)
    assert menus_of(window) == ["Desk", "View", "Help"]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F1)
    (listed,) = front(ShortcutList)
    assert listed.shown == {
        "Desk": ["Open another desk…", "Quit"],
        "View": ["Larger text", "Smaller text", "Usual text size"],
        "Help": ["Keyboard shortcuts"],
    }
    listed.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme.scale == 110
    theme.set_scale(100)
    opened = begun(sqlite_world.url, "anna")
    qtbot.waitUntil(lambda: opened.panes is not None)
    assert menus_of(opened) == ["Desk", "Go", "Ticket", "View", "Help"]


def menus_of(window: MainWindow) -> list[str]:
    return [entry.text().replace("&", "") for entry in window.menuBar().actions()]
