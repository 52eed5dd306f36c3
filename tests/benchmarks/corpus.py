"""A large desk in bulk: believable tickets with whole histories, loaded before its guards go on.

The stories of the sample are told again and again with other people at other moments. The same domain code
seals and links the events as the door does; what the door would refuse, `check` finds.

    make corpus TICKETS=100000 DATABASE=sqlite:///big.db
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.channels.casting import Cast, Casting
from app.channels.company import read_company
from app.channels.founding import founding
from app.channels.sample import Act, Scenario, read_stories
from app.clock import SystemClock, as_datetime
from app.db import tables
from app.db.guards import install
from app.db.store import Store, driver_of
from app.domain.canonical import canonical, parsed
from app.domain.changes import Change, Changes
from app.domain.events import (
    ASSIGNED,
    NOTED,
    OPENED,
    REPLIED,
    TICKET_STREAM,
    Draft,
    Event,
    link,
    seal,
)
from app.domain.fields import TICKET, Value
from app.domain.ids import make_id
from app.domain.priority import DEFAULT_MATRIX
from app.domain.workflow import StepClock, Workflow
from app.paths import SAMPLE
from app.queries.workflows import Workflows, newest_matrix, newest_version
from app.services.codec import encode_changes

DAY = 86_400_000_000
MINUTE = 60_000_000
YEARS = 3
_TEXTS = frozenset(each.name for each in TICKET.fields if each.is_text)
_EVENT = [c.name for c in tables.ticket_event.columns if c.name != "seq"]
_TICKET = [c.name for c in tables.ticket.columns]
_COMMAND = [c.name for c in tables.command.columns]
_CHANGE = ["kind", "row_id", "version"]
_CHUNK = 2_000
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Ground:
    """What all tickets of a corpus stand on."""

    workflow: Workflow
    workflow_version: int
    matrix: int
    casting: Casting
    stories: Sequence[Scenario]
    ending: Sequence[Scenario]
    login: str
    now: int
    chance: random.Random


@dataclass
class Telling:
    """One ticket as far as its story was told."""

    ticket: int
    moment: int
    values: dict[str, Value] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    clock: str = StepClock.RUNS
    reopened: int = 0
    resolved_at: int | None = None
    closed_at: int | None = None

    def add(self, ground: Ground, draft: Draft, actor: int) -> None:
        """Append an event, as the ledger would."""
        sealed = seal(draft, _TEXTS, self.digests)
        before = self.events[-1].hash if self.events else ""
        chance = ground.chance.getrandbits
        event = Event(
            TICKET_STREAM, self.ticket, len(self.events) + 1, make_id(self.moment, chance),
            draft.kind, actor, None, None, "sample", draft.visibility, ground.login, ground.now,
            self.moment, sealed.was, sealed.now, sealed.said, sealed.texts, before, "",
        )  # fmt: skip
        # A frozen event is made twice otherwise, and there are half a million of them.
        object.__setattr__(event, "hash", link(event))
        self.events.append(event)
        self.values.update(draft.now)


class Teller:
    """Tells stories as drafts of events, in the order of their acts."""

    def __init__(self, ground: Ground, story: Scenario, number: int, start: int, most: int) -> None:
        self._ground = ground
        self._story = story
        self._most = most
        day = as_datetime(start).date()
        self._cast: Cast = ground.casting.cast(story.requester, day)
        self.told = Telling(make_id(start, ground.chance.getrandbits), start)
        self._log(number)

    def tell(self) -> Telling:
        """Tell the acts while the present is not reached."""
        told, ground = self.told, self._ground
        for act in self._story.act:
            moment = told.moment + act.after * MINUTE
            if len(told.events) >= self._most or moment >= ground.now:
                break
            if act.do in ("note", "reply") and ground.chance.random() < 0.5:
                continue
            told.moment = moment
            self._play(act)
        return told

    def _log(self, number: int) -> None:
        story, cast, ground = self._story, self._cast, self._ground
        now: dict[str, Value] = {
            "number": number,
            "workflow_version": ground.workflow_version,
            "step": ground.workflow.first.key,
            "title": cast.filled(story.title),
            "description": cast.filled(story.description).strip(),
            "requester": cast.requester,
            "contact": story.contact,
        }
        self.told.add(ground, Draft(OPENED, now=now, visibility="public"), cast.actor("agent"))
        self.told.values["last_working_step"] = ground.workflow.first.key
        self.told.digests |= _digests(self.told.events[-1], now)

    def _play(self, act: Act) -> None:
        words = self._cast.filled(act.text).strip()
        role = act.by if act.by in ("resolver", "lead") else "agent"
        actor = self._cast.actor(role)
        if act.do in ("note", "reply"):
            kind, seen = (NOTED, "internal") if act.do == "note" else (REPLIED, "public")
            self.told.add(self._ground, Draft(kind, words={"note": words}, visibility=seen), actor)
        elif act.do == "assign":
            self._change(Draft(ASSIGNED, now={"assignee": actor}), actor)
        else:
            self._transition(act, words, actor)

    def _transition(self, act: Act, words: str, actor: int) -> None:
        transition = self._ground.workflow.transition(act.do)
        assert transition is not None
        values, said = getattr(self, f"_{act.do}", self._noted)(act, words)
        last = str(self.told.values["last_working_step"])
        step = self._ground.workflow.destination(transition, last)
        public = transition.public or ("note" in said and act.do == "wait")
        seen = "public" if public else "internal"
        self.told.reopened += transition.purpose == "reopen"
        self._change(
            Draft(act.do, now={**values, "step": step.key}, words=said, visibility=seen), actor
        )
        if step.is_working:
            self.told.values["last_working_step"] = step.key
        if step.clock is StepClock.STOPPED:
            self.told.resolved_at = self.told.moment
        elif step.clock is not StepClock.FINAL:
            self.told.resolved_at = None
        self.told.clock = step.clock
        self.told.closed_at = self.told.moment if step.is_final else None

    def _change(self, draft: Draft, actor: int) -> None:
        told, now = self.told, dict(draft.now)
        if "team" in now and "assignee" not in now and told.values.get("assignee") is not None:
            now["assignee"] = None
        was = {name: told.values.get(name) for name in now}
        whole = Draft(draft.kind, now, was, words=draft.words, visibility=draft.visibility)
        told.add(self._ground, whole, actor)
        told.digests |= _digests(told.events[-1], now)

    def _noted(self, _: Act, words: str) -> tuple[dict[str, Value], dict[str, str]]:
        return {}, {"note": words} if words else {}

    def _triage(self, act: Act, words: str) -> tuple[dict[str, Value], dict[str, str]]:
        story, ids = self._story, self._ground.casting.directory
        values: dict[str, Value] = {
            "category": ids.id("category", story.category),
            "service": ids.id("service", story.service),
            "impact": story.impact,
            "urgency": story.urgency,
            "priority": DEFAULT_MATRIX[story.impact, story.urgency],
            "matrix": self._ground.matrix,
            "team": ids.id("team", self._cast.desk_team),
            "assignee": self._cast.actor("agent"),
        }
        return values, self._noted(act, words)[1]

    def _escalate(self, act: Act, words: str) -> tuple[dict[str, Value], dict[str, str]]:
        self._cast.to_team(act.team)
        return {"team": self._ground.casting.directory.id("team", act.team)}, {"note": words}

    def _hand_back(self, _: Act, words: str) -> tuple[dict[str, Value], dict[str, str]]:
        team = self._ground.casting.directory.id("team", self._cast.desk_team)
        return {"team": team, "assignee": self._cast.actor("agent")}, {"note": words}

    def _wait(self, act: Act, words: str) -> tuple[dict[str, Value], dict[str, str]]:
        reason = self._ground.casting.directory.id("waiting_reason", act.reason)
        values: dict[str, Value] = {"waiting_reason": reason}
        if act.follow_up_days:
            values["follow_up_at"] = self.told.moment + act.follow_up_days * DAY
        if act.vendor_ref:
            values["vendor_ref"] = act.vendor_ref
        return values, self._noted(act, words)[1]

    def _resolve(self, act: Act, words: str) -> tuple[dict[str, Value], dict[str, str]]:
        code = self._ground.casting.directory.id("resolution_code", act.code)
        return {"resolution_kind": act.kind, "resolution_code": code, "resolution": words}, {}

    def _confirm(self, _: Act, words: str) -> tuple[dict[str, Value], dict[str, str]]:
        return {}, {"confirmed_by": self._cast.requester_name, "how": words}

    def _reopen(self, _: Act, words: str) -> tuple[dict[str, Value], dict[str, str]]:
        return {}, {"reason": words}

    _cancel = _reopen


def _digests(event: Event, now: Mapping[str, Value]) -> dict[str, str]:
    if _TEXTS.isdisjoint(now):
        return {}
    marks = parsed(event.now)
    return {name: marks[name] for name in now if name in _TEXTS}


def ticket_row(told: Telling) -> tuple[Any, ...]:
    """Give the row that a telling's events make, column by column."""
    first = told.events[0]
    made = {
        **told.values,
        "id": told.ticket,
        "version": len(told.events),
        "digests": canonical(told.digests),
        "fields": "{}",
        "opened_at": first.occurred_at,
        "opened_by": first.actor,
        "clock_state": told.clock,
        "updated_at": told.events[-1].occurred_at,
        "resolved_at": told.resolved_at,
        "closed_at": told.closed_at,
        "reopen_count": told.reopened,
    }
    return tuple(made.get(name) for name in _TICKET)


