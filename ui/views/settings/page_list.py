"""The list of the settings' pages, at the left of their window."""

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from app.text import tr
from ui.models.lines import LINE, Line
from ui.theme import Theme
from ui.widgets.line_delegate import LineDelegate

# In pixels at 100 %: the least width, the height of a row, and what stands around a name.
_WIDE, _HIGH, _AROUND = 156, 32, 28


class PageList(QListWidget):
    """Is as wide as its longest name, at any text size."""

    def __init__(self, titles: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._titles = titles
        self.setAccessibleName(tr("Settings"))
        self.setProperty("column", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(LineDelegate(theme, self, _HIGH))
        for title in titles:
            QListWidgetItem(title, self).setData(LINE, Line(title))
        theme.changed.connect(self._scale)
        self._scale()

    def _scale(self) -> None:
        metrics = QFontMetrics(self._theme.font(bold=True))
        widest = max(metrics.horizontalAdvance(title) for title in self._titles)
        self.setFixedWidth(max(self._theme.px(_WIDE), widest + self._theme.px(_AROUND)))
        self.doItemsLayout()
