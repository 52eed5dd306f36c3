"""The one delegate of a queue: asks for a row once, and draws its cells."""

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.rows import TicketRow
from ui.models.paged_table import MARK, ROW
from ui.models.queue_columns import Column, Reader
from ui.theme import Theme
from ui.widgets.row_painter import Cell, Ink, RowPainter

ROW_HEIGHT = 46
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Draws the cells of a `PagedTable`."""

    def __init__(self, theme: Theme, columns: tuple[Column, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = columns
        self._painter = RowPainter(Ink(theme))
        self.begin(Reader(0, 0))
        theme.changed.connect(self._mix)

    def begin(self, reader: Reader) -> None:
        """Begin to draw for `reader`: what was asked for rows before is forgotten."""
        self._reader = reader
        self._place = -1
        self._row: TicketRow | None = None
        self._is_marked = False

    def stand_apart(self, columns: Collection[str]) -> None:
        """Leave out below a ticket's title what these columns show."""
        self._painter.apart = frozenset(columns)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Give all rows one height."""
        return QSize(0, self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        self._look(index)
        ink, box = self._painter.ink, option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(box, ink.selection)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, ink.line)
        column = self._columns[index.column()].key
        if self._is_marked and box.left() <= 0:
            painter.fillRect(box.left(), box.top(), ink.px(4), box.height(), ink.accent)
        if self._row is not None:
            cell = Cell(box, self._row, self._reader, is_chosen, self._is_marked)
            self._painter.paint(painter, column, cell)
        elif column in ("ticket", "team"):
            self._painter.waiting(painter, box)

    def _look(self, index: _Index) -> None:
        if index.row() != self._place:
            self._place = index.row()
            self._row = index.data(ROW)
            self._is_marked = bool(index.data(MARK))

    def _mix(self) -> None:
        self._painter.ink = Ink(self._theme)
