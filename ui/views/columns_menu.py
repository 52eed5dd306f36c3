"""Which columns a queue shows, as a menu of its head."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.fields import MOST_COLUMNS
from app.domain.saved_views import TICKET_COLUMN, USUAL_COLUMNS
from app.text import tr
from ui.models.queue_columns import Column


class ColumnsMenu(QMenu):
    """A tick for each column that is there."""

    wanted = Signal(object)  # keys of columns, in their order
    arranging_wanted = Signal()

    def __init__(self, columns: Sequence[Column], shown: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = tuple(shown)
        self.setToolTipsVisible(True)
        self.setAccessibleName(tr("Columns"))
        self.aboutToHide.connect(self.deleteLater)
        for column in columns:
            self._offer(column)
        self.addSeparator()
        usual = self.addAction(tr("Usual columns"))
        usual.triggered.connect(lambda _=False: self.wanted.emit(USUAL_COLUMNS))
        self.addAction(tr("Order of the columns…")).triggered.connect(self.arranging_wanted)

    def _offer(self, column: Column) -> None:
        action = self.addAction(column.name.replace("&", "&&"))
        action.setCheckable(True)
        is_there = column.key in self._shown
        action.setChecked(is_there)
        refusal = _refusal(column.key, self._shown)
        action.setEnabled(not refusal)
        action.setToolTip(refusal or column.says)
        without = tuple(key for key in self._shown if key != column.key)
        wanted = without if is_there else (*self._shown, column.key)
        action.triggered.connect(lambda _=False: self.wanted.emit(wanted))


def _refusal(key: str, shown: Sequence[str]) -> str:
    if key == TICKET_COLUMN:
        return tr("The ticket itself is always there.")
    if key not in shown and len(shown) >= MOST_COLUMNS:
        return tr("{most} columns are shown. Take one off first.", most=MOST_COLUMNS)
    return ""
