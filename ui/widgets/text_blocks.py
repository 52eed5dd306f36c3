"""Wrapped texts laid out once for a width, drawn many times."""

from collections import OrderedDict

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPainter,
    QPalette,
    QTextDocument,
    QTextOption,
)

# A screen holds some twenty.
_KEPT = 100


class TextBlocks:
    """Plain texts of any script, wrapped also inside words that are too long."""

    def __init__(self) -> None:
        self._laid_out: OrderedDict[tuple[str, int, bool], QTextDocument] = OrderedDict()
        self._fonts: tuple[QFont, QFont] = (QFont(), QFont())

    def begin(self, font: QFont, small: QFont) -> None:
        """Use these fonts from now on."""
        self._fonts = (font, small)
        self._laid_out.clear()

    def height(self, text: str, width: int, *, is_small: bool = False) -> int:
        """Give the height of `text` in `width`, both in pixels; 0 of no text."""
        if not text:
            return 0
        return round(self._document((text, width, is_small)).size().height())

    def draw(
        self, painter: QPainter, at: QPointF, text: str, width: int, *, is_small: bool = False
    ) -> None:
        """Draw `text` in the painter's colour with its top left corner `at`."""
        document = self._document((text, width, is_small))
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(painter.pen().color()))
        context.palette = palette
        painter.save()
        painter.translate(at)
        document.documentLayout().draw(painter, context)
        painter.restore()

    def _document(self, key: tuple[str, int, bool]) -> QTextDocument:
        if key in self._laid_out:
            self._laid_out.move_to_end(key)
            return self._laid_out[key]
        text, width, is_small = key
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        document.setDefaultTextOption(option)
        document.setDefaultFont(self._fonts[is_small])
        document.setPlainText(text)
        document.setTextWidth(max(1, width))
        self._laid_out[key] = document
        if len(self._laid_out) > _KEPT:
            self._laid_out.popitem(last=False)
        return document
