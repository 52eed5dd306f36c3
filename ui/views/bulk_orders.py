"""What is wanted of the chosen tickets of a queue: asked once, done to each, and what became of it."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from app.domain.commands import AssignTicket, TakeTransition
from app.domain.many_questions import MOST_AT_ONCE, SharedWays
from app.domain.questions import Filter
from app.domain.rows import Possibility
from app.domain.views import NamedView
from app.errors import Refused, listed
from app.text import tr
from ui.formats import count
from ui.models.bulk import Bulk, Order, Report
from ui.models.bulk_words import outcome
from ui.models.undo_list import UndoList, edit_of
from ui.models.wish import Wish
from ui.typed import About, Kept
from ui.views.bulk_bar import BulkBar, too_many
from ui.views.bulk_forms import BulkForm, assignment_form, category_form, way_form
from ui.views.bulk_menu import BulkMenu
from ui.views.form_dialog import Asking, FormDialog
from ui.views.queue_pane import QueuePane
from ui.widgets.queue_table import MOST_CHOSEN
from ui.widgets.selection import Selection
from ui.workplace import Workplace

Tickets = tuple[int, ...]
# What drafts for several tickets are kept under.
BULK = "bulk"


class BulkOrders(QObject):
    """Takes orders for the chosen tickets of a queue."""

    found = Signal(object)  # NamedView: those that refused

    def __init__(
        self, workplace: Workplace, pane: QueuePane, bulk: Bulk, undo_list: UndoList
    ) -> None:
        super().__init__(pane)
        self._workplace = workplace
        self._pane = pane
        self._bulk = bulk
        self._undo_list = undo_list
        self.selection = Selection(pane.table, pane.model)
        self.bar = BulkBar(workplace.theme, bulk)
        self._listen()

    def offer(self, at: QPoint | None = None) -> None:
        """Show a menu of all that can be done to the chosen tickets, below the current one or `at` a place."""
        table, tickets = self._pane.table, self._tickets()
        below = table.visualRect(table.currentIndex()).bottomLeft()
        corner = at or table.viewport().mapToGlobal(below)
        self._ask(tickets, lambda ways: self._pop_up(tickets, ways, corner))

    def open(self, form: BulkForm, tickets: Tickets = ()) -> None:
        """Ask what is needed for something, then do it to the chosen tickets, or to these."""
        chosen = tickets or self._tickets()
        if not chosen:
            return
        heading = tr("{doing}: {whose}", doing=form.doing, whose=_counted(chosen))
        line = tr("Each ticket answers for itself.") if len(chosen) > 1 else ""
        about = About(form.doing, title=_counted(chosen))
        asking = Asking(heading, form.doing, form.fields, (BULK, form.key), about, line)
        act = partial(self._order, form, chosen)
        FormDialog(self._workplace, asking, act, self._pane.window()).open()

    def go_on(self, kept: Kept) -> None:
        """Say how to come back to what was typed for tickets that are chosen no more."""
        told = tr("Choose the tickets it is for, then “{action}”: what you typed is there.",
                  action=kept.about.action)  # fmt: skip
        self._pane.strip.say(told)

    def take(self, way: Possibility, tickets: Tickets) -> None:
        """Take a transition on each; what it needs is asked once."""
        form = way_form(way)
        if way.form:
            self.open(form, tickets)
        else:
            told = {"transition": way.key}
            self.start(form.doing, tickets, Wish(TakeTransition, told))

    def assign_to_me(self) -> None:
        """Give the chosen tickets to the person at this window."""
        values = {"assignee": self._workplace.seat.person.id}
        wish = Wish(AssignTicket, {"values": values}, "assignee")
        self.start(tr("Assign to me"), self._tickets(), wish)

    def wait(self) -> None:
        """Let the chosen tickets wait, if there is a way to from where they all stand."""
        tickets = self._tickets()
        self._ask(tickets, lambda ways: self._take_purpose("wait", tickets, ways))

    def start(self, doing: str, tickets: Tickets, wish: Wish) -> None:
        """Carry out a wish for each of some tickets."""
        self.carry_out(wish.order(self._workplace.seat, doing), tickets)

    def carry_out(self, order: Order, tickets: Tickets) -> None:
        """Carry out an order, and tell in the queue what became of it."""
        if tickets and not self._bulk.start(order, tickets, self._tell):
            told = tr("Wait until what is being done to many tickets has ended.")
            self._pane.strip.say(told, "warning")

    def _listen(self) -> None:
        layout = self._pane.layout()
        if layout is not None:
            layout.addWidget(self.bar)
        self.selection.changed.connect(self.bar.show_count)
        self.bar.assign_wanted.connect(lambda: self.open(assignment_form()))
        self.bar.category_wanted.connect(lambda: self.open(category_form()))
        self.bar.wait_wanted.connect(self.wait)
        self.bar.more_wanted.connect(lambda: self.offer(self.bar.more.mapToGlobal(QPoint(0, 0))))
        self.bar.clear_wanted.connect(self._leave)
        table = self._pane.table
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(
            lambda place: self.offer(table.viewport().mapToGlobal(place))
        )

    def _leave(self) -> None:
        self.selection.choose_current()
        self._pane.focus_list()

    def _tickets(self) -> Tickets:
        """Give the chosen tickets; none, with the reason told, when they are too many."""
        if self.selection.count > MOST_AT_ONCE:
            self._pane.strip.say(too_many(self.selection.count), "warning")
            return ()
        return self.selection.tickets()

    def _ask(self, tickets: Tickets, then: Callable[[Sequence[Possibility]], None]) -> None:
        if tickets:
            asked = SharedWays(tickets, self._workplace.seat.person.id)
            backend = self._workplace.backend
            backend.ask(asked, then, owner=self, key="ways", back=True)

    def _pop_up(self, tickets: Tickets, ways: Sequence[Possibility], corner: QPoint) -> None:
        menu = BulkMenu(_counted(tickets), ways, self._pane)
        menu.mine_wanted.connect(self.assign_to_me)
        menu.form_wanted.connect(lambda form: self.open(form, tickets))
        menu.way_wanted.connect(lambda way: self.take(way, tickets))
        menu.begin(corner)

    def _take_purpose(self, purpose: str, tickets: Tickets, ways: Sequence[Possibility]) -> None:
        found = next((way for way in ways if way.purpose == purpose), None)
        if found is not None and not found.refusal:
            self.take(found, tickets)
            return
        possible = [f"“{way.label}”" for way in ways if not way.refusal]
        told = tr("That is not possible for all of the chosen tickets.")
        if possible:
            told = f"{told} {tr('Possible: {ways}.', ways=listed(possible, tr(' or ')))}"
        self._pane.strip.say(told, "warning")

    def _order(self, form: BulkForm, tickets: Tickets, dialog: FormDialog) -> None:
        try:
            wish = form.read(dialog.form)
        except Refused as error:
            dialog.demand(error.sentence)
            return
        dialog.end()
        self.start(form.doing, tickets, wish)

    def _tell(self, report: Report) -> None:
        if report.order.edits:
            changed = {each.row_id for each in report.changes}
            what = edit_of(report.order.edits, _counted(changed))
            self._undo_list.note(what, report.changes)
        if self.selection.count > MOST_CHOSEN:
            # The list stands still while so many are chosen.
            self.selection.choose_current()
            self._pane.reload()
        told, strip = outcome(report), self._pane.strip
        if report.refusals:
            shown = tr("Show these {count}", count=count(len(report.refusals)))
            strip.say(told, "warning", shown, lambda: self._show_refused(report))
        elif report.left:
            strip.say(told, "warning")
        elif report.order.edits and report.changes:
            strip.say(told, "good", tr("Undo"), self._undo)
        else:
            strip.say(told, "good")

    def _undo(self) -> None:
        self._pane.strip.clear()
        self._undo_list.undo()

    def _show_refused(self, report: Report) -> None:
        ids = tuple(refusal.ticket for refusal in report.refusals)
        title = tr("Refused")
        empty = tr("None of them is there any more")
        self._pane.strip.clear()
        self.found.emit(NamedView(title, lambda *_: Filter(ids=ids), empty, ""))


def _counted(tickets: Collection[int]) -> str:
    return tr("1 ticket") if len(tickets) == 1 else tr("{n} tickets", n=count(len(tickets)))
