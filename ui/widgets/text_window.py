"""A text by itself, to read, select and copy."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.placing import place_over
from ui.widgets.plain_text import PlainText


class TextWindow(QDialog):
    """Shows a whole text; Esc closes it."""

    def __init__(self, theme: Theme, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.text = PlainText(readOnly=True)
        self.text.setPlainText(text)
        self.text.setAccessibleName(title)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        place_over(self, QSize(theme.px(640), theme.px(420)))