def event_row(event: Event) -> tuple[Any, ...]:
    """Give the row of an event, column by column."""
    values = {**vars(event), "ticket_id": event.subject}
    return tuple(values[name] for name in _EVENT)


def command_row(event: Event) -> tuple[Any, ...]:
    """Give the row of the command that an event stands for, column by column."""
    result = Changes((Change("ticket", event.subject, event.version),))
    return (event.command_id, event.actor, "AddNote", event.recorded_at, encode_changes(result))


def tellings(ground: Ground, numbers: range, of: int, open_share: float) -> Iterator[Telling]:
    """Tell the tickets with these `numbers` of `of` in all; the later, the more of them are left open."""
    chance = ground.chance
    for number in numbers:
        start = ground.now - int((of - number + chance.random()) * YEARS * 365 * DAY / of) - MINUTE
        is_open = chance.random() < open_share * 2 * number / of
        story = chance.choice(ground.stories if is_open else ground.ending)
        most = chance.randrange(1, 5) if is_open else 99
        yield Teller(ground, story, number, start, most).tell()


def _ends(story: Scenario, workflow: Workflow) -> bool:
    last = workflow.transition(story.act[-1].do) if story.act else None
    return last is not None and last.target is not None and workflow.step(last.target).is_final


@dataclass(frozen=True)
class StandingClock:
    """A clock that stands where it was set (microseconds UTC)."""

    moment: int

    def now(self) -> int:
        """Give that moment."""
        return self.moment


