"""What somebody does to tickets from one pane, told to the desk and kept until it is taken."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.changes import Changes
from app.domain.commands import (
    AddNote,
    AssignTicket,
    EditTicket,
    Reply,
    TakeTransition,
    TicketCommand,
)
from app.domain.fields import Values
from app.domain.merge import same
from app.domain.rows import Possibility, TicketDetail, TicketRow
from app.errors import Conflict, DeskError
from app.text import tr
from ui.models.drafts import Draft, Drafts, Edit, EditState
from ui.models.undo_list import edit_of
from ui.typed import About, Kept, Subject
from ui.workplace import Workplace

# The subjects of what is written on a ticket.
NOTE, REPLY, _TEXT = "note", "reply", "text"
_ASSIGNED = ("team", "assignee")


class Errands(QObject):
    """Tells commands about tickets; whatever the desk does not take stays in the ticket's draft."""

    moved = Signal(object)  # the ticket whose draft is another now
    sent = Signal(object)  # the ticket a note or reply went to
    disputed = Signal(object)  # the ticket to be read anew, because somebody else changed the same
    refused = Signal(object, object)  # ticket, DeskError
    edited = Signal(str, object)  # what can be undone, as people call it; the Changes that made it

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backend = workplace.backend
        self._seat = workplace.seat
        self._drafts = Drafts()
        self._typed = workplace.typed
        self._typed.retyped.connect(self._reread)
        self._numbers: dict[int, str] = {}
        self._backend.crashed.connect(self._give_back)

    def draft(self, ticket: int) -> Draft:
        """Give what is typed on a ticket and not taken yet."""
        self._drafts.tidy()
        draft = self._drafts.of(ticket)
        is_new = draft.is_empty
        draft.note, draft.reply = (self._written(ticket, kind) for kind in (NOTE, REPLY))
        if is_new and draft.reply and not draft.note:
            draft.is_public = True
        return draft

    def keep_written(self, detail: TicketDetail) -> None:
        """Keep what is written on a ticket, so that it outlives this window."""
        row, draft = detail.row, self._drafts.of(detail.row.id)
        for kind, action, text in (
            (NOTE, tr("Work note"), draft.note),
            (REPLY, tr("Reply to the user"), draft.reply),
        ):
            entries = {_TEXT: (None, text)} if text else {}
            about = About(action, row.id, row.number, row.title, row.version)
            self._typed.keep((row.id, kind), entries, about)

    def begun(self, ticket: int) -> Kept | None:
        """Give what is written on a ticket of the kind that is shown."""
        return self._typed.kept((ticket, _kind(self._drafts.of(ticket))))

    def edit(self, ticket: int, edit: Edit) -> None:
        """Change a field; of one that is as it was, forget what was wanted of it."""
        edits = self._drafts.of(ticket).edits
        earlier = edits.get(edit.name)
        if earlier is not None and not earlier.is_bad:
            # It goes on from what is on its way already.
            edit = replace(edit, based_on=earlier.value, before=earlier.shown)
        if same(edit.value, edit.based_on):
            edits.pop(edit.name, None)
            self.moved.emit(ticket)
            return
        edits[edit.name] = edit
        values, based_on = {edit.name: edit.value}, {edit.name: edit.based_on}
        kind = AssignTicket if edit.name in _ASSIGNED else EditTicket
        command = self._seat.command(kind, ticket=ticket, values=values, based_on=based_on)
        self._backend.tell(
            command,
            lambda changes: self._taken(ticket, edit, changes),
            owner=self,
            failed=lambda error: self._not_taken(ticket, edit, error),
        )
        self.moved.emit(ticket)

    def settle(self, row: TicketRow) -> None:
        """Forget the edits that are in the version of a ticket that has been read."""
        self._numbers[row.id] = row.number
        edits = self._drafts.of(row.id).edits
        for edit in list(edits.values()):
            if edit.state is EditState.TAKEN and edit.version <= row.version:
                del edits[edit.name]

    def drop(self, ticket: int, name: str) -> None:
        """Want nothing of a field any more, such as when theirs is kept."""
        self._drafts.of(ticket).edits.pop(name, None)
        self.moved.emit(ticket)

    def insist(self, detail: TicketDetail, name: str) -> None:
        """Change a disputed field all the same, now knowing theirs."""
        edit = self._drafts.of(detail.row.id).edits[name]
        theirs = detail.values.get(name)
        self.edit(detail.row.id, replace(edit, based_on=theirs, state=EditState.SENDING))

    def send(self, ticket: int) -> None:
        """Send the note or reply that is written in the ticket's draft."""
        draft = self._drafts.of(ticket)
        if draft.is_sending or not draft.text.strip():
            return
        draft.is_sending, draft.refusal = True, ""
        kind = Reply if draft.is_public else AddNote
        known = self._typed.command_of((ticket, _kind(draft)))
        self._backend.tell(
            self._seat.command(kind, command_id=known, ticket=ticket, text=draft.text),
            lambda _: self._arrived(ticket, draft),
            owner=self,
            failed=lambda error: self._came_back(ticket, draft, error),
        )
        self.moved.emit(ticket)

    def take(self, detail: TicketDetail, way: Possibility) -> None:
        """Take a transition that asks nothing."""
        command = self._seat.command(
            TakeTransition,
            ticket=detail.row.id,
            transition=way.key,
            seen_step=detail.row.step_key,
        )
        self._tell(command, lambda _: None)

    def assign_to_me(self, detail: TicketDetail) -> None:
        """Give a ticket to the person at this window."""
        seen: Values = {"assignee": detail.values.get("assignee")}
        values: Values = {"assignee": self._seat.person.id}
        command = self._seat.command(
            AssignTicket, ticket=detail.row.id, values=values, based_on=seen
        )
        self._tell(command, lambda changes: self.note(command.ticket, "assignee", changes))

    def _tell(self, command: TicketCommand, then: Callable[[Changes], None]) -> None:
        ticket = command.ticket
        self._backend.tell(
            command, then, owner=self, failed=lambda error: self.refused.emit(ticket, error)
        )

    def note(self, ticket: int, name: str, changes: Changes) -> None:
        """Tell of an edit of a field, so that it can be undone."""
        self.edited.emit(edit_of(name, self._numbers.get(ticket, tr("a ticket"))), changes)

    def _taken(self, ticket: int, edit: Edit, changes: Changes) -> None:
        edit.state = EditState.TAKEN
        versions = [each.version for each in changes.changes if each.row_id == ticket]
        edit.version = max(versions, default=0)
        self.note(ticket, edit.name, changes)
        self.moved.emit(ticket)

    def _not_taken(self, ticket: int, edit: Edit, error: DeskError) -> None:
        if isinstance(error, Conflict):
            edit.state = EditState.DISPUTED
            self.disputed.emit(ticket)
        else:
            edit.state, edit.refusal = EditState.REFUSED, error.sentence
            self.refused.emit(ticket, error)
        self.moved.emit(ticket)

    def _arrived(self, ticket: int, draft: Draft) -> None:
        draft.is_sending = False
        draft.write("")
        self._typed.forget((ticket, _kind(draft)))
        self.sent.emit(ticket)
        self.moved.emit(ticket)

    def _written(self, ticket: int, kind: str) -> str:
        return self._typed.of((ticket, kind)).get(_TEXT, (None, ""))[1]

    def _reread(self, subject: Subject) -> None:
        """Show what was written on the same ticket elsewhere, by this person or an earlier window."""
        ticket, kind = subject[0], subject[-1]
        if isinstance(ticket, int) and kind in (NOTE, REPLY):
            draft = self._drafts.of(ticket)
            shown = draft.reply if kind == REPLY else draft.note
            if shown != self._written(ticket, str(kind)):
                self.moved.emit(ticket)

    def _came_back(self, ticket: int, draft: Draft, error: DeskError) -> None:
        draft.is_sending, draft.refusal = False, error.sentence
        self.refused.emit(ticket, error)
        self.moved.emit(ticket)

    def _give_back(self) -> None:
        """Take back what was under way when something went wrong that nobody foresaw."""
        for draft in self._drafts.all():
            sending = [each for each in draft.edits.values() if each.state is EditState.SENDING]
            for edit in sending:
                edit.state, edit.refusal = EditState.REFUSED, tr("It may not have been stored.")
            draft.is_sending = False
        self.moved.emit(0)


def _kind(draft: Draft) -> str:
    return REPLY if draft.is_public else NOTE
