"""Two people changed the same field: before, theirs, mine, and a button for each of the two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.text import tr
from ui.theme import Theme
from ui.widgets.flow_layout import FlowLayout

# More of a value is on hover.
_LONGEST = 240
# In pixels at 100 %.
_NARROW = 300
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
    """Shows disputes until each is settled; hidden while there are none. As high as they are: it never scrolls."""

    asked = Signal()  # there is something to settle that was not there before
    theirs_kept = Signal(str)  # field
    mine_used = Signal(str)  # field

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.disputes: tuple[Dispute, ...] = ()
        self._heading = ""
        self._is_narrow = False
        self._content = QWidget()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._content)
        self.setObjectName("conflict")
        theme.changed.connect(self._colour)
        self.hide()

    @property
    def heading(self) -> str:
        """Give the sentence above them."""
        return self._heading

    def show_disputes(self, heading: str, disputes: Sequence[Dispute]) -> None:
        """Show what is to be settled under `heading`; nothing hides it."""
        is_new = not set(disputes) <= set(self.disputes)
        if (heading, tuple(disputes)) != (self._heading, self.disputes):
            self._heading, self.disputes = heading, tuple(disputes)
            self._build()
        self.setAccessibleName(heading)
        self._colour()
        self.setVisible(bool(disputes))
        if is_new:
            self.asked.emit()

    def focus(self) -> None:
        """Put the keyboard on the first of the ways to settle what is left."""
        button: QPushButton | None = self._content.findChild(QPushButton)
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
        self._column.replaceWidget(self._content, content)
        self._content.hide()
        self._content.deleteLater()
        self._content = content
        content.show()

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
            is_beside = button is not None and not self._is_narrow
            # Beside a button it stands in the middle, as the button's own text does.
            side = Qt.AlignmentFlag.AlignVCenter if is_beside else Qt.AlignmentFlag.AlignTop
            grid.addWidget(title, row, 0, side)
            grid.addWidget(_value(value), row, 1)
            if button is not None and is_beside:
                grid.addWidget(button, row, 2)
        if self._is_narrow:
            below = FlowLayout(self._theme.px(8))
            below.addWidget(theirs)
            below.addWidget(mine)
            grid.addLayout(below, grid.rowCount(), 0, 1, 3)

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
