"""A queue: which view it is, how it is narrowed and sorted, and the list of its tickets."""

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.filter_language import narrowed
from app.domain.questions import Filter, Sort
from app.domain.views import NamedView, named_views
from app.errors import DeskError
from app.text import tr
from ui.formats import count
from ui.models.paged_table import Listing, PagedTable
from ui.models.queue_columns import Reader, queue_columns
from ui.throttle import Throttle
from ui.views.empty_queue import EmptyQueue
from ui.views.filter_bar import FilterBar
from ui.views.queue_head import QueueHead
from ui.widgets.queue_table import MOST_CHOSEN, QueueTable
from ui.widgets.strip import Strip
from ui.workplace import Workplace

_MINUTE_MS = 60_000
# An answer that comes sooner shows no sign of having been waited for.
_PATIENCE_MS = 150


class QueuePane(QWidget):
    """The tickets of a view; the current one is told, and held on to."""

    current_changed = Signal(object)  # ticket id (Qt's int is too small for one), 0 for none
    activated = Signal(object)
    new_incident_wanted = Signal()
    palette_wanted = Signal()
    view_wanted = Signal(str)  # the title of another view

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._view = named_views()[0]
        self._sort = self._view.sort
        self._narrowing = Filter()
        # Whether the current ticket is still to be found in what is shown.
        self._is_choosing = False
        self.model = PagedTable(workplace.backend, queue_columns(), self._reader, self)
        self.table = QueueTable(workplace, self.model)
        self.head = QueueHead(workplace.theme)
        self.bar = FilterBar(workplace, self.model.columns)
        self.strip = Strip(workplace.theme)
        self.empty = EmptyQueue(workplace)
        self._stack = QStackedWidget()
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._throttle = Throttle(self._reload, self)
        self._lay_out()
        self._connect()
        self._minute.start()

    @property
    def current(self) -> int:
        """Give the id of the current ticket; 0 where there is none."""
        return self.table.ticket

    def show_view(self, view: NamedView) -> None:
        """Show another view, unfiltered and in its own order."""
        self._view, self._sort, self._narrowing = view, view.sort, Filter()
        self.bar.clear()
        self.head.show_title(view.title)
        self._show()

    def select_ticket(self, ticket: int) -> None:
        """Make a ticket the current one where the list has it, without telling."""
        if self.table.choose(ticket):
            self.table.scrollTo(self.table.currentIndex())

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        self.table.setFocus()

    def focus_filter(self) -> None:
        """Give the keyboard to the filter."""
        self.bar.edit.setFocus()
        self.bar.edit.selectAll()

    def copy(self) -> None:
        """Put number and title of the chosen tickets on the clipboard."""
        self.table.copy()

    def reload(self) -> None:
        """Read everything shown anew."""
        self.model.rows.freshen_all()
        self._throttle.wish()

    def _lay_out(self) -> None:
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for page in (self.table, self.empty):
            self._stack.addWidget(page)
        above = QVBoxLayout()
        above.setContentsMargins(12, 8, 8, 4)
        above.setSpacing(8)
        for part in (self.head, self.bar, self.strip):
            above.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.head.palette_wanted.connect(self.palette_wanted)
        self.head.new_incident_wanted.connect(self.new_incident_wanted)
        self.empty.view_wanted.connect(self.view_wanted)
        self.empty.filter_unwanted.connect(self.bar.clear_and_tell)
        self.bar.filtered.connect(self._narrow)
        self.bar.left.connect(self.focus_list)
        self.bar.sort_wanted.connect(self._sort_by)
        self.table.header.sort_wanted.connect(self._sort_by)
        self.table.current_changed.connect(self._walk)
        self.table.activated.connect(
            lambda index: self.activated.emit(self.model.list.at(index.row()))
        )
        self.model.shown.connect(self._show_first)
        self.model.settled.connect(self._settle)
        self.model.counted.connect(self._tell_count)
        self.model.failed.connect(self._fail)
        self._patience.timeout.connect(self._say_reading)
        self._minute.timeout.connect(self._throttle.wish)
        self._workplace.backend.changed.connect(self._hear)

    def _reader(self) -> Reader:
        return Reader(self._workplace.seat.person.id, _now())

    def _listing(self) -> Listing:
        seat = self._workplace.seat
        whole = self._view.filter(seat.person.id, seat.teams, _now())
        return Listing(narrowed(whole, self._narrowing), self._sort)

    def _show(self) -> None:
        self.table.header.show_sort(self._sort)
        self.bar.show_sort(self._sort)
        self._is_choosing = True
        self._patience.start()
        self.model.show(self._listing())

    def _reload(self) -> None:
        # A long selection is somebody at work on it: it does not move under their hands.
        if self.table.chosen_count <= MOST_CHOSEN:
            self.model.reload(self._listing())
        self.table.viewport().update()

    def _narrow(self, narrowing: Filter) -> None:
        self._narrowing = narrowing
        self._show()

    def _sort_by(self, sort: Sort) -> None:
        self._sort = sort
        self._show()

    def _hear(self, changes: Changes) -> None:
        tickets = changes.ids("ticket")
        if changes.everything or len(changes.changes) > len(tickets):
            # Names may be others, too.
            self.model.rows.freshen_all()
        else:
            self.model.note_changes(tickets)
        self._throttle.wish()

    def _show_first(self) -> None:
        self._patience.stop()
        self.strip.clear("error")
        if len(self.model.list):
            self._turn_to(self.table)
        else:
            is_filtered = self._narrowing != Filter()
            self.empty.say_nothing_fits() if is_filtered else self.empty.say_empty(self._view)
            self._turn_to(self.empty)
        self._choose()

    def _turn_to(self, page: QWidget) -> None:
        """Show the list or what stands for it; the keyboard goes with it."""
        focused = QApplication.focusWidget()
        has_keyboard = focused is not None and self._stack.isAncestorOf(focused)
        self._stack.setCurrentWidget(page)
        if has_keyboard:
            page.setFocus()

    def _settle(self) -> None:
        self._throttle.done()
        self._choose()
        if self.current and not self.table.currentIndex().isValid():
            # It was out of the list for a while, and is back.
            self.table.choose(self.current)

    def _choose(self) -> None:
        """Stay with the current ticket; where another list has it not, begin at the top."""
        ticket = self.current
        is_there = bool(ticket) and self.model.list.place_of(ticket) >= 0
        if not self._is_choosing or (ticket and not is_there and not self.model.is_whole):
            return
        self._is_choosing = False
        if is_there:
            self.select_ticket(ticket)
        elif (first := self.table.choose_first()) != ticket:
            self.current_changed.emit(first)

    def _walk(self, ticket: int) -> None:
        self._is_choosing = False
        self.current_changed.emit(ticket)

    def _tell_count(self, number: int, is_all: bool) -> None:  # noqa: FBT001 - a signal's
        shown = count(number, at_least=not is_all)
        self.head.tell_count(shown, open_only=self._listing().filter.only_open)

    def _fail(self, error: DeskError) -> None:
        self._patience.stop()
        self.strip.say(error.sentence, "error", tr("Try again"), self._show)
        if not len(self.model.list):
            self.empty.say_failed()
            self._turn_to(self.empty)

    def _say_reading(self) -> None:
        if not len(self.model.list):
            self.empty.say_reading()
            self._turn_to(self.empty)


def _now() -> int:
    return time.time_ns() // 1_000
