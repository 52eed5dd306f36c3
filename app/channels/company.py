"""A company's people, teams, categories and codes, read from TOML and told to a desk as commands."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from app.channels.author import Author
from app.domain.commands import AddThing, PublishMatrix, PublishWorkflow
from app.domain.fields import CANNED_TEXT
from app.domain.priority import DEFAULT_MATRIX, cells_text
from app.errors import NotFound
from app.paths import WORKFLOWS
from app.text import tr


class Named(msgspec.Struct, forbid_unknown_fields=True):
    """Something with a name only."""

    name: str


class TeamForm(Named):
    """A team of one of three levels."""

    tier: int
    email: str | None = None


class CategoryForm(Named):
    """A category, with its parent, default team and service by name."""

    parent: str = ""
    team: str = ""
    service: str = ""


class WaitingForm(Named):
    """A waiting reason and whom it waits on."""

    waits_on: str


class RoleForm(msgspec.Struct, forbid_unknown_fields=True):
    """A role, of one team or of all."""

    role: str
    team: str = ""


class TextForm(Named):
    """A canned text of a team by name, or else of whoever founds the desk."""

    text: str
    team: str = ""


class PersonForm(Named):
    """A person with roles and memberships."""

    login: str
    email: str | None = None
    phone: str | None = None
    site: str | None = None
    language: str | None = None
    badge: str | None = None
    vip: bool = False
    roles: list[RoleForm] = []
    teams: list[str] = []


class Company(msgspec.Struct, forbid_unknown_fields=True):
    """A whole company file; an empty desk's defaults have the same form."""

    name: str = ""
    service: list[Named] = []
    team: list[TeamForm] = []
    category: list[CategoryForm] = []
    person: list[PersonForm] = []
    resolution_code: list[Named] = []
    waiting_reason: list[WaitingForm] = []
    canned_text: list[TextForm] = []


def read_company(file: Path) -> Company:
    """Read a company file; raises msgspec.ValidationError with the path of what does not fit."""
    return msgspec.toml.decode(file.read_bytes(), type=Company)


class Directory:
    """The ids of what was added, by kind and name (people by login)."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], int] = {}

    def add(self, thing: str, name: str, row_id: int) -> None:
        """Remember an id."""
        self._ids[thing, name] = row_id

    def id(self, thing: str, name: str) -> int:
        """Give an id; raises NotFound when nothing of that name was added."""
        try:
            return self._ids[thing, name]
        except KeyError:
            raise NotFound(tr("There is no {thing} “{name}”.", thing=thing, name=name)) from None

    def optional(self, thing: str, name: str) -> int | None:
        """Give an id, or None for an empty name."""
        return self.id(thing, name) if name else None


class Settlement:
    """Puts a company on a new desk, one command a record."""

    def __init__(self, author: Author, founder: int) -> None:
        self._author = author
        self.founder = founder
        self.directory = Directory()

    def settle(self, company: Company) -> Directory:
        """Add everything of `company`; gives the ids by name."""
        self._simple("service", company.service)
        self._simple("team", company.team)
        self._simple("resolution_code", company.resolution_code)
        self._simple("waiting_reason", company.waiting_reason)
        for category in company.category:
            ids = {name: self.directory.optional(name, getattr(category, name))
                   for name in ("team", "service")}  # fmt: skip
            parent = self.directory.optional("category", category.parent)
            self._add("category", category.name, {"name": category.name, "parent": parent, **ids})
        for person in company.person:
            self.person(person)
        return self.directory

    def person(self, person: PersonForm, row_id: int | None = None) -> int:
        """Add a person with roles and memberships; gives the id."""
        values = {**msgspec.structs.asdict(person), "vip": int(person.vip)}
        roles, teams = values.pop("roles"), values.pop("teams")
        who = self._add("person", person.login, values, row_id)
        for role in roles:
            team = self.directory.optional("team", role.team)
            self._add("role_grant", "", {"person": who, "role": role.role, "team": team})
        for team in teams:
            self._add("membership", "", {"person": who, "team": self.directory.id("team", team)})
        return who

    def texts(self, texts: list[TextForm]) -> None:
        """Add canned texts."""
        for form in texts:
            team = self.directory.optional("team", form.team)
            self._add(CANNED_TEXT, form.name, {"name": form.name, "text": form.text, "team": team})

    def process(self) -> None:
        """Publish the default matrix and the workflows that come with the program."""
        author = self._author
        cells = cells_text(DEFAULT_MATRIX)
        author.tell(PublishMatrix, row_id=author.new_id(), cells=cells)
        for file in sorted(WORKFLOWS.glob("*.toml")):
            source = file.read_text(encoding="utf-8")
            author.tell(PublishWorkflow, row_id=author.new_id(), source=source, file=file.name)

    def _simple(self, thing: str, forms: list[Any]) -> None:
        for form in forms:
            self._add(thing, form.name, msgspec.structs.asdict(form))

    def _add(
        self, thing: str, name: str, values: Mapping[str, Any], row_id: int | None = None
    ) -> int:
        row_id = row_id or self._author.new_id()
        filled = {key: value for key, value in values.items() if value is not None}
        self._author.tell(AddThing, thing=thing, row_id=row_id, values=filled)
        self.directory.add(thing, name, row_id)
        return row_id
