"""The mark of a box that has a list to choose from."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.theme import Theme


class Chevron(QWidget):
    """Lies over the end of a box; the style sheet takes the box's own arrow away."""

    def __init__(self, theme: Theme, box: QWidget) -> None:
        super().__init__(box)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the end of the box."""
        box = self.parentWidget()
        if event.type() is QEvent.Type.Resize and box is not None:
            width = self._theme.px(20)
            x = box.width() - width - self._theme.px(4) if box.isLeftToRight() else 0
            self.setGeometry(QRect(x, 0, width, box.height()))
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw an arrow that points down."""
        half = self._theme.px(4)
        middle = QPointF(self.rect().center())
        corners = [QPointF(-half, -half / 2), QPointF(0, half / 2), QPointF(half, -half / 2)]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colours.muted), max(1.5, half / 3)))
        painter.drawPolyline(QPolygonF([middle + corner for corner in corners]))
