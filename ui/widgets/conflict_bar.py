"""Two people changed the same field: before, theirs, mine, and a button for each of the two."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.text import tr
from ui.theme import Theme
from ui.widgets.elided_button import ElidedButton
from ui.widgets.elided_label import ElidedLabel


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
        self._heading = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._heading.setProperty("heading", True)
        self._grid = QWidget()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._grid)
        self.setObjectName("conflict")
        theme.changed.connect(self._colour)
        self.hide()

    @property
    def heading(self) -> str:
        """Give the sentence above them."""
        return self._heading.text()

    def show_disputes(self, heading: str, disputes: Sequence[Dispute]) -> None:
        """Show what is to be settled under `heading`; nothing hides it."""
        if tuple(disputes) != self.disputes:
            self.disputes = tuple(disputes)
            self._build()
        self._heading.setText(heading)
        self.setAccessibleName(heading)
        self._colour()
        self.setVisible(bool(disputes))

    def _build(self) -> None:
        self._column.removeWidget(self._grid)
        self._grid.deleteLater()
        self._grid = QWidget()
        self._column.addWidget(self._grid)
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, title in enumerate(("", tr("Before"), tr("Theirs"), tr("Yours"))):
            label = QLabel(title)
            label.setProperty("secondary", True)
            grid.addWidget(label, 0, column)
            grid.setColumnStretch(column, (1, 2, 3, 3)[column])
        for row, dispute in enumerate(self.disputes, 1):
            self._add(grid, row, dispute)

    def _add(self, grid: QGridLayout, row: int, dispute: Dispute) -> None:
        label = QLabel(dispute.label)
        label.setFont(self._theme.font(bold=True))
        before = ElidedLabel(dispute.before or tr("nothing"))
        theirs = self._button(tr("Keep theirs"), dispute.label, dispute.theirs)
        mine = self._button(tr("Use mine"), dispute.label, dispute.mine)
        mine.setProperty("primary", True)
        theirs.clicked.connect(lambda: self.theirs_kept.emit(dispute.field))
        mine.clicked.connect(lambda: self.mine_used.emit(dispute.field))
        for column, widget in enumerate((label, before, theirs, mine)):
            grid.addWidget(widget, row, column)

    def _button(self, action: str, label: str, value: str) -> ElidedButton:
        shown = " ".join(value.split()) or tr("nothing")
        button = ElidedButton(shown)
        button.setAutoDefault(False)
        button.setToolTip(f"{action}: {value or tr('nothing')}")
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
