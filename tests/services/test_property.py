"""Whatever several people tell the door in whatever order, history and desk agree, and steps follow the workflow."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from support.story import incident
from support.whole import counts, faults_of, history, row
from support.world import World

from app.clock import SystemClock
from app.domain.commands import (
    AddNote,
    AssignTicket,
    AttachFile,
    Command,
    DetachFile,
    EditTicket,
    EraseTexts,
    LinkTicket,
    LogTicket,
    MoveTicket,
    PublishWorkflow,
    Reply,
    TakeTransition,
    UnlinkTicket,
    UnwatchTicket,
    WatchTicket,
)
from app.domain.fields import LINKS, PERSON_RELATIONS
from app.errors import Conflict, Refused
from app.paths import WORKFLOWS
from app.services.operations.pieces import PieceStore

TEXTS = st.text(max_size=12) | st.sampled_from(
    ["", " ", "VPN", "\x00", "sha256:" + "0" * 64, "東京\n\t🙂"]
)
LEVELS = st.none() | st.integers(0, 4)
WAYS = [each.key for each in (*incident().transitions, *incident().gestures)]
CAST = ["anna", "ben", "rui", "lena", "kay", "ada", "kiosk", "probe", "mailer"]


@dataclass(frozen=True)
class Move:
    """One thing somebody tries on one of two tickets; things are told by name or position."""

    login: str
    ticket: int
    action: str
    told: dict[str, Any]


def _moves(
    action: str, who: str = "anna ben rui", **told: st.SearchStrategy[Any]
) -> st.SearchStrategy[Move]:
    """Give moves that are mostly made by those who may."""
    logins = st.sampled_from(who.split() * 4 + CAST)
    return st.builds(Move, logins, st.integers(0, 1), st.just(action), st.fixed_dictionaries(told))


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title": TEXTS,
    "description": TEXTS | st.none(),
    "cause": TEXTS | st.none(),
    "vendor_ref": TEXTS | st.none(),
    "contact": st.sampled_from(["phone", "owl", None]),
    "impact": LEVELS,
    "urgency": LEVELS,
    "follow_up_at": st.none() | st.integers(-1, 2**63),
    "requester": st.sampled_from(["uma", "vic", None]),
    "assignee": st.sampled_from(["anna", "rui", None]),
    "team": st.sampled_from(["Service desk", "Network", "Platform", None]),
    "category": st.sampled_from(["VPN", "Access", None]),
    "resolution": TEXTS,
    "resolution_kind": st.sampled_from(["fix", "workaround", None]),
    "resolution_code": st.sampled_from(["User advised", None]),
    "waiting_reason": st.sampled_from(["Awaiting the user", "Awaiting the supplier", None]),
}
NAMES = st.lists(st.sampled_from(list(VALUES)), max_size=3, unique=True)
EDITS = NAMES.flatmap(lambda names: st.fixed_dictionaries({name: VALUES[name] for name in names}))
SHARES = st.fixed_dictionaries({}, optional={name: VALUES[name] for name in ("team", "assignee")})
SEEN = st.sampled_from(["nothing", "first", "now"])
WAY = st.integers(0, 8)
# Contents that the desk has, but for the last; attached under a few ids.
CONTENTS = (b"screen", b"log", b"never stored")
FILES = st.integers(0, 2)
BESIDE = st.sampled_from([*PERSON_RELATIONS, *PERSON_RELATIONS, "fan"])
MOVES = st.one_of(
    _moves("edit", values=EDITS, seen=SEEN),
    _moves("edit", values=EDITS, seen=SEEN),
    _moves("assign", values=SHARES, seen=SEEN),
    _moves("note", text=TEXTS),
    _moves("reply", text=TEXTS),
    _moves("pass_on", "kiosk mailer", text=TEXTS, speaker=st.sampled_from(["uma", "vic"])),
    _moves("take", way=WAY, values=EDITS, note=TEXTS, seen=SEEN),
    _moves("follow", way=WAY, values=st.just({}), note=TEXTS, seen=SEEN),
    _moves("follow", way=WAY, values=EDITS, note=TEXTS, seen=SEEN),
    _moves("link", relation=st.sampled_from([*LINKS, "friend_of"])),
    _moves("unlink", relation=st.sampled_from(LINKS)),
    _moves("watch", relation=BESIDE),
    _moves("unwatch", relation=BESIDE),
    _moves("attach", content=FILES, name=TEXTS, visibility=st.sampled_from(["internal", "public"])),
    _moves("detach", file=st.integers(0, 3)),
    _moves("move", "ada lena", version=st.integers(0, 2)),
    _moves("erase", "ada", versions=st.lists(st.integers(1, 6), max_size=3).map(tuple)),
    _moves("repeat"),
)
KINDS: dict[str, type[Command]] = {
    "edit": EditTicket,
    "assign": AssignTicket,
    "note": AddNote,
    "reply": Reply,
    "pass_on": Reply,
    "take": TakeTransition,
    "follow": TakeTransition,
    "link": LinkTicket,
    "unlink": UnlinkTicket,
    "watch": WatchTicket,
    "unwatch": UnwatchTicket,
    "attach": AttachFile,
    "detach": DetachFile,
    "move": MoveTicket,
    "erase": EraseTexts,
}


class Play:
    """Two tickets and all that is tried on them."""

    def __init__(self, world: World, versions: tuple[int, ...]) -> None:
        self._world = world
        self._versions = versions
        self._tickets = [self._born(), self._born()]
        self._first = [dict(world.held(ticket).values) for ticket in self._tickets]
        self._last: tuple[str, Command] | None = None
        self._files: list[int] = []
        for content in CONTENTS[:-1]:
            PieceStore(world.store, SystemClock()).put(BytesIO(content))

    def _born(self) -> int:
        ticket = self._world.new_id()
        uma = self._world.id("person", "uma")
        told = {"values": {"title": "VPN", "requester": uma}, "on_behalf_of": uma}
        self._world.tell("kiosk", LogTicket, ticket=ticket, **{**told, "channel": "counter"})
        return ticket

    def make(self, move: Move) -> None:
        """Try a move, and hold what comes of it against the rules."""
        if move.action == "repeat":
            self._repeat()
            return
        ticket = self._tickets[move.ticket]
        command = self._command(move, ticket)
        before, stood = counts(self._world.store), row(self._world.store, ticket)
        try:
            changes = self._world.desk(move.login).tell(command)
        except (Refused, Conflict) as error:
            event(f"{move.action}: {type(error).__name__}")
            assert counts(self._world.store) == before
            return
        event(f"{move.action}: done")
        self._last = (move.login, command)
        # A link, made or taken off, tells of its other end too, of which it makes nothing.
        made = [c for c in changes.changes if c.row_id == ticket or "link" not in move.action]
        assert counts(self._world.store)[0] == before[0] + len(made)
        assert faults_of(self._world.store, self._tickets) == []
        self._follow_steps(ticket, stood)

    def _repeat(self) -> None:
        if self._last is not None:
            login, command = self._last
            before = counts(self._world.store)
            assert self._world.desk(login).tell(command).repeated
            assert counts(self._world.store) == before

    def _follow_steps(self, ticket: int, stood: dict[str, Any]) -> None:
        step, back = stood["step"], stood["last_working_step"]
        for each in history(self._world.store, ticket)[stood["version"] :]:
            way = incident().transition(each.kind)
            if way is not None:
                assert step in way.sources
                step = incident().destination(way, back).key
                back = incident().working_step(step, back)
        assert row(self._world.store, ticket)["step"] == step

    def _command(self, move: Move, ticket: int) -> Command:
        told = dict(move.told)
        way = self._way(move, told.pop("way")) if "way" in told else {}
        if "values" in told:
            told["values"] = {**way.pop("values", {}), **self._named(told["values"])}
            told["based_on"] = self._seen(told.pop("seen"), move.ticket, told["values"])
        if "speaker" in told:
            told["on_behalf_of"] = self._world.id("person", told.pop("speaker"))
        if "version" in told:
            told["workflow_version"] = self._versions[told.pop("version")]
        if move.action in ("link", "unlink"):
            told["other"] = self._tickets[1 - move.ticket]
        if move.action in ("watch", "unwatch"):
            told["person"] = self._world.id("person", "vic")
        if move.action == "erase":
            told["reason"] = "Asked to."
        if move.action == "attach":
            content = CONTENTS[told.pop("content")]
            told |= {"sha256": sha256(content).hexdigest(), "size": len(content)}
            self._files.append(self._world.new_id())
            told |= {"attachment": self._files[-1], "media_type": "text/plain"}
        if move.action == "detach":
            place = told.pop("file")
            told["attachment"] = [*self._files[-4:], 42][min(place, len(self._files[-4:]))]
        return self._world.command(move.login, KINDS[move.action], ticket=ticket, **{**told, **way})

    def _named(self, values: dict[str, Any]) -> dict[str, Any]:
        things = {"requester": "person", "assignee": "person"}
        known = self._world.ids
        return {
            name: known.get((things.get(name, name), value), value)
            for name, value in values.items()
        }

    def _seen(self, when: str, ticket: int, names: Iterable[str]) -> dict[str, Any]:
        if when == "nothing":
            return {}
        now = self._world.held(self._tickets[ticket]).values
        seen = self._first[ticket] if when == "first" else now
        return {name: seen.get(name) for name in names}

    def _way(self, move: Move, position: int) -> dict[str, Any]:
        """Give any way at all, or one that is there with all it needs."""
        if move.action == "take":
            return {"transition": WAYS[position % len(WAYS)]}
        step = str(self._world.held(self._tickets[move.ticket]).values["step"])
        ways = [each.key for each in incident().leaving(step)] or WAYS
        way, world = ways[position % len(ways)], self._world
        given: dict[str, dict[str, Any]] = {
            "triage": world.triage,
            "escalate": world.escalation,
            "wait": world.wait_for_user,
            "resolve": world.resolution,
            "confirm": world.confirmation,
            "reopen": {"said": {"reason": "Back."}},
            "cancel": {"said": {"reason": "Twice."}},
        }
        return {**given.get(way, {}), "transition": way}


def _published(world: World) -> tuple[int, ...]:
    """Publish the process once more, word for word but for a comment, so that tickets can move."""
    first = world.held(world.log()).values["workflow_version"]
    source = (WORKFLOWS / "incident.toml").read_text(encoding="utf-8")
    second = world.new_id()
    world.tell("ada", PublishWorkflow, row_id=second, source=f"{source}\n# Again.\n")
    return int(first or 0), second, 42


# One desk for all examples, two new tickets each: a fresh desk would cost more than the example.
SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=100, suppress_health_check=SHARED)
@given(moves=st.lists(MOVES, min_size=12, max_size=40))
def test_history_and_desk_agree_on_sqlite(sqlite_world: World, moves: list[Move]) -> None:
    _play(sqlite_world, moves)


@settings(max_examples=15, suppress_health_check=SHARED)
@given(moves=st.lists(MOVES, min_size=12, max_size=40))
def test_history_and_desk_agree_on_postgresql(postgresql_world: World, moves: list[Move]) -> None:
    _play(postgresql_world, moves)


_desks: dict[str, tuple[int, ...]] = {}


def _play(world: World, moves: list[Move]) -> None:
    if world.url not in _desks:
        _desks[world.url] = _published(world)
    play = Play(world, _desks[world.url])
    for move in moves:
        play.make(move)
    assert faults_of(world.store, ()) == []
