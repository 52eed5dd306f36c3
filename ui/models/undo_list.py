"""What was edited in a window and can be undone, newest first."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain import events
from app.domain.changes import Change, Changes
from app.domain.commands import AssignTicket, Command, EditTicket
from app.domain.events import TICKET_STREAM
from app.domain.fields import TICKET
from app.domain.many_questions import EditMade
from app.text import tr
from ui.desk import Desk
from ui.models.bulk import Bulk, Order, Report
from ui.models.bulk_words import outcome, reasons
from ui.seat import Seat

# So many steps are kept, and so many tickets' edits among them.
_STEPS, _EDITS = 100, 50_000


@dataclass(frozen=True)
class Step:
    """Edits that are undone together: as people call them, and the versions they brought tickets to."""

    what: str
    edits: tuple[Change, ...]


class UndoList(QObject):
    """Undoes by an ordinary command that is the inverse of the edit, while nobody changed the field since."""

    moved = Signal()
    told = Signal(object, str, str)  # of which ticket (0: of several), what became of it, its kind

    def __init__(self, seat: Seat, bulk: Bulk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._bulk = bulk
        self._done: deque[Step] = deque(maxlen=_STEPS)
        self._undone: deque[Step] = deque(maxlen=_STEPS)

    @property
    def undoes(self) -> str:
        """Give what is undone next; empty for nothing."""
        return self._done[-1].what if self._done else ""

    @property
    def redoes(self) -> str:
        """Give what is done again next; empty for nothing."""
        return self._undone[-1].what if self._undone else ""

    def note(self, what: str, changes: Sequence[Change]) -> None:
        """Remember an edit, or several that were one; what had been undone cannot be done again any more."""
        if self._keep(self._done, what, changes):
            self._undone.clear()
            self.moved.emit()

    def note_edit(self, what: str, changes: Changes) -> None:
        """Remember what one command edited; one that is a repeat was noted."""
        self.note(what, changes.changes)

    def undo(self) -> None:
        """Undo what was done last."""
        self._turn(self._done, self._undone, _Words(tr("Undo"), tr("Undone"), tr("Not undone")))

    def redo(self) -> None:
        """Do again what was undone last."""
        words = _Words(tr("Redo"), tr("Done again"), tr("Not done again"))
        self._turn(self._undone, self._done, words)

    def _keep(self, kept: deque[Step], what: str, changes: Sequence[Change]) -> bool:
        edits = tuple(each for each in changes if each.kind == TICKET_STREAM)
        if edits:
            kept.append(Step(what, edits))
        while len(kept) > 1 and sum(len(each.edits) for each in kept) > _EDITS:
            kept.popleft()
        return bool(edits)

    def _turn(self, source: deque[Step], target: deque[Step], words: "_Words") -> None:
        if not source:
            return
        if self._bulk.is_running:
            wait = tr("Wait until what is being done to many tickets has ended.")
            self.told.emit(0, wait, "warning")
            return
        step = source.pop()
        versions = {each.row_id: each.version for each in step.edits}
        order = Order(
            tr("{doing}: {what}", doing=words.doing, what=step.what),
            lambda desk, ticket: self._inverse(desk, ticket, versions[ticket]),
        )
        self._bulk.start(
            order, tuple(versions), lambda report: self._end(step, target, words, report)
        )
        self.moved.emit()

    def _inverse(self, desk: Desk, ticket: int, version: int) -> Command:
        made = desk.ask(EditMade(ticket, version))
        kind = AssignTicket if made.kind == events.ASSIGNED else EditTicket
        return self._seat.command(kind, ticket=ticket, values=made.was, based_on=made.now)

    def _end(self, step: Step, target: deque[Step], words: "_Words", report: Report) -> None:
        if self._keep(target, step.what, report.changes):
            self.moved.emit()
        ticket = step.edits[0].row_id if len(step.edits) == 1 else 0
        if not report.refusals and not report.left:
            told = tr("{done}: {what}", done=words.done, what=step.what)
            self.told.emit(ticket, told, "good")
        elif ticket and report.refusals:
            why = " ".join(reasons(report.refusals))
            told = tr("{not_done}: {what}. {why}", not_done=words.not_done, what=step.what, why=why)
            self.told.emit(ticket, told, "warning")
        else:
            self.told.emit(0, outcome(report), "warning")


@dataclass(frozen=True)
class _Words:
    """What is said of one direction: while it is being done, when it is done, and when it is refused."""

    doing: str
    done: str
    not_done: str


_LABELS = {field.name: field.label for field in TICKET.fields}


def edit_of(name: str, whose: str) -> str:
    """Give what an edit is called: the field's label, and the number of the ticket or how many there are."""
    label = tr(_LABELS.get(name, name.rpartition(".")[2]))
    return tr("{label} of {whose}", label=label[:1].lower() + label[1:], whose=whose)
