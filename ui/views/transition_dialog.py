"""Taking a transition: what is still missing is asked, and nothing else."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.clock import SystemClock
from app.domain.changes import Changes
from app.domain.commands import TakeTransition
from app.domain.fields import Value
from app.domain.questions import WholeTicket
from app.domain.rows import Possibility, TicketDetail
from app.errors import Conflict, DeskError, MovedOn, NeedsMissing
from app.text import tr
from ui.models.since import since
from ui.models.ticket_words import ticket_words
from ui.typed import About, Subject
from ui.views.canned_form import FormTexts
from ui.views.dialog_frame import DialogFrame
from ui.views.standing_beside import go_to_open, open_beside
from ui.widgets.conflict_bar import ConflictBar, Dispute
from ui.widgets.earlier_offer import EarlierOffer
from ui.widgets.form import Form, not_ready
from ui.widgets.priority_line import PriorityLine
from ui.workplace import Workplace


def start_transition(
    workplace: Workplace,
    detail: TicketDetail,
    way: Possibility,
    parent: QWidget,
    refused: Callable[[DeskError], None],
) -> "TransitionDialog | None":
    """Ask what a transition needs in a dialog, or take it at once where nothing is to be asked.

    Gives the dialog if it is a new one: somebody may have left it open to look something up.
    """
    if way.form:
        if go_to_open(parent, _subject(detail, way)):
            return None
        dialog = TransitionDialog(workplace, detail, way, parent)
        dialog.open()
        return dialog
    command = workplace.seat.command(
        TakeTransition, ticket=detail.row.id, transition=way.key, seen_step=detail.row.step_key
    )
    workplace.backend.tell(command, owner=parent, failed=refused)
    return None


class TransitionDialog(DialogFrame):
    """The form of one transition of one ticket; it closes when the desk has taken it."""

    taken = Signal(object)  # Changes

    def __init__(
        self,
        workplace: Workplace,
        detail: TicketDetail,
        way: Possibility,
        parent: QWidget | None = None,
    ) -> None:
        heading = tr("{action} {number}", action=way.label, number=detail.row.number)
        super().__init__(workplace, heading, way.label, parent)
        self._workplace = workplace
        self._detail = detail
        self._way = way
        self.subject = _subject(detail, way)
        row = detail.row
        self._about = About(way.label, row.id, row.number, row.title, row.version)
        self._seen = dict(detail.values)
        self._theirs: dict[str, tuple[Value, str]] = {}
        self._is_done = False
        self.order: TakeTransition | None = None  # what was told last
        self.subtitle.setText(detail.row.title)
        self.disputes = ConflictBar(workplace.theme)
        self.disputes.theirs_kept.connect(self._keep_theirs)
        self.disputes.mine_used.connect(self._use_mine)
        self.form = Form(way.form, workplace.backend, workplace.theme)
        self.earlier = EarlierOffer(self.form, workplace.theme)
        PriorityLine(self.form, detail.values, workplace.backend)
        self.texts = FormTexts(self.form, workplace, self._words)
        self.form.show_entries(workplace.typed.of(self.subject))
        self.body.addWidget(self.disputes)
        self.body.addWidget(self.earlier)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self._tell_of_draft()
        self.form.changed.connect(self._keep)
        self.form.focus()

    def open(self) -> None:
        """Show it beside its window, so that the ticket can be read meanwhile."""
        open_beside(self)

    def finish(self) -> None:
        """Take the transition, unless something is missing."""
        if self.is_busy:
            return
        if wrong := self.form.complain():
            self.strip.say(not_ready(wrong), "error")
            return
        if objection := self.texts.objection():
            self.strip.say(objection, "warning")
            return
        self.strip.clear()
        self.be_busy(busy=True)
        values = self.form.told("field", self._seen)
        self.order = self._workplace.seat.command(
            TakeTransition,
            command_id=self._workplace.typed.command_of(self.subject),
            ticket=self._detail.row.id,
            transition=self._way.key,
            values=values,
            said={name: str(value) for name, value in self.form.told("said").items()},
            note=str(self.form.told("note").get("note", "")),
            based_on={name: self._seen.get(name) for name in values},
            seen_step=self._detail.row.step_key,
        )
        self._workplace.backend.tell(self.order, self._take, owner=self, failed=self._refuse)

    def done(self, result: int) -> None:
        """Keep what was typed, unless the desk has it."""
        self._keep()
        super().done(result)

    def _words(self) -> dict[str, str]:
        typed = {row.field.name: row.entry for row in self.form.asked()}
        me = self._workplace.seat.person.name
        return ticket_words(self._detail, me, SystemClock().now(), typed)

    def _tell_of_draft(self) -> None:
        kept = self._workplace.typed.kept(self.subject)
        if kept is not None:
            news = since(kept, self._detail, self._workplace.seat.person.id)
            self.strip.say(news or tr("This is what you typed before."), "plain")

    def _keep(self) -> None:
        entries = {} if self._is_done else self.form.entries()
        self._workplace.typed.keep(self.subject, entries, self._about)

    def _take(self, changes: Changes) -> None:
        self._is_done = True
        self.be_busy(busy=False)
        self.taken.emit(changes)
        self.accept()

    def _refuse(self, error: DeskError) -> None:
        self.turn_down(error)
        if isinstance(error, NeedsMissing):
            self.form.mark_missing(error.missing)
            self.form.learn_meanings()
        elif isinstance(error, MovedOn) and self.isVisible():
            self.strip.say(error.sentence, "error", tr("Look again"), self._look_again)
        elif isinstance(error, Conflict) and self.isVisible():
            self._ask_for_now(lambda now: self._dispute(now, error))

    def _ask_for_now(self, then: Callable[[TicketDetail], None]) -> None:
        question = WholeTicket(self._detail.row.id, self._workplace.seat.person.id)
        self._workplace.backend.ask(question, then, owner=self, key="now")

    def _look_again(self) -> None:
        self._ask_for_now(self._begin_again)

    def _begin_again(self, now: TicketDetail) -> None:
        """Ask the same of the ticket as it is now, with what was typed; or say that it is not possible any more."""
        way = next((each for each in now.possible if each.key == self._way.key), None)
        parent = self.parentWidget()
        if way is None or way.refusal or parent is None:
            told = tr("{action} is not possible any more: {number} is in “{step}” now. What you typed is kept.",
                      action=self._way.label, number=now.row.number, step=now.row.step)  # fmt: skip
            self.strip.say(way.refusal if way and way.refusal else told, "error")
            return
        self.reject()
        TransitionDialog(self._workplace, now, way, parent).open()

    def _dispute(self, now: TicketDetail, error: Conflict) -> None:
        before = {each.name: each.shown for each in self._detail.properties}
        shown = {each.name: each.shown for each in now.properties}
        self._theirs = {
            clash.field: (clash.theirs, shown.get(clash.field, str(clash.theirs or "")))
            for clash in error.clashes
        }
        disputes = [
            Dispute(name, self.form.rows[name].field.label, before.get(name, ""), theirs,
                    self.form.rows[name].entry[1])
            for name, (_, theirs) in self._theirs.items()
        ]  # fmt: skip
        heading = tr("{who} changed this ticket while you were writing", who=error.by)
        self.strip.clear()
        self.disputes.show_disputes(heading, disputes)
        self.order_focus()

    def _keep_theirs(self, name: str) -> None:
        self.form.rows[name].show_entry(*self._theirs[name])
        self._use_mine(name)

    def _use_mine(self, name: str) -> None:
        self._seen[name] = self._theirs.pop(name)[0]
        left = [each for each in self.disputes.disputes if each.field != name]
        self.disputes.show_disputes(self.disputes.heading, left)
        if not left:
            self.primary.setFocus()


def _subject(detail: TicketDetail, way: Possibility) -> Subject:
    return detail.row.id, way.key
