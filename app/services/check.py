"""Is the desk what its history says? Guards, chains, replay, derived columns, unfolded workflows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import partial
from typing import Any, TypeAlias

import sqlalchemy as sa
from msgspec import MsgspecError
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from app.clock import SystemClock
from app.db import tables
from app.db.guards.compare import differences
from app.db.guards.names import PUBLISHED
from app.domain.canonical import parsed
from app.domain.chain import chain_faults
from app.domain.conduct import Conduct
from app.domain.events import TICKET_STREAM, Event
from app.domain.fields import OWN_PREFIX, ROLES, THINGS, Value, Values
from app.domain.history import Record, Replay
from app.domain.numbers import shown_number
from app.domain.past import Past
from app.domain.roles import people_with
from app.domain.workflow import Workflow
from app.errors import MissingRight
from app.queries.history import events_by_subject, events_of_things
from app.queries.people import person_by_login
from app.queries.workflows import Workflows
from app.services.contents import Contents
from app.text import tr

_CHUNK = 500
# A row beside a ticket, without the ticket.
Pair: TypeAlias = tuple[Any, ...]
# What these were at a moment decides whether an event was allowed.
_RULING = ("person", "role_grant", "membership", "team", "waiting_reason", "matrix")
_DERIVED = ("clock_state", "updated_at", "resolved_at", "closed_at", "reopen_count")


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be: the record people know, and what is wrong with it."""

    subject: str
    what: str


def check(
    connection: Connection, progress: Callable[[int], None] = lambda _: None
) -> Iterator[Finding]:
    """Look at everything in one state of the desk; `progress` hears how many tickets were looked at.

    Raises MissingRight for somebody who does not see everything.
    """
    _require_sight(connection)
    guards = tr("Guards")
    yield from (Finding(guards, what) for what in differences(connection))
    yield from _Published(connection).findings()
    conduct = Conduct(Past(events_of_things(connection, _RULING)), SystemClock().now())
    yield from _Things(connection, conduct).findings()
    yield from _Tickets(connection, conduct).findings(progress)
    if connection.dialect.name == "sqlite":
        yield from _sqlite_findings(connection)


