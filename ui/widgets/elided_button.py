"""A button for a value that may be long."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)


class ElidedButton(QPushButton):
    """Takes the room there is, and cuts its text with an ellipsis where that is not enough."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._whole = " ".join(text.split())
        self.setText(self._whole.replace("&", "&&"))

    def sizeHint(self) -> QSize:
        """Ask for little: its layout gives more."""
        return QSize(self._frame, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with little."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        room = self.width() - self._frame
        fitting = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = fitting.replace("&", "&&")
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    @property
    def _frame(self) -> int:
        return 4 * self.fontMetrics().averageCharWidth()
