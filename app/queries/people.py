"""People and the desk's own things by name."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.fields import THINGS
from app.domain.rows import Person
from app.errors import NotFound
from app.queries.records import standing
from app.text import tr

_person, _membership = tables.things["person"], tables.things["membership"]


def person_by_login(connection: Connection, login: str) -> Person | None:
    """Give a person by login."""
    statement = sa.select(_person.c.id, _person.c.name).where(_person.c.login == login)
    row = connection.execute(statement).first()
    if row is None:
        return None
    roles = sorted(standing(connection, row.id).roles)
    return Person(row.id, row.name, login, tuple(roles))


def records_named(connection: Connection, thing: str, name: str) -> tuple[int, ...]:
    """Give the ids of the records of `thing` with this name, or, for people, this login."""
    if thing not in THINGS or THINGS[thing].field("name") is None:
        raise NotFound(tr("The desk has no names of “{thing}”.", thing=thing))
    table = tables.things[thing]
    is_it = table.c.name == name
    if thing == "person":
        is_it |= table.c.login == name
    return tuple(connection.scalars(sa.select(table.c.id).where(is_it)))


def names_of(connection: Connection, thing: str) -> tuple[str, ...]:
    """Give the names of all records of `thing` in use."""
    table = tables.things[thing]
    statement = sa.select(table.c.name).where(table.c.active == 1).order_by(table.c.name)
    return tuple(connection.scalars(statement))


def teams_of(connection: Connection, person: int) -> tuple[int, ...]:
    """Give the ids of the teams a person is a member of."""
    statement = sa.select(_membership.c.team).where(
        _membership.c.person == person, _membership.c.active == 1
    )
    return tuple(connection.scalars(statement))


def names_for(connection: Connection, thing: str, ids: tuple[int, ...]) -> tuple[str, ...]:
    """Give the names of records of `thing` in the order of `ids`."""
    table = tables.person_card if thing == "person" else tables.things[thing]
    rows = connection.execute(sa.select(table.c.id, table.c.name).where(table.c.id.in_(ids)))
    names = {row.id: str(row.name) for row in rows}
    return tuple(names.get(each, "") for each in ids)
