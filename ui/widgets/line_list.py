"""A list of lines, and the chosen one whole below it."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.line_delegate import LineDelegate


class _Lines(QListView):
    """Asks for a height of its own, and takes less where there is less."""

    def __init__(self, high: int) -> None:
        super().__init__()
        self._high = high

    def sizeHint(self) -> QSize:
        usual = super().sizeHint()
        return QSize(usual.width(), self._high or usual.height())


class LineList(QWidget):
    """Shows a model of lines; what one has no room for can be read below, and copied."""

    def __init__(self, model: QAbstractListModel, title: str, theme: Theme, high: int = 0) -> None:
        """Take how high, in pixels, the lines are where there is room (0: as lists usually are)."""
        super().__init__()
        self.view = _Lines(high)
        self.view.setModel(model)
        self.view.setItemDelegate(LineDelegate(theme, self.view))
        self.view.setAccessibleName(title)
        self.whole = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.whole.setProperty("secondary", True)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.view.selectionModel().currentChanged.connect(self._show_whole)
        model.modelReset.connect(self.whole.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(self.whole)

    def focus(self) -> None:
        """Put the keyboard into the list."""
        self.view.setFocus()

    def _show_whole(self, current: QModelIndex) -> None:
        self.whole.setText(str(current.data(Qt.ItemDataRole.ToolTipRole) or ""))
