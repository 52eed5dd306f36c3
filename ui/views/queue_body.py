"""The list of a queue, or what stands in its place."""

from PySide6.QtWidgets import QApplication, QStackedWidget, QTableView, QWidget

from app.domain.views import NamedView
from ui.views.empty_queue import EmptyQueue


class QueueBody(QStackedWidget):
    """Shows one or the other; the keyboard goes with it."""

    def __init__(self, table: QTableView, empty: EmptyQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self.empty = table, empty
        for page in (table, empty):
            self.addWidget(page)

    @property
    def is_empty(self) -> bool:
        """Whether there is no list to be seen."""
        return self.currentWidget() is self.empty

    def show_list(self) -> None:
        """Show the list."""
        self._turn_to(self.table)

    def say_empty(self, view: NamedView, *, is_filtered: bool) -> None:
        """Say that there is nothing, and why."""
        if is_filtered:
            self.empty.say_nothing_fits()
        else:
            self.empty.say_empty(view)
        self._turn_to(self.empty)

    def say_reading(self) -> None:
        """Say that rows are to come, where there are none."""
        if not self._has_rows:
            self.empty.say_reading()
            self._turn_to(self.empty)

    def say_failed(self) -> None:
        """Say that there is nothing to show, where there are no rows."""
        if not self._has_rows:
            self.empty.say_failed()
            self._turn_to(self.empty)

    @property
    def _has_rows(self) -> bool:
        return self.table.model().rowCount() > 0

    def _turn_to(self, page: QWidget) -> None:
        holder = QApplication.focusWidget()
        has_keyboard = holder is not None and self.isAncestorOf(holder)
        self.setCurrentWidget(page)
        if has_keyboard:
            page.setFocus()
