"""A line under the queue: how many tickets are chosen and what can be done to them, or how far that is."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.domain.many_questions import MOST_AT_ONCE
from app.text import tr
from ui.formats import count
from ui.models.bulk import Bulk
from ui.theme import Theme
from ui.widgets.flow_layout import FlowLayout


class BulkBar(QWidget):
    """Stands below the list, so that no row moves under the pointer when it comes; hidden while it is not needed."""

    assign_wanted = Signal()
    category_wanted = Signal()
    wait_wanted = Signal()
    more_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, theme: Theme, bulk: Bulk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bulk = bulk
        self._chosen = 0
        self.says = QLabel()
        self.assign = self._button(tr("Assign…"), self.assign_wanted)
        self.category = self._button(tr("Category…"), self.category_wanted)
        self.wait = self._button(tr("Wait…"), self.wait_wanted)
        self.more = self._button(tr("More…"), self.more_wanted)
        self.more.setToolTip(tr("Everything that can be done to the chosen tickets (Ctrl+Shift+A)"))
        self.clear = self._button(tr("Choose one only"), self.clear_wanted)
        self.cancel = QPushButton(tr("Stop"))
        self.cancel.setToolTip(tr("What has been done stays; the rest is left as it is."))
        self.cancel.clicked.connect(bulk.cancel)
        self._deeds = (self.assign, self.category, self.wait, self.more, self.clear)
        self._row = FlowLayout(theme.px(4), self)
        for widget in (self.says, *self._deeds, self.cancel):
            self._row.addWidget(widget)
        self._theme = theme
        self.setAccessibleName(tr("The chosen tickets"))
        theme.changed.connect(self._space)
        bulk.moved.connect(self._show)
        self._space()
        self._show()

    def show_count(self, chosen: int) -> None:
        """Say how many are chosen; one is no crowd."""
        self._chosen = chosen
        self._show()

    def _button(self, text: str, wanted: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("quiet", True)
        button.clicked.connect(wanted)
        return button

    def _show(self) -> None:
        doing, place, whole = self._bulk.progress
        self.setVisible(whole > 1 or self._chosen > 1)
        for button in self._deeds:
            button.setVisible(not self._bulk.is_running)
        self.cancel.setVisible(self._bulk.is_running)
        if self._bulk.is_running:
            told = tr(
                "{doing}: {done} of {count}", doing=doing, done=count(place), count=count(whole)
            )
        else:
            told = tr("{count} chosen", count=count(self._chosen))
        if self._chosen > MOST_AT_ONCE and not self._bulk.is_running:
            told = too_many(self._chosen)
        for button in (self.assign, self.category, self.wait, self.more):
            button.setEnabled(self._chosen <= MOST_AT_ONCE)
        self.says.setText(told)
        self.says.setAccessibleName(told)

    def _space(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(12), px(4), px(8), px(4))
        self._row.setSpacing(px(4))


def too_many(chosen: int) -> str:
    """Say that more are chosen than are changed at once."""
    return tr("{count} chosen; at most {most} are changed at once",
              count=count(chosen), most=count(MOST_AT_ONCE))  # fmt: skip
