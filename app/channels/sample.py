"""A sample desk: a company's people and about 150 tickets, played act by act as commands.

The stories are in `resources/sample`. Each ticket starts at a moment of its own in the past; its acts are
played until the end is reached, so that recent tickets stand in every step.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from app.channels.author import Author
from app.channels.casting import Casting, Role
from app.channels.company import read_company
from app.channels.founding import founding
from app.channels.office import OfficeClock
from app.clock import as_datetime, as_moment
from app.domain.commands import (
    AddNote,
    AddThing,
    AssignTicket,
    LogTicket,
    Reply,
    TakeTransition,
)
from app.domain.questions import Filter, TicketPage
from app.domain.workflow import StepClock
from app.paths import SAMPLE
from app.services.operations.pieces import Progress, unheard
from app.text import tr

_COMPANY_AGE = timedelta(days=120)
_TEXTS_AGE = timedelta(days=40)
_OLDEST_DAYS = 75
# As many tickets as the founder has to begin with.
_GIVEN = 6
# The stories end on some Wednesday; they are told as if it were now.
_END = as_moment(datetime(2025, 1, 15, 15, tzinfo=UTC))


class Act(msgspec.Struct, forbid_unknown_fields=True):
    """One thing that somebody does in a story, `after` so many minutes since the act before."""

    after: int
    by: Role
    do: str
    text: str = ""
    team: str = ""
    reason: str = ""
    follow_up_days: int = 0
    vendor_ref: str = ""
    kind: str = ""
    code: str = ""
    cause: str = ""


class Scenario(msgspec.Struct, forbid_unknown_fields=True):
    """The story of an incident; `copies` tickets are made from it."""

    copies: int
    title: str
    description: str
    requester: str
    contact: str
    category: str
    service: str
    impact: int
    urgency: int
    act: list[Act]
    language: str = "en"
    open_end: bool = False


class _Stories(msgspec.Struct):
    scenario: list[Scenario]


def read_stories(folder: Path = SAMPLE) -> Iterator[Scenario]:
    """Read every story, once for each of its copies."""
    for file in sorted(folder.glob("scenarios_*.toml")):
        for scenario in msgspec.toml.decode(file.read_bytes(), type=_Stories).scenario:
            yield from [scenario] * scenario.copies


@dataclass(frozen=True)
class Made:
    """What was put on the sample desk."""

    company: str
    people: int
    tickets: int
    database: str


def make_sample(url: str, seed: int, now: int, progress: Progress = unheard) -> Made:
    """Make a sample desk at `url`, ending at `now` (microseconds UTC).

    The same `seed` makes the same tickets, whenever that is: people, words, steps and order. `progress` hears
    how many tickets are told, and of how many.
    """
    chance = random.Random(seed)  # noqa: S311 - a sample is to be repeatable, not secret
    clock = OfficeClock(_END, now)
    clock.moment -= _microseconds(_COMPANY_AGE)
    company = read_company(SAMPLE / "company.toml")
    logins = [person.login for person in company.person]
    with founding(url, "sample", clock, chance.getrandbits, logins) as (desk, settlement):
        directory = settlement.settle(company)
        author = Author(desk, settlement.founder, "sample", clock, chance.getrandbits)
        casting = Casting(company, directory, chance)
        stories = list(read_stories())
        chance.shuffle(stories)
        starts = sorted(_start(chance) for _ in stories)
        for number, (start, story) in enumerate(zip(starts, stories, strict=True)):
            progress(number, len(stories))
            clock.moment = start
            _Play(author, casting, story, clock).to_the_end()
        clock.moment = _END
        _give_work(author, casting, settlement.founder)
        # Last, so that the stories are the same with other texts.
        clock.moment = _END - _microseconds(_TEXTS_AGE)
        settlement.texts(company.canned_text)
        name = desk.store.name
    return Made(company.name, len(company.person), len(stories), name)


def _give_work(author: Author, casting: Casting, founder: int) -> None:
    """Let the founder, who will look at it all, be on the first-level team with some work of their own."""
    lead = casting.one("lead")
    team = casting.directory.id("team", casting.desk_team(lead))
    membership = {"person": founder, "team": team}
    author.tell(AddThing, thing="membership", row_id=author.new_id(), values=membership)
    at_work = Filter(clocks=(StepClock.RUNS,), teams=(team,))
    for row in author.desk.ask(TicketPage(at_work, limit=_GIVEN)).rows:
        actor = casting.directory.id("person", lead.login)
        author.tell(AssignTicket, actor=actor, ticket=row.id, values={"assignee": founder})


def _microseconds(duration: timedelta) -> int:
    return duration // timedelta(microseconds=1)


def _start(chance: random.Random) -> int:
    """Give a working moment before the end, more often a late one."""
    days_ago = _OLDEST_DAYS * chance.random() ** 3
    moment = as_datetime(_END) - timedelta(days=days_ago)
    while moment.weekday() > 4:
        moment -= timedelta(days=1)
    minutes = chance.randrange(7 * 60, 18 * 60)
    in_hours = moment.replace(hour=minutes // 60, minute=minutes % 60)
    return min(as_moment(in_hours), _END - chance.randrange(60, 3_600) * 1_000_000)


class _Play:
    """One ticket's story, act by act."""

    def __init__(
        self, author: Author, casting: Casting, story: Scenario, clock: OfficeClock
    ) -> None:
        self._author = author
        self._casting = casting
        self._story = story
        self._clock = clock
        self._cast = casting.cast(story.requester, as_datetime(clock.now()).date())
        self._ticket = author.new_id()

    def to_the_end(self) -> None:
        """Log the ticket and play its acts while their time has come."""
        self._log()
        for act in self._story.act:
            moment = self._clock.moment + act.after * 60_000_000
            if moment >= _END:
                return
            self._clock.moment = moment
            self._play(act)

    def _log(self) -> None:
        story, cast = self._story, self._cast
        by_service = story.contact in ("mail", "self_service")
        logger: Role = "monitor" if story.contact == "monitoring" else "agent"
        values = {
            "title": cast.filled(story.title),
            "description": cast.filled(story.description).strip(),
            "requester": cast.requester,
            "contact": story.contact,
        }
        self._author.tell(
            LogTicket,
            ticket=self._ticket,
            values=values,
            actor=cast.actor("service" if by_service else logger),
            on_behalf_of=cast.requester if by_service else None,
        )

    def _play(self, act: Act) -> None:
        words = self._cast.filled(act.text).strip()
        speaks = act.by == "requester"
        common = {
            "ticket": self._ticket,
            "actor": self._cast.actor("service" if speaks else act.by),
            "on_behalf_of": self._cast.requester if speaks else None,
        }
        if act.do == "note":
            self._author.tell(AddNote, text=words, **common)
        elif act.do == "reply":
            self._author.tell(Reply, text=words, **common)
        elif act.do == "assign":
            self._author.tell(AssignTicket, values={"assignee": common["actor"]}, **common)
        else:
            told = getattr(self, f"_{act.do}", self._noted)(act, words)
            self._author.tell(TakeTransition, transition=act.do, **{**told, **common})

    def _noted(self, _: Act, words: str) -> dict[str, object]:
        return {"note": words}

    def _triage(self, act: Act, words: str) -> dict[str, object]:
        story, ids = self._story, self._casting.directory
        values = {
            "category": ids.id("category", story.category),
            "service": ids.id("service", story.service),
            "impact": story.impact,
            "urgency": story.urgency,
        }
        if act.by != "monitor":
            values["team"] = ids.id("team", self._cast.desk_team)
            values["assignee"] = self._cast.actor(act.by)
        return {"values": values, "note": words}

    def _escalate(self, act: Act, words: str) -> dict[str, object]:
        self._cast.to_team(act.team)
        return {"values": {"team": self._casting.directory.id("team", act.team)}, "note": words}

    def _hand_back(self, _: Act, words: str) -> dict[str, object]:
        team = self._casting.directory.id("team", self._cast.desk_team)
        return {"values": {"team": team, "assignee": self._cast.actor("agent")}, "note": words}

    def _wait(self, act: Act, words: str) -> dict[str, object]:
        reason = self._casting.directory.id("waiting_reason", act.reason)
        values: dict[str, object] = {"waiting_reason": reason}
        if act.follow_up_days:
            days = timedelta(days=act.follow_up_days)
            values["follow_up_at"] = self._clock.now() + _microseconds(days)
        if act.vendor_ref:
            values["vendor_ref"] = act.vendor_ref
        return {"values": values, "note": words}

    def _resolve(self, act: Act, words: str) -> dict[str, object]:
        code = self._casting.directory.id("resolution_code", act.code)
        values = {"resolution_kind": act.kind, "resolution_code": code, "resolution": words}
        cause = self._cast.filled(act.cause).strip()
        return {"values": {**values, "cause": cause} if cause else values}

    def _confirm(self, act: Act, words: str) -> dict[str, object]:
        by = tr("nobody") if act.by == "service" else self._cast.requester_name
        return {"said": {"confirmed_by": by, "how": words}}

    def _reopen(self, _: Act, words: str) -> dict[str, object]:
        return {"said": {"reason": words}}

    def _cancel(self, _: Act, words: str) -> dict[str, object]:
        return {"said": {"reason": words}}
