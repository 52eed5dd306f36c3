"""One thing done to many tickets: a list of commands, each in its own transaction, each answered for itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.domain.changes import Change, Changes
from app.domain.commands import Command
from app.errors import Conflict, DeskError, GuardRefused, Refused
from ui.backend import Backend
from ui.carriage import Carriage
from ui.desk import Desk

# So many are done before whatever else is to be sent has its turn.
_SLICE = 25


@dataclass(frozen=True)
class Order:
    """What is done to each ticket: what it is called, and the command for one.

    `prepare` is called on another thread, and may ask; `edits`: the field that it sets, if it can be undone.
    """

    doing: str
    prepare: Callable[[Desk, int], Command]
    edits: str = ""


@dataclass(frozen=True)
class Refusal:
    """A ticket that did not take an order, and why."""

    ticket: int
    error: DeskError


@dataclass(frozen=True)
class Report:
    """What became of an order: how many took it, who refused it, and how many were never asked.

    `changes` of those that took it; `stopped`: what ended it early, if it was not called off.
    """

    order: Order
    done: int
    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...]
    left: int = 0
    stopped: DeskError | None = None


Then = Callable[[Report], None]


@dataclass
class _Run:
    """How far an order has come; moved on by the worker's thread, read between its turns."""

    order: Order
    tickets: Sequence[int]
    then: Then
    place: int = 0
    done: int = 0
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    carriage: Carriage | None = None
    _command: Command | None = None
    _fresh: list[Change] = field(default_factory=list)

    def go_on(self, desk: Desk, carriage: Carriage) -> Changes:
        """Do the next few; when the database went away meanwhile, it is called again and goes on there."""
        end = min(self.place + _SLICE, len(self.tickets))
        while self.place < end and not carriage.is_cancelled():
            self._do(desk, self.tickets[self.place])
        fresh, self._fresh = self._fresh, []
        return Changes(tuple(fresh))

    def _do(self, desk: Desk, ticket: int) -> None:
        try:
            # Tried again it is the same command, which counts once.
            self._command = self._command or self.order.prepare(desk, ticket)
            changes = desk.tell(self._command).changes
        except (Refused, Conflict, GuardRefused) as error:
            self.refusals.append(Refusal(ticket, error))
        else:
            self.done += 1
            self.changes += changes
            self._fresh += changes
        self._command = None
        self.place += 1

    def report(self, stopped: DeskError | None) -> Report:
        left = len(self.tickets) - self.done - len(self.refusals)
        changes, refusals = tuple(self.changes), tuple(self.refusals)
        return Report(self.order, self.done, changes, refusals, left, stopped)


class Bulk(QObject):
    """Carries out one order at a time, beside the window's other work; it can be watched and called off."""

    moved = Signal()  # it began, went on or ended

    def __init__(self, backend: Backend, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backend = backend
        self._run: _Run | None = None
        self._is_cancelled = False
        backend.crashed.connect(lambda: self._end(None))

    @property
    def is_running(self) -> bool:
        """Whether an order is being carried out."""
        return self._run is not None

    @property
    def progress(self) -> tuple[str, int, int]:
        """Give what is being done, how many have answered, and of how many; empty and 0 when nothing is."""
        run = self._run
        return (run.order.doing, run.place, len(run.tickets)) if run is not None else ("", 0, 0)

    def start(self, order: Order, tickets: Sequence[int], then: Then) -> bool:
        """Begin an order; `then` gets the report. False while another one is being carried out."""
        if self._run is not None:
            return False
        self._is_cancelled = False
        self._run = _Run(order, tuple(tickets), then)
        self._go_on(self._run)
        return True

    def cancel(self) -> None:
        """Call it off: what has been done stays, the rest is not done."""
        self._is_cancelled = True
        if self._run is not None and self._run.carriage is not None:
            self._run.carriage.cancel()

    def _go_on(self, run: _Run) -> None:
        run.carriage = self._backend.carry(
            run.go_on,
            lambda _: self._went(run),
            owner=self,
            failed=self._end,
            is_sent=True,
        )
        self.moved.emit()

    def _went(self, run: _Run) -> None:
        if run is not self._run:
            return
        if self._is_cancelled or run.place == len(run.tickets):
            self._end(None)
        else:
            self._go_on(run)

    def _end(self, stopped: DeskError | None) -> None:
        """Report; after something nobody foresaw, too, when no answer comes any more."""
        run, self._run = self._run, None
        if run is None:
            return
        if run.carriage is not None:
            run.carriage.cancel()
        self.moved.emit()
        run.then(run.report(stopped))
