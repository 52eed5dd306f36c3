"""The one question of the first start: a sample desk, or an empty one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.text import tr
from ui.theme import Theme


class Welcome(QWidget):
    """Asks which desk to make; `chosen` tells its kind, ``sample`` or ``desk``."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
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
        row = QHBoxLayout()
        row.addWidget(self.sample)
        row.addWidget(self.empty)
        row.addStretch(1)
        column = QVBoxLayout()
        for each in (title, text, place):
            column.addWidget(each)
        column.addLayout(row)
        column.setSpacing(theme.px(12))
        holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(theme.px(620))
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(holder, 10)
        centred.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(centred)
        outer.addStretch(2)