def _require_sight(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" or not connection.scalar(_IS_SHADED):
        return
    login = str(connection.scalar(sa.text("SELECT session_user")))
    me = person_by_login(connection, login)
    if me is None or not set(me.roles) - {"counter"}:
        roles = people_with([role for role in ROLES if role != "counter"])
        name = me.name if me else login
        raise MissingRight(name, tr("check the desk"), roles, ())


# Policies hold for everybody but the owner.
_IS_SHADED = sa.text("SELECT row_security_active('ticket')")


def _sqlite_findings(connection: Connection) -> Iterator[Finding]:
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding(str(table), tr("names something that is not there"))
    # There, other than on PostgreSQL, the numbers have no gaps.
    for events in (tables.ticket_event, tables.desk_event):
        count, last = sa.func.count(), sa.func.coalesce(sa.func.max(events.c.seq), 0)
        missing = connection.scalar(sa.select(last - count).select_from(events))
        if missing:
            yield Finding(events.name, tr("{count} events are gone", count=missing))


# What reading something raises that is no more what this program wrote.
_UNREADABLE = (
    ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
    MsgspecError, DBAPIError,
)  # fmt: skip


def _told(faults: Callable[[], Iterable[str]]) -> list[str]:
    """Give all faults of one record; that it cannot be read to its end is one of them."""
    told: list[str] = []
    try:
        told.extend(faults())
    except _UNREADABLE as error:
        told.append(tr("it cannot be read: {error!r}", error=getattr(error, "orig", error)))
    return told


class _Published:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def findings(self) -> Iterator[Finding]:
        for table, view in PUBLISHED.items():
            source = view if self._connection.dialect.name == "sqlite" else f"{view}()"
            columns = ", ".join(f'"{c.name}"' for c in tables.metadata.tables[table].columns)
            for one, other in ((table, source), (source, table)):
                query = f"SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other}"  # noqa: S608
                for what in _told(partial(self._faults, query)):
                    yield Finding(table, what)

    def _faults(self, query: str) -> Iterator[str]:
        # Of a query that fails, PostgreSQL forgets what belongs to the savepoint only.
        with self._connection.begin_nested():
            for row in self._connection.exec_driver_sql(query).all():
                yield tr("is not as published: {row}", row=", ".join(map(str, row)))


class _Things:
    def __init__(self, connection: Connection, conduct: Conduct) -> None:
        self._connection = connection
        self._conduct = conduct

    def findings(self) -> Iterator[Finding]:
        for name in THINGS:
            events = tables.desk_event.c
            table = tables.things[name]
            ids = _ids(self._connection, table.c.id, events.thing_id, events.thing == name)
            for chunk in _chunks(ids):
                rows = _rows(self._connection, table, chunk)
                histories = events_by_subject(self._connection, name, chunk)
                for row_id in chunk:
                    row, history = rows.get(row_id), histories.get(row_id, ())
                    label = f"{name} {row['name'] if row and 'name' in row else row_id}"
                    faults = _told(partial(self._faults, row, history))
                    yield from (Finding(label, what) for what in faults)

    def _faults(self, row: Mapping[str, Any] | None, history: tuple[Event, ...]) -> Iterator[str]:
        yield from chain_faults(history)
        record, last_at = Record(), 0
        for event in history:
            for what in self._conduct.thing_faults(event, last_at, record.values):
                record.blame(event, what)
            record.apply(event)
            last_at = event.occurred_at
        record.finish()
        yield from record.faults
        yield from _row_faults(row, history, record)


class _Tickets:
    def __init__(self, connection: Connection, conduct: Conduct) -> None:
        self._connection = connection
        self._workflows = Workflows()
        self._contents = Contents(connection)
        self._replay = Replay(self._workflow, conduct)

    def _workflow(self, version: int) -> Workflow:
        return self._workflows.get(self._connection, version)

    def findings(self, progress: Callable[[int], None]) -> Iterator[Finding]:
        ids = _ids(self._connection, tables.ticket.c.id, tables.ticket_event.c.ticket_id)
        for done, chunk in enumerate(_chunks(ids)):
            rows = _rows(self._connection, tables.ticket, chunk)
            histories = events_by_subject(self._connection, TICKET_STREAM, chunk)
            sides = _Sides(self._connection, chunk)
            for row_id in chunk:
                row, history = rows.get(row_id), histories.get(row_id, ())
                judged = partial(self._faults, row, history, sides.of(row_id))
                faults = [*_told(partial(chain_faults, history)), *_told(judged)]
                faults += self._contents.faults(sides.files.get(row_id, set()))
                yield from (Finding(self._name(row, row_id), what) for what in faults)
            progress(done * _CHUNK + len(chunk))

    def _name(self, row: Mapping[str, Any] | None, row_id: int) -> str:
        try:
            prefix = self._workflow(row["workflow_version"]).prefix if row else ""
        except _UNREADABLE:
            prefix = ""
        return shown_number(prefix, row["number"]) if row and prefix else f"id {row_id}"

    def _faults(
        self,
        row: Mapping[str, Any] | None,
        history: tuple[Event, ...],
        sides: tuple[set[Pair], ...],
    ) -> Iterator[str]:
        ticket = self._replay.ticket(history)
        yield from ticket.faults
        yield from _row_faults(row, history, ticket)
        if row is not None and history:
            for name in _DERIVED:
                if row[name] != ticket.derived.get(name):
                    yield tr("“{name}” does not follow from the history", name=name)
        files = {(number, *astuple(file)) for number, file in ticket.files.items()}
        if sides != (ticket.links, ticket.people, files):
            yield tr("its links, people or files are not those of its history")


def _row_faults(
    row: Mapping[str, Any] | None, history: Iterable[Event], record: Record
) -> Iterator[str]:
    if row is None:
        yield tr("there is a history, but no record")
        return
    if not history:
        yield tr("there is a record, but no history")
        return
    held, digests = _flat(row), parsed(row["digests"])
    if row["version"] != record.version:
        yield tr("the record is at version {row}, its history at {history}",
                 row=row["version"], history=record.version)  # fmt: skip
    for name in sorted({*record.values, *held}):
        if held.get(name) != _expected(record, name):
            yield tr("“{name}” is not what the history says", name=name)
    if digests != record.digests:
        yield tr("the digests of its texts are not those of the history")


def _expected(record: Record, name: str) -> Value:
    value = record.values.get(name)
    # What was erased is empty in the record, and gone from the history but for its digest.
    return "" if value is None and name in record.digests else value


_NO_FACTS = ("id", "version", "digests", "fields", *(column.name for column in tables.DERIVED))


def _flat(row: Mapping[str, Any]) -> Values:
    own = parsed(row["fields"]) if "fields" in row else {}
    facts = {name: value for name, value in row.items() if name not in _NO_FACTS}
    return {**facts, **{OWN_PREFIX + name: value for name, value in own.items()}}


def _ids(
    connection: Connection,
    row_id: sa.Column[Any],
    subject: sa.Column[Any],
    condition: sa.ColumnElement[bool] | None = None,
) -> list[int]:
    histories = sa.select(subject).distinct()
    if condition is not None:
        histories = histories.where(condition)
    return sorted(connection.scalars(sa.union(sa.select(row_id), histories)))


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _rows(connection: Connection, table: sa.Table, ids: list[int]) -> dict[int, Mapping[str, Any]]:
    rows = connection.execute(sa.select(table).where(table.c.id.in_(ids))).mappings()
    return {row["id"]: dict(row) for row in rows}


class _Sides:
    """What the database holds beside some tickets: links, people and files."""

    def __init__(self, connection: Connection, tickets: list[int]) -> None:
        self._connection = connection
        self._tickets = tickets
        self.links = self._pairs(tables.ticket_link)
        self.people = self._pairs(tables.ticket_person)
        self.files = self._pairs(tables.attachment)

    def of(self, ticket: int) -> tuple[set[Pair], ...]:
        """Give the sides of one ticket."""
        return tuple(each.get(ticket, set()) for each in (self.links, self.people, self.files))

    def _pairs(self, table: sa.Table) -> dict[int, set[Pair]]:
        columns = [column for column in table.columns if column.name != "ticket_id"]
        mine = sa.select(table.c.ticket_id, *columns).where(table.c.ticket_id.in_(self._tickets))
        found: dict[int, set[Pair]] = {}
        for row in self._connection.execute(mine):
            found.setdefault(row[0], set()).add(tuple(row[1:]))
        return found
