"""What the desk has of all that a table may name, and what the rows read so far would add to it."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.fields import THINGS, Value, Values
from app.errors import InvalidValue, NotFound
from app.text import tr

Row: TypeAlias = Mapping[str, Any]
_MANY = 12
# Beside people: read whole, as a desk has few of them.
_WHOLE = {
    "teams": ("team",),
    "services": ("service",),
    "categories": ("team", "service", "category"),
}
_BESIDE = ("role_grant", "membership")
# By which records are found: the columns of each key.
_KEYS = {
    "person": (("login",), ("badge",), ("email",)),
    "team": (("name",),),
    "service": (("name",),),
    "category": (("parent", "name"),),
    "role_grant": (("person", "role", "team"),),
    "membership": (("person", "team"),),
}


_ALL = sa.true()


@dataclass(frozen=True)
class Sought:
    """The person a row is about: by what it says, and by id where a preview found them."""

    texts: Mapping[str, str]
    record: int | None

    @property
    def names_teams(self) -> bool:
        """Whether the row says anything of teams."""
        return "teams" in self.texts or "roles" in self.texts

    @property
    def condition(self) -> sa.ColumnElement[bool]:
        """Give what finds them: by indexes where they are known, through all people where they are not."""
        person, texts = tables.things["person"].c, self.texts
        keys = [person[name] == texts[name] for name in ("login", "badge") if name in texts]
        if self.record is not None:
            return sa.or_(person.id == self.record, *keys)
        lower = sa.func.lower
        alike = [
            lower(person[name]) == lower(texts[name])
            for name in ("login", "email")
            if name in texts
        ]
        return sa.or_(sa.false(), *keys, *alike)


@dataclass(frozen=True)
class Step:
    """A record as a row leaves it: `now` what is new, `was` what it replaces (None: a record that is new)."""

    thing: str
    row_id: int
    now: Values
    was: Values | None


class Register:
    """Records by id and by key, whatever the case of what was typed."""

    def __init__(self, connection: Connection, kind: str, sought: Sought | None = None) -> None:
        """Read what a table of `kind` may name; of people only those `sought`, if that is one row's."""
        self._connection = connection
        self._rows: dict[tuple[str, int], dict[str, Any]] = {}
        self._ids: dict[tuple[Any, ...], dict[int, None]] = {}
        if kind == "people":
            self._read_people(sought)
            return
        for thing in _WHOLE[kind]:
            self._read(thing)

    def row(self, thing: str, row_id: Value) -> Row | None:
        """Give a record by id."""
        return self._rows.get((thing, row_id)) if isinstance(row_id, int) else None

    def found(self, thing: str, **key: Value) -> list[Row]:
        """Give the records with this key; those spelt to the letter come alone."""
        wanted = _key(thing, tuple(key), key)
        rows: list[Row] = [self._rows[thing, each] for each in self._ids.get(wanted, ())]
        # Some may have been found by what they were before this table.
        rows = [row for row in rows if _key(thing, tuple(key), row) == wanted]
        exact = [row for row in rows if all(row[name] == value for name, value in key.items())]
        return exact or rows

    def named(self, thing: str, name: str) -> Row:
        """Give the record of this name; raises NotFound with those there are."""
        rows = self.found(thing, name=name)
        label = tr(THINGS[thing].label)
        if not rows:
            names = [str(row["name"]) for row in self._all(thing)]
            known = ", ".join(names[:_MANY]) + (", …" if len(names) > _MANY else "")
            raise NotFound(tr("{label}: there is no “{name}”. There are: {known}.",
                              label=label, name=name, known=known or "–"))  # fmt: skip
        return only(rows, label, name)

    def add(self, step: Step) -> None:
        """Take note of what a row does."""
        row = self._rows.get((step.thing, step.row_id))
        if row is None:
            row = {field.name: None for field in THINGS[step.thing].fields}
        self._put(step.thing, step.row_id, {**row, **step.now})

    def _all(self, thing: str) -> Iterator[Row]:
        return (row for (kind, _), row in self._rows.items() if kind == thing and row["active"])

    def _put(self, thing: str, row_id: int, row: Mapping[str, Any]) -> None:
        self._rows[thing, row_id] = {"id": row_id, **row}
        for names in _KEYS[thing]:
            # A record without the first column of a key is not found by it.
            if row[names[0]] is not None or thing == "category":
                self._ids.setdefault(_key(thing, names, row), {})[row_id] = None

    def _read(self, thing: str, condition: sa.ColumnElement[bool] = _ALL) -> list[int]:
        table = tables.things[thing]
        columns = [table.c.id, *(table.c[field.name] for field in THINGS[thing].fields)]
        statement = sa.select(*columns).where(condition).order_by(table.c.id)
        rows = self._connection.execute(statement).mappings().all()
        for row in rows:
            self._put(thing, row["id"], dict(row))
        return [row["id"] for row in rows]

    def _read_people(self, sought: Sought | None) -> None:
        if sought is None or sought.names_teams:
            self._read("team")
        people = self._read("person", sought.condition if sought else _ALL)
        for thing in _BESIDE if people else ():
            person = tables.things[thing].c.person
            self._read(thing, person.in_(people) if sought else _ALL)


def _key(thing: str, names: Sequence[str], values: Mapping[str, Any]) -> tuple[Any, ...]:
    return (thing, *names, *(_alike(values[name]) for name in names))


def _alike(value: Value) -> Value:
    # Accents tell people apart, capitals do not.
    return unicodedata.normalize("NFC", value).casefold() if isinstance(value, str) else value


def only(rows: Sequence[Row], label: str, name: str) -> Row:
    """Give the one record there is; raises InvalidValue where there are several."""
    if len(rows) > 1:
        raise InvalidValue(
            tr("{label}: several are called “{name}” but for capitals.", label=label, name=name)
        )
    return rows[0]
