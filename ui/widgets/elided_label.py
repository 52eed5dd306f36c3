"""A label that is cut with an ellipsis where it does not fit, and whole on hover."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget


class ElidedLabel(QLabel):
    """One line of plain text that never asks for more width than there is."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        """Be content with nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        rect = self.contentsRect()
        line = " ".join(self.text().split())
        text = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(rect, self.alignment() | Qt.AlignmentFlag.AlignVCenter, text)

    def event(self, event: QEvent) -> bool:
        """Show the whole text on hover where it is cut."""
        if event.type() is QEvent.Type.ToolTip and not self.toolTip():
            is_cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
            if is_cut:
                self.setToolTip(self.text())
                handled = super().event(event)
                self.setToolTip("")
                return handled
        return super().event(event)
