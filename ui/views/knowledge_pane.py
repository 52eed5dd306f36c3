"""The pane beside the ticket, for what was solved before."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.text import tr
from ui.workplace import Workplace


class KnowledgePane(QWidget):
    """Says what belongs here while the desk has no articles."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Knowledge"))
        title = QLabel(tr("Knowledge"))
        title.setProperty("heading", True)
        empty = QLabel(
            tr("No articles yet. What was solved once will be found here, made from resolutions.")
        )
        empty.setProperty("secondary", True)
        empty.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(workplace.theme.px(16),) * 4)
        column.addWidget(title)
        column.addWidget(empty)
        column.addStretch(1)
