"""What is done to many tickets in a main window, and what was edited in it and can be undone."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.text import tr
from ui.models.bulk import Bulk
from ui.models.undo_list import UndoList
from ui.views.bulk_orders import BulkOrders
from ui.views.pin_row import PinRow
from ui.views.queue_pane import QueuePane
from ui.views.ticket_pane import TicketPane
from ui.workplace import Workplace


class Many(QObject):
    """Ties a queue and a ticket pane to one runner of orders and one list of edits."""

    found = Signal(object)  # NamedView of tickets to look at

    def __init__(self, workplace: Workplace, queue: QueuePane, ticket: TicketPane) -> None:
        super().__init__(queue)
        self._queue = queue
        self._ticket = ticket
        self._is_warned = False
        self.bulk = Bulk(workplace.backend, self)
        self.undo_list = UndoList(workplace.seat, self.bulk, self)
        self.orders = BulkOrders(workplace, queue, self.bulk, self.undo_list)
        self.orders.found.connect(self.found)
        self.undo_list.told.connect(self._tell)
        ticket.errands.edited.connect(self.undo_list.note_edit)
        self.pins = PinRow(workplace)
        self.pins.told.connect(queue.strip.say)
        layout = queue.layout()
        if isinstance(layout, QVBoxLayout):
            # Between what heads the list and the list.
            layout.insertWidget(1, self.pins)

    def pin(self) -> None:
        """Pin the ticket shown, or pin it no more."""
        self.pins.turn(self._ticket.ticket)

    def guard(self, window: QWidget) -> None:
        """Keep a window from closing unasked while many tickets are being changed."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say once what is under way; whoever closes again stops it."""
        if event.type() is QEvent.Type.Close and self.bulk.is_running:
            if not self._is_warned:
                self._is_warned = True
                told = tr("Tickets are being changed. Close again to leave the rest as they are.")
                self._queue.strip.say(told, "warning")
                event.ignore()
                return True
            self.bulk.cancel()
        return super().eventFilter(watched, event)

    def _tell(self, ticket: int, told: str, kind: str) -> None:
        strip = self._queue.strip
        if ticket and self._ticket.detail is not None and ticket == self._ticket.detail.row.id:
            strip = self._ticket.face.strip
        strip.say(told, kind)
