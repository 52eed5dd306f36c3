"""Draws a row of a settings list: a title over what distinguishes it, and a word at its end."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.lines import LINE, Line
from ui.theme import Theme
from ui.widgets.row_painter import Ink, Words

LINE_HEIGHT = 46
_PLAIN = Qt.TextFlag.TextSingleLine.value | Qt.AlignmentFlag.AlignAbsolute.value
_LEFT = _PLAIN | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value
_RIGHT = _PLAIN | Qt.AlignmentFlag.AlignRight.value | Qt.AlignmentFlag.AlignVCenter.value
_Index = QModelIndex | QPersistentModelIndex


class LineDelegate(QStyledItemDelegate):
    """Draws the `LINE` of any model."""

    def __init__(self, theme: Theme, parent: QWidget, height: int = LINE_HEIGHT) -> None:
        """Take how high each row is at 100 %."""
        super().__init__(parent)
        self._theme = theme
        self._height = height
        self._ink = Ink(theme)
        theme.changed.connect(self._mix)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Give all rows one height."""
        return QSize(0, self._theme.px(self._height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        ink, box, px = self._ink, option.rect, self._theme.px
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen:
            painter.fillRect(box, ink.selection)
        if is_chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(box.left(), box.top(), px(3), box.height(), ink.accent)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, ink.line)
        line = index.data(LINE)
        if line is None:
            painter.fillRect(
                box.left() + px(10), box.center().y() - px(4), px(120), px(8), ink.line
            )
        else:
            self._write(painter, line, box.adjusted(px(10), 0, -px(8), 0), is_chosen=is_chosen)
        painter.restore()

    def _write(self, painter: QPainter, line: Line, box: QRect, *, is_chosen: bool) -> None:
        ink, px = self._ink, self._theme.px
        quiet = ink.text if is_chosen else ink.muted
        mark = " · ".join(filter(None, ("●" if line.is_unsaved else "", line.mark)))
        if mark:
            self._draw(painter, Words(mark, ink.small_bold, quiet), box, _RIGHT)
            room = ink.small_bold.metrics.horizontalAdvance(mark) + px(8)
            box = box.adjusted(0, 0, -room, 0)
        title = Words(line.title, ink.bold if is_chosen else ink.body,
                      quiet if line.is_faint else ink.text)  # fmt: skip
        if not line.detail:
            self._draw(painter, title, box, _LEFT)
            return
        top = box.top() + (box.height() - ink.body.height - ink.small.height) // 2
        above = QRect(box.left(), top, box.width(), ink.body.height)
        below = QRect(box.left(), above.bottom() + 1, box.width(), ink.small.height)
        self._draw(painter, title, above, _LEFT)
        self._draw(painter, Words(line.detail, ink.small, quiet), below, _LEFT)

    def _draw(self, painter: QPainter, words: Words, box: QRect, place: int) -> None:
        painter.setFont(words.pen.font)
        painter.setPen(words.ink)
        # Each text runs in its own direction, though all begin at the left.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(box, place, words.pen.elided(words.text, box.width()))

    def _mix(self) -> None:
        self._ink = Ink(self._theme)
