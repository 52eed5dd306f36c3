"""A workflow: the steps a ticket goes through, and what each transition between them asks.

Code asks a workflow for meaning (`purpose`, `clock`, `awaits`) and never names a step of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from app.domain.fields import Field


class StepClock(StrEnum):
    """What the service-level clock does while a ticket is in a step."""

    RUNS = "runs"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINAL = "final"


class NeedKind(StrEnum):
    """The sorts of things a transition can ask for."""

    FIELD = "field"  # a value on the row, carried by the event; argument: the field
    SAID = "said"  # a value in this event only; argument: its name
    NOTE = "note"  # a note in this event; argument: what it should tell
    PUBLIC_NOTE = "public_note"  # a public note when waiting on the argument; always, without one
    TEAM_TIER = "team_tier"  # the event's team is of one of these levels; argument: "2,3"


PURPOSES = (
    "triage",
    "escalate",
    "hand_back",
    "wait",
    "resume",
    "resolve",
    "reopen",
    "confirm",
    "cancel",
)


@dataclass(frozen=True)
class Phase:
    """One of the few stages that everyone sees, counted from 1."""

    number: int
    label: str


@dataclass(frozen=True)
class Step:
    """A place a ticket can stand in; without a phase it belongs to the phase it came from."""

    key: str
    label: str
    clock: StepClock
    phase: int | None = None
    awaits: str = ""

    @property
    def is_final(self) -> bool:
        """Whether nothing leads on from here."""
        return self.clock is StepClock.FINAL

    @property
    def is_working(self) -> bool:
        """Whether the desk works on a ticket that stands here."""
        return self.clock is StepClock.RUNS


@dataclass(frozen=True)
class Need:
    """One thing a transition asks for."""

    kind: NeedKind
    argument: str = ""


@dataclass(frozen=True)
class Transition:
    """A way from some steps to another; without `target` it leads to the last working step."""

    key: str
    purpose: str
    label: str
    sources: tuple[str, ...]
    target: str | None
    who: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    offers: tuple[str, ...] = ()
    public: bool = False

    def arguments(self, kind: NeedKind) -> tuple[str, ...]:
        """Give the arguments of its needs of one kind."""
        return tuple(need.argument for need in self.needs if need.kind is kind)


@dataclass(frozen=True)
class Gesture:
    """Several transitions that people take as one."""

    key: str
    label: str
    transitions: tuple[str, ...]


@dataclass(frozen=True)
class Workflow:
    """A whole process; its first step is where tickets are born."""

    key: str
    title: str
    prefix: str
    phases: tuple[Phase, ...]
    steps: tuple[Step, ...]
    transitions: tuple[Transition, ...]
    gestures: tuple[Gesture, ...] = ()
    fields: tuple[Field, ...] = ()

    @cached_property
    def texts(self) -> frozenset[str]:
        """Give the names of its own fields that hold a person's words."""
        return frozenset(field.name for field in self.fields if field.is_text)

    @property
    def first(self) -> Step:
        """Give the step tickets are born in."""
        return self.steps[0]

    def step(self, key: str) -> Step:
        """Give the step called `key`; raises KeyError when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def transition(self, key: str) -> Transition | None:
        """Give the transition called `key`, or None."""
        return next((each for each in self.transitions if each.key == key), None)

    def gesture(self, key: str) -> tuple[Transition, ...]:
        """Give the transitions that `key` (of a gesture or of a transition) stands for."""
        keys = next((each.transitions for each in self.gestures if each.key == key), (key,))
        found = tuple(self.transition(each) for each in keys)
        return tuple(each for each in found if each is not None)

    def leaving(self, step: str) -> Iterator[Transition]:
        """Give the transitions that lead away from `step`, in the order people need them."""
        return (each for each in self.transitions if step in each.sources)

    def purpose(self, purpose: str, step: str) -> Transition | None:
        """Give the transition from `step` that serves `purpose`, or None."""
        return next((each for each in self.leaving(step) if each.purpose == purpose), None)

    def destination(self, transition: Transition, last_working_step: str) -> Step:
        """Give the step `transition` leads to for a ticket with this last working step."""
        return self.step(transition.target or last_working_step)

    def working_step(self, step: str, last_working_step: str) -> str:
        """Give the last working step of a ticket that has just come to `step`."""
        return step if self.step(step).is_working else last_working_step
