"""Replay: what events make of a record, and where they left its workflow.

The triggers do the same in the database; `check` and the tests hold one against the other.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain import events as kinds
from app.domain.canonical import parsed
from app.domain.conduct import Before, Conduct, Way
from app.domain.events import Event
from app.domain.fields import Value
from app.domain.needs import Told, is_filled, missing_needs
from app.domain.origins import Moments
from app.domain.said import versions_of
from app.domain.workflow import Need, NeedKind, StepClock, Transition, Workflow
from app.text import tr


@dataclass
class Record:
    """A record as its history makes it: columns, digests of texts, and version.

    `own_texts`: which of a workflow's own fields are texts.
    """

    values: dict[str, Value] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    version: int = 0
    faults: list[str] = field(default_factory=list)
    own_texts: frozenset[str] = frozenset()
    # Of each version without its words: which these are. An erasure answers for them.
    lost: dict[int, list[str]] = field(default_factory=dict)

    def apply(self, event: Event) -> None:
        """Take over what `event` changed; a value that was not as it says is a fault."""
        self.hear(event)
        was, texts = parsed(event.was), parsed(event.texts)
        marks = event.digests(self.own_texts)
        for key, value in parsed(event.now).items():
            if self.values and was.get(key) != self.digests.get(key, self.values.get(key)):
                self.blame(event, tr("“{key}” was not what it says", key=key))
            self.values[key] = texts.get(key) if key in marks else value
            self.digests.pop(key, None)
            if key in marks:
                self.digests[key] = marks[key]
        self.version = event.version

    def hear(self, event: Event) -> None:
        """See whether `event` still has its words: all of them, or none where they may be erased."""
        texts = parsed(event.texts)
        missing = {*event.digests(self.own_texts), *event.digests_said()} - texts.keys()
        if missing and not texts:
            self.lost[event.version] = sorted(missing)
        elif missing:
            self._blame_loss(event.version, missing)

    def finish(self) -> None:
        """Blame every loss of words that no event answers for."""
        for version, missing in self.lost.items():
            self._blame_loss(version, missing)

    def _blame_loss(self, version: int, missing: Iterable[str]) -> None:
        self.faults += [
            tr("version {version}: the text “{key}” is gone, and no event erased it",
               version=version, key=key)
            for key in sorted(missing)
        ]  # fmt: skip

    def blame(self, event: Event, what: str) -> None:
        """Note that `event` does what it may not."""
        self.faults.append(tr("version {version}: {what}", version=event.version, what=what))


@dataclass(frozen=True)
class Attached:
    """A file of a ticket: what the event of `version` brought; erased, it has no name."""

    version: int
    name: str
    media_type: str
    size: int
    sha256: str
    active: int = 1


@dataclass
class Ticket(Record):
    """A ticket as its history makes it, with links, people, files, and the columns that follow from it."""

    links: set[tuple[str, int]] = field(default_factory=set)
    people: set[tuple[int, str]] = field(default_factory=set)
    files: dict[int, Attached] = field(default_factory=dict)
    derived: dict[str, Value] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    moments: Moments = field(default_factory=Moments)
    actors: set[int] = field(default_factory=set)

    @property
    def before(self) -> Before:
        """Give the ticket as the next event finds it."""
        return Before(dict(self.values), self.moments, frozenset(self.actors))


class Replay:
    """Replays tickets along the workflow versions that `workflow` finds by id.

    `conduct` holds each event against what the desk was then.
    """

    def __init__(self, workflow: Callable[[int], Workflow], conduct: Conduct | None = None) -> None:
        self._workflow = workflow
        self._conduct = conduct

    def ticket(self, events: Iterable[Event]) -> Ticket:
        """Give the ticket that `events`, in the order of their versions, make."""
        ticket = Ticket()
        for event in events:
            self._judge(ticket, event)
            if ticket.values:
                self._go_on(ticket, event)
            elif event.kind in kinds.BIRTHS:
                self._give_birth(ticket, event)
            else:
                ticket.hear(event)
                ticket.version = event.version
                if event.kind != kinds.RECORDED:
                    ticket.blame(event, tr("it comes before the ticket was opened"))
            ticket.moments = Moments.of(event)
            ticket.actors.add(event.actor)
        ticket.finish()
        return ticket

    def _judge(self, ticket: Ticket, event: Event) -> None:
        if self._conduct is not None:
            for what in self._conduct.faults(ticket.before, event, self._way(ticket, event)):
                ticket.blame(event, what)

    def _way(self, ticket: Ticket, event: Event) -> Way:
        if ticket.values:
            workflow = self._workflow_of(ticket)
            return Way(workflow.fields, workflow.transition(event.kind))
        # One that cannot be read is told when the ticket is born.
        version = parsed(event.now).get("workflow_version")
        return Way(self._workflow(version).fields) if isinstance(version, int) else Way()

    def _give_birth(self, ticket: Ticket, event: Event) -> None:
        version = int(parsed(event.now)["workflow_version"])
        ticket.own_texts = self._workflow(version).texts
        ticket.apply(event)
        values = ticket.values
        first = self._workflow_of(ticket).first.key
        if event.kind == kinds.OPENED and (values["step"] != first or event.version != 1):
            ticket.blame(event, tr("it opens a ticket in a late step"))
        values.setdefault("last_working_step", first)
        values |= {"opened_at": event.occurred_at, "opened_by": event.actor}
        ticket.derived = {"reopen_count": 0, "resolved_at": None, "closed_at": None}
        self._derive(ticket, event)

    def _go_on(self, ticket: Ticket, event: Event) -> None:
        transition = self._workflow_of(ticket).transition(event.kind)
        if transition is not None:
            self._follow(ticket, event, transition)
        elif event.kind not in kinds.TICKET_KINDS or event.kind in (*kinds.BIRTHS, kinds.RECORDED):
            ticket.blame(event, tr("the workflow knows no “{kind}” here", kind=event.kind))
        elif "step" in event.changed():
            ticket.blame(event, tr("“{kind}” changes no step", kind=event.kind))
        is_over = self._workflow_of(ticket).step(str(ticket.values["step"])).is_final
        is_shown = event.kind == kinds.ATTACHED and event.visibility == "public"
        if is_over and (parsed(event.now) or event.kind == kinds.REPLIED or is_shown):
            ticket.blame(event, tr("the ticket had reached its end"))
        words = event.words()
        for key in parsed(event.now):
            if key in ticket.required and not is_filled(words[key]):
                ticket.blame(event, tr("“{key}” was emptied", key=key))
        ticket.apply(event)
        ticket.own_texts = self._workflow_of(ticket).texts
        _take_sides(ticket, event)
        self._derive(ticket, event)

    def _follow(self, ticket: Ticket, event: Event, transition: Transition) -> None:
        workflow = self._workflow_of(ticket)
        if ticket.values["step"] not in transition.sources:
            ticket.blame(event, tr("no “{kind}” leads from here", kind=event.kind))
        target = workflow.destination(transition, str(ticket.values["last_working_step"]))
        if event.changed().get("step") != target.key:
            ticket.blame(event, tr("“{kind}” leads elsewhere", kind=event.kind))
        for need in self._missing(event, transition):
            ticket.blame(event, tr("“{need}” is missing", need=need.argument or need.kind))
        ticket.required.update(transition.arguments(NeedKind.FIELD))
        if transition.purpose == "reopen":
            ticket.derived["reopen_count"] = int(ticket.derived["reopen_count"] or 0) + 1

    def _missing(self, event: Event, transition: Transition) -> Iterator[Need]:
        words, found = event.words(), self._standing_for
        # About that moment a team or a reason may have changed: either will do.
        variants = [
            set(
                missing_needs(
                    transition, Told(words, words, event.visibility == "public", waits, tier)
                )
            )
            for waits in found(event, "waiting_reason", "waits_on")
            for tier in found(event, "team", "tier")
        ]
        missing = set.intersection(*variants)
        return (need for need in transition.needs if need in missing)

    def _standing_for(self, event: Event, thing: str, name: str) -> list[Any]:
        row_id = parsed(event.now).get(thing)
        if self._conduct is None or row_id is None:
            return [None]
        states = self._conduct.past.states(thing, row_id, event.recorded_at)
        return [each[name] for each in states] or [None]

    def _derive(self, ticket: Ticket, event: Event) -> None:
        values, derived = ticket.values, ticket.derived
        step = self._workflow_of(ticket).step(str(values["step"]))
        if step.is_working:
            values["last_working_step"] = step.key
        if step.clock != derived.get("clock_state"):
            _mark_times(derived, step.clock, event.occurred_at)
        derived |= {"clock_state": str(step.clock), "updated_at": event.occurred_at}

    def _workflow_of(self, ticket: Ticket) -> Workflow:
        return self._workflow(int(ticket.values["workflow_version"] or 0))


def _mark_times(derived: dict[str, Value], clock: StepClock, moment: int) -> None:
    if clock is StepClock.STOPPED:
        derived["resolved_at"] = moment
    elif clock is not StepClock.FINAL:
        derived["resolved_at"] = None
    derived["closed_at"] = moment if clock is StepClock.FINAL else None


def _take_sides(ticket: Ticket, event: Event) -> None:
    said = parsed(event.said)
    if event.kind == kinds.ERASED:
        for version in versions_of(said.get("versions")):
            ticket.lost.pop(version, None)
    if event.kind in (kinds.LINKED, kinds.UNLINKED):
        tie = (str(said["relation"]), int(said["other"]))
        (ticket.links.add if event.kind == kinds.LINKED else ticket.links.discard)(tie)
    if event.kind in (kinds.WATCHED, kinds.UNWATCHED):
        seat = (int(said["person"]), str(said["relation"]))
        (ticket.people.add if event.kind == kinds.WATCHED else ticket.people.discard)(seat)
    if event.kind == kinds.ATTACHED:
        ticket.files[int(said["attachment"])] = _attached(event)
    if event.kind == kinds.DETACHED:
        number = int(said["attachment"])
        ticket.files[number] = replace(ticket.files[number], active=0)


def _attached(event: Event) -> Attached:
    said = event.stated()
    name = str(said["name"] or "")
    # Without its name it was erased, whatever became of it before.
    return Attached(event.version, name, str(said["media_type"]), int(said["size"] or 0),
                    str(said["sha256"]), int(bool(name)))  # fmt: skip
