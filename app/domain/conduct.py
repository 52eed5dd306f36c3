"""What an event may do whatever the workflow: who, when, which columns, and what follows from them.

The guards refuse the same; `check` sees what was written while they were out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain import events as kinds
from app.domain.canonical import parsed
from app.domain.events import Event
from app.domain.fields import THINGS, TICKET, Values
from app.domain.needs import is_filled
from app.domain.past import SLACK, Past
from app.domain.priority import priority_of
from app.domain.roles import (
    COUNTER,
    SPEAKING_FOR_OTHERS,
    STAFF,
    THING_ROLES,
    TICKET_RIGHTS,
    Standing,
    Touch,
    keeps,
    shares,
)
from app.domain.workflow import Transition
from app.text import tr

_BY_IMPORT = ("sample", "import")
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
_WEIGHTS = {"impact", "urgency", "priority", "matrix"}


@dataclass(frozen=True)
class Before:
    """A ticket before an event: its columns, the end of its history, and who had been at it."""

    values: Values
    last_at: int
    actors: frozenset[int]


class Conduct:
    """Holds events against what the desk's own things were; `now`: the present moment."""

    def __init__(self, past: Past, now: int) -> None:
        self.past = past
        self._now = now

    def faults(self, before: Before, event: Event, transition: Transition | None) -> Iterator[str]:
        """Say what an event of a ticket does that it may not."""
        yield from self.time_faults(event, before.last_at)
        yield from self._columns(event)
        yield from self._who(before, event, transition)
        yield from self._assignee(event)
        yield from self._priority(before, event)

    def thing_faults(self, event: Event, last_at: int, before: Values) -> Iterator[str]:
        """Say what an event of one of the desk's own things, that was as `before`, does that it may not."""
        yield from self.time_faults(event, last_at)
        # The first administrator is made by nobody else.
        if self.past.had_administrator(event.recorded_at):
            grants = self.past.grants(event.actor, event.recorded_at, before=event)
            standing = Standing(event.actor, tuple(grants))
            if THINGS[event.stream].owned:
                yield from self._kept(event, before, standing)
            elif not standing.roles & set(THING_ROLES):
                yield tr("its actor had no role that may do this")

    def _kept(self, event: Event, before: Values, actor: Standing) -> Iterator[str]:
        now = parsed(event.now)
        owner = before.get("owner", now.get("owner"))
        is_given = now.get("owner", owner) != owner and not actor.roles & set(THING_ROLES)
        if is_given or not keeps(actor, owner, before.get("team")):
            yield tr("its actor neither owned it nor led its team")
        team, teams = now.get("team"), self.past.teams(event.actor, event.recorded_at)
        is_new = team is not None and team != before.get("team")
        if is_new and not shares(actor, team, teams):
            yield tr("its actor shared it with a team of others")

    def time_faults(self, event: Event, last_at: int) -> Iterator[str]:
        """Say what is wrong with the moments of an event whose predecessor happened at `last_at`."""
        latest = max(event.recorded_at, last_at)
        if event.recorded_at > self._now + SLACK:
            yield tr("it was recorded in the future")
        if event.kind != kinds.RECORDED and not last_at <= event.occurred_at <= latest:
            yield tr("it happened before the one before it, or after it was recorded")
        elif event.channel not in kinds.CLAIMING and event.occurred_at != latest:
            yield tr("only an offline replay, an import or a sample says when something happened")

    def _columns(self, event: Event) -> Iterator[str]:
        now, words = parsed(event.now), event.words()
        if event.kind in _COLUMNS:
            kept = set(now) - set(_COLUMNS[event.kind])
        else:
            given = _GIVEN_AT_BIRTH.get(event.kind, ())
            kept = set(now) & set(_FOR_GOOD) - set(given)
        if event.kind == kinds.EDITED:
            kept |= set(now) & {"waiting_reason"}
        for name in sorted(kept):
            yield tr("“{kind}” does not change “{name}”", kind=event.kind, name=name)
        for field in TICKET.fields:
            if field.required and field.name in now and not is_filled(words[field.name]):
                yield tr("“{key}” was emptied", key=field.name)
        if event.kind in (kinds.NOTED, kinds.REPLIED):
            if not is_filled(words.get("note")):
                yield tr("“{need}” is missing", need="note")
            if (event.kind == kinds.REPLIED) != (event.visibility == "public"):
                yield tr("a note is internal, and a reply public")

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
        speaks = event.on_behalf_of is not None and event.channel not in _BY_IMPORT
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
            follows = priority == priority_of(str(matrix["cells"]), impact, urgency)
        else:
            # What came from elsewhere brought its own.
            is_free = values.get("matrix") is None and values.get("source") is not None
            follows = is_free or {impact, urgency, priority} == {None}
        if not follows:
            yield tr("the priority does not follow from impact and urgency by the matrix")
