"""The commands of one “Save”, told in order, and what became of each."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.commands import AddThing, Command, EditThing
from app.domain.fields import Values
from app.domain.setting_rows import Tie
from app.errors import DeskError, listed
from app.text import tr
from ui.backend import Backend
from ui.seat import Seat


@dataclass(frozen=True)
class Step:
    """A command, and what to call it when it is told of; `is_own`: about the thing itself, not its ties.

    `fails`: what to call it when it was refused.
    """

    says: str
    command: Command
    is_own: bool = False
    fails: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of the steps for the thing `row_id`."""

    row_id: int
    done: tuple[Step, ...]
    refused: tuple[tuple[Step, DeskError], ...]

    @property
    def is_landed(self) -> bool:
        """Whether the thing itself is as it was to be."""
        return not any(step.is_own for step, _ in self.refused)

    @property
    def is_born(self) -> bool:
        """Whether the thing is there since now."""
        return any(step.is_own and isinstance(step.command, AddThing) for step in self.done)

    @property
    def told(self) -> str:
        """Give what is done, as a sentence; empty where nothing is."""
        done = listed([step.says for step in self.done])
        return tr("Saved: {what}.", what=done) if done else ""


class Saving(QObject):
    """Tells steps one behind the other; all of them at once, so that none is lost when the window closes."""

    ended = Signal(object)  # Outcome

    def __init__(self, backend: Backend, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backend = backend
        self._row_id = 0
        self._steps: tuple[Step, ...] = ()
        self._answers: dict[int, DeskError | None] = {}
        backend.crashed.connect(self._give_up)

    @property
    def is_busy(self) -> bool:
        """Whether answers are still to come."""
        return len(self._answers) < len(self._steps)

    def run(self, row_id: int, steps: tuple[Step, ...]) -> None:
        """Tell `steps`, all about the thing `row_id`; `ended` follows."""
        self._row_id, self._steps, self._answers = row_id, steps, {}
        for number, step in enumerate(steps):
            self._backend.tell(
                step.command,
                lambda _, n=number: self._hear(n, None),  # type: ignore[misc]
                owner=self,
                failed=lambda error, n=number: self._hear(n, error),  # type: ignore[misc]
            )

    def _hear(self, number: int, error: DeskError | None) -> None:
        self._answers[number] = error
        if not self.is_busy:
            self._end()

    def _end(self) -> None:
        answers = [(step, self._answers[number]) for number, step in enumerate(self._steps)]
        refused = [(step, error) for step, error in answers if error is not None]
        if refused and refused[0][0].is_own and isinstance(refused[0][0].command, AddThing):
            # What belongs to it was refused for that reason alone.
            refused = refused[:1]
        done = tuple(step for step, error in answers if error is None)
        self._steps, self._answers = (), {}
        self.ended.emit(Outcome(self._row_id, done, tuple(refused)))

    def _give_up(self, _: str) -> None:
        self._steps, self._answers = (), {}


def tie_step(seat: Seat, owner: tuple[str, int], tie: Tie, *, is_wanted: bool) -> Step:
    """Give the step that binds `owner` (its kind and id) to what `tie` names, or looses it."""
    thing, row_id = owner
    if is_wanted:
        says, fails = tr("{what} added"), tr("{what} not added")
    else:
        says, fails = tr("{what} taken off"), tr("{what} not taken off")
    if tie.thing == "category":
        # Of a category this is a field of its own: whose it is by default.
        category = dict(tie.values)["id"]
        values: Values = {thing: row_id if is_wanted else None}
        seen: Values = {} if is_wanted else {thing: row_id}
        command: Command = seat.command(
            EditThing, thing="category", row_id=category, values=values, based_on=seen
        )
    elif tie.row_id:
        command = seat.command(
            EditThing, thing=tie.thing, row_id=tie.row_id,
            values={"active": int(is_wanted)}, based_on={"active": int(not is_wanted)},
        )  # fmt: skip
    else:
        ends = {thing: row_id, **dict(tie.values)}
        command = seat.command(AddThing, thing=tie.thing, row_id=seat.new_id(), values=ends)
    return Step(says.format(what=tie.shown), command, fails=fails.format(what=tie.shown))
