"""One desk with a ticket in every step, and clients that speak plain SQL to it."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import psycopg
from support.raw_events import RawEvents
from support.world import World

from app.clock import SystemClock
from app.db import tables
from app.domain.commands import (
    AddNote,
    AddThing,
    DetachFile,
    EditThing,
    LinkTicket,
    LogTicket,
    PublishWorkflow,
    Reply,
    WatchTicket,
)
from app.services.operations.pieces import PieceStore

# The login that owns the database; on SQLite nobody asks for one.
OWNER = ""

# Contents of files: of three that were attached, and of one that nobody names.
PHOTO, LOG, REMOVED, ORPHAN = b"photo " * 60_000, b"log", b"wrong", b"orphan"

# A workflow with fields of its own, needed on the way.
REQUEST = """
key = "request"
title = "Request"
prefix = "REQ"
step = [
    { key = "asked", label = "Asked", clock = "runs" },
    { key = "ordered", label = "Ordered", clock = "runs" },
    { key = "delivered", label = "Delivered", clock = "final" },
]
phase = []

[[field]]
key = "reason"
label = "Reason"

[[field]]
key = "cost"
label = "Cost"
kind = "number"

[[field]]
key = "shade"
label = "Shade"
kind = "word"

[[transition]]
key = "order"
purpose = "escalate"
label = "Order"
from = ["asked"]
to = "ordered"
who = ["agent"]
needs = [{ field = "reason" }, { field = "cost" }]

[[transition]]
key = "deliver"
purpose = "resolve"
label = "Deliver"
from = ["ordered"]
to = "delivered"
who = ["agent"]
needs = [{ public_note = "" }]
"""
OWN_TEXTS = frozenset({"fields.reason"})


class Client:
    """A second client of the desk, which knows nothing but SQL; on SQLite it sets no pragma."""

    def __init__(self, world: World, login: str) -> None:
        self._connection: Any
        if world.is_sqlite:
            file = str(world.store.url.database)
            self._connection = sqlite3.connect(file, isolation_level=None)
        else:
            url = world.url_of(login) if login else world.url
            options = "-c search_path=firstline,pg_catalog"
            self._connection = psycopg.connect(url, autocommit=True, options=options)

    def run(self, statement: str) -> None:
        """Run a statement."""
        self._connection.execute(statement)

    def read(self, statement: str) -> list[dict[str, Any]]:
        """Give the rows of a query."""
        cursor = self._connection.execute(statement)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @contextmanager
    def trial(self) -> Iterator[Callable[[str], None]]:
        """Open a transaction that is taken back in the end."""
        self.run("BEGIN")
        try:
            yield self.run
        finally:
            self.run("ROLLBACK")

    @contextmanager
    def kept(self) -> Iterator[Callable[[str], None]]:
        """Open a transaction that is kept in the end, unless an error leaves it."""
        self.run("BEGIN")
        try:
            yield self.run
        except BaseException:
            self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class Scene:
    """A desk whose records have names: `ids` by kind and name, such as ``("ticket", "closed")``."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.unused = world.new_id()
        self._clients: dict[str, Client] = {}
        # Sees every row; on SQLite also what the trial under way has written.
        self._reader = self.client(OWNER) if world.is_sqlite else Client(world, OWNER)
        self.read = self._reader.read
        self.raw = RawEvents(self.read, stamps=not world.is_sqlite, own_texts=OWN_TEXTS)
        founder = self.read("SELECT actor FROM desk_event ORDER BY seq LIMIT 1")
        self.ids = {
            **world.ids,
            ("ticket", "none"): world.new_id(),
            ("person", OWNER): founder[0]["actor"],
            **self._published(),
        }

    def _published(self) -> dict[tuple[str, str], int]:
        versions = self.read("SELECT key AS name, id FROM workflow_version ORDER BY number")
        found = {("workflow_version", row["name"]): row["id"] for row in versions}
        return found | {("matrix", "1"): self.read("SELECT id FROM matrix")[0]["id"]}

    def stage(self) -> None:
        """Put a ticket into every step, and one on a workflow with fields of its own."""
        self.ids |= _desk_of(self.world) | self._published()
        tickets = _tickets_of(self.world) | _tickets_of_others(self.world)
        self.ids |= {("ticket", name): row_id for name, row_id in tickets.items()}
        self.ids |= _files_of(self.world, tickets["counter"])
        self.ids |= _texts_of(self.world)
        self.ids["workflow_version", "old request"] = self.ids["workflow_version", "request"]
        self.ids |= _outdated(self.world) | self._published()
        held = f"SELECT id FROM role_grant WHERE person = {self.person('ada')}"
        self.ids["role_grant", "ada"] = self.read(held)[0]["id"]
        theirs = f"SELECT id FROM command WHERE actor = {self.person('anna')} LIMIT 1"
        self.ids["command", "anna"] = self.read(theirs)[0]["id"]

    def id(self, thing: str, name: str) -> int:
        """Give an id by name; of ``number`` the next that a ticket can have."""
        return self._next_number() if thing == "number" else self.ids[thing, name]

    def _next_number(self) -> int:
        statement = "SELECT 1 + coalesce(max(number), 0) AS n FROM ticket"
        if not self.world.is_sqlite:
            statement = "SELECT nextval('ticket_number') AS n"
        return int(self.read(statement)[0]["n"])

    def person(self, login: str) -> int:
        """Give the id of the person who has `login`."""
        return self.ids["person", login]

    def client(self, login: str) -> Client:
        """Give the client that `login` runs."""
        key = OWNER if self.world.is_sqlite else login
        if key not in self._clients:
            self._clients[key] = Client(self.world, key)
        return self._clients[key]

    def let_go(self, login: str) -> None:
        """Close the client of `login`."""
        self._clients.pop(login).close()

    def state(self) -> dict[str, Any]:
        """Give all rows there are; on SQLite as they are in the midst of a trial."""
        names = sorted(tables.metadata.tables)
        if self.world.is_sqlite:
            return {name: self.read(f"SELECT * FROM {name} ORDER BY 1, 2, 3") for name in names}
        one = "SELECT '{0}' AS name, md5(string_agg(x::text, '|' ORDER BY x::text)) AS rows FROM {0} x"
        rows = self.read(" UNION ALL ".join(one.format(name) for name in names))
        return {row["name"]: row["rows"] for row in rows}

    def end(self) -> None:
        """Close every client; the world stays open."""
        for client in {self._reader, *self._clients.values()}:
            client.close()


