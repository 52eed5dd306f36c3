"""Tickets as rows: columns and the names people read for them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.numbers import shown_number
from app.domain.questions import TicketId
from app.domain.rows import TicketRow
from app.queries.filters import has_files
from app.queries.workflows import Workflows
from app.text import tr

_t = tables.ticket
_requester, _assignee = tables.person_card.alias("requester"), tables.person_card.alias("holder")
_team, _category = tables.things["team"], tables.things["category"]
ROWS = (
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
        _t.c.assignee.label("assignee_id"),
        _t.c.opened_at,
        _t.c.updated_at,
        _t.c.follow_up_at,
        has_files().label("has_files"),
    )
    .outerjoin(_requester, _requester.c.id == _t.c.requester)
    .outerjoin(_assignee, _assignee.c.id == _t.c.assignee)
    .outerjoin(_team, _team.c.id == _t.c.team)
    .outerjoin(_category, _category.c.id == _t.c.category)
)


def row_of_ticket(connection: Connection, row: sa.Row[Any], workflows: Workflows) -> TicketRow:
    """Make a queue's row of a database row."""
    found = row._mapping
    workflow = workflows.get(connection, found["workflow_version"])
    step = workflow.step(found["step"])
    return TicketRow(
        id=found["id"],
        version=found["version"],
        number=shown_number(workflow.prefix, found["number"]),
        title=found["title"],
        step=tr(step.label),
        step_key=step.key,
        clock=found["clock_state"],
        awaits=step.awaits,
        priority=found["priority"],
        requester=found["requester"] or "",
        team=found["team"] or "",
        assignee=found["assignee"] or "",
        assignee_id=found["assignee_id"],
        category=found["category"] or "",
        opened_at=found["opened_at"],
        updated_at=found["updated_at"],
        follow_up_at=found["follow_up_at"],
        has_files=bool(found["has_files"]),
    )


def ticket_row(connection: Connection, ticket: int, workflows: Workflows) -> TicketRow | None:
    """Give one ticket as a queue shows it."""
    row: Any = connection.execute(ROWS.where(_t.c.id == ticket)).first()
    return row_of_ticket(connection, row, workflows) if row else None


def ticket_id(connection: Connection, question: TicketId, workflows: Workflows) -> int | None:
    """Answer `TicketId`."""
    statement = sa.select(_t.c.id, _t.c.workflow_version).where(_t.c.number == question.number)
    row = connection.execute(statement).first()
    if row is None:
        return None
    prefix = workflows.get(connection, row.workflow_version).prefix
    return int(row.id) if question.prefix in ("", prefix) else None
