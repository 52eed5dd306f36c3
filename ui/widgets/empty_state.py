"""What stands where nothing is: what that means, what belongs here, and what to do next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyState(QWidget):
    """A heading, a sentence, and at most one action, in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.heading.setProperty("heading", True)
        self.sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.sentence.setProperty("secondary", True)
        self.action = QPushButton()
        self.action.setProperty("quiet", True)
        self.action.clicked.connect(self._act)
        self._on_action: Callable[[], object] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or the keyboard would be nowhere
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        for each in (self.heading, self.sentence):
            each.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(each)
        column.addWidget(self.action, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        self._column = column

    def say(
        self,
        heading: str,
        sentence: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Say it."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(f"{heading} {sentence}".strip())
        self._on_action = on_action

    def put_below(self, widget: QWidget) -> None:
        """Put something more below the action."""
        place = self._column.count() - 1
        self._column.insertSpacing(place, 16)
        self._column.insertWidget(place + 1, widget, alignment=Qt.AlignmentFlag.AlignHCenter)

    def _act(self) -> None:
        if self._on_action is not None:
            self._on_action()
