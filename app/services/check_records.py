"""Records held against their histories: the desk's own things, and the tickets."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple
from functools import partial
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.canonical import parsed
from app.domain.chain import chain_faults
from app.domain.conduct import Conduct
from app.domain.events import TICKET_STREAM, Event
from app.domain.fields import OWN_PREFIX, THINGS, Value, Values
from app.domain.history import Record, Replay
from app.domain.origins import Moments
from app.domain.thing_conduct import ThingConduct
from app.domain.workflow import Workflow
from app.queries.history import events_by_subject
from app.queries.workflows import Workflows
from app.services.contents import Contents
from app.services.findings import Finding, Names, told
from app.text import tr

_CHUNK = 500
# A row beside a ticket, without the ticket.
Pair: TypeAlias = tuple[Any, ...]
# The due times are empty until there is a clock for service levels.
_DERIVED = (
    "clock_state", "updated_at", "resolved_at", "closed_at", "reopen_count", "respond_due_at", "resolve_due_at",
)  # fmt: skip


class Things:
    """The desk's own things, each held against its history and what the desk was."""

    def __init__(self, connection: Connection, conduct: ThingConduct) -> None:
        self._connection = connection
        self._conduct = conduct

    def findings(self) -> Iterator[Finding]:
        """Look at all of them, kind by kind."""
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
                    faults = told(partial(self._faults, row, history))
                    faults += self._conduct.standing_faults(name, row_id)
                    yield from (Finding(label, what) for what in faults)

    def _faults(self, row: Mapping[str, Any] | None, history: tuple[Event, ...]) -> Iterator[str]:
        yield from chain_faults(history)
        record, before = Record(), Moments()
        for event in history:
            for what in self._conduct.faults(event, record.values, before):
                record.blame(event, what)
            record.apply(event)
            before = Moments.of(event)
        record.finish()
        yield from record.faults
        yield from _row_faults(row, history, record)


class Tickets:
    """All tickets, each held against its history, its workflow and what the desk was."""

    def __init__(self, connection: Connection, conduct: Conduct, workflows: Workflows) -> None:
        self._connection = connection
        self._workflows = workflows
        self._names = Names(connection, workflows)
        self._contents = Contents(connection)
        self._replay = Replay(self._workflow, conduct)

    def _workflow(self, version: int) -> Workflow:
        return self._workflows.get(self._connection, version)

    def findings(self, progress: Callable[[int], None]) -> Iterator[Finding]:
        """Look at all of them; `progress` hears how many were looked at."""
        ids = _ids(self._connection, tables.ticket.c.id, tables.ticket_event.c.ticket_id)
        for done, chunk in enumerate(_chunks(ids)):
            rows = _rows(self._connection, tables.ticket, chunk)
            histories = events_by_subject(self._connection, TICKET_STREAM, chunk)
            sides = _Sides(self._connection, chunk)
            for row_id in chunk:
                row, history = rows.get(row_id), histories.get(row_id, ())
                judged = partial(self._faults, row, history, sides.of(row_id))
                faults = [*told(partial(chain_faults, history)), *told(judged)]
                faults += self._contents.faults(sides.files.get(row_id, set()))
                yield from (Finding(self._name(row, row_id), what) for what in faults)
            progress(done * _CHUNK + len(chunk))

    def _name(self, row: Mapping[str, Any] | None, row_id: int) -> str:
        known = (row["workflow_version"], row["number"]) if row else (0, 0)
        return self._names.of_ticket(row_id, *known)

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
