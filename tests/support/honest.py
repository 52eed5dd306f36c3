"""Everything that may be done at a desk, done as it may be: by every role, in every way."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy.engine import Connection
from support.raw_events import RawEvents, Telling
from support.story import incident
from support.world import World

from app.db import tables
from app.domain import commands, events
from app.domain.changes import Change, Changes
from app.domain.roles import TICKET_RIGHTS
from app.paths import WORKFLOWS
from app.services.codec import encode_changes, kind_of
from app.services.numbering import next_number

ROLES = {
    "agent": "anna",
    "resolver": "rui",
    "lead": "lena",
    "knowledge": "kay",
    "administrator": "ada",
    "counter": "kiosk",
    "monitor": "probe",
    "service": "mailer",
}
WAYS = ("desk", "mail", "monitoring", "script", "offline")
# How a ticket comes to each step.
PATHS = {
    "logged": (),
    "diagnosis": ("triage",),
    "investigation": ("triage", "escalate"),
    "waiting": ("triage", "wait"),
    "resolved": ("triage", "resolve"),
}
Told = Callable[["HonestDesk"], tuple[type[commands.Command], dict[str, Any]]]

KINDS: Mapping[str, Told] = {
    events.EDITED: lambda _: (commands.EditTicket, {"values": {"title": "VPN drops at ten"}}),
    events.ASSIGNED: lambda d: (
        commands.AssignTicket,
        {"values": {"assignee": d.world.id("person", "ben")}},
    ),
    events.NOTED: lambda _: (commands.AddNote, {"text": "Seen it before."}),
    events.REPLIED: lambda _: (commands.Reply, {"text": "Which gateway?"}),
    events.LINKED: lambda d: (commands.LinkTicket, d.tie),
    events.UNLINKED: lambda d: (commands.UnlinkTicket, d.tie),
    events.WATCHED: lambda d: (commands.WatchTicket, {"person": d.world.id("person", "uma")}),
    events.UNWATCHED: lambda d: (
        commands.UnwatchTicket,
        {"person": d.world.id("person", "uma")},
    ),
    events.DETACHED: lambda d: (commands.DetachFile, {"attachment": d.file}),
    events.MOVED: lambda d: (commands.MoveTicket, {"workflow_version": d.newest}),
    events.ERASED: lambda _: (commands.EraseTexts, {"versions": (1,), "reason": "She asked."}),
}


class HonestDesk:
    """Plays on `world`; what it did passed the door or the guards."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.file = 0
        self.newest = 0
        self.tie = {"relation": "related_to", "other": world.log()}
        self._ways = itertools.cycle(WAYS)

    def play(self) -> None:
        """Do each thing that a role may do, on a ticket of its own."""
        self._settle()
        moving = [self._ticket(role) for role in TICKET_RIGHTS[events.MOVED]]
        self._publish()
        for role, ticket in zip(TICKET_RIGHTS[events.MOVED], moving, strict=True):
            self._do(role, ticket, *KINDS[events.MOVED](self))
        for kind, roles in TICKET_RIGHTS.items():
            if kind in KINDS and kind != events.MOVED:
                for role in roles:
                    self._act(kind, role)
        for role in TICKET_RIGHTS[events.ATTACHED]:
            self._attach(self._ticket(role), ROLES[role], self._way(role))
        for transition in incident().transitions:
            for role in transition.who:
                self._take(transition.key, transition.sources[0], role)
        self._import()

    def _settle(self) -> None:
        """Make a lead of every team, and change one thing of each kind."""
        lead = {"person": self.world.id("person", "lena"), "role": "lead"}
        self._tell("ada", commands.AddThing, thing="role_grant", values=lead)
        place = {
            "person": self.world.id("person", "anna"),
            "team": self.world.id("team", "Network"),
        }
        self._tell("ada", commands.AddThing, thing="membership", values=place)
        self._tell("ada", commands.PublishMatrix, cells=_MATRIX)
        named = self.world.id("team", "Network")
        changed = {"email": "network@example.org"}
        self.world.tell("ada", commands.EditThing, thing="team", row_id=named, values=changed)

    def _publish(self) -> None:
        source = (WORKFLOWS / "incident.toml").read_text(encoding="utf-8") + "\n# Again.\n"
        self.newest = self.world.new_id()
        self.world.tell("ada", commands.PublishWorkflow, row_id=self.newest, source=source)

    def _tell(self, login: str, kind: type[commands.Command], **told: Any) -> None:
        self.world.tell(login, kind, row_id=self.world.new_id(), **told)

    def _way(self, role: str) -> dict[str, Any]:
        if role == "counter":
            return {"channel": "counter", "on_behalf_of": self.world.id("person", "vic")}
        way: dict[str, Any] = {"channel": next(self._ways), "cause": "a rule"}
        return way | ({"on_behalf_of": self.world.id("person", "uma")} if role == "service" else {})

    def _ticket(self, role: str, step: str = "logged") -> int:
        """Give a new ticket in `step`, opened where the role reaches it."""
        login = ROLES[role] if role in TICKET_RIGHTS[events.OPENED] else "anna"
        way, ticket = self._way(role if login != "anna" else "agent"), self.world.new_id()
        asked = way.get("on_behalf_of") or self.world.id("person", "uma")
        told = {"title": "VPN drops", "contact": "phone", "requester": asked}
        self.world.tell(login, commands.LogTicket, ticket=ticket, values=told, **way)
        # A monitor's right ends where somebody else has been at the ticket.
        self.world.bring("probe" if role == "monitor" else "anna", ticket, *PATHS[step])
        return ticket

    def _do(self, role: str, ticket: int, kind: type[commands.Command], told: Any) -> None:
        way = self._way(role)
        if way["channel"] == "offline":
            way["occurred_at"] = self._last_at(ticket) + 1
        self.world.tell(ROLES[role], kind, ticket=ticket, **told, **way)

    def _last_at(self, ticket: int) -> int:
        moment = self.world.held(ticket).last_at
        assert moment
        return moment

    def _act(self, kind: str, role: str) -> None:
        ticket = self._ticket(role)
        for undone, done in _UNDOING.items():
            if kind == undone:
                self._do("agent", ticket, *KINDS[done](self))
        if kind == events.DETACHED:
            self._attach(ticket, "anna", {})
        self._do(role, ticket, *KINDS[kind](self))

    def _attach(self, ticket: int, login: str, way: Mapping[str, Any]) -> None:
        self.file = self.world.attach(login, ticket, b"log", "device.log", **way)

    def _take(self, transition: str, step: str, role: str) -> None:
        ticket = self._ticket(role, step)
        told = {
            "triage": self.world.triage,
            "escalate": self.world.escalation,
            "wait": self.world.wait_for_user,
            "resolve": self.world.resolution,
            "confirm": self.world.confirmation,
            "reopen": {"said": {"reason": "It is back."}},
            "cancel": {"said": {"reason": "Logged twice."}},
            "hand_back": {"note": "Not the network."},
        }.get(transition, {})
        self._do(role, ticket, commands.TakeTransition, {"transition": transition, **told})

    def _import(self) -> None:
        """Bring a ticket with its past, as a loader does."""
        ticket = self.world.new_id()
        past: dict[str, Any] = {"channel": "import", "occurred_at": 1_500_000_000_000_000}
        with self.world.desk("ada").store.writing() as connection:
            number = next_number(connection)
            connection.commit()
        values = {
            "number": number, "workflow_version": self.newest, "step": "diagnosis", "title": "Old",
            "source": "jira", "source_id": "IT-7", "last_working_step": "diagnosis",
        }  # fmt: skip
        with self.world.desk("ada").store.writing() as connection:
            raw = RawEvents(
                reader(connection), stamps=not self.world.is_sqlite, own_texts=frozenset()
            )
            for kind, told in (
                (events.RECORDED, Telling({}, {"step": "In Progress"}, {})),
                (events.IMPORTED, Telling(values, {}, {})),
            ):
                made = self.world.command("ada", commands.LogTicket, ticket=ticket, values={})
                columns = {"actor": made.actor, "command_id": made.command_id, **past}
                connection.exec_driver_sql(raw.of_ticket(ticket, kind, told, **columns))
                answer(connection, made, Change("ticket", ticket, 1 + (kind == events.IMPORTED)))
            connection.commit()


def reader(connection: Connection) -> Callable[[str], list[dict[str, Any]]]:
    """Give what reads rows by the names of their columns."""
    return lambda query: [dict(row) for row in connection.exec_driver_sql(query).mappings()]


def answer(connection: Connection, command: commands.Command, *changes: Change) -> None:
    """Store what a command was answered."""
    row = {
        "id": command.command_id,
        "actor": command.actor,
        "kind": kind_of(command),
        "at": 1,
        "result": encode_changes(Changes(changes)),
    }
    connection.execute(tables.command.insert().values(row))


def combinations() -> Iterator[tuple[str, str]]:
    """Give each kind of event with each role that may bring it about."""
    yield from ((kind, role) for kind, roles in TICKET_RIGHTS.items() for role in roles)
    yield from ((each.key, role) for each in incident().transitions for role in each.who)


_UNDOING = {events.UNLINKED: events.LINKED, events.UNWATCHED: events.WATCHED}
_MATRIX = '{"1.1":1,"1.2":1,"1.3":3,"2.1":2,"2.2":3,"2.3":4,"3.1":3,"3.2":4,"3.3":5}'
