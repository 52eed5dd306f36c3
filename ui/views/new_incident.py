"""Logging an incident while somebody is on the phone: who, what, and whether it is known already."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.choices import choices_of, input_type
from app.domain.commands import LogTicket
from app.domain.fields import TICKET_EDITABLE, Field
from app.domain.questions import WholeTicket
from app.domain.rows import TicketDetail, TicketRow
from app.domain.ticket_questions import SimilarTitles
from app.domain.ticket_rows import FormField, RequesterRow
from app.errors import DeskError
from app.text import tr
from ui.typed import About
from ui.views.dialog_frame import DialogFrame
from ui.views.joining import Joining
from ui.views.standing_beside import open_beside
from ui.views.transition_dialog import start_transition
from ui.widgets.form import Form, not_ready
from ui.widgets.priority_line import PriorityLine
from ui.widgets.requester_box import RequesterBox
from ui.widgets.ticket_cards import TicketCards
from ui.workplace import Workplace

_PAUSE_MS = 200
NEW_INCIDENT = ("new incident",)
_MORE = ("category", "service", "impact", "urgency", "team", "assignee")


class NewIncidentDialog(DialogFrame):
    """Asks for requester, title and description; the rest may follow later."""

    logged = Signal(object)  # the id of a new ticket, or of the one this was added to
    opened = Signal(object)  # the id of a ticket that may be the same
    joined = Signal(str)  # what was added to a ticket that was there already

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, tr("New incident"), tr("Log"), parent)
        self._workplace = workplace
        self.subject = NEW_INCIDENT
        # Of the dialog, not of each attempt: what is sent twice is logged once.
        self._ticket = workplace.seat.new_id()
        self._similar: tuple[TicketRow, ...] = ()
        self._is_done = False
        self.subtitle.hide()
        self.requester = RequesterBox(workplace)
        self.form = Form(_first_fields(), workplace.backend, workplace.theme)
        self.theirs = TicketCards(workplace.theme)
        self.similar = TicketCards(workplace.theme)
        self.more = Form(_more_fields(), workplace.backend, workplace.theme)
        PriorityLine(self.more, {}, workplace.backend)
        self.unfold = QPushButton(autoDefault=False)
        self.unfold.setCheckable(True)
        self.solve = QPushButton(tr("Solve on first contact…"), autoDefault=False)
        self.buttons.insertWidget(2, self.solve)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        for widget in (self.requester, self.form, self.theirs, self.similar):
            self.body.addWidget(widget)
        self.body.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.more)
        self.body.addStretch(1)
        self._unfold(is_open=False)
        self._listen()
        self._restore()
        for part in (self.form, self.more):
            part.changed.connect(self._keep)
        self.requester.line.textChanged.connect(self._keep)
        self.requester.line.setFocus()

    def open(self) -> None:
        """Show it beside its window, where the queue stays at hand."""
        open_beside(self)

    def finish(self) -> None:
        """Log the incident."""
        self._log(solve=False)

    def done(self, result: int) -> None:
        """Keep what was typed, unless the desk has it."""
        self._keep()
        super().done(result)

    def be_busy(self, *, busy: bool) -> None:
        """Take no second order while one is under way."""
        super().be_busy(busy=busy)
        self.solve.setDisabled(busy)

    def start_afresh(self) -> None:
        """Forget what was typed the last time."""
        for form in (self.form, self.more):
            form.begin()
        self.requester.clear()
        self.strip.clear()
        self.requester.line.setFocus()

    def _listen(self) -> None:
        self._pause.timeout.connect(self._look_for_similar)
        self.form.rows["title"].changed.connect(self._pause.start)
        self.requester.tickets_known.connect(self._show_theirs)
        self.requester.chosen.connect(lambda row: None if row else self._show_theirs(()))
        self.unfold.toggled.connect(lambda is_open: self._unfold(is_open=is_open))
        # Once it is laid out: what has the keyboard is scrolled into sight.
        self.unfold.clicked.connect(
            lambda is_open: QTimer.singleShot(0, self.more, self.more.focus) if is_open else None
        )
        self.solve.clicked.connect(lambda: self._log(solve=True))
        self.theirs.joined.connect(lambda ticket: self._join(ticket, None))
        self.similar.joined.connect(lambda ticket: self._join(ticket, self.requester.requester))
        for cards in (self.theirs, self.similar):
            cards.opened.connect(self.opened)

    def _unfold(self, *, is_open: bool) -> None:
        self.unfold.setText(f"{'▾' if is_open else '▸'}  {tr('More: category, impact, team…')}")
        self.unfold.setAccessibleName(tr("Fewer details") if is_open else tr("More details"))
        self.unfold.setProperty("quiet", True)
        self.unfold.setChecked(is_open)
        self.more.setVisible(is_open)

    def _restore(self) -> None:
        entries = dict(self._workplace.typed.of(self.subject))
        if not entries:
            return
        self.requester.restore(*entries.pop("requester", (None, "")))
        self.form.show_entries(entries)
        self.more.show_entries(entries)
        self._unfold(is_open=bool(set(entries) & set(self.more.rows)))
        self._pause.start()
        told = tr("This is what you typed before.")
        self.strip.say(told, "plain", tr("Start afresh"), self.start_afresh)

    def _keep(self) -> None:
        entry = self.requester.entry
        who = {"requester": entry} if entry[1] else {}
        entries = {**self.form.entries(), **self.more.entries(), **who}
        about = About(tr("New incident"))
        self._workplace.typed.keep(self.subject, {} if self._is_done else entries, about)

    def _log(self, *, solve: bool) -> None:
        if self.is_busy:
            return
        wrong = [*self.form.complain(), *self.more.complain()]
        if not self.requester.is_chosen():
            wrong.insert(0, tr("Requester"))
        requester = self.requester.requester
        if wrong or requester is None:
            self.strip.say(not_ready(wrong), "error")
            return
        self.strip.clear()
        self.be_busy(busy=True)
        values = {
            **self.form.told("field"), **self.more.told("field"), "requester": requester.id,
        }  # fmt: skip
        command = self._workplace.seat.command(
            LogTicket,
            command_id=self._workplace.typed.command_of(self.subject),
            ticket=self._ticket,
            values=values,
        )
        self._backend.tell(
            command, lambda _: self._arrive(solve=solve), owner=self, failed=self.turn_down
        )

    def _arrive(self, *, solve: bool) -> None:
        self.logged.emit(self._ticket)
        if solve:
            question = WholeTicket(self._ticket, self._workplace.seat.person.id)
            self._backend.ask(question, self._solve, owner=self, failed=self._leave_solving)
        else:
            self._close()

    def _close(self) -> None:
        self._is_done = True
        self.be_busy(busy=False)
        self.accept()

    def _leave_solving(self, error: DeskError) -> None:
        """Close all the same: it is logged."""
        self._close()
        self._backend.refused.emit(error)

    def _solve(self, detail: TicketDetail) -> None:
        # A gesture has no purpose of its own: it is several transitions.
        ways = (way for way in detail.possible if not way.purpose and not way.refusal)
        gesture, parent = next(ways, None), self.parentWidget()
        self._close()
        if gesture is not None and parent is not None:
            start_transition(self._workplace, detail, gesture, parent, self._backend.refused.emit)

    def _look_for_similar(self) -> None:
        title = str(self.form.rows["title"].entry[0] or "").strip()
        if title:
            question = SimilarTitles(title)
            self._backend.ask(question, self._show_similar, owner=self, key="similar", back=True)
        else:
            self._show_similar(())

    def _show_theirs(self, tickets: tuple[TicketRow, ...]) -> None:
        chosen = self.requester.requester
        name = chosen.name if chosen else ""
        self.theirs.show_tickets(tr("Open tickets of {name}", name=name), tickets)
        self._show_similar(self._similar)

    def _show_similar(self, tickets: tuple[TicketRow, ...]) -> None:
        self._similar = tickets
        shown = {each.id for each in self.theirs.tickets}
        others = [each for each in tickets if each.id not in shown]
        self.similar.show_tickets(tr("Could this be one of these?"), others)
        self.order_focus()

    def _join(self, ticket: TicketRow, affected: RequesterRow | None) -> None:
        """Add who is affected, and what was written, to a ticket that is there already."""
        if self.is_busy:
            return
        self.be_busy(busy=True)
        joining = Joining(self._workplace, ticket, self)
        joining.failed.connect(self.turn_down)
        joining.done.connect(self._arrive_joined)
        joining.join(affected, _text(self.form))

    def _arrive_joined(self, ticket: int, told: str) -> None:
        self.logged.emit(ticket)
        self.joined.emit(told)
        self._close()


def _text(form: Form) -> str:
    written = (form.rows[name].entry[1].strip() for name in ("title", "description"))
    return "\n".join(filter(None, written))


_KNOWN = {field.name: field for field in TICKET_EDITABLE}


def _first_fields() -> tuple[FormField, ...]:
    return (
        FormField("title", tr("What is wrong, in one line"), "field", "text", required=True),
        FormField("description", tr("What happened"), "field", "long_text", required=False),
        _offered(_KNOWN["contact"], suggestion=_KNOWN["contact"].choices[0]),
    )


def _more_fields() -> tuple[FormField, ...]:
    return tuple(_offered(_KNOWN[name]) for name in _MORE)


def _offered(field: Field, suggestion: str | None = None) -> FormField:
    return FormField(
        field.name,
        tr(field.label),
        "field",
        input_type(field),
        required=False,
        references=field.references,
        choices=choices_of(field),
        suggestion=suggestion,
    )
