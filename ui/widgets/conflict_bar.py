"""Two people changed the same field: before, theirs, mine, and a button for each of the two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.text import tr
from ui.theme import Theme

# More of a value is on hover.
_LONGEST = 240
# In pixels at 100 %; no more than a fifth of the window.
_HIGHEST, _NARROW = 260, 300
_WORD = re.compile(r"(\S{20})(?=\S)")


@dataclass(frozen=True)
class Dispute:
    """A field that two people changed, its three values as people read them."""

    field: str
    label: str
    before: str
    theirs: str
    mine: str


class ConflictBar(QFrame):
    """Shows disputes until each is settled; hidden while there are none."""

    theirs_kept = Signal(str)  # field
    mine_used = Signal(str)  # field

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.disputes: tuple[Dispute, ...] = ()
        self._heading = ""
        self._is_narrow = False
        self._values = _Values(theme)
        column = QVBoxLayout(self)
        column.addWidget(self._values)
        self.setObjectName("conflict")
        theme.changed.connect(self._colour)
        self.hide()

    @property
    def heading(self) -> str:
        """Give the sentence above them."""
        return self._heading

    def show_disputes(self, heading: str, disputes: Sequence[Dispute]) -> None:
        """Show what is to be settled under `heading`; nothing hides it."""
        if (heading, tuple(disputes)) != (self._heading, self.disputes):
            self._heading, self.disputes = heading, tuple(disputes)
            self._build()
        self.setAccessibleName(heading)
        self._colour()
        self.setVisible(bool(disputes))

    def focus(self) -> None:
        """Put the keyboard on the first of the ways to settle what is left."""
        button = self._values.findChild(QPushButton)
        if button is not None:
            button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the values where there is little room beside them."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._theme.px(_NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._build()

    def _build(self) -> None:
        content = QWidget()
        content.setProperty("panel", True)
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(self._theme.px(2))
        grid.setColumnStretch(1, 1)
        heading = QLabel(self._heading, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        heading.setProperty("heading", not self._is_narrow)
        heading.setFont(self._theme.font(bold=True))
        grid.addWidget(heading, 0, 0, 1, 3)
        for dispute in self.disputes:
            self._add(grid, dispute)
        self._values.show_content(content)

    def _add(self, grid: QGridLayout, dispute: Dispute) -> None:
        """Put the three values below each other: side by side, none could be read in a narrow pane."""
        label = QLabel(dispute.label, textFormat=Qt.TextFormat.PlainText)
        label.setFont(self._theme.font(bold=True))
        grid.addWidget(label, grid.rowCount(), 0, 1, 3)
        theirs = self._button(tr("Keep theirs"), dispute.label, dispute.theirs)
        mine = self._button(tr("Use mine"), dispute.label, dispute.mine)
        mine.setProperty("primary", True)
        theirs.clicked.connect(lambda: self.theirs_kept.emit(dispute.field))
        mine.clicked.connect(lambda: self.mine_used.emit(dispute.field))
        for name, value, button in (
            (tr("Before"), dispute.before, None),
            (tr("Theirs"), dispute.theirs, theirs),
            (tr("Yours"), dispute.mine, mine),
        ):
            row = grid.rowCount()
            title = QLabel(name)
            title.setProperty("secondary", True)
            grid.addWidget(title, row, 0)
            grid.addWidget(_value(value), row, 1)
            if button is not None:
                grid.addWidget(button, *((row + 1, 1) if self._is_narrow else (row, 2)))

    def _button(self, action: str, label: str, value: str) -> QPushButton:
        button = QPushButton(action, autoDefault=False)
        shown = " ".join(value.split()) or tr("nothing")
        button.setAccessibleName(
            tr("{action} for {label}: {value}", action=action, label=label, value=shown)
        )
        return button

    def _colour(self) -> None:
        colours, px = self._theme.colours, self._theme.px
        self.setStyleSheet(
            f"#conflict {{ background: {colours.panel}; border: 1px solid {colours.warning};"
            f" border-radius: {px(6)}px; }}"
        )


class _Values(QScrollArea):
    """Is as high as its content up to a limit, from which on it scrolls."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(widgetResizable=True)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_content(self, content: QWidget) -> None:
        """Show something else."""
        self.setWidget(content)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handled = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        content: QWidget | None = self.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            width = self.viewport().width()
            # Of nothing that is visible there is no height for a width.
            wrapped = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else 0
            height = max(wrapped, 0)
            self.setFixedHeight(min(height, self._theme.px(_HIGHEST), self.window().height() // 5))


def _value(value: str) -> QLabel:
    """Show a value in as many lines as it takes."""
    whole = " ".join(value.split()) or tr("nothing")
    shown = whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"
    # A label breaks at spaces only, and would be as wide as its longest word.
    broken = _WORD.sub("\\1\u200b", shown)
    label = QLabel(broken, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setAccessibleName(shown)
    label.setToolTip(value if shown != whole else "")
    return label
