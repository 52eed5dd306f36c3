"""The parts of the priority matrix's page."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.text import tr
from ui.models.matrix_grid import FEWEST, MOST, MatrixGrid
from ui.theme import Theme
from ui.widgets.change_list import ChangeList
from ui.widgets.matrix_table import MatrixTable
from ui.widgets.radio_choice import RadioChoice
from ui.widgets.strip import Strip

_HISTORY = 140


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
        self.history = ChangeList(tr("Versions"), theme)
        self._lay_out()

    def _lay_out(self) -> None:
        px = self._theme.px
        says = QLabel(
            tr("A ticket’s priority follows from impact (down) and urgency (across). Choose a cell and "
               "type 1 to 5, or click it again. Publishing makes a new version: tickets keep the version "
               "that gave their priority until impact or urgency is changed."),
            wordWrap=True,
        )  # fmt: skip
        says.setProperty("secondary", True)
        self.history.setMinimumHeight(px(_HISTORY))
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
        column.addWidget(self._scrolled(says, self.levels, self.table, self.history), 1)
        # Below: what is told for a while does not move the grid.
        column.addWidget(self.strip)
        column.addLayout(foot)

    def _scrolled(self, *parts: QWidget) -> QScrollArea:
        """Put parts into an area that follows the keyboard through the grid."""
        inside = QWidget()
        inside.setProperty("panel", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(12))
        for part in parts:
            column.addWidget(part)
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.table.selectionModel().currentChanged.connect(lambda index: self._reveal(area, index))
        return area

    def _reveal(self, area: QScrollArea, index: QModelIndex) -> None:
        cell, inside = self.table.visualRect(index), area.widget()
        if inside is not None:
            place = self.table.viewport().mapTo(inside, cell.center())
            area.ensureVisible(place.x(), place.y(), 0, cell.height() // 2)
