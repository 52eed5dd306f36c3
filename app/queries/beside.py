"""What stands beside a ticket: links to other tickets, and people beside the requester."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.labels import relation_label
from app.domain.numbers import shown_number
from app.domain.ticket_rows import PersonBeside, TicketLink
from app.domain.workflow import StepClock
from app.queries.workflows import Workflows
from app.text import tr

_link, _ticket = tables.ticket_link.c, tables.ticket
_beside, _card = tables.ticket_person, tables.person_card


def links(connection: Connection, ticket: int, workflows: Workflows) -> Iterator[TicketLink]:
    """Give each link as this ticket sees it."""
    ends = sa.union_all(
        sa.select(_link.relation, _link.other, sa.literal(0).label("backwards")).where(
            _link.ticket_id == ticket
        ),
        sa.select(_link.relation, _link.ticket_id, sa.literal(1)).where(_link.other == ticket),
    ).subquery()
    columns = (
        _ticket.c.number, _ticket.c.title, _ticket.c.workflow_version, _ticket.c.clock_state,
    )  # fmt: skip
    statement = (
        sa.select(ends, *columns)
        .outerjoin(_ticket, _ticket.c.id == ends.c.other)
        .order_by(ends.c.backwards, ends.c.relation, _ticket.c.number)
    )
    for relation, other, backwards, number, title, version, clock in connection.execute(
        statement
    ).all():
        name = tr("a ticket you may not see")
        if number is not None:
            prefix = workflows.get(connection, version).prefix
            name = f"{shown_number(prefix, number)} {title}"
        label = relation_label(relation, backwards=bool(backwards))
        is_open = clock not in (None, StepClock.FINAL)
        yield TicketLink(label, name, other, relation, bool(backwards), is_open)


def people(connection: Connection, ticket: int) -> Iterator[PersonBeside]:
    """Give the people beside the requester, each with the relation."""
    statement = (
        sa.select(_beside.c.relation, _card.c.name, _beside.c.person)
        .join(_card, _card.c.id == _beside.c.person)
        .where(_beside.c.ticket_id == ticket)
        .order_by(_beside.c.relation, _card.c.name)
    )
    for relation, name, person in connection.execute(statement):
        yield PersonBeside(relation_label(relation), name, person, relation)
