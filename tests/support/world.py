"""A small desk for tests: a cast with every role, two levels of teams, and codes.

`World` speaks for each of them; on PostgreSQL each has a login and connection of their own.
"""

import itertools
from io import BytesIO
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.channels.author import Author
from app.channels.company import PersonForm, RoleForm, read_company
from app.channels.founding import founding
from app.db.store import Store
from app.desk import Desk
from app.domain.changes import Changes
from app.domain.commands import AttachFile, Command, LogTicket, TakeTransition
from app.domain.files import media_type_of
from app.queries.records import Held, read_ticket

COMPANY = Path(__file__).parent / "company.toml"

CAST = {
    "anna": ["agent"],
    "ben": ["agent"],
    "rui": ["resolver"],
    "sol": ["resolver"],
    "lena": [("lead", "Service desk")],
    "kay": ["knowledge"],
    "ada": ["administrator"],
    "kiosk": ["counter"],
    "probe": ["monitor"],
    "mailer": ["service"],
    "uma": [],
    "vic": [],
}
LOGINS = [login for login, roles in CAST.items() if roles]
PASSWORD = "a-password-for-tests"


def settle(url: str) -> None:
    """Found a desk at `url` and put the cast on it."""
    with founding(url) as (_, settlement):
        settlement.settle(read_company(COMPANY))
        for login, roles in CAST.items():
            settlement.person(_form(login, roles))


def _form(login: str, roles: list[Any]) -> PersonForm:
    forms = [RoleForm(role) if isinstance(role, str) else RoleForm(*role) for role in roles]
    return PersonForm(name=login.capitalize(), login=login, roles=forms)


class World:
    """A desk with its cast, spoken to by login."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.store = Store(url)
        self.is_sqlite = self.store.is_sqlite
        self._desks: dict[str, Desk] = {}
        self._ids = itertools.count(1)
        with self.store.reading() as connection:
            names = "SELECT 'person', login, id FROM person WHERE login IS NOT NULL"
            for thing in ("team", "category", "service", "resolution_code", "waiting_reason"):
                names += f" UNION ALL SELECT '{thing}', name, id FROM {thing}"
            rows = connection.execute(sa.text(names)).all()
        self.ids = {(thing, name): row_id for thing, name, row_id in rows}

    def url_of(self, login: str) -> str:
        """Give the URL under which `login` opens the desk."""
        if self.is_sqlite:
            return self.url
        url = self.store.url.set(drivername="postgresql", username=login, password=PASSWORD)
        return url.render_as_string(hide_password=False)

    def desk(self, login: str) -> Desk:
        """Give the desk as `login` has it open."""
        key = "" if self.is_sqlite else login
        if key not in self._desks:
            self._desks[key] = Desk(self.url_of(login))
        return self._desks[key]

    def id(self, thing: str, name: str) -> int:
        """Give the id of somebody or something by name."""
        return self.ids[thing, name]

    def new_id(self) -> int:
        """Give an id nobody else has in this test."""
        return 10**15 + next(self._ids)

    def author(self, login: str, channel: str = "script") -> Author:
        """Give `login` as somebody who tells commands."""
        return Author(self.desk(login), self.id("person", login), channel)

    def command(self, login: str, kind: type[Command], **fields: Any) -> Command:
        """Make a command of `login`."""
        actor = self.id("person", login)
        return kind(**{"command_id": self.new_id(), "actor": actor, "channel": "script", **fields})

    def tell(self, login: str, kind: type[Command], **fields: Any) -> Changes:
        """Have `login` give a command."""
        return self.desk(login).tell(self.command(login, kind, **fields))

    def log(self, login: str = "anna", **values: Any) -> int:
        """Have `login` log a ticket; gives its id."""
        ticket = self.new_id()
        told = {"title": "VPN drops", "requester": self.id("person", "uma"), **values}
        self.tell(login, LogTicket, ticket=ticket, values=told)
        return ticket

    def attach(
        self, login: str, ticket: int, content: bytes, name: str = "screen.png", **fields: Any
    ) -> int:
        """Have `login` attach a file; gives its id."""
        told = {
            "ticket": ticket,
            "attachment": self.new_id(),
            "name": name,
            "size": 0,
            "sha256": "",
        }
        told |= {"media_type": media_type_of(name), **fields}
        command = self.command(login, AttachFile, **told)
        assert isinstance(command, AttachFile)
        self.desk(login).attach(command, BytesIO(content))
        return command.attachment

    def take(self, login: str, ticket: int, transition: str, **fields: Any) -> Changes:
        """Have `login` take a transition."""
        return self.tell(login, TakeTransition, ticket=ticket, transition=transition, **fields)

    def held(self, ticket: int) -> Held:
        """Give a ticket as the database holds it."""
        with self.desk("anna").store.reading() as connection:
            found = read_ticket(connection, ticket)
        assert found is not None
        return found

    @property
    def triage(self) -> dict[str, Any]:
        """Give what triage needs."""
        return {"values": {"category": self.id("category", "VPN"), "impact": 2, "urgency": 2}}

    @property
    def escalation(self) -> dict[str, Any]:
        """Give what an escalation needs."""
        return {"values": {"team": self.id("team", "Network")}, "note": "MTU looks wrong."}

    @property
    def wait_for_user(self) -> dict[str, Any]:
        """Give what waiting for the user needs."""
        reason = self.id("waiting_reason", "Awaiting the user")
        return {"values": {"waiting_reason": reason}, "note": "Which gateway do you use?"}

    @property
    def resolution(self) -> dict[str, Any]:
        """Give what resolving needs."""
        code = self.id("resolution_code", "Configuration corrected")
        return {
            "values": {
                "resolution_kind": "fix",
                "resolution_code": code,
                "resolution": "MTU set to 1400.",
            }
        }

    @property
    def confirmation(self) -> dict[str, Any]:
        """Give what closing needs."""
        return {"said": {"confirmed_by": "Uma", "how": "by phone"}}

    def bring(self, login: str, ticket: int, *transitions: str) -> None:
        """Take several transitions with all they need."""
        given = {
            "triage": self.triage,
            "escalate": self.escalation,
            "wait": self.wait_for_user,
            "resolve": self.resolution,
            "confirm": self.confirmation,
            "reopen": {"said": {"reason": "It is back."}},
            "cancel": {"said": {"reason": "Logged twice."}},
            "hand_back": {"note": "Not the network."},
        }
        for transition in transitions:
            self.take(login, ticket, transition, **given.get(transition, {}))

    def close(self) -> None:
        """Close every connection."""
        for desk in self._desks.values():
            desk.close()
        self.store.close()
