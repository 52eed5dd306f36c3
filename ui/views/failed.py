"""Why the desk could not be opened, and the way to try again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.text import tr


class Failed(QWidget):
    """One sentence in the middle of the window, and a button."""

    again = Signal()

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        title = QLabel(tr("The desk could not be opened"))
        title.setProperty("heading", True)
        self.text = text = QLabel(sentence, wordWrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton(tr("Try again"))
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        for each in (title, text):
            column.addWidget(each)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
