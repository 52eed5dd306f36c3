"""Which tickets of a queue are chosen, by their ids, however many there are."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.models.paged_table import PagedTable
from ui.widgets.queue_table import QueueTable


class Selection(QObject):
    """Watches a queue's list; all of it can be chosen without a row being read."""

    changed = Signal(int)  # how many are chosen now

    def __init__(self, table: QueueTable, model: PagedTable) -> None:
        super().__init__(table)
        self._table = table
        self._count = 0
        self._wants_all = False
        table.selectionModel().selectionChanged.connect(lambda *_: self._tell())
        model.settled.connect(self._settle)
        model.shown.connect(self._tell)
        self._model = model
        table.installEventFilter(self)

    @property
    def count(self) -> int:
        """Count the chosen tickets."""
        return self._table.chosen_count

    def tickets(self) -> tuple[int, ...]:
        """Give the ids of all that are chosen, from top to bottom."""
        return self._table.chosen(self.count)

    def choose_all(self) -> None:
        """Choose the whole view, those of its tickets too whose ids are yet to come."""
        self._table.selectAll()
        self._wants_all = not self._model.is_whole

    def choose_current(self) -> None:
        """Choose the current ticket alone."""
        ticket = self._table.ticket
        self._table.clearSelection()
        self._table.choose(ticket)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose all by the usual key."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.SelectAll):
                self.choose_all()
                return True
            self._wants_all = False
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        if self._wants_all:
            self.choose_all()
        self._tell()

    def _tell(self) -> None:
        count = self.count
        if count != self._count:
            self._count = count
            self.changed.emit(count)