def _desk_of(world: World) -> dict[tuple[str, str], int]:
    member, grant = world.new_id(), world.new_id()
    anna, desk = world.id("person", "anna"), world.id("team", "Service desk")
    world.tell("ada", PublishWorkflow, row_id=world.new_id(), source=REQUEST)
    values = {"person": anna, "team": desk}
    world.tell("ada", AddThing, thing="membership", row_id=member, values=values)
    values = {"person": world.id("person", "vic"), "role": "knowledge"}
    world.tell("ada", AddThing, thing="role_grant", row_id=grant, values=values)
    return {("membership", "anna"): member, ("role_grant", "vic"): grant, **_views_of(world)}


def _views_of(world: World) -> dict[tuple[str, str], int]:
    """Save a view of anna's, one of ben's, and one of anna's that she shares with her team."""
    shown = {"base": "open", "sort": "priority", "columns": "priority ticket"}
    saved: dict[str, tuple[str, dict[str, Any]]] = {
        "anna": ("anna", {"name": "Mine"}),
        "ben": ("ben", {"name": "Ben's"}),
        "shared": ("anna", {"name": "Ours", "team": world.id("team", "Service desk")}),
    }
    ids = {name: world.new_id() for name in saved}
    for name, (login, values) in saved.items():
        told = {"thing": "saved_view", "row_id": ids[name], "values": {**shown, **values}}
        world.tell(login, AddThing, **told)
    return {("saved_view", name): row_id for name, row_id in ids.items()}


def _texts_of(world: World) -> dict[tuple[str, str], int]:
    """Have a text that anna keeps, and one that ben has shared with her team."""
    own, shared, team = world.new_id(), world.new_id(), world.id("team", "Service desk")
    member = {"person": world.id("person", "ben"), "team": team}
    world.tell("ada", AddThing, thing="membership", row_id=world.new_id(), values=member)
    texts = (("anna", own, {"name": "hello"}), ("ben", shared, {"name": "desk", "team": team}))
    for login, row_id, values in texts:
        told = {**values, "text": "Hello {requester.first_name},"}
        world.tell(login, AddThing, thing="canned_text", row_id=row_id, values=told)
    return {("canned_text", "hello"): own, ("canned_text", "desk"): shared}


