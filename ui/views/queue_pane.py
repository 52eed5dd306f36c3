"""A queue: which view it is, how it is narrowed and sorted, and the list of its tickets."""

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.views import NamedView
from app.errors import DeskError
from app.text import tr
from ui.formats import count
from ui.models.paged_table import PagedTable
from ui.models.queue_columns import Reader, queue_columns
from ui.models.shown_view import ShownView
from ui.models.wanted import Wanted
from ui.throttle import Throttle
from ui.views.empty_queue import EmptyQueue
from ui.views.filter_bar import FilterBar
from ui.views.queue_body import QueueBody
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
        self.view = ShownView(workplace.preferences, self)
        # Whether the current ticket is still to be found in what is shown.
        self._is_choosing = False
        me = workplace.seat.person.id
        self.model = PagedTable(
            workplace.backend, queue_columns(), lambda: Reader(me, _now()), self
        )
        self.table = QueueTable(workplace, self.model)
        self.head = QueueHead(workplace.theme)
        self.bar = FilterBar(workplace, self.model.columns)
        self.strip = Strip(workplace.theme)
        self.body = QueueBody(self.table, EmptyQueue(workplace))
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

    @property
    def _wanted(self) -> Wanted:
        return self.view.wanted

    def show_view(self, view: NamedView) -> None:
        """Show another view, as it is and in its own order."""
        self.table.widths.forget()
        self.head.show_title(view.title)
        self.bar.forget()
        self.view.show(view)

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

    def reload(self) -> None:
        """Read everything shown anew."""
        self.model.rows.freshen_all()
        self._throttle.wish()

    def _lay_out(self) -> None:
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        above = QVBoxLayout()
        above.setContentsMargins(12, 8, 8, 4)
        above.setSpacing(8)
        for part in (self.head, self.bar, self.strip):
            above.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.body, 1)

    def _connect(self) -> None:
        self.head.palette_wanted.connect(self.palette_wanted)
        self.head.new_incident_wanted.connect(self.new_incident_wanted)
        self.body.empty.view_wanted.connect(self.view_wanted)
        self.body.empty.new_incident_wanted.connect(self.new_incident_wanted)
        self.body.empty.filter_unwanted.connect(self.view.clear)
        self.bar.filtered.connect(self.view.narrow)
        self.bar.left.connect(self.focus_list)
        self.bar.state.reset_wanted.connect(self.view.reset)
        self.table.header.columns_wanted.connect(self.view.put_columns)
        for source in (self.bar, self.table.header):
            source.sort_wanted.connect(self.view.sort)
        self.view.shown.connect(self._show)
        self.view.dressed.connect(self._dress)
        self.table.current_changed.connect(self._walk)
        self.table.activated.connect(
            lambda index: self.activated.emit(self.model.list.at(index.row()))
        )
        self.model.shown.connect(self._show_first)
        self.model.settled.connect(self._settle)
        self.model.counted.connect(self._tell_count)
        self.model.failed.connect(self._fail)
        self._patience.timeout.connect(self.body.say_reading)
        self._minute.timeout.connect(self._throttle.wish)
        self._workplace.backend.changed.connect(self._hear)

    def _dress(self) -> None:
        """Show all of what is wanted but its tickets."""
        wanted = self._wanted
        if self.head.title.text() != wanted.view.title:
            self.head.show_title(wanted.view.title)
        self.table.header.show_sort(wanted.sort)
        self.bar.show_sort(wanted.sort)
        self.bar.show_terms(wanted.terms)
        self.bar.tell_state(self.view.state)
        self.table.show_columns(wanted.columns)

    def _show(self) -> None:
        self._dress()
        self._is_choosing = True
        self._patience.start()
        self.model.show(self._wanted.listing(self._workplace.seat))

    def _reload(self) -> None:
        # A long selection is somebody at work on it: it does not move under their hands.
        if self.table.chosen_count <= MOST_CHOSEN:
            self.model.reload(self._wanted.listing(self._workplace.seat))
        self.table.viewport().update()

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
            self.body.show_list()
        else:
            self.body.say_empty(self._wanted.view, is_filtered=self._wanted.is_narrowed)
        self._choose()

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
        self.head.tell_count(
            shown, open_only=self._wanted.listing(self._workplace.seat).filter.only_open
        )

    def _fail(self, error: DeskError) -> None:
        self._patience.stop()
        self.strip.say(error.sentence, "error", tr("Try again"), self._show)
        self.body.say_failed()


def _now() -> int:
    return time.time_ns() // 1_000
