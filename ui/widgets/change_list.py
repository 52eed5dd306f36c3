"""A history as a list of lines, and the chosen one whole below it."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFrame, QLabel, QListView, QVBoxLayout, QWidget

from ui.models.change_log import ChangeLog
from ui.theme import Theme
from ui.widgets.line_delegate import LineDelegate


class ChangeList(QWidget):
    """Shows a `ChangeLog`; what a line has no room for can be read below, and copied."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.log = ChangeLog(self)
        self.view = QListView()
        self.view.setModel(self.log)
        self.view.setItemDelegate(LineDelegate(theme, self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName(title)
        self.whole = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.whole.setProperty("secondary", True)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.view.selectionModel().currentChanged.connect(self._show_whole)
        self.log.modelReset.connect(self.whole.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(self.whole)

    def focus(self) -> None:
        """Put the keyboard into the list."""
        self.view.setFocus()

    def _show_whole(self, current: QModelIndex) -> None:
        self.whole.setText(str(current.data(Qt.ItemDataRole.ToolTipRole) or ""))
