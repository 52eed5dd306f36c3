"""The only place where a window's parts are put together."""

import gc
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.backend import Backend
from ui.collector import Collector
from ui.enter_key import EnterKey
from ui.opening import DeskOpening
from ui.preferences import Preferences
from ui.theme import Theme
from ui.views.main_window import MainWindow
from ui.views.welcome import Welcome


@dataclass(frozen=True)
class Start:
    """What a window is started with: the desk's URL, the person's login, and the file of its memory."""

    url: str
    login: str
    memory: Path


class Application:
    """Qt's application with one main window."""

    def __init__(self, start: Start) -> None:
        self.qt = QApplication(sys.argv[:1])
        self.qt.setApplicationName("Firstline")
        Collector(self.qt)
        self.qt.installEventFilter(EnterKey(self.qt))
        self.opening = DeskOpening(start.url, start.login)
        preferences = Preferences(start.memory)
        self.theme = Theme(self.qt, preferences)
        self.backend = Backend(self.opening)
        # What is loaded once the desk is open stays: no collection need look at it again.
        self.backend.opened.connect(gc.freeze)
        self.window = MainWindow(self.backend, self.theme, preferences)
        begin(self.opening, self.backend, self.window, self.theme)

    def run(self) -> int:
        """Show the window and stay until it is closed; gives the exit code."""
        self.window.show()
        return self.qt.exec()


def begin(opening: DeskOpening, backend: Backend, window: MainWindow, theme: Theme) -> None:
    """Open the desk, or ask which one to make where there is none yet."""

    def found(kind: str) -> None:
        opening.founding = kind
        window.wait_for_the_desk()
        start()

    def start() -> None:
        backend.start()
        window.prepare()

    if opening.is_new:
        welcome = Welcome(theme, opening.where)
        welcome.chosen.connect(found)
        window.show_page(welcome)
    else:
        # After the first paint: what is imported meanwhile would hold it up.
        QTimer.singleShot(0, window, start)
