"""A ticket in a window of its own, and what any window does with the ticket it shows."""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from app.domain.rows import Possibility, TicketDetail
from ui import actions
from ui.models.bulk import Bulk, Order, Report
from ui.models.bulk_words import outcome
from ui.models.undo_list import UndoList
from ui.presenter import Presenter
from ui.views.any_window import Slots, keys_slot, look_slots
from ui.views.children import offer_children
from ui.views.palette import open_palette
from ui.views.ticket_pane import TicketPane
from ui.views.transition_dialog import start_transition
from ui.views.undo_actions import name_undo
from ui.widgets.placing import fit
from ui.widgets.strip import Strip
from ui.workplace import Workplace


def ticket_slots(pane: TicketPane) -> Slots:
    """Give the ways to do what a menu offers for the ticket a pane shows."""
    ways: Slots = {key: partial(pane.take, key) for key in actions.OF_A_TICKET}
    asking = {**pane.beside.dialogs, **pane.canning.dialogs, "watch": pane.beside.watch}
    ways |= {key: _once_shown(pane, ask) for key, ask in asking.items()}
    return ways | {
        "rename": pane.rename,
        "assign_to_me": pane.assign_to_me,
        "reply": partial(pane.compose, public=True),
        "note": partial(pane.compose, public=False),
        "print": lambda: pane.when_shown(lambda detail: _print(pane, detail)),
    }


def _once_shown(pane: TicketPane, act: Callable[[], None]) -> Callable[[], object]:
    """Do it to the ticket that was chosen, though another may still be shown."""
    return lambda: pane.when_shown(lambda _: act())


def _print(pane: TicketPane, detail: TicketDetail) -> None:
    import_module("ui.views.ticket_print").TicketPrint(pane.workplace, detail, pane).open()


class TicketWindow(QMainWindow):
    """One ticket, for a second screen or beside another one."""

    opened = Signal(object)  # another ticket, by a link in this one
    wanted = Signal(str)  # a deed of the main window, by its key

    def __init__(self, workplace: Workplace, ticket: int) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ticket = ticket
        self._workplace = workplace
        self._strip = Strip(workplace.theme)
        self._presenter = Presenter(self._strip)
        self.pane = TicketPane(workplace)
        self.pane.title_changed.connect(self.setWindowTitle)
        self.pane.transition_wanted.connect(self._take)
        self.pane.opened.connect(self.opened)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self.pane, 1)
        self.setCentralWidget(body)
        self._bulk = Bulk(workplace.backend, self)
        self.undo_list = UndoList(workplace.seat, self._bulk, self)
        self.undo_list.told.connect(lambda _, told, kind: self._strip.say(told, kind))
        self.pane.errands.edited.connect(self.undo_list.note_edit)
        slots = ticket_slots(self.pane) | self._of_the_window() | look_slots(workplace.theme)
        slots |= keys_slot(workplace.theme, self, slots)
        self._actions = actions.install(self, slots)
        name_undo(self._actions, self.undo_list)
        self._place()
        self.pane.show_ticket(ticket)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc where nothing else in the window has a use for it; what is written is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _of_the_window(self) -> Slots:
        handed_on = {key: partial(self.wanted.emit, key) for key in actions.of_the_main_window()}
        return {
            **handed_on,
            "palette": self._find,
            "reload": lambda: self.pane.reader.reread(self.ticket),
            "close": self.close,
            "undo": self.undo_list.undo,
            "redo": self.undo_list.redo,
        }

    def _find(self) -> None:
        open_palette(self._workplace, self, self._actions, self.opened.emit)

    def _place(self) -> None:
        remembered = self._workplace.preferences.state("ticket_window")
        if remembered.isEmpty() or not self.restoreGeometry(remembered):
            px = self._workplace.theme.px
            fit(self, QSize(px(720), px(800)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where it was."""
        self._workplace.preferences.keep("ticket_window", self.saveGeometry())
        super().closeEvent(event)

    def _take(self, detail: TicketDetail, possibility: Possibility) -> None:
        refuse = self._presenter.refuse
        dialog = start_transition(self._workplace, detail, possibility, self, refuse)
        if dialog is not None:
            seat = self._workplace.seat
            offer_children(dialog, detail, possibility, seat, self._carry_out)

    def _carry_out(self, order: Order, tickets: tuple[int, ...]) -> None:
        def tell(report: Report) -> None:
            self._strip.say(outcome(report), "warning" if report.refusals else "good")

        self._bulk.start(order, tickets, tell)


class TicketWindows(QObject):
    """The tickets that stand in windows of their own, each once."""

    wanted = Signal(str)  # a deed of the main window, by its key

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: dict[int, TicketWindow] = {}
        self._workplace = workplace

    def open(self, ticket: int) -> None:
        """Show a ticket; one that is open already comes to the front."""
        window = self.shown.get(ticket)
        if window is None:
            window = self.shown[ticket] = TicketWindow(self._workplace, ticket)
            window.opened.connect(self.open)
            window.wanted.connect(self.wanted)
            window.destroyed.connect(lambda: self.shown.pop(ticket, None))
        window.show()
        window.raise_()
        window.activateWindow()

    def close(self) -> None:
        """Close them all."""
        for window in list(self.shown.values()):
            window.close()
