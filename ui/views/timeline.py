"""The timeline of a ticket: notes, replies and events in one column, the newest at the bottom."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from app.domain.rows import HistoryEntry, TicketDetail
from app.domain.ticket_questions import HISTORY_PAGE
from app.text import tr
from ui.models.timeline_model import ROW, TimelineModel
from ui.models.timeline_rows import RowKind
from ui.models.timeline_words import Voices
from ui.widgets.entry_reading import EntryReading
from ui.widgets.timeline_delegate import TimelineDelegate
from ui.workplace import Workplace

# How near the top, in pixels, the next older page is asked for.
_NEAR = 400


class Timeline(QListView):
    """Shows a `TimelineModel`; stays where it is read, and at the bottom where it was there."""

    page_wanted = Signal(object)  # the version before which the next page ends
    file_wanted = Signal(object)  # the id of a file that an entry tells of

    def __init__(
        self, workplace: Workplace, now: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = workplace.theme
        self._me = workplace.seat.person.id
        self._asked = 0
        self._follows = self._is_moving = False
        self._newest: tuple[HistoryEntry, ...] = ()
        self._delegate = TimelineDelegate(self._theme, now, self)
        self._reading = EntryReading(self._theme, self._delegate, now, self)
        self.history = TimelineModel(self._reading.whole, self)
        self.setModel(self.history)
        self.setItemDelegate(self._delegate)
        self.setProperty("panel", True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(tr("Timeline"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.verticalScrollBar().valueChanged.connect(self._ask_for_more)
        self.clicked.connect(self._use)
        self.activated.connect(self._open)
        self.setMouseTracking(True)
        self.entered.connect(self._point)
        self._theme.changed.connect(self._restyle)

    def show_detail(self, detail: TicketDetail, *, is_another: bool) -> None:
        """Show a ticket's history; of the ticket already shown, only what is new."""
        self._delegate.voices = Voices(self._me, detail.row.requester)
        self._newest = detail.history
        if is_another:
            self._begin()
        else:
            self._keep_place(lambda: self.history.refresh(detail.history))

    def show_page(self, entries: Sequence[HistoryEntry]) -> None:
        """Put entries above or below, leaving what is read where it is."""
        self._asked = 0
        is_older = bool(entries) and entries[0].version < self.history.first_version
        add = self.history.prepend if is_older else self.history.append
        self._keep_place(lambda: add(entries))

    def set_margin(self, left: int) -> None:
        """Keep the entries off the left edge."""
        self.setViewportMargins(
            left, 0, max(0, left - self.verticalScrollBar().sizeHint().width()), 0
        )

    def scroll_to_end(self) -> None:
        """Show the newest entry."""
        if self.history.has_newer:
            self._begin()
            return
        self.doItemsLayout()
        self.scrollToBottom()

    def follow(self) -> None:
        """Show the newest entry when the next ones come, wherever one reads now."""
        self._follows = True

    @property
    def is_at_end(self) -> bool:
        """Whether the newest entry is in view."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2 and not self.history.has_newer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the chosen entry; open folds and long texts by Enter."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._reading.copy(self.currentIndex())
        elif event.key() == Qt.Key.Key_End:
            self.scroll_to_end()
            self.setCurrentIndex(self.history.index(self.history.rowCount() - 1, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            index = self.currentIndex()
            if not self._use(index):
                self._open(index)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the entry under the pointer or chosen."""
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        self._reading.offer(index, event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the end in view where it was."""
        was_at_end = self.is_at_end
        super().resizeEvent(event)
        if was_at_end:
            self.scroll_to_end()

    def _restyle(self) -> None:
        self._delegate.restyle()
        self._keep_place(self.scheduleDelayedItemsLayout)

    def _use(self, index: QModelIndex) -> bool:
        """Do what a click does: open or close a fold, show a file; say whether there was anything to do."""
        row = index.data(ROW)
        if row is not None and row.file:
            self.file_wanted.emit(row.file)
        elif row is not None and row.kind is RowKind.FOLD:
            self.history.toggle(index)
        else:
            return False
        return True

    def _open(self, index: QModelIndex) -> None:
        """Show all of what was written; of a double click, the first has opened what else there is."""
        row = index.data(ROW)
        if row is not None and not row.file and row.kind in (RowKind.SPOKEN, RowKind.EVENT):
            self._reading.show(index)

    def _point(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        is_link = row is not None and (row.file or row.kind is RowKind.FOLD)
        shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _begin(self) -> None:
        self._asked = 0
        self._delegate.restyle()
        self.history.begin(self._newest)
        self.scroll_to_end()

    def _ask_for_more(self) -> None:
        """Ask for the page above or below, where its edge comes near; one at a time."""
        bar, history = self.verticalScrollBar(), self.history
        wanted = 0
        if history.first_version > 1 and bar.value() < _NEAR:
            wanted = history.first_version
        elif history.has_newer and bar.value() > bar.maximum() - _NEAR:
            wanted = history.last_version + 1 + HISTORY_PAGE
        if wanted and wanted != self._asked and not self._is_moving:
            self._asked = wanted
            self.page_wanted.emit(wanted)

    def _keep_place(self, change: Callable[[], None]) -> None:
        self._is_moving = True
        if self.is_at_end or self._follows:
            self._follows = False
            change()
            self.scroll_to_end()
        else:
            self._hold(change)
        self._is_moving = False

    def _hold(self, change: Callable[[], None]) -> None:
        top = self._first_in_view()
        before = self.visualRect(top).top() if top.isValid() else 0
        place = QPersistentModelIndex(top)
        change()
        self.doItemsLayout()
        if place.isValid():
            bar = self.verticalScrollBar()
            moved = self.visualRect(self.history.index(place.row(), 0)).top() - before
            bar.setValue(bar.value() + moved)

    def _first_in_view(self) -> QModelIndex:
        """Give the first line in view that is no day: a day may move when older entries come."""
        for y in range(0, self.viewport().height(), 8):
            index = self.indexAt(self.viewport().rect().topLeft() + QPoint(4, y))
            row = index.data(ROW)
            if row is not None and row.kind is RowKind.SPOKEN:
                return index
        return QModelIndex()
