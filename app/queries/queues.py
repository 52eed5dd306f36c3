"""Queues: pages by keyset, the ids of a whole queue, rows by id, and honest counts.

Each order has an index. The open tickets of a desk are few beside the closed ones, and one partial index
covers what views ask of them: any view of them, in any order, looks at open tickets only.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.questions import Filter, Sort, TicketCounts, TicketIds, TicketPage
from app.domain.rows import Ids, Page, TicketRow
from app.queries.filters import conditions
from app.queries.tickets import ROWS, row_of_ticket
from app.queries.workflows import Workflows

_t = tables.ticket
_KEYS: dict[str, sa.ColumnElement[int]] = {
    "priority": tables.URGENCY,
    "number": _t.c.number,
    "opened": _t.c.opened_at,
    "updated": _t.c.updated_at,
}
_LETTERS_AT_ONCE = 50_000


def ticket_page(connection: Connection, question: TicketPage, workflows: Workflows) -> Page:
    """Answer `TicketPage`: sorted by the key, then by id, from where the last page ended."""
    key = _KEYS[question.sort.key]
    statement = _queue(question.filter, question.sort, _t.c.id, key.label("key"))
    if question.after is not None:
        statement = statement.where(*_beyond(key, question.after, question.sort))
    # One more than asked tells whether there is a next page.
    found = connection.execute(statement.limit(question.limit + 1)).all()
    shown = found[: question.limit]
    more = len(found) > question.limit
    rows = ticket_rows(connection, [row.id for row in shown], workflows)
    return Page(rows, (shown[-1].key, shown[-1].id) if more and shown else None)


def _beyond(
    key: sa.ColumnElement[int], after: tuple[int, int], sort: Sort
) -> tuple[sa.ColumnElement[bool], ...]:
    here, there = sa.tuple_(key, _t.c.id), sa.tuple_(*after)
    # The first says nothing new, but SQLite finds its place in an index on an expression only by it.
    return (key <= after[0], here < there) if sort.descending else (key >= after[0], here > there)


def ticket_ids(connection: Connection, question: TicketIds) -> Ids:
    """Answer `TicketIds`.

    The database joins them to one text: a million rows handed over one by one keep Python busy for a second,
    in which the window's thread waits for its turn again and again.
    """
    # Without a bound SQLite would take the order for unneeded.
    ordered = _queue(question.filter, question.sort, _t.c.id).offset(0).subquery()
    joined = sa.func.aggregate_strings(sa.cast(ordered.c.id, sa.Text), ",")
    ids = array("q")
    for some in _pieces(connection.scalar(sa.select(joined)) or ""):
        ids.extend(map(int, some.split(",")))
    return ids


def _pieces(text: str) -> Iterator[str]:
    """Cut at commas, so that reading a long text lets other threads have their turn."""
    start = 0
    while start < len(text):
        comma = text.find(",", start + _LETTERS_AT_ONCE)
        end = comma if comma >= 0 else len(text)
        yield text[start:end]
        start = end + 1


def ticket_rows(
    connection: Connection, ids: Sequence[int], workflows: Workflows
) -> tuple[TicketRow, ...]:
    """Give the rows of these tickets in their order."""
    if not ids:
        return ()
    found: Any = connection.execute(ROWS.where(_t.c.id.in_(ids))).all()
    rows = {row.id: row_of_ticket(connection, row, workflows) for row in found}
    return tuple(rows[each] for each in ids if each in rows)


def ticket_counts(connection: Connection, question: TicketCounts) -> tuple[int, ...]:
    """Answer `TicketCounts`, all of them in one statement."""
    counts = (_count(each, question.most + 1) for each in question.filters)
    return tuple(connection.execute(sa.select(*counts)).one()) if question.filters else ()


def _count(asked: Filter, most: int) -> sa.ScalarSelect[Any]:
    some = _hinted(
        sa.select(sa.literal_column("1")).select_from(_t).where(*conditions(asked)), asked
    )
    return sa.select(sa.func.count()).select_from(some.limit(most).subquery()).scalar_subquery()


def _queue(asked: Filter, sort: Sort, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    order = (_KEYS[sort.key], _t.c.id)
    directed = [each.desc() for each in order] if sort.descending else order
    statement = sa.select(*columns).where(*conditions(asked)).order_by(*directed)
    return _hinted(statement, asked)


def _hinted(statement: sa.Select[Any], asked: Filter) -> sa.Select[Any]:
    """Name SQLite's index for it: without statistics it would sooner walk all tickets in order."""
    if asked.only_open and not (asked.requesters or asked.numbers or asked.ids):
        return statement.with_hint(_t, "INDEXED BY ticket_open", "sqlite")
    return statement
