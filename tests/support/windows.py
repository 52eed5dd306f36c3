"""Main windows and others in front of them, for tests."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from ui.views.desk_panes import DeskPanes
from ui.views.main_window import MainWindow

W = TypeVar("W", bound=QWidget)
Shown = Callable[..., MainWindow]


def panes_of(window: MainWindow) -> DeskPanes:
    """Give the panes of a window whose desk is open."""
    assert window.panes is not None
    return window.panes


def front(kind: type[W]) -> list[W]:
    """Give the windows of one kind that are in sight."""
    tops = QApplication.topLevelWidgets()
    return [each for each in tops if isinstance(each, kind) and each.isVisible()]
