"""The heads of a queue's columns: pressed they sort, dragged they change places, and a menu has the others."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter
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
    columns_wanted = Signal(object)  # keys of columns, in their order
    menu_wanted = Signal(QPoint)  # at a point of the screen

    def __init__(self, theme: Theme, columns: tuple[Column, ...], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._columns = columns
        self._sort = Sort()
        self.shown: tuple[str, ...] = tuple(column.key for column in columns)
        self._is_arranging = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(8)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.sectionClicked.connect(self._want)
        self.sectionMoved.connect(self._tell_order)

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

    def arrange(self, keys: Sequence[str]) -> None:
        """Put the columns with these keys first, in this order; the rest is not to be seen."""
        self.shown = tuple(keys)
        places = {column.key: place for place, column in enumerate(self._columns)}
        self._is_arranging = True
        for wanted, key in enumerate(self.shown):
            self.moveSection(self.visualIndex(places[key]), wanted)
        self._is_arranging = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of columns."""
        self.menu_wanted.emit(event.globalPos())

    def _tell_order(self) -> None:
        if not self._is_arranging:
            order = (self._columns[self.logicalIndex(place)].key for place in range(self.count()))
            self.columns_wanted.emit(tuple(key for key in order if key in self.shown))

    def _want(self, place: int) -> None:
        column = self._columns[place]
        if not column.sort:
            return
        is_shown = column.sort == self._sort.key
        descending = not self._sort.descending if is_shown else column.most_first
        wanted = Sort(column.sort, descending)
        self.sort_wanted.emit(wanted)
