"""The list of a queue: fixed rows, arrows that walk at once however long it is, ids that are held on to."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.domain.questions import TicketRows
from app.domain.rows import TicketRow
from app.domain.saved_views import USUAL_COLUMNS
from app.text import tr
from ui.models.paged_table import PagedTable
from ui.widgets.column_widths import ColumnWidths
from ui.widgets.queue_header import QueueHeader
from ui.widgets.row_delegate import ROW_HEIGHT, RowDelegate
from ui.workplace import Workplace

# More tickets are not copied at once, and while more are chosen the list stands still.
MOST_CHOSEN = 1_000
# The column that is always there.
_TICKET = 1
_Move = QAbstractItemView.CursorAction
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_STAY = QItemSelectionModel.SelectionFlag.NoUpdate
_ENDS = {_Move.MoveHome: 0, _Move.MoveEnd: -1}


class Held(NamedTuple):
    """Which tickets are seen, the first one's row, and where it is painted."""

    tickets: tuple[int, ...] = ()
    top: int = 0
    offset: int = 0


class QueueTable(QTableView):
    """Shows a `PagedTable`; the current ticket stays the current one wherever it moves."""

    current_changed = Signal(
        object
    )  # id (Qt's int is too small for one) of the ticket, once another one is walked to

    def __init__(
        self, workplace: Workplace, model: PagedTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._theme = workplace.theme
        self._table = model
        self._ticket = 0
        self._last_place = 0
        self._is_held = False  # whether no row may become the current one
        self.widths = ColumnWidths(self._theme, model.columns)
        self.header = QueueHeader(self._theme, model.columns, self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.header.arrange(USUAL_COLUMNS)
        self._delegate = RowDelegate(self._theme, model.columns, self)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._scale()
        self._theme.changed.connect(self._scale)
        self.selectionModel().currentRowChanged.connect(self._walk)
        model.shown.connect(partial(self.widths.measure, model))
        model.shown.connect(self._fit)
        model.layoutAboutToBeChanged.connect(self._hold)
        model.layoutChanged.connect(self._let_go)
        self._held = Held()

    @property
    def ticket(self) -> int:
        """Give the id of the current ticket; 0 where there is none."""
        return self._ticket

    def choose(self, ticket: int) -> bool:
        """Make a ticket the current one, without telling; False where it is not in the list."""
        place = self._table.list.place_of(ticket, self._last_place)
        self._ticket = ticket
        if place < 0:
            _leave(self.selectionModel())
            return False
        if self._table.list.at(self.currentIndex().row()) != ticket or not self.chosen_count:
            self.selectionModel().setCurrentIndex(self._table.index(place, _TICKET), _CHOOSE)
        self._last_place = place
        return True

    def choose_first(self) -> int:
        """Make the first ticket the current one, without telling; gives its id, 0 in an empty list."""
        self._ticket = self._table.list.at(0)
        if self._ticket:
            self.choose(self._ticket)
            self.scrollToTop()
        return self._ticket

    @property
    def chosen_count(self) -> int:
        """Count the chosen rows, without naming them."""
        return sum(end - top for top, end in _ranges(self.selectionModel()))

    def chosen(self, most: int = MOST_CHOSEN) -> tuple[int, ...]:
        """Give the ids of the chosen tickets from top to bottom, at most so many."""
        tickets: dict[int, None] = {}
        for top, end in sorted(_ranges(self.selectionModel())):
            last = min(end, top + most - len(tickets))
            tickets.update(dict.fromkeys(self._table.list.some(range(top, last))))
        return tuple(tickets)

    def copy(self) -> None:
        """Put number and title of the chosen tickets on the clipboard, a line each."""
        chosen = self.chosen()
        rows = self._table.rows.known(chosen)
        if rows is not None:
            _copy(rows)
        else:
            self._workplace.backend.ask(TicketRows(chosen), _copy, owner=self, key="copy")

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns in this order."""
        if self.header.shown == tuple(keys):
            return
        self.header.arrange(keys)
        self._fit()
        current = self.currentIndex()
        if current.isValid() and self.isColumnHidden(current.column()):
            # From a column that is not there the arrows lead nowhere.
            ticket = self._table.index(current.row(), _TICKET)
            self.selectionModel().setCurrentIndex(ticket, _STAY)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy; all other keys are Qt's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Walk by rows: Home and End go to the first and the last ticket."""
        if action in _ENDS and len(self._table.list):
            return self._table.index(_ENDS[action] % len(self._table.list), _TICKET)
        if not self.currentIndex().isValid() and len(self._table.list):
            return self._table.index(min(self._last_place, len(self._table.list) - 1), _TICKET)
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:
        """Search nothing: letters typed here would walk through every row."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is seen; each row is asked for once."""
        self._delegate.begin(self._table.reader())
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out columns that a narrow queue has no room for."""
        super().resizeEvent(event)
        self._fit()

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(tr("Queue"))

    def _scale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW_HEIGHT))
        self.verticalScrollBar().setSingleStep(self._theme.px(ROW_HEIGHT))
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width()
        widths = self.widths.of(room, self.header.shown)
        self._delegate.stand_apart(widths)
        rest = max(0, room - sum(widths.values()))
        for place, column in enumerate(self._table.columns):
            width = widths.get(column.key, 0) if column.width else rest
            self.header.setSectionHidden(place, width == 0 and bool(column.width))
            if width:
                self.header.resizeSection(place, width)

    def _walk(self, current: QModelIndex) -> None:
        ticket = self._table.list.at(current.row()) if current.isValid() else 0
        if not ticket or self._is_held:
            return
        self._last_place = current.row()
        if ticket != self._ticket:
            self._ticket = ticket
            self.current_changed.emit(ticket)

    def _hold(self) -> None:
        """Note which tickets are seen, so that they stay in place when others come and go."""
        top = self.rowAt(0)
        if self._table.is_whole and top >= 0:
            last = max(top, self.rowAt(self.viewport().height() - 1))
            seen = self._table.list.some(range(top, last + 1))
            self._held = Held(seen, top, self.rowViewportPosition(top))

    def _let_go(self) -> None:
        held, self._held = self._held, Held()
        if not held.tickets:
            return
        place_of = self._table.list.place_of
        others = (
            (place, place_of(ticket, self._last_place))
            for place, ticket in enumerate(held.tickets, held.top)
            if ticket != self._ticket
        )
        before, now = next((each for each in others if each[1] >= 0), (held.top, held.top))
        self.updateGeometries()
        # At its top a list shows what is new.
        if held.top > 0:
            height = self.verticalHeader().defaultSectionSize()
            self.verticalScrollBar().setValue((held.top + now - before) * height - held.offset)
        # The ticket one is at was seen and goes elsewhere by itself: the list goes with it.
        if self._ticket in held.tickets:
            went = place_of(self._ticket, self._last_place)
            stood = held.top + held.tickets.index(self._ticket)
            if went >= 0 and went - stood != now - before:
                self.scrollTo(self._table.index(went, _TICKET))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keep to the ticket there is: Qt would make some row the current one where there is none."""
        ticket = self._ticket
        self._is_held = bool(ticket) and not self.currentIndex().isValid()
        super().focusInEvent(event)
        if self._is_held:
            self._is_held = False
            self.choose(ticket)
        elif self.currentIndex().isValid() and not self.chosen_count:
            self.selectionModel().setCurrentIndex(self.currentIndex(), _CHOOSE)


def _leave(selection: QItemSelectionModel) -> None:
    """Hold on to no row; the arrows go on from where the ticket was."""
    selection.select(QItemSelection(), QItemSelectionModel.SelectionFlag.Clear)
    selection.setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)


def _ranges(model: QItemSelectionModel) -> list[tuple[int, int]]:
    selection = model.selection()
    ranges = (selection.at(number) for number in range(selection.count()))
    return [(each.top(), each.bottom() + 1) for each in ranges]


def _copy(rows: tuple[TicketRow, ...]) -> None:
    QGuiApplication.clipboard().setText("\n".join(f"{row.number} {row.title}" for row in rows))
