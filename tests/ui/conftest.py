"""A window's workplace on a real desk, with everything that must hold of any window held after each test."""

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import event
from sqlalchemy.pool import Pool
from support.dialogs import Desk
from support.queues import Crowd, crowd
from support.seats import Chair, WorldOpening
from support.windows import Shown
from support.world import World

from ui.backend import Backend
from ui.collector import collect
from ui.desk import Opening
from ui.preferences import Preferences
from ui.theme import Theme
from ui.views.main_window import MainWindow
from ui.workplace import Workplace

Seated = Callable[..., Workplace]


class PatientBot(QtBot):
    """Waits for facts as long as a busy machine may need for them."""

    def waitUntil(self, callback: Any, *, timeout: int = 30_000) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = 30_000, **options: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **options)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """Give pytest-qt's bot, with patience."""
    return PatientBot(request)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Give a window's memory, in a file of this test."""
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def theme(qapp: QApplication, preferences: Preferences) -> Iterator[Theme]:
    """Give the look of the light scheme."""
    preferences.keep("scheme", "light")
    theme = Theme(qapp, preferences)
    yield theme
    theme.deleteLater()


@pytest.fixture
def chair(qtbot: QtBot, theme: Theme, preferences: Preferences) -> Iterator[Chair]:
    """Give somebody a workplace: ``chair.take(world, "anna")``; all are left at the end."""
    chair = Chair(qtbot, theme, preferences)
    yield chair
    chair.leave()


@pytest.fixture
def workplace(chair: Chair, world: World) -> Workplace:
    """Give anna's workplace on both databases, one after the other."""
    return chair.take(world, "anna")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Crowd:
    """Give a desk with 10,001 tickets on both databases, to be looked at only."""
    if request.param == "sqlite":
        return crowd(f"sqlite:///{tmp_path_factory.mktemp('crowd') / 'desk.db'}", 10_001)
    return crowd(request.getfixturevalue("new_database")("crowd"), 10_001)


@pytest.fixture
def desk(workplace: Workplace, world: World, qtbot: QtBot, chair: Chair) -> Desk:
    """Give anna's dialogs."""
    return Desk(workplace, world, qtbot, chair)


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, world: World) -> Iterator[Shown]:
    """Show main windows of anna's; all are closed at the end."""
    windows: list[MainWindow] = []

    def shown(opening: Opening | None = None) -> MainWindow:
        backend = Backend(opening or WorldOpening(world, "anna"))
        window = MainWindow(theme)
        window.serve(backend)
        windows.append(window)
        window.resize(1280, 720)
        window.show()
        backend.setParent(window)
        backend.start()
        return window

    yield shown
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(show: Shown, qtbot: QtBot) -> MainWindow:
    """Give a window whose desk is open."""
    window = show()
    qtbot.waitUntil(lambda: window.panes is not None)
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture(autouse=True)
def garbage_is_collected_on_the_gui_thread() -> Iterator[None]:
    """Keep Python from collecting widgets on a worker's thread, as the application does."""
    gc.disable()
    yield
    collect()
    gc.enable()


@pytest.fixture(autouse=True, scope="module")
def garbage_is_left_to_nobody() -> Iterator[None]:
    """Collect what a module's windows left before threads of other tests could."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def no_database_on_the_gui_thread() -> Iterator[None]:
    """Fail a test in which the window's thread takes a connection of the window's own desks."""
    taken: list[str] = []

    def look(_connection: Any, _record: Any, proxy: Any) -> None:
        is_windows = getattr(proxy._pool, "of_a_window", False)
        if is_windows and threading.current_thread() is threading.main_thread():
            taken.append("a connection was taken on the GUI thread")

    event.listen(Pool, "checkout", look)
    yield
    event.remove(Pool, "checkout", look)
    assert taken == []


@pytest.fixture(autouse=True)
def nothing_leaks(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves top-level widgets, running timers or threads behind."""
    threads = set(threading.enumerate())
    yield
    qapp.sendPostedEvents(None, 0)
    left = [thread.name for thread in set(threading.enumerate()) - threads if thread.is_alive()]
    assert left == []
    running = [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
    assert running == []
