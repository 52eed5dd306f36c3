"""The parts of the priority matrix's page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.text import tr
from ui.models.change_log import ChangeLog
from ui.models.matrix_grid import FEWEST, MOST, MatrixGrid
from ui.theme import Theme
from ui.widgets.line_delegate import LineDelegate
from ui.widgets.matrix_table import MatrixTable
from ui.widgets.radio_choice import RadioChoice
from ui.widgets.strip import Strip


class MatrixFrame(QWidget):
    """The parts of the page, laid out; what they do is for the page that is made of it."""

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel(title)
        self.title.setProperty("title", True)
        self.version = QLabel()
        self.version.setProperty("secondary", True)
        self.strip = Strip(theme)
        self.grid = MatrixGrid(self)
        self.table = MatrixTable(self.grid, theme)
        choices = tuple((n, tr("{n} levels", n=n)) for n in range(FEWEST, MOST + 1))
        self.levels = RadioChoice(choices, theme.px(12))
        self.levels.describe(tr("Levels of impact and urgency"))
        self.publish = QPushButton(autoDefault=False)
        self.publish.setProperty("primary", True)
        self.afresh = QPushButton(tr("Discard changes"), autoDefault=False)
        self.log = ChangeLog(self)
        self.history = QListView()
        self._lay_out()

    def _lay_out(self) -> None:
        px = self._theme.px
        says = QLabel(
            tr("A ticket’s priority follows from impact (down) and urgency (across). Click a cell, or walk "
               "with the arrows and type 1 to 5. Publishing makes a new version: tickets keep the version "
               "that gave their priority until impact or urgency is changed."),
            wordWrap=True,
        )  # fmt: skip
        says.setProperty("secondary", True)
        self.history.setModel(self.log)
        self.history.setItemDelegate(LineDelegate(self._theme, self.history))
        self.history.setFrameShape(QFrame.Shape.NoFrame)
        self.history.setAccessibleName(tr("Versions"))
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.version)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.afresh)
        foot.addWidget(self.publish)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(px(16),) * 4)
        column.setSpacing(px(12))
        column.addLayout(head)
        for widget in (self.strip, says, self.levels):
            column.addWidget(widget)
        column.addWidget(self.table, 3)
        column.addWidget(self.history, 1)
        column.addLayout(foot)
