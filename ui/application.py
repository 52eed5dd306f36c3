"""The only place where a window's parts are put together: what is seen first here, the rest in `ui.beginning`."""

import sys
from importlib import import_module

from PySide6.QtWidgets import QApplication

from ui.collector import Collector
from ui.enter_key import EnterKey
from ui.parts import load_in_parts
from ui.preferences import Preferences
from ui.start import Start
from ui.theme import Theme
from ui.views.main_window import MainWindow

# What leads to the desk, in parts that take about as long to load.
_NEXT = (
    "app.domain.workflow",
    "app.domain.events",
    "app.domain.commands",
    "app.domain.questions",
    "ui.backend",
    "ui.actions",
    "ui.beginning",
)


class Application:
    """Qt's application with one main window, whose desk is looked for once it is seen."""

    def __init__(self, start: Start) -> None:
        self.qt = QApplication(sys.argv[:1])
        self.qt.setApplicationName("Firstline")
        Collector(self.qt)
        EnterKey(self.qt)
        self._start = start
        self.theme = Theme(self.qt, Preferences(start.memory))
        self.window = MainWindow(self.theme)
        if not start.is_new:
            self.window.wait_for_the_desk(is_shared=start.is_shared, where=start.where)
        # What comes with it takes as long to load as the window takes to be seen.
        self.window.painted.connect(lambda: load_in_parts(_NEXT, self.window, self._begin))

    def run(self) -> int:
        """Show the window and stay until it is closed; gives the exit code."""
        self.window.show()
        return self.qt.exec()

    def _begin(self) -> None:
        beginning = import_module("ui.beginning").Beginning(self.window)
        beginning.begin(self._start)
