"""How a line of the palette is drawn: headings small and grey, the rest with its detail at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import BODY, SECONDARY, Theme

_ROW = 30


class FoundDelegate(QStyledItemDelegate):
    """Draws what has `text`, `detail` and `act` under the first user role."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Give all lines one height."""
        return QSize(0, self._theme.px(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        found = index.data(Qt.ItemDataRole.UserRole)
        colours, px = self._theme.colours, self._theme.px
        box = option.rect.adjusted(px(8), 0, -px(8), 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.selection))
        is_heading = found.act is None
        painter.setFont(self._theme.font(SECONDARY if is_heading else BODY, bold=is_heading))
        painter.setPen(QColor(colours.muted if is_heading else colours.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        detail = (
            painter.fontMetrics().horizontalAdvance(found.detail) + px(16) if found.detail else 0
        )
        room = box.width() - detail
        text = painter.fontMetrics().elidedText(found.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(QColor(colours.muted))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, found.detail)
