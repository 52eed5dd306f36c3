"""A line to type in whose text ends in an ellipsis where it is too long, while nobody types in it."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QToolTip

from ui.widgets.direction import draw_line

# What Qt leaves free on both sides of a line's text.
_MARGIN = 2


class ElidedLine(QLineEdit):
    """Shows all of a long text on hover, unless it has a tooltip of its own."""

    @property
    def is_cut(self) -> bool:
        """Whether not all of the text is in sight."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self._room().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits, and that there is more."""
        if self.hasFocus() or not self.is_cut:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelLineEdit, self._option(), painter, self
        )
        room = self._room()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().text().color())
        draw_line(painter, room, text)

    def event(self, event: QEvent) -> bool:
        """Show the whole text on hover where it is cut."""
        if isinstance(event, QHelpEvent) and not self.toolTip() and self.is_cut:
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    def _option(self) -> QStyleOptionFrame:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return option

    def _room(self) -> QRect:
        element = QStyle.SubElement.SE_LineEditContents
        inner = self.style().subElementRect(element, self._option(), self)
        inner = inner.marginsRemoved(self.textMargins())
        return inner.adjusted(_MARGIN, 0, -_MARGIN, 0)
