"""How a line of the timeline is drawn: a card for what was written, one small line for what happened."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.text import tr
from ui.models.timeline_model import ROW
from ui.models.timeline_rows import RowKind, TimelineRow, body, changed
from ui.models.timeline_words import Voices, time_of
from ui.theme import BODY, SECONDARY, Theme
from ui.widgets.text_blocks import TextBlocks

_GAP, _BAR, _PADDING, _SIDE = 4, 3, 8, 12
# More of a text than this is shown in a window of its own.
_LETTERS, _LINES = 4_000, 60
_Index = QModelIndex | QPersistentModelIndex


def shown_body(row: TimelineRow) -> str:
    """Give what was written, cut with a word about it where it is very long."""
    text = body(row.entry)
    lines = text.split("\n", _LINES)
    cut = "\n".join(lines[:_LINES])[:_LETTERS]
    if len(cut) == len(text):
        return text
    return tr("{text}… Enter shows all {count:,} letters.", text=cut, count=len(text))


class TimelineDelegate(QStyledItemDelegate):
    """Draws the lines of a `TimelineModel`; `now` gives the present moment."""

    def __init__(self, theme: Theme, now: Callable[[], int], view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.voices = Voices()
        self._theme = theme
        self._now = now
        self._texts = TextBlocks()
        self._width = 0
        self._heights: dict[tuple[object, ...], int] = {}
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's fonts, and forget what was measured with others or of another ticket."""
        self._heights.clear()
        self._texts.begin(self._theme.font(BODY), self._theme.font(SECONDARY))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Give a line the height its text takes in the width there is."""
        # The view asks with and without a rectangle.
        row, width = index.data(ROW), self._view.viewport().width()
        if row is None:
            return QSize()
        if width != self._width:
            self._width = width
            self._heights.clear()
        if row.key not in self._heights:
            self._heights[row.key] = self._height(row, width)
        return QSize(width, self._heights[row.key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        row = index.data(ROW)
        if row is None:
            return
        painter.save()
        if row.kind is RowKind.DAY:
            self._draw_day(painter, option.rect, row)
        elif row.kind is RowKind.SPOKEN:
            self._draw_card(painter, option, row)
        else:
            self._draw_line(painter, option, row)
        painter.restore()

    def _height(self, row: TimelineRow, width: int) -> int:
        px = self._theme.px
        if row.kind is RowKind.DAY:
            return px(28)
        if row.kind is not RowKind.SPOKEN:
            text, room = self._line(row), self._line_width(width)
            return self._texts.height(text, room, is_small=True) + px(2 * _GAP)
        room = self._card_width(width)
        parts = (self._texts.height(shown_body(row), room),
                 self._texts.height(changed(row.entry), room, is_small=True))  # fmt: skip
        below = sum(part + px(2) for part in parts if part)
        return self._head_height() + below + px(2 * _PADDING + 2 * _GAP)

    def _head_height(self) -> int:
        return self._theme.px(20)

    def _card_width(self, width: int) -> int:
        return width - self._theme.px(_BAR + 2 * _SIDE)

    def _line_width(self, width: int) -> int:
        return width - self._theme.px(2 * _SIDE + 64)

    def _line(self, row: TimelineRow) -> str:
        if row.kind is RowKind.FOLD:
            return f"{'▾' if row.is_open else '▸'} {self.voices.fold(row)}"
        return self.voices.event(row.entry)

    def _draw_day(self, painter: QPainter, rect: QRect, row: TimelineRow) -> None:
        colours, px = self._theme.colours, self._theme.px
        painter.setFont(self._theme.font(SECONDARY, bold=True))
        text = self.voices.day(row, self._now())
        half = (painter.fontMetrics().horizontalAdvance(text) + px(24)) // 2
        middle = rect.center()
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.left(), middle.y(), middle.x() - half, middle.y())
        painter.drawLine(middle.x() + half, middle.y(), rect.right(), middle.y())
        painter.setPen(QColor(colours.muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_line(self, painter: QPainter, option: QStyleOptionViewItem, row: TimelineRow) -> None:
        colours, px = self._theme.colours, self._theme.px
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selection))
        is_quiet = not option.state & QStyle.StateFlag.State_Selected
        ink = QColor(colours.muted if is_quiet else colours.text)
        painter.setPen(QColor(colours.accent) if row.file and is_quiet else ink)
        at = QPointF(rect.left() + px(_SIDE), rect.top() + px(_GAP))
        self._texts.draw(
            painter, at, self._line(row), self._line_width(rect.width()), is_small=True
        )
        painter.setPen(ink)
        self._draw_time(painter, rect.adjusted(0, px(_GAP), -px(_SIDE), 0), row)

    def _draw_card(self, painter: QPainter, option: QStyleOptionViewItem, row: TimelineRow) -> None:
        colours, px = self._theme.colours, self._theme.px
        card = option.rect.adjusted(0, px(_GAP), 0, -px(_GAP))
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        quiet = colours.ground if row.is_public else colours.warning_ground
        painter.fillRect(card, QColor(colours.selection if is_chosen else quiet))
        bar = QRect(card.left(), card.top(), px(_BAR), card.height())
        painter.fillRect(bar, QColor(colours.accent if row.is_public else colours.warning))
        inner = card.adjusted(px(_BAR + _SIDE), px(_PADDING), -px(_SIDE), -px(_PADDING))
        ink = colours.text if is_chosen or not row.is_public else colours.muted
        self._draw_head(painter, inner, row, QColor(ink))
        top = inner.top() + self._head_height()
        painter.setPen(QColor(colours.text))
        text, more = shown_body(row), changed(row.entry)
        if text:
            self._texts.draw(painter, QPointF(inner.left(), top), text, inner.width())
            top += self._texts.height(text, inner.width()) + px(2)
        if more:
            painter.setPen(QColor(ink))
            self._texts.draw(
                painter, QPointF(inner.left(), top), more, inner.width(), is_small=True
            )

    def _draw_head(self, painter: QPainter, inner: QRect, row: TimelineRow, ink: QColor) -> None:
        px = self._theme.px
        painter.setPen(ink)
        line = QRect(inner.left(), inner.top(), inner.width(), self._head_height())
        room = line.width() - self._draw_time(painter, line, row) - px(8)
        who, what = self.voices.head(row.entry)
        painter.setFont(self._theme.font(SECONDARY))
        tag = f" · {what}"
        tag_width = painter.fontMetrics().horizontalAdvance(tag) + 2
        painter.setFont(self._theme.font(SECONDARY, bold=True))
        metrics = painter.fontMetrics()
        # Half of the room is the name's where both are long.
        tag_width = min(tag_width, room - min(metrics.horizontalAdvance(who) + 2, room // 2))
        name = metrics.elidedText(who, Qt.TextElideMode.ElideRight, room - tag_width)
        painter.setPen(QColor(self._theme.colours.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignTop, name)
        beside = line.adjusted(metrics.horizontalAdvance(name), 0, 0, 0)
        beside.setWidth(tag_width)
        painter.setFont(self._theme.font(SECONDARY))
        painter.setPen(ink)
        tag = painter.fontMetrics().elidedText(tag, Qt.TextElideMode.ElideRight, tag_width)
        painter.drawText(beside, Qt.AlignmentFlag.AlignTop, tag)

    def _draw_time(self, painter: QPainter, rect: QRect, row: TimelineRow) -> int:
        painter.setFont(self._theme.font(SECONDARY))
        text = time_of(row.entry)
        painter.drawText(rect, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, text)
        return painter.fontMetrics().horizontalAdvance(text)
