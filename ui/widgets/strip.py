"""A line of news where it happened: what is wrong or done, and what to do next."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.text import tr
from ui.theme import Theme

# How long, in milliseconds, it is told that something went well.
_GOOD_MS = 10_000
KINDS = ("plain", "good", "warning", "error")
Act = Callable[[], None]


class Strip(QFrame):
    """One sentence with at most one action; hidden while there is nothing to say."""

    said = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ""
        self._theme = theme
        self._action: Act | None = None
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.setProperty("quiet", True)
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self.act)
        self._close = QPushButton("×")
        self._close.setAccessibleName(tr("Dismiss"))
        self._close.setToolTip(tr("Dismiss"))
        self._close.setProperty("quiet", True)
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        px = theme.px
        row.setContentsMargins(px(12), px(4), px(4), px(4))
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._good = QTimer(self, singleShot=True, interval=_GOOD_MS)
        self._good.timeout.connect(lambda: self.clear("good"))
        self.setAccessibleName(tr("Message"))
        theme.changed.connect(self._colour)
        self.hide()

    @property
    def text(self) -> str:
        """Give what it says; empty while it is hidden."""
        return self._text.text() if not self.isHidden() else ""

    def say(
        self, text: str, kind: str = "plain", action_text: str = "", action: Act | None = None
    ) -> None:
        """Show `text`, coloured by `kind`, one of KINDS; what is good goes by itself."""
        self.kind = kind
        if kind == "good":
            self._good.start()
        self._action = action
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._button.setText(action_text)
        self._button.setVisible(bool(action_text))
        self._colour()
        self.show()
        self.said.emit()

    def clear(self, kind: str = "") -> None:
        """Hide it; with `kind`, only if it is of that kind."""
        if not kind or kind == self.kind:
            self.hide()

    def act(self) -> None:
        """Do what it offers to do."""
        if self._action is not None:
            self._action()

    def _colour(self) -> None:
        colours = self._theme.colours
        grounds = {
            "good": colours.good_ground,
            "warning": colours.warning_ground,
            "error": colours.danger_ground,
        }
        ground = grounds.get(self.kind, colours.panel)
        # Without a colour of its own it would not be seen on a panel.
        edge = grounds.get(self.kind, colours.line)
        self.setStyleSheet(
            f"Strip {{ background: {ground}; border: 1px solid {edge};"
            f" border-radius: {self._theme.px(6)}px; }}"
        )
