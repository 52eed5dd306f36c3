"""Why the desk could not be opened, what to do about it, and the ways on."""

import platform

import PySide6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.errors import (
    DeskError,
    Locked,
    NoRole,
    NotADesk,
    NotFound,
    OlderProgram,
    ReadOnly,
    Unfinished,
    Unreachable,
)
from app.text import tr
from ui.presenter import copy
from ui.start import Start
from ui.theme import Theme
from ui.widgets.centred import centred
from ui.widgets.flow_layout import FlowLayout

# Their sentences say what to do.
_SAID = (Locked, ReadOnly, Unfinished, OlderProgram, NotFound, NoRole)


class Failed(QWidget):
    """What is wrong, what to do, and a button for each way on."""

    again = Signal()
    another_wanted = Signal()
    new_wanted = Signal()

    def __init__(
        self, theme: Theme, error: DeskError, start: Start, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._error, self._start = error, start
        title = QLabel(tr("The desk could not be opened"))
        title.setProperty("title", True)
        self.text = _line(_reason(error, start))
        self.advice = _line(advice(error, start))
        self.advice.setVisible(bool(self.advice.text()))
        self.button = QPushButton(tr("Try again"))
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.again)
        self.another = QPushButton(tr("Open another desk…"))
        self.another.clicked.connect(self.another_wanted)
        self.new = QPushButton(tr("Make a new desk…"))
        self.new.clicked.connect(self.new_wanted)
        self.details = QPushButton(tr("Copy the details"))
        self.details.setProperty("quiet", True)
        self.details.clicked.connect(self._copy)
        ways = FlowLayout(theme.px(8))
        for way in (self.button, self.another, self.new, self.details):
            ways.addWidget(way)
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        for each in (title, self.text, self.advice):
            column.addWidget(each)
        column.addLayout(ways)
        centred(self, column, theme.px(680))

    @property
    def report(self) -> str:
        """Give what somebody needs to know who is asked for help."""
        return "\n".join(
            (
                f"{type(self._error).__name__}: {self._error.sentence}",
                tr("Desk: {where}", where=self._start.where),
                f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.platform()}",
            )
        )

    def _copy(self) -> None:
        copy(self.report)
        self.details.setText(tr("Copied"))


def _reason(error: DeskError, start: Start) -> str:
    # Its own sentence names a command, and here are buttons.
    is_none = isinstance(error, NotADesk)
    return tr("There is no desk in {where}.", where=start.where) if is_none else error.sentence


def advice(error: DeskError, start: Start) -> str:
    """Say what to do about `error` where its own sentence does not."""
    if isinstance(error, _SAID):
        return ""
    if isinstance(error, NotADesk):
        return tr("Open the file that holds it, or make a new one.")
    if not isinstance(error, Unreachable):
        return tr(
            "Try again; if that does not help, send the details to whoever looks after the desk."
        )
    if start.is_shared:
        return tr("Its server does not answer, or does not let you in. Look whether the network is there, and ask "
                  "whoever looks after the server. Nothing is lost; what you began is kept on this computer.")  # fmt: skip
    return tr("Look whether the file is there, whether its disk is, and whether you may read and write it. If it "
              "is damaged, put a backup in its place. Nothing in it was changed.")  # fmt: skip


def _line(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
