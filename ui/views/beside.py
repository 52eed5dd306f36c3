"""What is done beside the ticket in a pane: links, people, handing over."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.commands import (
    AssignTicket,
    Command,
    LinkTicket,
    MarkDuplicate,
    UnlinkTicket,
    UnwatchTicket,
    WatchTicket,
)
from app.domain.fields import Value, Values
from app.domain.labels import relation_label
from app.domain.merge import same
from app.domain.rows import TicketDetail
from app.domain.ticket_rows import FormField, PersonBeside, TicketLink
from app.errors import DeskError
from app.text import tr
from ui.models.errands import Errands
from ui.typed import About
from ui.views.form_dialog import Asking, FormDialog, note_field, reference_field
from ui.views.standing_beside import go_to_open, open_beside
from ui.views.ticket_face import TicketFace
from ui.workplace import Workplace

# What drafts of each are kept under, and the deeds they belong to.
LINK, DUPLICATE, PERSON, HAND_OVER = "link", "duplicate", "person", "hand_over"
Answer = Callable[[FormDialog], None]


class Beside(QObject):
    """Asks what is needed for it in a dialog, and tells the desk."""

    def __init__(
        self,
        workplace: Workplace,
        pane: QWidget,
        face: TicketFace,
        errands: Errands,
    ) -> None:
        super().__init__(pane)
        self._workplace = workplace
        self._pane = pane
        self._face = face
        self._errands = errands
        self._detail: TicketDetail | None = None
        self.dialogs: Mapping[str, Callable[[], None]] = {
            LINK: self.link,
            DUPLICATE: self.mark_duplicate,
            PERSON: self.add_person,
            HAND_OVER: self.hand_over,
        }
        face.beside.link_wanted.connect(self.link)
        face.beside.person_wanted.connect(self.add_person)
        face.beside.unlinked.connect(self._unlink)
        face.beside.removed.connect(self._remove)

    def show_detail(self, detail: TicketDetail) -> None:
        """Work for this ticket from now on."""
        self._detail = detail

    def link(self) -> None:
        """Ask for another ticket and what it is to this one."""
        relations = {
            "parent": relation_label("child_of"),
            "child": relation_label("child_of", backwards=True),
            "related": relation_label("related_to"),
        }
        fields = (
            FormField("relation", tr("This ticket is"), "said", "choice", required=True,
                      choices=tuple(relations.items()), suggestion="parent"),
            _other_field(tr("Ticket, by number or title")),
        )  # fmt: skip
        self._ask(LINK, tr("Link {number}"), tr("Link"), fields, self._link)

    def mark_duplicate(self) -> None:
        """Ask which ticket this one is a duplicate of, and close it."""
        reason = FormField("reason", tr("Reason"), "said", "long_text", required=False)
        fields = (_other_field(tr("Duplicate of, by number or title")), reason)
        heading = tr("Close {number} as a duplicate")
        self._ask(DUPLICATE, heading, tr("Close as a duplicate"), fields, self._mark)

    def add_person(self) -> None:
        """Ask who is affected too, or wants to know."""
        relations = tuple((each, relation_label(each)) for each in ("affected", "watcher"))
        fields = (
            reference_field("person", tr("Person, by name, login, phone or badge"), "person"),
            FormField("relation", tr("As"), "said", "choice", required=True,
                      choices=relations, suggestion="affected"),
        )  # fmt: skip
        self._ask(PERSON, tr("Add a person to {number}"), tr("Add"), fields, self._add)

    def watch(self) -> None:
        """Watch the ticket, or watch it no more."""
        detail, me = self._detail, self._workplace.seat.person
        if detail is None:
            return
        mine = next(
            (each for each in detail.people if (each.person, each.kind) == (me.id, "watcher")),
            None,
        )
        if mine is not None:
            self._remove(mine)
            return
        command = self._workplace.seat.command(
            WatchTicket, ticket=detail.row.id, person=me.id, relation="watcher"
        )
        self._tell(command, detail.row.id, tr("You watch this ticket."))

    def hand_over(self) -> None:
        """Ask who has it from now on, and for a word to them."""
        fields = (
            reference_field("team", tr("Team"), "team", required=False),
            reference_field("assignee", tr("Person"), "person", required=False),
            note_field(tr("A word to them")),
        )
        self._ask(HAND_OVER, tr("Hand over {number}"), tr("Hand over"), fields, self._hand)

    def _ask(
        self,
        key: str,
        heading: str,
        doing: str,
        fields: tuple[FormField, ...],
        answer: Callable[[TicketDetail, FormDialog], None],
    ) -> None:
        detail = self._detail
        if detail is None:
            return
        row = detail.row
        about = About(doing, row.id, row.number, row.title, row.version)
        asking = Asking(
            heading.format(number=row.number), doing, fields, (row.id, key), about, row.title
        )
        act: Answer = partial(answer, detail)
        window = self._pane.window()
        if not go_to_open(window, asking.subject):
            open_beside(FormDialog(self._workplace, asking, act, window))

    def _link(self, detail: TicketDetail, dialog: FormDialog) -> None:
        other = _other(dialog)
        relation = str(dialog.form.told("said")["relation"])
        ticket = detail.row.id
        if relation == "child":
            # Said of the other ticket: it is this one's child.
            ticket, other = other, ticket
        kind = "related_to" if relation == "related" else "child_of"
        command = self._command(
            LinkTicket, ticket, relation=kind, other=other, command_id=dialog.command_id
        )
        dialog.tell(command, lambda _: None)

    def _mark(self, detail: TicketDetail, dialog: FormDialog) -> None:
        command = self._command(
            MarkDuplicate,
            detail.row.id,
            command_id=dialog.command_id,
            original=_other(dialog),
            reason=str(dialog.form.told("said").get("reason") or ""),
            seen_step=detail.row.step_key,
        )
        dialog.tell(command, lambda _: None)

    def _add(self, detail: TicketDetail, dialog: FormDialog) -> None:
        form = dialog.form
        told = {**form.told("field"), **form.told("said")}
        dialog.tell(
            self._command(WatchTicket, detail.row.id, command_id=dialog.command_id, **told),
            lambda _: None,
        )

    def _hand(self, detail: TicketDetail, dialog: FormDialog) -> None:
        form = dialog.form
        values = {name: each for name, each in form.told("field").items() if each is not None}
        if not values:
            dialog.demand(tr("Choose a team, a person, or both."))
            return
        seen = {name: detail.values.get(name) for name in values}
        note = str(form.told("note")["note"])
        told = {"values": values, "based_on": seen, "note": note}
        command = self._command(AssignTicket, detail.row.id, command_id=dialog.command_id, **told)
        dialog.tell(command, lambda changes: self._note_edit(detail, values, changes))

    def _note_edit(self, detail: TicketDetail, values: Values, changes: Changes) -> None:
        """Let an assignment be undone: the first of the changes, as the word to them stays."""
        if any(not same(value, detail.values.get(name)) for name, value in values.items()):
            field = "team" if "team" in values else "assignee"
            self._errands.note(detail.row.id, field, Changes(changes.changes[:1]))

    def _unlink(self, link: TicketLink) -> None:
        if self._detail is not None:
            here = self._detail.row.id
            ticket, other = (link.ticket, here) if link.is_backwards else (here, link.ticket)
            told = {"relation": link.kind, "other": other}
            removed = tr("The link is taken off: {name}.", name=link.name)
            back = self._command(LinkTicket, ticket, **told)
            self._tell(self._command(UnlinkTicket, ticket, **told), here, removed, back)

    def _remove(self, person: PersonBeside) -> None:
        if self._detail is not None:
            ticket = self._detail.row.id
            told: dict[str, Value] = {"person": person.person, "relation": person.kind}
            removed = tr("{name} is taken off.", name=person.name)
            back = self._command(WatchTicket, ticket, **told)
            self._tell(self._command(UnwatchTicket, ticket, **told), ticket, removed, back)

    def _command(self, kind: type[Command], ticket: int, **fields: object) -> Command:
        return self._workplace.seat.command(kind, ticket=ticket, **fields)

    def _tell(self, command: Command, shown: int, told: str, back: Command | None = None) -> None:
        """Tell a command of the ticket shown, then what was done, with the command that takes it `back`."""

        def say(_: Changes) -> None:
            if self._is_shown(shown):
                undo = (lambda: self._take_back(back, shown)) if back is not None else None
                self._face.strip.say(told, "good", tr("Undo") if back else "", undo)

        self._workplace.backend.tell(
            command, say, owner=self, failed=lambda error: self._refuse(shown, error)
        )

    def _take_back(self, command: Command, shown: int) -> None:
        self._face.strip.clear()
        self._workplace.backend.tell(
            command, owner=self, failed=lambda error: self._refuse(shown, error)
        )

    def _is_shown(self, ticket: int) -> bool:
        return self._detail is not None and self._detail.row.id == ticket

    def _refuse(self, ticket: int, error: DeskError) -> None:
        if self._is_shown(ticket):
            self._face.strip.say(error.sentence, "error")
        else:
            self._workplace.backend.refused.emit(error)


def _other_field(label: str) -> FormField:
    return reference_field("other", label, "ticket")


def _other(dialog: FormDialog) -> int:
    found = dialog.form.told("field")["other"]
    return found if isinstance(found, int) else 0
