"""Where the panes will be, while the desk is opened."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.text import tr
from ui.theme import Theme

# In parts of the window, and in pixels at 100 %: as the panes come to stand.
_VIEWS, _QUEUE, _WHOLE = 180, 650, 1330
_VIEW, _ROW, _HEAD = 28, 46, 112
_BAR = 10


class Skeleton(QWidget):
    """Draws the panes' grounds, and bars where their lines will be."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(tr("Opening the desk…"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        colours = self._theme.colours
        painter = QPainter(self)
        views, queue = (self.width() * each // _WHOLE for each in (_VIEWS, _VIEWS + _QUEUE))
        painter.fillRect(self.rect(), QColor(colours.ground))
        painter.fillRect(views, 0, self.width() - views, self.height(), QColor(colours.panel))
        for edge in (views, queue):
            painter.fillRect(edge, 0, 1, self.height(), QColor(colours.line))
        self._bars(painter, QRect(0, 0, views, self.height()), self._theme.px(_VIEW), 7)
        rows = QRect(views, self._theme.px(_HEAD), queue - views, self.height())
        self._bars(painter, rows, self._theme.px(_ROW), 9)
        ticket = QRect(queue, 0, self.width() - queue, self.height())
        self._bars(painter, ticket, self._theme.px(_ROW), 3)

    def _bars(self, painter: QPainter, box: QRect, step: int, number: int) -> None:
        px = self._theme.px
        line = QColor(self._theme.colours.line)
        for row in range(number):
            top = box.top() + step * row + px(16)
            width = (box.width() - px(28)) * (5 - row % 3) // 6
            painter.fillRect(box.left() + px(14), top, width, px(_BAR), line)
