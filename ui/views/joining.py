"""Adding somebody, and what was written, to a ticket that is there already, instead of logging another."""

from PySide6.QtCore import QObject, Signal

from app.domain.commands import AddNote, Command, WatchTicket
from app.domain.rows import TicketRow
from app.domain.ticket_rows import RequesterRow
from app.text import tr
from ui.workplace import Workplace


class Joining(QObject):
    """Tells the commands one after the other; the first refusal ends it."""

    done = Signal(object, str)  # the ticket's id, what was added
    failed = Signal(object)  # DeskError

    def __init__(self, workplace: Workplace, ticket: TicketRow, parent: QObject) -> None:
        super().__init__(parent)
        self._backend = workplace.backend
        self._seat = workplace.seat
        self._ticket = ticket

    def join(self, affected: RequesterRow | None, text: str) -> None:
        """Add who is affected, and `text` as a work note."""
        commands: list[Command] = []
        done = []
        if affected is not None:
            joins = {"person": affected.id, "relation": "affected"}
            commands.append(self._seat.command(WatchTicket, ticket=self._ticket.id, **joins))
            done.append(tr("{name} is affected too", name=affected.name))
        if text:
            commands.append(self._seat.command(AddNote, ticket=self._ticket.id, text=text))
            done.append(tr("what you wrote is a work note"))
        told = ", ".join(done) or tr("nothing was written")
        self._tell_in_turn(
            commands, tr("Added to {number}: {done}.", number=self._ticket.number, done=told)
        )

    def _tell_in_turn(self, commands: list[Command], told: str) -> None:
        if not commands:
            self.done.emit(self._ticket.id, told)
            return
        self._backend.tell(
            commands[0],
            lambda _: self._tell_in_turn(commands[1:], told),
            owner=self,
            failed=self.failed.emit,
        )
