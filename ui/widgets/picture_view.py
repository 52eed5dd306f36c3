"""A picture as large as its place allows, and no larger than it is."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget


class PictureView(QWidget):
    """Draws one picture in its middle."""

    def __init__(self, picture: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap.fromImage(picture)
        self.setMinimumSize(80, 60)

    def sizeHint(self) -> QSize:
        """Ask for the picture's own size."""
        return self._pixmap.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        size = QSizeF(self._pixmap.size())
        if size.width() > self.width() or size.height() > self.height():
            size.scale(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        corner = QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRectF(corner, size), self._pixmap, QRectF(self._pixmap.rect()))
        painter.end()
