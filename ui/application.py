"""The only place where a window's parts are put together."""

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.backend import Backend
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
        self.opening = DeskOpening(start.url, start.login)
        preferences = Preferences(start.memory)
        self.theme = Theme(self.qt, preferences)
        self.backend = Backend(self.opening)
        self.window = MainWindow(self.backend, self.theme, preferences)
        if self.opening.is_new:
            welcome = Welcome(self.theme, self.opening.where)
            welcome.chosen.connect(self.found)
            self.window.show_page(welcome)

    def found(self, kind: str) -> None:
        """Make a desk of `kind` and open it."""
        self.opening.founding = kind
        self.window.wait_for_the_desk()
        self.backend.start()

    def run(self) -> int:
        """Show the window and stay until it is closed; gives the exit code."""
        self.window.show()
        if not self.opening.is_new:
            self.backend.start()
        return self.qt.exec()
