"""Views, queue, ticket and knowledge side by side, and what passes between them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.domain.changes import Changes
from app.domain.views import NamedView, named_views
from app.text import tr
from ui.views.knowledge_pane import KnowledgePane
from ui.views.many import Many
from ui.views.queue_pane import QueuePane
from ui.views.ticket_pane import TicketPane
from ui.views.view_orders import ViewOrders
from ui.views.views_column import ViewsColumn
from ui.workplace import Workplace

# How wide the panes are at first, in parts of the window.
_SHARES = (180, 650, 500, 260)
# In pixels at 100 %: the least of a pane, and the least of all of them for the views to have a column.
_LEAST, _NARROW = 120, 900


class DeskPanes(QSplitter):
    """The panes of the main window; `activated` asks for a ticket in a window of its own."""

    activated = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.workplace = workplace
        self.views = ViewsColumn(workplace)
        self.queue = QueuePane(workplace)
        self.ticket = TicketPane(workplace)
        self.knowledge = KnowledgePane(workplace)
        self.many = Many(workplace, self.queue, self.ticket)
        self.view_orders = ViewOrders(workplace, self.views, self.queue)
        for place, (pane, share) in enumerate(zip(self._panes, _SHARES, strict=True)):
            self.addWidget(pane)
            # A wider window is for the tickets: the views have the room they need.
            self.setStretchFactor(place, share if place else 0)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.views.chosen.connect(self.queue.show_view)
        self.queue.view.shown.connect(self._remember_view)
        self.queue.current_changed.connect(self.ticket.show_ticket)
        self.queue.activated.connect(self.activated)
        self.queue.view_wanted.connect(self.views.choose)
        self.ticket.opened.connect(self.activated)
        self.many.found.connect(self.show_found)
        self.many.pins.followed.connect(self.show_ticket)
        self.queue.head.views.menu().aboutToShow.connect(self._offer_views)
        workplace.theme.changed.connect(self._fit)
        self._restore()
        self._fit()

    @property
    def _panes(self) -> tuple[QWidget, ...]:
        return self.views, self.queue, self.ticket, self.knowledge

    def open_first_view(self) -> None:
        """Show the view that was shown last, or the first one; one that was saved once it is known."""
        key = self.workplace.preferences.text(self._view_key)
        if key.isdecimal() and not self.views.views.is_known:
            self.views.views.arranged.connect(
                self.open_first_view, Qt.ConnectionType.SingleShotConnection
            )
            return
        self.views.choose(key)
        if not self.queue.head.title.text():
            self.views.choose(named_views()[0].key)

    def show_view(self, view: NamedView) -> None:
        """Show a view, ready to walk through: what one types goes to no ticket of it."""
        self.show_view_of(view.key)

    def show_view_of(self, key: str) -> None:
        """Show the view with this key, ready to walk through."""
        self.views.choose(key)
        self.queue.focus_list()

    def show_found(self, view: NamedView) -> None:
        """Show tickets that are no view of the left column."""
        self.views.choose_none()
        self.queue.show_view(view)
        self.queue.focus_list()

    def focus(self, pane: str) -> None:
        """Put the keyboard into ``views``, ``queue`` or ``ticket``."""
        focusing: dict[str, Callable[[], None]] = {
            "views": self._focus_views,
            "queue": self.queue.focus_list,
            "ticket": self.ticket.focus,
        }
        focusing[pane]()

    def walk(self, by: int) -> None:
        """Put the keyboard into the pane after (1) or before (-1) the one that has it."""
        names = ("views", "queue", "ticket")
        stops = [each for each in zip(names, self._panes, strict=False) if not each[1].isHidden()]
        focused = self.window().focusWidget()
        has = next(
            (n for n, (_, pane) in enumerate(stops) if focused and pane.isAncestorOf(focused)), 0
        )
        self.focus(stops[(has + by) % len(stops)][0])

    def _focus_views(self) -> None:
        if self.views.isHidden():
            button = self.queue.head.views
            button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
        else:
            self.views.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the views would take too much of it, leave them to a menu beside the queue's title."""
        px = self.workplace.theme.px
        is_narrow = self.width() < px(_NARROW)
        for pane in self._panes[1:]:
            pane.setMinimumWidth(px(_LEAST))
        self.views.setMinimumWidth(self.views.sizeHint().width())
        self.views.setVisible(not is_narrow)
        self.queue.head.views.setVisible(is_narrow)

    def _offer_views(self) -> None:
        menu = self.queue.head.views.menu()
        menu.clear()
        for view, count in self.views.entries:
            action = menu.addAction(f"{view.title.replace('&', '&&')}\t{count}")
            action.setCheckable(True)
            action.setChecked(view.key == self.views.key)
            action.triggered.connect(lambda _=False, view=view: self.show_view(view))
        menu.addSeparator()
        more = menu.addAction(tr("What can be done to this view…"))
        more.triggered.connect(self._offer_deeds)

    def _offer_deeds(self) -> None:
        button = self.queue.head.views
        place = button.mapToGlobal(button.rect().bottomLeft())
        self.view_orders.offer(self.queue.view.wanted.view.key, place)

    def show_ticket(self, ticket: int) -> None:
        """Show a ticket, whether the queue has it or not."""
        self.queue.select_ticket(ticket)
        self.ticket.show_ticket(ticket)

    def reload(self) -> None:
        """Read everything that is shown anew."""
        self.workplace.backend.changed.emit(Changes(everything=True))

    def toggle_knowledge(self) -> None:
        """Show or hide the knowledge pane."""
        self.knowledge.setVisible(self.knowledge.isHidden())

    def remember(self) -> None:
        """Keep how the panes are divided."""
        self.workplace.preferences.keep("panes", self.saveState())
        self.workplace.preferences.keep("knowledge_hidden", int(self.knowledge.isHidden()))

    @property
    def _view_key(self) -> str:
        """Give what the view of this desk is remembered under."""
        return f"view/{self.workplace.seat.desk}"

    def _remember_view(self) -> None:
        # At once: a program that is killed, or a computer that is switched off, closes no window.
        if key := self.queue.view.wanted.view.key:
            self.workplace.preferences.keep(self._view_key, key)

    def _restore(self) -> None:
        preferences = self.workplace.preferences
        remembered = preferences.state("panes")
        if remembered.isEmpty() or not self.restoreState(remembered):
            self.setSizes(list(_SHARES))
        self.setHandleWidth(1)
        # While there are no articles, the ticket needs the room more.
        self.knowledge.setHidden(bool(preferences.number("knowledge_hidden", 1)))
        self.setAccessibleName(tr("Panes"))
