"""The heads of a queue's columns: only those that sort can be pressed."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from app.domain.questions import Sort
from ui.models.queue_columns import Column
from ui.theme import SECONDARY, Theme

_HEIGHT = 30
_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "middle": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class QueueHeader(QHeaderView):
    """Shows the sort, and says which other one is wanted."""

    sort_wanted = Signal(object)  # Sort

    def __init__(self, theme: Theme, columns: tuple[Column, ...], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._columns = columns
        self._sort = Sort()
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(8)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.sectionClicked.connect(self._want)

    def show_sort(self, sort: Sort) -> None:
        """Show by which column the queue is sorted."""
        self._sort = sort
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Give it the height of a line."""
        return QSize(super().sizeHint().width(), self._theme.px(_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Draw a column's title where its content begins, with an arrow where it sorts the queue."""
        column, colours, px = self._columns[logicalIndex], self._theme.colours, self._theme.px
        painter.fillRect(rect, QColor(colours.panel))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.line))
        is_sorted = column.sort == self._sort.key
        arrow = (" ↓" if self._sort.descending else " ↑") if is_sorted else ""
        painter.setFont(self._theme.font(SECONDARY, bold=True))
        painter.setPen(QColor(colours.text if is_sorted else colours.muted))
        box = rect.adjusted(px(8), 0, -px(8), 0)
        painter.drawText(
            box, _SIDES[column.side] | Qt.AlignmentFlag.AlignVCenter, column.title + arrow
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a column that sorts be pressed."""
        place = self.logicalIndexAt(event.position().toPoint())
        if 0 <= place < len(self._columns) and self._columns[place].sort:
            super().mousePressEvent(event)
        else:
            event.ignore()

    def _want(self, place: int) -> None:
        column = self._columns[place]
        is_shown = column.sort == self._sort.key
        descending = not self._sort.descending if is_shown else column.most_first
        wanted = Sort(column.sort, descending)
        self.sort_wanted.emit(wanted)
