"""What an event of a ticket may do: who, which columns, what it says, and what follows from them.

The guards refuse the same; `check` sees what was written while they were out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain import events as kinds
from app.domain.canonical import parsed
from app.domain.events import Event
from app.domain.fields import TICKET, Field, Values
from app.domain.needs import is_filled
from app.domain.origins import BY_LOADERS, Moments, Origins
from app.domain.past import Past
from app.domain.priority import is_matrix, knows_levels, priority_of
from app.domain.roles import (
    COUNTER,
    COUNTER_FIELDS,
    SPEAKING_FOR_OTHERS,
    STAFF,
    TICKET_RIGHTS,
    Touch,
)
from app.domain.said import said_faults
from app.domain.stored_values import value_faults
from app.domain.workflow import NeedKind, Transition
from app.text import tr

# What these may change; a kind that is not here is held by other rules.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    kinds.ASSIGNED: ("team", "assignee"),
    kinds.MOVED: ("workflow_version",),
    **dict.fromkeys(
        (kinds.NOTED, kinds.REPLIED, kinds.LINKED, kinds.UNLINKED, kinds.WATCHED, kinds.UNWATCHED,
         kinds.ATTACHED, kinds.DETACHED, kinds.ERASED, kinds.RECORDED),
        (),
    ),
}  # fmt: skip
_FOR_GOOD = ("number", "workflow_version", "source", "source_id", "last_working_step")
_GIVEN_AT_BIRTH = {kinds.OPENED: ("number", "workflow_version"), kinds.IMPORTED: _FOR_GOOD}
_CHANGING = (kinds.EDITED, kinds.ASSIGNED, kinds.MOVED)
_WEIGHTS = {"impact", "urgency", "priority", "matrix"}


@dataclass(frozen=True)
class Before:
    """A ticket before an event: its columns, the end of its history, and who had been at it."""

    values: Values
    moments: Moments
    actors: frozenset[int]


@dataclass(frozen=True)
class Way:
    """What a ticket's workflow says of an event: its own fields, and the transition it takes, if it is one."""

    fields: tuple[Field, ...] = ()
    transition: Transition | None = None


class Conduct:
    """Holds the events of tickets against what the desk's own things were."""

    def __init__(self, past: Past, origins: Origins) -> None:
        self.past = past
        self._origins = origins

    def faults(self, before: Before, event: Event, way: Way) -> Iterator[str]:
        """Say what an event of a ticket does that it may not."""
        yield from self._origins.faults(event, before.moments)
        yield from self._columns(event, way)
        yield from value_faults(
            self.past, event, {f.name: f for f in (*TICKET.fields, *way.fields)}
        )
        yield from self._said(event, way.transition)
        yield from self._who(before, event, way.transition)
        yield from self._assignee(event)
        yield from self._priority(before, event)

    def _columns(self, event: Event, way: Way) -> Iterator[str]:
        now = parsed(event.now)
        if event.kind in _COLUMNS:
            kept = set(now) - set(_COLUMNS[event.kind])
        else:
            given = _GIVEN_AT_BIRTH.get(event.kind, ())
            kept = set(now) & set(_FOR_GOOD) - set(given)
        if event.kind == kinds.EDITED:
            kept |= set(now) & {"waiting_reason"}
        if event.channel == COUNTER:
            kept |= set(now) - _at_counter(event, way.transition)
        for name in sorted(kept):
            yield tr("“{kind}” does not change “{name}”", kind=event.kind, name=name)
        if event.kind in _CHANGING and not now:
            yield tr("it changes nothing")
        if event.kind == kinds.MOVED and not self._is_other_version(event):
            yield tr("it moves to another workflow")

    def _is_other_version(self, event: Event) -> bool:
        name = "workflow_version"
        old, new = (
            {each.get("key") for each in self.past.states(name, part.get(name), event.recorded_at)}
            for part in (parsed(event.was), parsed(event.now))
        )
        return not old.isdisjoint(new)

    def _said(self, event: Event, transition: Transition | None) -> Iterator[str]:
        yield from said_faults(event, transition.arguments(NeedKind.SAID) if transition else ())
        if event.kind in (kinds.NOTED, kinds.REPLIED):
            if not is_filled(event.words().get("note")):
                yield tr("“{need}” is missing", need="note")
            if (event.kind == kinds.REPLIED) != (event.visibility == "public"):
                yield tr("a note is internal, and a reply public")
        if event.kind in (kinds.WATCHED, kinds.UNWATCHED):
            person = parsed(event.said).get("person")
            if not self.past.knew("person", person, event.recorded_at):
                yield tr("it names a person the desk did not know")

    def _who(self, before: Before, event: Event, transition: Transition | None) -> Iterator[str]:
        rights = transition.who if transition else TICKET_RIGHTS.get(event.kind, ())
        grants = self.past.grants(event.actor, event.recorded_at)
        asked = before.values.get("requester") or parsed(event.now).get("requester")
        is_own = before.values.get("opened_by", event.actor) == event.actor
        known = {**before.values, "requester": asked}
        touch = Touch.of(event.subject, known, event.on_behalf_of, is_own=is_own)
        touch = replace(touch, at_counter=event.channel == COUNTER)
        is_shared = bool(before.actors - {event.actor})
        if not any(
            each.role in rights and each.reaches(touch, lambda: is_shared) for each in grants
        ):
            yield tr("its actor had no role that may do this")
        speaks = event.on_behalf_of is not None and event.channel not in BY_LOADERS
        if speaks and not {each.role for each in grants} & set(SPEAKING_FOR_OTHERS):
            yield tr("its actor may not speak for somebody else")

    def _assignee(self, event: Event) -> Iterator[str]:
        person = parsed(event.now).get("assignee")
        if person is None or person == parsed(event.was).get("assignee"):
            return
        roles = {each.role for each in self.past.grants(person, event.recorded_at)}
        if event.kind != kinds.IMPORTED and not roles & set(STAFF):
            yield tr("the assignee was not on the staff")

    def _priority(self, before: Before, event: Event) -> Iterator[str]:
        now = parsed(event.now)
        if not _WEIGHTS & now.keys():
            return
        values = {**before.values, **now}
        impact, urgency, priority = (values.get(name) for name in ("impact", "urgency", "priority"))
        matrix = next(self.past.states("matrix", values.get("matrix"), event.recorded_at), None)
        if matrix is not None:
            cells = str(matrix.get("cells"))
            is_sound = is_matrix(cells) and knows_levels(cells, impact, urgency)
            follows = is_sound and priority == priority_of(cells, impact, urgency)
        else:
            # What came from elsewhere brought its own.
            is_free = values.get("matrix") is None and values.get("source") is not None
            follows = is_free or {impact, urgency, priority} == {None}
        if not follows:
            yield tr("the priority does not follow from impact and urgency by the matrix")


def _at_counter(event: Event, transition: Transition | None) -> set[str]:
    """Give the columns that the counter sets with an event."""
    asked = transition.arguments(NeedKind.FIELD) if transition else COUNTER_FIELDS
    return (
        {"number", "workflow_version", "step", *asked} if event.version == 1 else {"step", *asked}
    )
