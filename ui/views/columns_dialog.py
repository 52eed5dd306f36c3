"""Choosing the columns of a queue and their order, by keyboard or by mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QWidget

from app.domain.fields import MOST_COLUMNS
from app.domain.saved_views import TICKET_COLUMN
from app.text import tr
from ui.models.queue_columns import queue_columns
from ui.views.dialog_frame import DialogFrame
from ui.widgets.tick_box import TickDelegate
from ui.workplace import Workplace

_KEY = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ROW, _RIM = 26, 6
_ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class ColumnRows(QListWidget):
    """Columns with a tick, in their order."""

    def __init__(self, shown: Sequence[str], height: int, parent: QWidget | None = None) -> None:
        """Take the keys of those that are shown, and how high a row is."""
        super().__init__(parent)
        self.setProperty("boxed", True)
        self.setAccessibleName(tr("Columns"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        columns = {column.key: column for column in queue_columns()}
        for key in (*shown, *(key for key in columns if key not in shown)):
            item = QListWidgetItem(columns[key].name, self)
            item.setData(_KEY, key)
            item.setSizeHint(QSize(0, height))
            flags = (
                Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsDragEnabled
                | Qt.ItemFlag.ItemIsEnabled
            )
            # The ticket itself is always there.
            item.setFlags(
                flags if key == TICKET_COLUMN else flags | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
        self.setCurrentRow(0)

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the keys of those with a tick, in their order."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(
            str(item.data(_KEY)) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a column by Alt+Shift and an arrow."""
        by = _MOVES.get(Qt.Key(event.key()))
        row = self.currentRow()
        if by is None or event.modifiers() & _ALT_SHIFT != _ALT_SHIFT:
            super().keyPressEvent(event)
        elif 0 <= row + by < self.count():
            self.insertItem(row + by, self.takeItem(row))
            self.setCurrentRow(row + by)


class ColumnsDialog(DialogFrame):
    """Tells which columns are wanted, in which order."""

    wanted = Signal(object)  # keys of columns, in their order

    def __init__(
        self, workplace: Workplace, shown: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, tr("Columns"), tr("Show these"), parent)
        self.dismiss.setToolTip(tr("Esc"))
        self.subtitle.hide()
        self.rows = ColumnRows(shown, workplace.theme.px(_ROW))
        self.rows.setItemDelegate(TickDelegate(workplace.theme, self.rows))
        height = self.rows.count() * self.rows.sizeHintForRow(0) + 2 * workplace.theme.px(_RIM)
        self.rows.setFixedHeight(height)
        hint = tr("Space puts a column in or takes it out, Alt+Shift+Up and Down move it. At most {most}.",
                  most=MOST_COLUMNS)  # fmt: skip
        told = QLabel(hint, wordWrap=True)
        told.setProperty("secondary", True)
        self.body.addWidget(self.rows)
        self.body.addWidget(told)
        self.rows.setFocus()

    def finish(self) -> None:
        """Show them, unless they are too many."""
        keys = self.rows.keys
        if len(keys) > MOST_COLUMNS:
            told = tr("{count} columns are chosen, {most} at most are shown. Take some out.",
                      count=len(keys), most=MOST_COLUMNS)  # fmt: skip
            self.strip.say(told, "error")
            return
        self.wanted.emit(keys)
        self.accept()
