"""What is seen while a desk is made."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from app.text import tr
from ui.theme import Theme
from ui.widgets.centred import centred


class Making(QWidget):
    """Says what is made, and how far that is once it is known."""

    def __init__(self, theme: Theme, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        is_sample = kind == "sample"
        title = QLabel(tr("Making the sample desk…") if is_sample else tr("Making your desk…"))
        title.setProperty("title", True)
        self.text = QLabel(tr("Laying out its database"), wordWrap=True)
        self.text.setProperty("secondary", True)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 0)
        self.bar.setFixedHeight(theme.px(8))
        self.bar.setAccessibleName(title.text())
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        for each in (title, self.bar, self.text):
            column.addWidget(each)
        centred(self, column, theme.px(480))

    def tell(self, done: int, of: int) -> None:
        """Say how many of its tickets there are."""
        self.bar.setRange(0, of)
        self.text.setText(tr("{done} of {all} tickets are written", done=done, all=of))
        self.bar.setValue(done)
