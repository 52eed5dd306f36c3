"""Taking a timeline's entry out of it: copied, or whole in a window."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.text import tr
from ui.models.timeline_model import ROW
from ui.models.timeline_rows import TimelineRow
from ui.presenter import copy
from ui.theme import Theme
from ui.widgets.text_window import TextWindow
from ui.widgets.timeline_delegate import TimelineDelegate


class EntryReading:
    """Gives entries in the words of the delegate's voices."""

    def __init__(
        self, theme: Theme, delegate: TimelineDelegate, now: Callable[[], int], view: QWidget
    ) -> None:
        self._theme = theme
        self._delegate = delegate
        self._now = now
        self._view = view

    def whole(self, row: TimelineRow) -> str:
        """Give a line with all it says."""
        return self._delegate.voices.whole(row, self._now())

    def copy(self, index: QModelIndex) -> None:
        """Put an entry on the clipboard."""
        row = index.data(ROW)
        if row is not None:
            copy(self.whole(row))

    def show(self, index: QModelIndex) -> None:
        """Show all of an entry in a window."""
        row = index.data(ROW)
        if row is not None:
            TextWindow(self._theme, tr("From the timeline"), self.whole(row), self._view).show()

    def offer(self, index: QModelIndex, place: QPoint) -> None:
        """Offer both in a menu."""
        menu = QMenu(self._view)
        key = QKeySequence(QKeySequence.StandardKey.Copy)
        menu.addAction(tr("Copy"), key, lambda: self.copy(index))
        menu.addAction(tr("Show in a window"), lambda: self.show(index))
        menu.popup(place)
        menu.aboutToHide.connect(menu.deleteLater)
