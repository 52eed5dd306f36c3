"""A box to tick, drawn in the colours of the scheme."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import Theme

_BOX, _GAP, _RIM = 14, 6, 3
# As high as a button beside it.
_PAD = 7


class TickBox(QCheckBox):
    """A tick in a box before its text."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Ask for box and text."""
        px, letters = self._theme.px, self.fontMetrics()
        width = px(_BOX) + px(_GAP) + letters.horizontalAdvance(self.text()) + 2 * px(_RIM)
        return QSize(width, max(px(_BOX), letters.height()) + 2 * px(_PAD))

    def minimumSizeHint(self) -> QSize:
        """Need as much."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """Be ticked by a click on the text too."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the tick, the text, and the line around what has the keyboard."""
        px, colours = self._theme.px, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4)
            )
        box = QRectF(px(_RIM), (self.height() - px(_BOX)) / 2, px(_BOX), px(_BOX))
        draw_tick(painter, self._theme, box, is_ticked=self.isChecked())
        left = px(_RIM) + px(_BOX) + px(_GAP)
        painter.setPen(QColor(colours.text if self.isEnabled() else colours.muted))
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, 0, self.width() - left, self.height()), place, self.text())


class TickDelegate(QStyledItemDelegate):
    """Draws the rows of a list each with a box to tick."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground of what is chosen, the box and the text."""
        px, colours, row = self._theme.px, self._theme.colours, QRectF(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, QColor(colours.selection))
        box = QRectF(row.left() + px(_GAP), 0, px(_BOX), px(_BOX))
        box.moveTop(row.center().y() - px(_BOX) / 2)
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        draw_tick(painter, self._theme, box, is_ticked=state is Qt.CheckState.Checked)
        painter.setPen(QColor(colours.text))
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(row.adjusted(px(_BOX) + 2 * px(_GAP), 0, 0, 0), place, index.data())


def draw_tick(painter: QPainter, theme: Theme, box: QRectF, *, is_ticked: bool) -> None:
    """Draw a box, and the tick in it."""
    colours = theme.colours
    painter.setPen(QColor(colours.accent if is_ticked else colours.muted))
    painter.setBrush(QColor(colours.accent if is_ticked else colours.panel))
    painter.drawRoundedRect(box, theme.px(3), theme.px(3))
    if not is_ticked:
        return
    part = box.width() / 4
    corners = [
        QPointF(part, 2 * part),
        QPointF(1.8 * part, 2.8 * part),
        QPointF(3 * part, 1.2 * part),
    ]
    painter.setPen(QPen(QColor(colours.on_accent), max(1.5, part / 2)))
    painter.drawPolyline(QPolygonF([box.topLeft() + corner for corner in corners]))
