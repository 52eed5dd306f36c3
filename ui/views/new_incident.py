"""Logging an incident while somebody is on the phone: who, what, and whether it is known already."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.choices import choices_of
from app.domain.commands import AddNote, Command, LogTicket, WatchTicket
from app.domain.fields import TICKET_EDITABLE, Field
from app.domain.questions import WholeTicket
from app.domain.rows import TicketDetail, TicketRow
from app.domain.ticket_questions import SimilarTitles
from app.domain.ticket_rows import FormField
from app.errors import DeskError
from app.text import tr
from ui.typed import Entry
from ui.views.dialog_frame import DialogFrame
from ui.views.transition_dialog import start_transition
from ui.widgets.form import Form
from ui.widgets.requester_box import RequesterBox
from ui.widgets.ticket_cards import TicketCards
from ui.workplace import Workplace

_PAUSE_MS = 200
_SUBJECT = ("new incident",)
_MORE = ("contact", "category", "service", "team", "assignee")


class NewIncidentDialog(DialogFrame):
    """Asks for requester, title and description; the rest may follow later."""

    logged = Signal(object)
    opened = Signal(object)  # a ticket that may be the same

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace.theme, tr("New incident"), tr("Log"), parent)
        self._workplace = workplace
        self._is_done = False
        self.subtitle.hide()
        self.requester = RequesterBox(workplace)
        self.form = Form(_fields(), workplace.backend, workplace.theme)
        self.theirs = TicketCards(workplace.theme, tr("Open tickets of the same person"))
        self.similar = TicketCards(workplace.theme, tr("Could this be one of these?"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look_for_similar)
        self._add_buttons()
        for widget in (self.requester, self.theirs, self.form, self.similar):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._listen()
        self._restore()
        self.requester.setFocus()

    def finish(self) -> None:
        """Log the incident."""
        self._log(solve=False)

    def done(self, result: int) -> None:
        """Keep what was typed, unless the desk has it."""
        entries = {} if self._is_done else self._entries()
        self._workplace.typed.keep(_SUBJECT, entries)
        super().done(result)

    def start_afresh(self) -> None:
        """Forget what was typed the last time."""
        for row in self.form.rows.values():
            row.show_entry(row.field.suggestion, "")
        self.requester.line.clear()
        self.requester.requester = None
        self.strip.clear()

    def _add_buttons(self) -> None:
        solve = QPushButton(tr("Solve on first contact…"))
        solve.setAutoDefault(False)
        solve.clicked.connect(lambda: self._log(solve=True))
        self.buttons.insertWidget(2, solve)
        self.solve = solve

    def _listen(self) -> None:
        self.form.rows["title"].changed.connect(self._pause.start)
        self.requester.tickets_known.connect(self.theirs.show_tickets)
        self.requester.chosen.connect(lambda row: None if row else self.theirs.show_tickets(()))
        for cards in (self.theirs, self.similar):
            cards.joined.connect(self._join)
            cards.opened.connect(self.opened)

    def _restore(self) -> None:
        entries = dict(self._workplace.typed.of(_SUBJECT))
        if not entries:
            return
        _, name = entries.pop("requester", (None, ""))
        self.form.show_entries(entries)
        self.requester.line.setText(name)
        if name:
            self.requester.line.textEdited.emit(name)
        told = tr("This is what you typed before.")
        self.strip.say(told, "plain", tr("Start afresh"), self.start_afresh)

    def _entries(self) -> dict[str, Entry]:
        entries = dict(self.form.entries())
        chosen = self.requester.requester
        text = chosen.name if chosen else self.requester.line.text()
        if text:
            entries["requester"] = (None, text)
        return entries

    def _log(self, *, solve: bool) -> None:
        missing = self.form.complain()
        if self.requester.requester is None:
            self.requester.complain(tr("Who has the trouble? Choose somebody from the list."))
            self.requester.setFocus()
            missing = missing or tr("Still to be filled in: {labels}.", labels=tr("Requester"))
        if missing:
            self.strip.say(missing, "error")
        elif self.primary.isEnabled() and self.requester.requester is not None:
            self.strip.clear()
            self._be_busy(busy=True)
            ticket = self._workplace.seat.new_id()
            values = {**self.form.told("field"), "requester": self.requester.requester.id}
            command = self._workplace.seat.command(LogTicket, ticket=ticket, values=values)
            self._workplace.backend.tell(
                command,
                lambda _: self._arrive(ticket, solve=solve),
                owner=self,
                failed=self._refuse,
            )

    def _be_busy(self, *, busy: bool) -> None:
        self.be_busy(busy=busy)
        self.solve.setDisabled(busy)

    def _refuse(self, error: DeskError) -> None:
        self._be_busy(busy=False)
        self.strip.say(error.sentence, "error")

    def _arrive(self, ticket: int, *, solve: bool) -> None:
        self._is_done = True
        self.logged.emit(ticket)
        if not solve:
            self.accept()
            return
        question = WholeTicket(ticket, self._workplace.seat.person.id)
        self._workplace.backend.ask(question, self._solve, owner=self, failed=self._refuse)

    def _solve(self, detail: TicketDetail) -> None:
        # A gesture has no purpose of its own: it is several transitions.
        gesture = next(
            (way for way in detail.possible if not way.purpose and not way.refusal), None
        )
        parent = self.parentWidget()
        self.accept()
        if gesture is not None and parent is not None:
            refused = self._workplace.backend.refused.emit
            start_transition(self._workplace, detail, gesture, parent, refused)

    def _look_for_similar(self) -> None:
        title = str(self.form.rows["title"].entry[0] or "").strip()
        if title:
            question = SimilarTitles(title)
            self._workplace.backend.ask(
                question, self._show_similar, owner=self, key="similar", back=True
            )
        else:
            self.similar.show_tickets(())

    def _show_similar(self, tickets: tuple[TicketRow, ...]) -> None:
        shown = {each.id for each in self.theirs.tickets}
        self.similar.show_tickets([each for each in tickets if each.id not in shown])

    def _join(self, ticket: TicketRow) -> None:
        """Put the requester, and what was written, beside a ticket that is there already."""
        seat, requester = self._workplace.seat, self.requester.requester
        commands: list[Command] = []
        if text := self._text():
            commands.append(seat.command(AddNote, ticket=ticket.id, text=text))
        if requester is not None:
            joins = {"person": requester.id, "relation": "affected"}
            commands.append(seat.command(WatchTicket, ticket=ticket.id, **joins))
        self._be_busy(busy=True)
        self._tell_in_turn(commands, ticket.id)

    def _tell_in_turn(self, commands: list[Command], ticket: int) -> None:
        if commands:
            self._workplace.backend.tell(
                commands[0],
                lambda _: self._tell_in_turn(commands[1:], ticket),
                owner=self,
                failed=self._refuse,
            )
            return
        self._is_done = True
        self.logged.emit(ticket)
        self.accept()

    def _text(self) -> str:
        written = (self.form.rows[name].entry[1].strip() for name in ("title", "description"))
        return "\n".join(filter(None, written))


def _fields() -> tuple[FormField, ...]:
    first = (
        FormField("title", tr("What is wrong, in one line"), "field", "text", required=True),
        FormField("description", tr("What happened"), "field", "long_text", required=False),
    )
    known = {field.name: field for field in TICKET_EDITABLE}
    return (*first, *(_offered(known[name]) for name in _MORE))


def _offered(field: Field) -> FormField:
    is_reference = bool(field.references)
    return FormField(
        field.name,
        tr(field.label),
        "field",
        "reference" if is_reference else "choice",
        required=False,
        references=field.references,
        choices=choices_of(field),
        suggestion=None if is_reference else field.choices[0],
    )