def _outdated(world: World) -> dict[tuple[str, str], int]:
    """Take a team and an agent out of use, and publish the request's workflow anew."""
    team, person, grant = world.new_id(), world.new_id(), world.new_id()
    added: list[tuple[str, int, dict[str, Any]]] = [
        ("team", team, {"name": "Night shift", "tier": 2}),
        ("person", person, {"name": "Tom"}),
        ("role_grant", grant, {"person": person, "role": "agent"}),
    ]
    for thing, row_id, values in added:
        world.tell("ada", AddThing, thing=thing, row_id=row_id, values=values)
    for thing, row_id in (("team", team), ("person", person)):
        world.tell("ada", EditThing, thing=thing, row_id=row_id, values={"active": 0})
    world.tell("ada", PublishWorkflow, row_id=world.new_id(), source=f"{REQUEST}# Again.")
    return {("team", "Night shift"): team, ("person", "tom"): person}


def _tickets_of(world: World) -> dict[str, int]:
    ways = {
        "logged": (),
        "diagnosis": ("triage",),
        "investigation": ("triage", "escalate"),
        "waiting": ("triage", "wait"),
        "resolved": ("triage", "resolve"),
        "closed": ("triage", "resolve", "confirm"),
    }
    found = {name: world.log() for name in ways}
    for name, way in ways.items():
        world.bring("anna", found[name], *way)
    uma = world.id("person", "uma")
    world.tell(
        "anna", LinkTicket, ticket=found["logged"], relation="related_to", other=found["closed"]
    )
    world.tell("anna", WatchTicket, ticket=found["logged"], person=uma)
    world.tell("anna", AddNote, ticket=found["logged"], text="Seen it before.")
    return found


def _files_of(world: World, ticket: int) -> dict[tuple[str, str], int]:
    """Attach what the user sees and what only staff sees, take one off again; and store what nobody names."""
    files = {
        "photo": world.attach("anna", ticket, PHOTO, "photo.png", visibility="public"),
        "log": world.attach("anna", ticket, LOG, "device.log"),
        "removed": world.attach("anna", ticket, REMOVED, "wrong.txt", visibility="public"),
    }
    world.tell("anna", DetachFile, ticket=ticket, attachment=files["removed"])
    PieceStore(world.desk("anna").store, SystemClock()).put(BytesIO(ORPHAN))
    return {("attachment", name): row_id for name, row_id in files.items()}


def hash_of(content: bytes) -> str:
    """Give the name of a file's content."""
    return hashlib.sha256(content).hexdigest()


def _tickets_of_others(world: World) -> dict[str, int]:
    uma, vic = world.id("person", "uma"), world.id("person", "vic")
    request, counter = world.new_id(), world.new_id()
    told = {"title": "A bigger screen", "requester": uma}
    world.tell("anna", LogTicket, ticket=request, workflow="request", values=told)
    own = {"fields.reason": "Mine is small.", "fields.cost": 300}
    world.take("anna", request, "order", values=own)
    asked = world.new_id()
    world.tell("anna", LogTicket, ticket=asked, workflow="request", values=told)
    values = {"title": "Badge does not open", "requester": vic}
    world.tell(
        "kiosk", LogTicket, ticket=counter, on_behalf_of=vic, channel="counter", values=values
    )
    world.tell("anna", Reply, ticket=counter, text="Which door?")
    world.tell("anna", AddNote, ticket=counter, text="He is new here.")
    done = world.new_id()
    world.tell("kiosk", LogTicket, ticket=done, on_behalf_of=vic, channel="counter", values=values)
    world.bring("anna", done, "triage", "resolve")
    watched = world.log("probe")
    world.tell("anna", AddNote, ticket=watched, text="Looking at it.")
    return {
        "ordered": request,
        "asked": asked,
        "counter": counter,
        "alarm": watched,
        "done at the counter": done,
    }
