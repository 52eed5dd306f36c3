"""A record that is read and not changed: labels, and what they hold."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.text import tr
from ui.theme import Theme

_READING = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class Facts(QWidget):
    """Labels and texts in two columns; texts can be reached by Tab, and copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts: tuple[tuple[str, str], ...] = ()
        self._grid = QGridLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(1, 1)
        self._labels: list[QLabel] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show labels with what they hold; one that has several stands once."""
        if tuple(facts) == self.facts:
            return
        self.facts = tuple(facts)
        for old in self._labels:
            self._grid.removeWidget(old)
            old.deleteLater()
        self._labels = []
        for row, (label, text) in enumerate(self.facts):
            self._add(row, label, text or tr("nothing"))

    def _add(self, row: int, label: str, text: str) -> None:
        is_again = row > 0 and self.facts[row - 1][0] == label
        title = "" if is_again else label
        name, value = (QLabel(each, textFormat=Qt.TextFormat.PlainText) for each in (title, text))
        name.setProperty("secondary", True)
        value.setWordWrap(True)
        value.setTextInteractionFlags(_READING)
        value.setAccessibleName(tr("{label}: {text}", label=label, text=text))
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, row, 0, top)
        self._grid.addWidget(value, row, 1, top)
        self._labels += [name, value]
