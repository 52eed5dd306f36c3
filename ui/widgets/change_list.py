"""A history as a list of lines."""

from PySide6.QtWidgets import QFrame

from ui.models.change_log import ChangeLog
from ui.theme import Theme
from ui.widgets.line_list import LineList


class ChangeList(LineList):
    """Shows a `ChangeLog`."""

    def __init__(self, title: str, theme: Theme) -> None:
        self.log = ChangeLog()
        super().__init__(self.log, title, theme)
        self.log.setParent(self)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
