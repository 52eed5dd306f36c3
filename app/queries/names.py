"""The names of what a ticket and its history refer to, read in one statement."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.clock import as_datetime
from app.db import tables
from app.domain.canonical import parsed
from app.domain.choices import choice_label
from app.domain.events import Event
from app.domain.fields import LARGEST_ID, Field, Kind, Value, Values
from app.text import tr

# What is said with an event that names a record, beside the person's own words.
SAID = {"person": "person", "other": "ticket", "attachment": "attachment"}

_TABLES: Mapping[str, sa.FromClause] = {
    **tables.things,
    "person": tables.person_card,
    "ticket": tables.ticket,
    "attachment": tables.attachment,
}


class Names:
    """What people call the records that some values refer to."""

    def __init__(self, connection: Connection, wanted: Mapping[str, set[int]]) -> None:
        parts = [_named(thing, ids) for thing, ids in sorted(wanted.items()) if ids]
        rows = connection.execute(sa.union_all(*parts)) if parts else ()
        found = [((row.thing, row.id), str(row.name), row.active) for row in rows]
        self._names = {key: name for key, name, _ in found}
        self._retired = {key for key, _, active in found if not active}

    @staticmethod
    def of(
        connection: Connection,
        fields: Iterable[Field],
        history: Iterable[Event],
        values: Values | None = None,
    ) -> "Names":
        """Read the names that events, and a ticket's values, refer to."""
        referring = {field.name: field.references for field in fields if field.references}
        wanted: dict[str, set[int]] = {"person": set()}
        told = [values or {}]
        for event in history:
            wanted["person"] |= {event.actor, event.on_behalf_of or event.actor}
            for said, thing in SAID.items():
                wanted.setdefault(thing, set()).update(_numbers(parsed(event.said).get(said)))
            told += [parsed(event.was), parsed(event.now)]
        for each in told:
            for name in referring.keys() & each.keys():
                wanted.setdefault(referring[name], set()).update(_numbers(each[name]))
        return Names(connection, wanted)

    def name(self, thing: str, row_id: Value) -> str:
        """Give a record's name; empty for none."""
        return self._names.get((thing, row_id), "") if isinstance(row_id, int) else ""

    def person(self, person: int | None) -> str:
        """Give somebody's name; empty for nobody."""
        return self.name("person", person)

    def shown(self, field: Field, value: Value) -> str:
        """Give a value as it is now: what it names may be out of use."""
        spoken = self.spoken(field, value)
        is_retired = (field.references, value) in self._retired
        return tr("{name} (retired)", name=spoken) if is_retired else spoken

    def spoken(self, field: Field, value: Value) -> str:
        """Give a value as people read it."""
        if value is None:
            return ""
        if field.references:
            return self.name(field.references, value) or str(value)
        if field.kind is Kind.MOMENT and isinstance(value, int):
            return f"{as_datetime(value).astimezone():%Y-%m-%d %H:%M}"
        return choice_label(field, value)


def _numbers(value: Value) -> tuple[int, ...]:
    # A number beyond what the database holds is no record's.
    return (value,) if isinstance(value, int) and abs(value) <= LARGEST_ID else ()


def _named(thing: str, ids: set[int]) -> sa.Select[tuple[str, int, str, int]]:
    # Columns by their names: each kind of thing has a table of its own.
    source = table = _TABLES[thing]
    label: sa.ColumnElement[str]
    if thing == "category":
        parent = table.alias("parent")
        source = table.outerjoin(parent, parent.c.id == table.c.parent)
        label = sa.func.coalesce(parent.c.name + " / ", "") + table.c.name
    else:
        label = table.c.name if "name" in table.c else sa.cast(table.c.number, sa.Text)
    active = table.c.active if "active" in table.c else sa.literal(1)
    kind = sa.literal(thing, sa.Text).label("thing")
    columns = (kind, table.c.id, label.label("name"), active.label("active"))
    return sa.select(*columns).select_from(source).where(table.c.id.in_(ids))
