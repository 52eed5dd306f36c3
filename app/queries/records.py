"""Records as the database holds them, for the door to decide on."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.db.store import driver_of, exchange_of
from app.domain.canonical import parsed
from app.domain.events import TICKET_STREAM, Event
from app.domain.fields import OWN_PREFIX, TICKET, Thing, Value, Values
from app.domain.roles import MACHINES, Grant, Standing


@dataclass(frozen=True)
class Held:
    """A record now: columns (a workflow's own as ``fields.name``), digests, and the end of its chain."""

    thing: Thing
    row_id: int
    version: int
    values: Values
    digests: Mapping[str, str]
    last_hash: str = ""
    last_at: int = 0
    opened_by: int | None = None

    def after(self, now: Values, event: Event) -> "Held":
        """Give the record as `event` leaves it; `now` holds its changes with texts in full."""
        marks = event.digests()
        kept = {name: mark for name, mark in self.digests.items() if name not in now}
        values = {**self.values, **now}
        return Held(self.thing, self.row_id, event.version, values, {**kept, **marks},
                    event.hash, event.occurred_at, self.opened_by)  # fmt: skip

    def holding(self, **values: Value) -> "Held":
        """Give the record with some columns set by the database itself."""
        return replace(self, values={**self.values, **values})


def unborn(thing: Thing, row_id: int) -> Held:
    """Give the record before its first event."""
    return Held(thing, row_id, 0, {}, {})


_ticket, _event = tables.ticket, tables.ticket_event
_grant, _person = tables.things["role_grant"], tables.things["person"]
# What deciding needs of a ticket's row.
_NAMES = (
    "id",
    "version",
    *(field.name for field in TICKET.fields),
    "digests",
    "fields",
    "opened_by",
)


def _columns(names: Iterable[str], of: str) -> str:
    return ", ".join(f'{of}."{name}"' for name in names)


_STANDING = """SELECT g.role, g.team FROM role_grant g JOIN person p ON p.id = g.person
                WHERE g.person = {actor} AND g.active = 1 AND p.active = 1"""

# What deciding on a command about a ticket needs, in one round trip. PostgreSQL chains by itself, and a
# function takes the row's lock.
_TAKE = {
    "sqlite": f"""SELECT (SELECT c.result FROM command c WHERE c.id = :command),
            (SELECT json_group_array(json_array(x.role, x.team)) FROM ({_STANDING.format(actor=":actor")}) x),
            e.hash, e.occurred_at, {_columns(_NAMES, "t")}
       FROM (SELECT 1) one LEFT JOIN ticket t ON t.id = :ticket
       LEFT JOIN ticket_event e ON e.ticket_id = t.id AND e.version = t.version""",
    "postgresql": f"""SELECT t.result, t.grants, '', 0, {_columns(_NAMES, "(t.held)")}
       FROM take_turn($1, $2, $3) t""",
}


@dataclass(frozen=True)
class Taken:
    """A ticket whose turn was taken, the actor's standing, and the command's result if it was done before."""

    held: Held | None
    standing: Standing
    result: str | None


def take_ticket(connection: Connection, ticket: int, command: int, actor: int) -> Taken:
    """Take a ticket's turn and read all that deciding on a command needs."""
    statement = _TAKE[connection.dialect.name]
    if connection.dialect.name == "sqlite":
        asked = {"ticket": ticket, "command": command, "actor": actor}
        found = driver_of(connection).execute(statement, asked).fetchone()
    else:
        (found,) = exchange_of(connection).run([(statement, (ticket, command, actor))])
    result, grants, last_hash, last_at, *columns = found
    row = dict(zip(_NAMES, columns, strict=True))
    held = _held(TICKET, {**row, "hash": last_hash, "occurred_at": last_at}) if row["id"] else None
    roles = tuple(Grant(role, team) for role, team in json.loads(grants))
    return Taken(held, Standing(actor, roles), result)


_READ = (
    sa.select(_ticket, _event.c.hash, _event.c.occurred_at)
    .join(_event, (_event.c.ticket_id == _ticket.c.id) & (_event.c.version == _ticket.c.version))
    .where(_ticket.c.id == sa.bindparam("id"))
)


def read_ticket(connection: Connection, ticket: int) -> Held | None:
    """Read a ticket without taking its turn; None when there is none (that this person may see)."""
    row = connection.execute(_READ, {"id": ticket}).mappings().first()
    return _held(TICKET, dict(row)) if row else None


def take_thing(connection: Connection, thing: Thing, row_id: int) -> Held | None:
    """Read one of the desk's own things for a change; None when there is none."""
    table, event = tables.things[thing.name], tables.desk_event
    statement = (
        sa.select(table, event.c.hash, event.c.occurred_at)
        .join(
            event,
            (event.c.thing == thing.name)
            & (event.c.thing_id == table.c.id)
            & (event.c.version == table.c.version),
        )
        .where(table.c.id == row_id)
    )
    row = connection.execute(statement).mappings().first()
    return _held(thing, dict(row)) if row else None


def _held(thing: Thing, row: dict[str, Any]) -> Held:
    values: dict[str, Value] = {field.name: row[field.name] for field in thing.fields}
    own = parsed(row["fields"]) if "fields" in row else {}
    values |= {OWN_PREFIX + name: value for name, value in own.items()}
    return Held(
        thing,
        row["id"],
        row["version"],
        values,
        parsed(row["digests"]),
        row["hash"],
        row["occurred_at"],
        row.get("opened_by"),
    )


def standing(connection: Connection, person: int) -> Standing:
    """Give the roles `person` holds now; none for somebody unknown or retired."""
    rows = connection.execute(sa.text(_STANDING.format(actor=":actor")), {"actor": person})
    return Standing(person, tuple(Grant(role, team) for role, team in rows))


def names_of_roles(connection: Connection, roles: Iterable[str]) -> list[str]:
    """Give the names of the people who hold one of `roles`, in the order of their names; no machines."""
    roles = [role for role in roles if role not in MACHINES]
    statement = (
        sa.select(_person.c.name)
        .join(_grant, _grant.c.person == _person.c.id)
        .where(_grant.c.role.in_(roles), _grant.c.active == 1, _person.c.active == 1)
    )
    return list(connection.scalars(statement.distinct().order_by(_person.c.name)))


def touched_by_others(connection: Connection, ticket: int, person: int) -> bool:
    """Say whether anybody but `person` has an event on `ticket`."""
    statement = sa.select(sa.literal(1)).where(
        _event.c.ticket_id == ticket, _event.c.actor != person
    )
    return connection.scalar(statement.limit(1)) is not None


_READABLE = {**tables.things, "person": tables.person_card}
_ROW = {
    name: f"SELECT {_columns(table.c.keys(), 't')} FROM {table.name} t WHERE t.id = "
    for name, table in _READABLE.items()
}


def row_of(connection: Connection, thing: str, row_id: int) -> Mapping[str, Any] | None:
    """Read one of the desk's own things (of people, the card); None when there is none."""
    if connection.dialect.name == "sqlite":
        found = driver_of(connection).execute(f"{_ROW[thing]}?", (row_id,)).fetchone()
    else:
        (found,) = exchange_of(connection).run([(f"{_ROW[thing]}$1", (row_id,))])
    return dict(zip(_READABLE[thing].c.keys(), found, strict=True)) if found else None


def name_of(connection: Connection, thing: str, row_id: int | None) -> str:
    """Give the name of one of the desk's own things; empty when there is none."""
    row = row_of(connection, thing, row_id) if row_id is not None else None
    return str(row["name"]) if row else ""


def any_administrator(connection: Connection) -> bool:
    """Say whether the desk has been given an administrator yet."""
    statement = sa.select(sa.literal(1)).where(_grant.c.role == "administrator")
    return connection.scalar(statement.limit(1)) is not None


def is_last_administrator(connection: Connection, thing: Thing, row_id: int) -> bool:
    """Say whether a person or a role is the only one that leaves the desk an administrator who can sign in."""
    column = {"person": _person.c.id, "role_grant": _grant.c.id}.get(thing.name)
    if column is None:
        return False
    ids = connection.scalars(
        sa.select(column)
        .select_from(_person.join(_grant, _grant.c.person == _person.c.id))
        .where(
            _grant.c.role == "administrator",
            _grant.c.active == 1,
            _person.c.active == 1,
            _person.c.login.is_not(None),
        )
    )
    return set(ids) == {row_id}


def twin(
    connection: Connection, thing: Thing, row_id: int, group: tuple[str, ...], values: Values
) -> bool:
    """Say whether another record of `thing` has the same values in the columns of `group`."""
    table = tables.things[thing.name]
    same = [table.c[name].is_not_distinct_from(values.get(name)) for name in group]
    if thing.owned:
        same.append(table.c.active == 1)
    statement = sa.select(sa.literal(1)).where(table.c.id != row_id, *same)
    return connection.scalar(statement.limit(1)) is not None


def stored_result(connection: Connection, command_id: int) -> str | None:
    """Give what a command that was done before was answered; None for a new one."""
    command = tables.command.c
    return connection.scalar(sa.select(command.result).where(command.id == command_id))


def author_of(connection: Connection, command_id: int) -> tuple[int, str] | None:
    """Give who gave a command that was done before, and of which kind it was."""
    command = tables.command.c
    statement = sa.select(command.actor, command.kind).where(command.id == command_id)
    row = connection.execute(statement).first()
    return (row.actor, row.kind) if row else None


def is_taken(connection: Connection, stream: str, subject: int) -> bool:
    """Say whether a record of this kind has that id already."""
    table = tables.ticket if stream == TICKET_STREAM else tables.things[stream]
    statement = sa.select(sa.literal(1)).where(table.c.id == subject)
    return connection.scalar(statement) is not None