def load(url: str, tickets: int, seed: int = 1, open_share: float = 0.12) -> None:
    """Make a sample desk at `url` with so many tickets."""
    now = SystemClock().now()
    chance = random.Random(seed)
    clock = StandingClock(now - YEARS * 366 * DAY)
    company = read_company(SAMPLE / "company.toml")
    with founding(url, "sample", clock, chance.getrandbits) as (_, settlement):
        directory = settlement.settle(company)
    store = Store(url)
    with store.writing() as connection:
        version, _, _ = newest_version(connection, "incident") or (0, 0, "")
        workflow = Workflows().get(connection, version)
        matrix, _, _ = newest_matrix(connection) or (0, 0, "")
        casting = Casting(company, directory, chance)
        stories = tuple(read_stories())
        ending = tuple(story for story in stories if _ends(story, workflow))
        ground = Ground(
            workflow, version, matrix, casting, stories, ending, store.login, now, chance
        )
        install.remove(connection)
        _without_indexes(connection, lambda: _fill(connection, ground, tickets, open_share))
        install.guards(connection)
        connection.commit()
    store.close()


def _fill(connection: Connection, ground: Ground, tickets: int, open_share: float) -> None:
    write = _written if connection.dialect.name == "sqlite" else _copied
    for start in range(1, tickets + 1, _CHUNK):
        numbers = range(start, min(start + _CHUNK, tickets + 1))
        told = list(tellings(ground, numbers, tickets, open_share))
        write(connection, "ticket", _TICKET, [ticket_row(each) for each in told])
        happened = [event for each in told for event in each.events]
        write(connection, "ticket_event", _EVENT, [event_row(each) for each in happened])
        write(connection, "command", _COMMAND, [command_row(each) for each in happened])
        write(connection, "change", _CHANGE, [("ticket", e.subject, e.version) for e in happened])
    if connection.dialect.name == "postgresql":
        # What is put off to the commit would keep the indexes from being made.
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        connection.execute(sa.text("SELECT setval('ticket_number', :last)"), {"last": tickets})


def _written(connection: Connection, table: str, names: Sequence[str], rows: Rows) -> None:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    driver_of(connection).executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _copied(connection: Connection, table: str, names: Sequence[str], rows: Rows) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    with driver_of(connection).cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _without_indexes(connection: Connection, fill: Callable[[], None]) -> None:
    """Fill the ticket table without its indexes and make them after: a third of the time."""
    for index in tables.ticket.indexes:
        index.drop(connection)
    fill()
    for index in tables.ticket.indexes:
        index.create(connection)


def main() -> None:
    """Load a corpus and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--open", type=float, default=0.12, help="share of open tickets")
    told = parser.parse_args()
    began = time.perf_counter()
    load(told.database, told.tickets, told.seed, told.open)
    seconds = time.perf_counter() - began
    print(f"{told.tickets:,} tickets in {seconds:.1f} s: {told.tickets / seconds:,.0f}/s")


if __name__ == "__main__":
    main()
