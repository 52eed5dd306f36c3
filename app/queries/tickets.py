"""Queues: pages of tickets by keyset."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.fields import Value
from app.domain.numbers import shown_number
from app.domain.questions import Filter, TicketPage
from app.domain.rows import Page, TicketRow
from app.queries.workflows import Workflows
from app.text import tr

_t = tables.ticket
_requester, _assignee = tables.person_card.alias("requester"), tables.person_card.alias("holder")
_team, _category = tables.things["team"], tables.things["category"]
_ROWS = (
    sa.select(
        _t.c.id,
        _t.c.version,
        _t.c.number,
        _t.c.workflow_version,
        _t.c.title,
        _t.c.step,
        _t.c.clock_state,
        _t.c.priority,
        _requester.c.name.label("requester"),
        _team.c.name.label("team"),
        _assignee.c.name.label("assignee"),
        _category.c.name.label("category"),
        _t.c.opened_at,
        _t.c.updated_at,
    )
    .outerjoin(_requester, _requester.c.id == _t.c.requester)
    .outerjoin(_assignee, _assignee.c.id == _t.c.assignee)
    .outerjoin(_team, _team.c.id == _t.c.team)
    .outerjoin(_category, _category.c.id == _t.c.category)
)
# Without a priority a ticket comes after every one that has one.
_LAST_PRIORITY = 9
_KEYS = {
    "number": -_t.c.number,
    "updated": -_t.c.updated_at,
    "priority": sa.func.coalesce(_t.c.priority, _LAST_PRIORITY),
}


def ticket_page(connection: Connection, question: TicketPage, workflows: Workflows) -> Page:
    """Answer `TicketPage`: sorted by the key, then by id, from where the last page ended."""
    key = _KEYS[question.sort]
    statement = _ROWS.add_columns(key.label("key")).where(*_conditions(question.filter))
    if question.after is not None:
        statement = statement.where(sa.tuple_(key, _t.c.id) > sa.tuple_(*question.after))
    # One more than asked tells whether there is a next page.
    statement = statement.order_by(key, _t.c.id).limit(question.limit + 1)
    found = connection.execute(statement).all()
    rows = tuple(row_of_ticket(connection, row, workflows) for row in found[: question.limit])
    more = len(found) > question.limit
    last = found[question.limit - 1] if more else None
    return Page(rows, (last.key, last.id) if last else None)


def _conditions(asked: Filter) -> list[sa.ColumnElement[bool]]:
    several: tuple[tuple[sa.Column[Value], tuple[Value, ...]], ...] = (
        (_t.c.clock_state, asked.clocks),
        (_t.c.team, asked.teams),
        (_t.c.priority, asked.priorities),
        (_t.c.step, asked.steps),
    )
    one = ((_t.c.requester, asked.requester), (_t.c.category, asked.category))
    conditions: list[sa.ColumnElement[bool]] = []
    conditions += [column.in_(values) for column, values in several if values]
    conditions += [column == value for column, value in one if value is not None]
    if asked.assignee is not None:
        conditions.append(
            _t.c.assignee == asked.assignee if asked.assignee else _t.c.assignee.is_(None)
        )
    return conditions


def row_of_ticket(connection: Connection, row: sa.Row[Any], workflows: Workflows) -> TicketRow:
    """Make a queue's row of a database row."""
    found = row._mapping
    workflow = workflows.get(connection, found["workflow_version"])
    return TicketRow(
        id=found["id"],
        version=found["version"],
        number=shown_number(workflow.prefix, found["number"]),
        title=found["title"],
        step=tr(workflow.step(found["step"]).label),
        clock=found["clock_state"],
        priority=found["priority"],
        requester=found["requester"] or "",
        team=found["team"] or "",
        assignee=found["assignee"] or "",
        category=found["category"] or "",
        opened_at=found["opened_at"],
        updated_at=found["updated_at"],
    )


def ticket_row(connection: Connection, ticket: int, workflows: Workflows) -> TicketRow | None:
    """Give one ticket as a queue shows it."""
    row: Any = connection.execute(_ROWS.where(_t.c.id == ticket)).first()
    return row_of_ticket(connection, row, workflows) if row else None


def ticket_id(connection: Connection, number: int) -> int | None:
    """Give the id of the ticket with this number."""
    return connection.scalar(sa.select(_t.c.id).where(_t.c.number == number))
