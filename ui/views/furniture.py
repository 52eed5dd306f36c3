"""What stands in the main window once its desk is open: the panes, their deeds, and the other windows."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from app.domain.fields import CANNED_TEXT
from app.domain.rows import Possibility, TicketDetail
from app.domain.views import NamedView
from app.errors import DeskError
from app.file_errors import DraftsUnkept
from ui.backend import Backend
from ui.models.draft_keeper import DraftKeeper
from ui.presenter import Presenter
from ui.seat import Seat
from ui.views.children import offer_children
from ui.views.desk_deeds import DeskDeeds
from ui.views.desk_panes import DeskPanes
from ui.views.main_window import MainWindow
from ui.views.ticket_window import TicketWindows
from ui.views.transition_dialog import start_transition
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.views.settings.window import SettingsWindow

# By then the first queue is shown.
_QUIET_MS = 1_500


class Furniture(QObject):
    """Puts the parts together; they cost more to load than a window may wait for before it is seen."""

    def __init__(
        self,
        workplace: Workplace,
        window: QMainWindow,
        refused: Callable[[DeskError], None],
        done: Callable[[str], None],
    ) -> None:
        """Take where a refusal is told, and what was done."""
        super().__init__(window)
        self.drafts = DraftKeeper(workplace, self)
        self.panes = DeskPanes(workplace)
        self.windows = TicketWindows(workplace, self)
        self.deeds = DeskDeeds(workplace, window, self.panes)
        self.panes.activated.connect(self.windows.open)
        self.windows.wanted.connect(self._do_in_front)

        def take(detail: TicketDetail, way: Possibility) -> None:
            dialog = start_transition(workplace, detail, way, window, refused)
            if dialog is not None:
                carry_out = self.panes.many.orders.carry_out
                offer_children(dialog, detail, way, workplace.seat, carry_out)

        self.panes.ticket.transition_wanted.connect(take)
        self.deeds.done.connect(done)
        self.panes.many.guard(window)
        workplace.typed.failed.connect(lambda why: refused(DraftsUnkept(why)))
        self.settings: SettingsWindow | None = None
        self._workplace = workplace
        self.deeds.settings_wanted.connect(self.open_settings)
        self.deeds.texts_wanted.connect(lambda: self.open_settings().show_page(CANNED_TEXT))
        self.deeds.settings_page_wanted.connect(lambda thing: self.open_settings().show_page(thing))
        self.deeds.setting_wanted.connect(lambda subject: self.open_settings().show_draft(subject))

    def open_settings(self) -> "SettingsWindow":
        """Show the desk's settings; the window is kept, with what was typed in it."""
        if self.settings is None:
            # Seldom wanted, and as much to load as two panes.
            made: SettingsWindow = import_module("ui.views.settings.window").SettingsWindow(
                self._workplace
            )
            made.tickets_wanted.connect(self._show_tickets)
            self.settings = made
        self.settings.open()
        return self.settings

    def close(self) -> None:
        """Close the other windows, then the drafts: a window's last words are kept, too."""
        self.windows.close()
        if self.settings is not None:
            self.settings.close()
            self.settings.deleteLater()
        self.drafts.close()

    def _show_tickets(self, view: NamedView) -> None:
        self.panes.show_found(view)
        self._come_to_front()

    def _do_in_front(self, deed: str) -> None:
        """Do in the main window what was asked for in another one."""
        self._come_to_front()
        self.deeds.actions[deed].trigger()

    def _come_to_front(self) -> None:
        window = self.panes.window()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()


def furnish(window: MainWindow, backend: Backend, seat: Seat) -> Furniture:
    """Put a desk's panes into `window`, the first view in front."""
    workplace = Workplace(backend, seat, window.theme, window.theme.preferences)
    made = Furniture(
        workplace,
        window,
        Presenter(window.strip).refuse,
        lambda told: window.strip.say(told, "good"),
    )
    window.show_page(made.panes)
    made.deeds.refused.connect(lambda told: window.strip.say(told, "warning"))
    made.panes.open_first_view()
    made.panes.focus("queue")
    QTimer.singleShot(_QUIET_MS, made, backend.warm)
    return made
