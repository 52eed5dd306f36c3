"""How what a queue shows stands to the view it began with, and what to do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.text import tr
from ui.models.shown_view import CHANGED, NARROWED, REMOVED, SAME, THEIRS


class ViewState(QWidget):
    """Some words and buttons beside the conditions; hidden while there is nothing to do."""

    save_wanted = Signal()
    save_as_wanted = Signal()
    reset_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = SAME
        self.told = QLabel()
        self.told.setProperty("secondary", True)
        self.save = _button(tr("Save"), tr("Save the view as it is shown now"))
        self.save_as = _button(tr("Save view…"), tr("Save what is shown as a view (Ctrl+Shift+V)"))
        self.reset = _button(tr("Reset"), tr("Show the view as it was saved"))
        self.save.clicked.connect(self.save_wanted)
        self.save_as.clicked.connect(self.save_as_wanted)
        self.reset.clicked.connect(self.reset_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self.told, self.save, self.save_as, self.reset):
            row.addWidget(part)
        self.tell(SAME)

    def tell(self, kind: str) -> None:
        """Show how it stands."""
        self.kind = kind
        texts = {CHANGED: tr("● Changed"), THEIRS: tr("● Changed"), REMOVED: tr("● Removed")}
        self.told.setText(texts.get(kind, ""))
        self.told.setVisible(kind in texts)
        self.save.setVisible(kind == CHANGED)
        self.save_as.setText(tr("Save view…") if kind == NARROWED else tr("Save as…"))
        self.reset.setVisible(kind in (CHANGED, THEIRS))
        self.setVisible(kind != SAME)
        self.updateGeometry()


def _button(text: str, says: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("quiet", True)
    button.setProperty("small", True)
    button.setAutoDefault(False)
    button.setToolTip(says)
    button.setAccessibleDescription(says)
    return button
