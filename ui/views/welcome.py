"""The one question of the first start: a sample desk, or an empty one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.text import tr
from ui.theme import Theme
from ui.widgets.centred import centred
from ui.widgets.flow_layout import FlowLayout


class Welcome(QWidget):
    """Asks which desk to make; `chosen` tells its kind, ``sample`` or ``desk``."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel(tr("Welcome to Firstline"))
        title.setProperty("title", True)
        text = QLabel(tr("There is no desk on this computer yet. A sample desk shows a company at work, with people, "
                         "teams and about 150 incidents; an empty one is yours to fill."))  # fmt: skip
        text.setWordWrap(True)
        place = QLabel(tr("It is kept in {where}", where=where))
        place.setProperty("secondary", True)
        place.setWordWrap(True)
        self.sample = QPushButton(tr("Make a sample desk"))
        self.sample.setProperty("primary", True)
        self.sample.setDefault(True)
        self.empty = QPushButton(tr("Start with an empty desk"))
        self.sample.clicked.connect(lambda: self.chosen.emit("sample"))
        self.empty.clicked.connect(lambda: self.chosen.emit("desk"))
        row = FlowLayout(theme.px(8))
        row.addWidget(self.sample)
        row.addWidget(self.empty)
        column = QVBoxLayout()
        for each in (title, text, place):
            column.addWidget(each)
        column.addLayout(row)
        column.setSpacing(theme.px(12))
        centred(self, column, theme.px(620))
