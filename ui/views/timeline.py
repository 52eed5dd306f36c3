"""The timeline of a ticket: notes, replies and events in one column, the newest at the bottom."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QListView, QMenu, QWidget

from app.domain.rows import HistoryEntry, TicketDetail
from app.text import tr
from ui.models.timeline_model import ROW, TimelineModel
from ui.models.timeline_rows import RowKind, TimelineRow
from ui.models.timeline_words import Voices
from ui.presenter import copy
from ui.widgets.text_window import TextWindow
from ui.widgets.timeline_delegate import TimelineDelegate
from ui.workplace import Workplace

# How near the top, in pixels, the next older page is asked for.
_NEAR = 400


class Timeline(QListView):
    """Shows a `TimelineModel`; stays where it is read, and at the bottom where it was there."""

    older_wanted = Signal(int)  # the version before which there is more

    def __init__(
        self, workplace: Workplace, now: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = workplace.theme
        self._me = workplace.seat.person.id
        self._now = now
        self._asked = 0
        self._follows = False
        self._delegate = TimelineDelegate(self._theme, now, self)
        self.history = TimelineModel(self._whole, self)
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
        self.verticalScrollBar().valueChanged.connect(self._ask_for_older)
        self.clicked.connect(self.history.toggle)
        self.activated.connect(self._open)
        self._theme.changed.connect(self._restyle)

    def show_detail(self, detail: TicketDetail, *, is_another: bool) -> None:
        """Show a ticket's history; of the ticket already shown, only what is new."""
        self._delegate.voices = Voices(self._me, detail.row.requester)
        if is_another:
            self._asked = 0
            self.history.begin(detail.history)
            self.scroll_to_end()
            return
        self._keep_place(lambda: self.history.refresh(detail.history))

    def show_older(self, entries: Sequence[HistoryEntry]) -> None:
        """Put older entries above, leaving what is read where it is."""
        self._keep_place(lambda: self.history.prepend(entries))

    def set_margin(self, left: int) -> None:
        """Keep the entries off the left edge."""
        self.setViewportMargins(
            left, 0, max(0, left - self.verticalScrollBar().sizeHint().width()), 0
        )

    def scroll_to_end(self) -> None:
        """Show the newest entry."""
        self.doItemsLayout()
        self.scrollToBottom()

    def follow(self) -> None:
        """Show the newest entry when the next ones come, wherever one reads now."""
        self._follows = True

    @property
    def is_at_end(self) -> bool:
        """Whether the newest entry is in view."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the chosen entry; open folds and long texts by Enter."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the entry under the pointer or chosen."""
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.addAction(tr("Copy"), QKeySequence(QKeySequence.StandardKey.Copy), self._copy)
        menu.addAction(tr("Show in a window"), lambda: self._show_whole(index))
        menu.popup(event.globalPos())
        menu.aboutToHide.connect(menu.deleteLater)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the end in view where it was."""
        was_at_end = self.is_at_end
        super().resizeEvent(event)
        if was_at_end:
            self.scroll_to_end()

    def _restyle(self) -> None:
        self._delegate.restyle()
        self._keep_place(self.scheduleDelayedItemsLayout)

    def _whole(self, row: TimelineRow) -> str:
        return self._delegate.voices.whole(row, self._now())

    def _copy(self) -> None:
        row = self.currentIndex().data(ROW)
        if row is not None:
            copy(self._whole(row))

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is None:
            return
        if row.kind is RowKind.FOLD:
            self.history.toggle(index)
        elif row.kind is not RowKind.DAY:
            self._show_whole(index)

    def _show_whole(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is not None:
            TextWindow(self._theme, tr("From the timeline"), self._whole(row), self).show()

    def _ask_for_older(self) -> None:
        first = self.history.first_version
        if first > 1 and first != self._asked and self.verticalScrollBar().value() < _NEAR:
            self._asked = first
            self.older_wanted.emit(first)

    def _keep_place(self, change: Callable[[], None]) -> None:
        if self.is_at_end or self._follows:
            self._follows = False
            change()
            self.scroll_to_end()
            return
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
