"""The priority matrix as a grid to click, or to walk and type into."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.text import tr
from ui.models.matrix_grid import MatrixGrid
from ui.theme import Theme

# In pixels at 100 %: the size of a cell where there is room, and its least width.
_CELL, _LEAST = QSize(150, 56), 56
# Around the text of a head.
_AROUND = 6
_Index = QModelIndex | QPersistentModelIndex


class MatrixTable(QTableView):
    """Shows a `MatrixGrid`: a click chooses a cell; another one, or Space, goes on to the next priority, 1 to 5 set it."""

    left = Signal()

    def __init__(self, grid: MatrixGrid, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self._theme = theme
        self.is_read_only = False
        # The cell that the next click is to change: chosen before, with the keyboard here.
        self._chosen = QModelIndex()
        self.setModel(grid)
        self.setItemDelegate(_CellDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Priority matrix: impact down, urgency across"))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        )
        self.clicked.connect(self._click)
        grid.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the click that brings the keyboard here only choose."""
        is_click = event.reason() is Qt.FocusReason.MouseFocusReason
        self._chosen = QModelIndex() if is_click else self.currentIndex()
        super().focusInEvent(event)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Let the click that goes to another cell only choose it."""
        super().currentChanged(current, previous)
        self._chosen = QModelIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Set a priority by its number, go on by Space or Enter, leave by Esc."""
        typed = event.text()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_plain and typed in ("1", "2", "3", "4", "5"):
            self._set(int(typed))
        elif is_plain and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._turn(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let all cells of a row be seen."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for all of its cells."""
        across, down = self.horizontalHeader(), self.verticalHeader()
        width = down.sizeHint().width() + across.length()
        return QSize(width, across.minimumHeight() + down.length() + 2)

    def _click(self, index: QModelIndex) -> None:
        if index == self._chosen:
            self._turn(index)
        self._chosen = index

    def _turn(self, index: QModelIndex) -> None:
        if index.isValid() and not self.is_read_only:
            self._grid.cycle(index)

    def _set(self, priority: int) -> None:
        if not self.is_read_only:
            self._grid.set(self.currentIndex(), priority)

    def _fit(self) -> None:
        px, across = self._theme.px, self.horizontalHeader()
        room = self.width() - self.verticalHeader().sizeHint().width() - 2 * self.frameWidth()
        share = room // max(1, self._grid.columnCount())
        wide = max(px(_LEAST), min(px(_CELL.width()), share))
        across.setDefaultSectionSize(wide)
        across.setFixedHeight(self._head_height(wide))
        self.verticalHeader().setDefaultSectionSize(px(_CELL.height()))
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._grid.index(0, 0))
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.sizeHint().height() + bar)

    def _head_height(self, wide: int) -> int:
        """Give the height of the heads in as many lines as they take."""
        around = self._theme.px(_AROUND)
        metrics = QFontMetrics(self.horizontalHeader().font())
        room = QRect(0, 0, wide - 2 * around, 1 << 12)
        texts = (
            str(self._grid.headerData(place, Qt.Orientation.Horizontal))
            for place in range(self._grid.columnCount())
        )
        words = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
        return max(metrics.boundingRect(room, words, each).height() for each in texts) + 2 * around


class _CellDelegate(QStyledItemDelegate):
    """Draws a priority in its colour, with its word."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, px = self._theme, self._theme.px
        level = int(str(index.data(Qt.ItemDataRole.DisplayRole))[1:2])
        fill, ink = theme.colours.priority(level)
        box = QRectF(option.rect).adjusted(px(4), px(4), -px(4), -px(4))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, px(6), px(6))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.colours.text))
            painter.drawRoundedRect(box.adjusted(-px(2), -px(2), px(2), px(2)), px(8), px(8))
        painter.setPen(ink)
        painter.setFont(theme.font(bold=True))
        whole = str(index.data(Qt.ItemDataRole.DisplayRole))
        is_room = painter.fontMetrics().horizontalAdvance(whole) <= box.width() - px(8)
        # The number says enough where the word would be cut: it is whole on hover.
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, whole if is_room else whole[:2])
        painter.restore()
