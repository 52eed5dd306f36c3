"""A condition of a filter, to be seen and taken away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.filter_questions import FilterTerm
from app.text import tr

_MOST_LETTERS = 40
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Chip(QPushButton):
    """Pressed, or with Delete, it says that it is to go."""

    removed = Signal(object)  # FilterTerm

    def __init__(self, term: FilterTerm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.term = term
        whole = tr("{label}: {shown}", label=term.label, shown=term.shown)
        shown = whole if len(whole) <= _MOST_LETTERS else f"{whole[: _MOST_LETTERS - 1]}…"
        # An ampersand in a name is no shortcut.
        self.setText(f"{shown}  ×".replace("&", "&&"))
        self.setToolTip(tr("Take away “{condition}”", condition=whole))
        self.setAccessibleName(tr("Condition {condition}, press to take away", condition=whole))
        self.setProperty("chip", True)
        self.clicked.connect(lambda: self.removed.emit(self.term))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go, by Delete, Backspace or Enter."""
        if event.key() in _REMOVING:
            self.removed.emit(self.term)
        else:
            super().keyPressEvent(event)
