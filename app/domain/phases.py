"""How long a ticket was in each phase, told by the moments at which it came to a step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.ticket_rows import PhaseTime
from app.domain.workflow import Phase, Step, Workflow
from app.text import tr


@dataclass(frozen=True)
class Move:
    """A ticket's coming to a step, in microseconds UTC."""

    step: str
    at: int


@dataclass(frozen=True)
class _Stay:
    phase: int
    begin: int
    end: int | None


def phase_times(workflow: Workflow, moves: Sequence[Move]) -> tuple[PhaseTime, ...]:
    """Give every phase of `workflow` as a ticket with these moves (oldest first) went through it.

    A step without a phase, or of another version of the workflow, counts for the phase it was come from.
    """
    steps = {step.key: step for step in workflow.steps}
    stays = tuple(_stays(workflow.first, [(steps.get(move.step), move.at) for move in moves]))
    step = steps.get(moves[-1].step, workflow.first)
    labels = {step.phase: step.label for step in reversed(workflow.steps)}
    return tuple(
        _time(phase, labels.get(phase.number, ""), stays, step) for phase in workflow.phases
    )


def _stays(first: Step, moves: Sequence[tuple[Step | None, int]]) -> Iterator[_Stay]:
    born, begin = moves[0]
    phase = (born and born.phase) or first.phase or 1
    for step, at in moves:
        came_to = step.phase if step and step.phase else phase
        if came_to != phase:
            yield _Stay(phase, begin, at)
            phase, begin = came_to, at
    last, at = moves[-1]
    yield _Stay(phase, begin, at if last and last.is_final else None)


def _time(phase: Phase, label: str, stays: Sequence[_Stay], step: Step) -> PhaseTime:
    mine = [stay for stay in stays if stay.phase == phase.number]
    current = stays[-1].phase
    return PhaseTime(
        number=phase.number,
        label=tr(label or phase.label),
        title=tr(phase.label),
        state=_state(phase.number, current, step, is_seen=bool(mine)),
        entered_at=mine[-1].begin if mine else None,
        spent=sum(stay.end - stay.begin for stay in mine if stay.end is not None),
        since=mine[-1].begin if mine and mine[-1].end is None else None,
        stands=tr(step.label) if phase.number == current and step.phase is None else "",
    )


def _state(number: int, current: int, step: Step, *, is_seen: bool) -> str:
    if number > current:
        return "ahead"
    if number == current:
        return "done" if step.is_final and step.phase else "current"
    return "done" if is_seen else "skipped"
