"""What the main window's menus, shortcuts and palette do."""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from app.domain.changes import Changes
from app.domain.questions import TicketRows
from app.domain.rows import TicketRow
from app.domain.saved_views import SavedView
from app.domain.setting_questions import LoggingRefusal
from app.domain.views import named_views
from app.text import tr
from ui import actions
from ui.models.shown_thing import SETTING
from ui.typed import Kept
from ui.views.any_window import keys_slot, look_slots
from ui.views.bulk_orders import BULK
from ui.views.desk_panes import DeskPanes
from ui.views.draft_list import DraftList
from ui.views.new_incident import NEW_INCIDENT, NewIncidentDialog
from ui.views.palette import Found, open_palette
from ui.views.standing_beside import go_to_open
from ui.views.ticket_pane import go_on
from ui.views.ticket_window import ticket_slots
from ui.views.undo_actions import name_undo
from ui.workplace import Workplace


class DeskDeeds(QObject):
    """Wires a main window's deeds to its panes."""

    done = Signal(str)  # what was done where nobody sees it
    refused = Signal(str)  # why something cannot be done
    settings_wanted = Signal()
    texts_wanted = Signal()
    other_desk_wanted = Signal()
    settings_page_wanted = Signal(str)  # the kind of things it is about
    setting_wanted = Signal(object)  # the subject of a draft that was typed there

    def __init__(self, workplace: Workplace, window: QMainWindow, panes: DeskPanes) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._window = window
        self._panes = panes
        self._logging_refusal = ""
        self._is_joined = False  # whether what was logged last went to a ticket that was there
        self._slots = self._of_the_desk() | ticket_slots(panes.ticket) | look_slots(workplace.theme)
        self._slots |= keys_slot(workplace.theme, window, self._slots)
        self.actions = actions.install(window, self._slots)
        self._learn_right()
        workplace.backend.changed.connect(self._hear)
        name_undo(self.actions, panes.many.undo_list)
        panes.queue.new_incident_wanted.connect(self.log)
        panes.queue.palette_wanted.connect(self.find)
        panes.queue.body.empty.first_day.page_wanted.connect(self.settings_page_wanted)

    def _of_the_desk(self) -> dict[str, Callable[[], object]]:
        panes = self._panes
        return {
            "new_incident": self.log,
            "drafts": self.show_drafts,
            "palette": self.find,
            "reload": panes.reload,
            "settings": self.settings_wanted.emit,
            "texts": self.texts_wanted.emit,
            "other_desk": self.other_desk_wanted.emit,
            "quit": self._window.close,
            "focus_views": partial(panes.focus, "views"),
            "focus_queue": partial(panes.focus, "queue"),
            "focus_ticket": partial(panes.focus, "ticket"),
            "next_pane": partial(panes.walk, 1),
            "previous_pane": partial(panes.walk, -1),
            "filter": panes.queue.focus_filter,
            "open_window": lambda: (
                panes.activated.emit(panes.ticket.ticket) if panes.ticket.ticket else None
            ),
            "copy": panes.queue.table.copy,
            "bulk": panes.many.orders.offer,
            "pin": panes.many.pin,
            "undo": panes.many.undo_list.undo,
            "redo": panes.many.undo_list.redo,
            "knowledge": panes.toggle_knowledge,
            "save_view": panes.view_orders.save_as,
            "columns": panes.view_orders.arrange_columns,
            **{
                actions.view_key(view.title): partial(panes.show_view, view)
                for view in named_views()
            },
        }

    def log(self) -> None:
        """Open the dialog for a new incident, or go to it; it is shown in the queue once it is logged.

        Whoever may not log one hears it before anything is filled in.
        """
        if self._logging_refusal:
            self.refused.emit(self._logging_refusal)
            return
        if go_to_open(self._window, NEW_INCIDENT):
            return
        dialog = NewIncidentDialog(self._workplace, self._window)
        dialog.logged.connect(self._show_logged)
        dialog.joined.connect(self._tell_joined)
        dialog.opened.connect(self._panes.activated)
        dialog.open()

    def _hear(self, changes: Changes) -> None:
        if changes.everything or changes.ids("role_grant"):
            self._learn_right()

    def _learn_right(self) -> None:
        question = LoggingRefusal(self._workplace.seat.person.id)
        self._workplace.backend.ask(question, self._take_right, owner=self, key="log", back=True)

    def _take_right(self, refusal: str) -> None:
        self._logging_refusal = refusal
        self._panes.queue.head.bar_new(refusal)

    def _show_logged(self, ticket: int) -> None:
        self._is_joined = False
        self._panes.show_ticket(ticket)
        self._workplace.backend.ask(TicketRows((ticket,)), self._tell_logged, owner=self)

    def _tell_joined(self, told: str) -> None:
        # It was there before: nothing new was logged.
        self._is_joined = True
        self.done.emit(told)

    def _tell_logged(self, rows: tuple[TicketRow, ...]) -> None:
        for row in rows if not self._is_joined else ():
            self.done.emit(tr("{number} is logged: {title}", number=row.number, title=row.title))

    def show_drafts(self) -> None:
        """List what was begun and not sent."""
        drafts = DraftList(self._workplace, self._window)
        drafts.chosen.connect(self.go_on)
        drafts.open()

    def go_on(self, kept: Kept) -> None:
        """Open what a draft was typed in."""
        if kept.subject[0] == BULK:
            self._panes.many.orders.go_on(kept)
        elif kept.subject[0] == SETTING:
            self.setting_wanted.emit(kept.subject)
        elif kept.about.ticket:
            self._panes.show_ticket(kept.about.ticket)
            go_on(self._panes.ticket, kept)
        else:
            self.log()

    def find(self) -> None:
        """Open the palette over the middle of the window."""
        saved = [self._found(each) for each in self._panes.views.views.saved]
        # Seldom wanted, and as much to load as a pane.
        kinds = import_module("ui.views.settings.kinds").page_kinds()
        pages = [
            Found(tr("Desk settings: {page}", page=kind.title), "",
                  partial(self.settings_page_wanted.emit, kind.thing))
            for kind in kinds
        ]  # fmt: skip
        open_ticket = self._panes.activated.emit
        open_palette(
            self._workplace, self._window, self.actions, open_ticket, saved=saved, pages=pages
        )

    def _found(self, view: SavedView) -> Found:
        key = view.key
        return Found(view.name, view.team_name, lambda: self._panes.show_view_of(key))
