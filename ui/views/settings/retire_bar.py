"""Whether something is to be retired, what still names it, and, of what is retired, the way back."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.setting_rows import Use
from app.domain.views import view_of
from app.errors import listed
from app.text import tr
from ui.theme import Theme
from ui.widgets.flow_layout import FlowLayout

# A name is shown whole above; here so many letters say enough.
_LONG = 40


class RetireBar(QFrame):
    """Asks before something is retired, and stands over what is; hidden otherwise."""

    confirmed = Signal()
    brought_back = Signal()
    dismissed = Signal()
    tickets_wanted = Signal(object)  # NamedView

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("retire")
        self._heading = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._heading.setProperty("heading", True)
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.retire = self._button(tr("Retire"), self.confirmed)
        self.keep = self._button(tr("Keep"), self.dismissed)
        self.bring_back = self._button(tr("Bring back"), self.brought_back)
        self._buttons = QWidget()
        self._flow = FlowLayout(theme.px(8), self._buttons)
        self._shows: list[QPushButton] = []
        for button in (self.retire, self.keep, self.bring_back):
            self._flow.addWidget(button)
        column = QVBoxLayout(self)
        for widget in (self._heading, self._text, self._buttons):
            column.addWidget(widget)
        theme.changed.connect(self._colour)
        self.hide()

    @property
    def text(self) -> str:
        """Give what it says; empty while it is hidden."""
        return f"{self._heading.text()} {self._text.text()}".strip() if not self.isHidden() else ""

    def ask(self, name: str, uses: tuple[Use, ...], meaning: str) -> None:
        """Ask whether `name` is to be retired, which is still named by `uses`."""
        short = name if len(name) <= _LONG else f"{name[: _LONG - 1]}…"
        self._say(tr("Retire {name}?", name=short), _named(uses), meaning)
        self._offer(name, uses, is_asking=True, may_bring_back=False)
        # Enter once more, or a second click, is to do no harm.
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, name: str, uses: tuple[Use, ...], *, may_bring_back: bool) -> None:
        """Tell that `name` is retired, and what names it all the same."""
        self._say(tr("Retired"), _named(uses), "")
        self._offer(name, uses, is_asking=False, may_bring_back=may_bring_back)

    @property
    def ticket_buttons(self) -> list[QPushButton]:
        """Give the buttons that show tickets."""
        return self._shows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep by Esc."""
        if event.key() == Qt.Key.Key_Escape and not self.keep.isHidden():
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def _say(self, heading: str, named: str, meaning: str) -> None:
        told = " ".join(filter(None, (named, meaning)))
        self._heading.setText(heading)
        self._text.setText(told)
        self._text.setVisible(bool(told))
        self.setAccessibleName(f"{heading} {told}".strip())

    def _offer(
        self, name: str, uses: tuple[Use, ...], *, is_asking: bool, may_bring_back: bool
    ) -> None:
        for button in self._shows:
            self._flow.removeWidget(button)
            button.deleteLater()
        self._shows = [self._show_button(name, use) for use in uses if use.filter is not None]
        for button in self._shows:
            self._flow.addWidget(button)
            button.show()
        self.retire.setVisible(is_asking)
        self.keep.setVisible(is_asking)
        self.bring_back.setVisible(may_bring_back)
        self._colour()
        self.show()

    def _show_button(self, name: str, use: Use) -> QPushButton:
        button = QPushButton(tr("Show {what}", what=use.shown), autoDefault=False)
        button.setProperty("quiet", True)
        view = view_of(f"{name}: {use.shown}", use.filter) if use.filter else None
        button.clicked.connect(lambda: self.tickets_wanted.emit(view))
        return button

    def _button(self, text: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(text, autoDefault=False)
        button.clicked.connect(signal)
        return button

    def _colour(self) -> None:
        colours, px = self._theme.colours, self._theme.px
        self.setStyleSheet(
            f"#retire {{ background: {colours.warning_ground}; border: 1px solid {colours.warning};"
            f" border-radius: {px(6)}px; }}"
        )


def _named(uses: tuple[Use, ...]) -> str:
    if not uses:
        return ""
    return tr("Still there: {uses}.", uses=listed([use.shown for use in uses]))
