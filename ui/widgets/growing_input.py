"""A box for a longer text that takes as much room as the text does."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets.inputs import LongInput

_LINES, _MOST_LINES = 3, 9


class GrowingInput(LongInput):
    """Begins with a few lines, grows with what is written, and scrolls from there on."""

    keeps_send = False  # it finishes the dialog

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = theme.px(20)
        self.textChanged.connect(self._grow)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the lines anew where a narrower place breaks them."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        # Measured, not counted: lines of another script may be higher.
        written, block = 0.0, self.document().firstBlock()
        while block.isValid() and written < _MOST_LINES * line:
            written += self.blockBoundingRect(block).height()
            block = block.next()
        lines = min(_MOST_LINES * line, max(_LINES * line, round(written)))
        if lines + self._frame != self.minimumHeight():
            self.setFixedHeight(lines + self._frame)
