"""Records as the database holds them, for the door to decide on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.canonical import parsed
from app.domain.events import Draft
from app.domain.fields import OWN_PREFIX, THINGS, TICKET, Thing, Value, Values
from app.domain.roles import Grant, Standing


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

    def after(self, draft: Draft, last_hash: str, last_at: int) -> "Held":
        """Give the record as `draft` leaves it."""
        values, version = {**self.values, **draft.now}, self.version + 1
        return replace(self, version=version, values=values, last_hash=last_hash, last_at=last_at)

    def holding(self, **values: Value) -> "Held":
        """Give the record with some columns set by the database itself."""
        return replace(self, values={**self.values, **values})


def unborn(thing: Thing, row_id: int) -> Held:
    """Give the record before its first event."""
    return Held(thing, row_id, 0, {}, {})


_ticket, _event = tables.ticket, tables.ticket_event
_TICKET = (
    sa.select(_ticket, _event.c.hash, _event.c.occurred_at)
    .join(_event, (_event.c.ticket_id == _ticket.c.id) & (_event.c.version == _ticket.c.version))
    .where(_ticket.c.id == sa.bindparam("id"))
)
# PostgreSQL chains by itself, and a function takes the row's lock before it reads.
_TAKEN = sa.text("SELECT t.*, '' AS hash, 0 AS occurred_at FROM take_ticket(:id) t")


def take_ticket(connection: Connection, ticket: int) -> Held | None:
    """Take a ticket's turn and read it; None when there is none (that this person may see)."""
    if connection.dialect.name == "sqlite":
        return read_ticket(connection, ticket)
    row = connection.execute(_TAKEN, {"id": ticket}).mappings().first()
    return _held(TICKET, dict(row)) if row else None


def read_ticket(connection: Connection, ticket: int) -> Held | None:
    """Read a ticket without taking its turn."""
    row = connection.execute(_TICKET, {"id": ticket}).mappings().first()
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
    )


_grant, _person = tables.things["role_grant"], tables.things["person"]
_STANDING = (
    sa.select(_grant.c.role, _grant.c.team)
    .join(_person, _person.c.id == _grant.c.person)
    .where(_grant.c.person == sa.bindparam("person"), _grant.c.active == 1, _person.c.active == 1)
)


def standing(connection: Connection, person: int) -> Standing:
    """Give the roles `person` holds now; none for somebody unknown or retired."""
    rows = connection.execute(_STANDING, {"person": person})
    return Standing(person, tuple(Grant(role, team) for role, team in rows))


def names_of_roles(connection: Connection, roles: Iterable[str]) -> list[str]:
    """Give the names of the people who hold one of `roles`, in the order of their names."""
    statement = (
        sa.select(_person.c.name)
        .join(_grant, _grant.c.person == _person.c.id)
        .where(_grant.c.role.in_(list(roles)), _grant.c.active == 1, _person.c.active == 1)
    )
    return list(connection.scalars(statement.distinct().order_by(_person.c.name)))


def touched_by_others(connection: Connection, ticket: int, person: int) -> bool:
    """Say whether anybody but `person` has an event on `ticket`."""
    statement = sa.select(sa.literal(1)).where(
        _event.c.ticket_id == ticket, _event.c.actor != person
    )
    return connection.scalar(statement.limit(1)) is not None


def row_of(connection: Connection, thing: str, row_id: int) -> Mapping[str, Any] | None:
    """Read one of the desk's own things (of people, the card); None when there is none."""
    table = tables.person_card if thing == "person" else tables.things[THINGS[thing].name]
    found = connection.execute(sa.select(table).where(table.c.id == row_id)).mappings().first()
    return dict(found) if found else None


def name_of(connection: Connection, thing: str, row_id: int | None) -> str:
    """Give the name of one of the desk's own things; empty when there is none."""
    row = row_of(connection, thing, row_id) if row_id is not None else None
    return str(row["name"]) if row else ""


def any_administrator(connection: Connection) -> bool:
    """Say whether the desk has been given an administrator yet."""
    statement = sa.select(sa.literal(1)).where(_grant.c.role == "administrator")
    return connection.scalar(statement.limit(1)) is not None


def twin(
    connection: Connection, thing: Thing, row_id: int, group: tuple[str, ...], values: Values
) -> bool:
    """Say whether another record of `thing` has the same values in the columns of `group`."""
    table = tables.things[thing.name]
    same = (table.c[name].is_not_distinct_from(values.get(name)) for name in group)
    statement = sa.select(sa.literal(1)).where(table.c.id != row_id, *same)
    return connection.scalar(statement.limit(1)) is not None
