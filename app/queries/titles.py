"""Tickets that may be the one somebody means: by title or number, by requester."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.numbers import read_number
from app.domain.rows import TicketRow
from app.domain.ticket_questions import OpenTicketsOf, SimilarTitles, TitlesMatching
from app.domain.title_words import telling_words
from app.queries.filters import holds, is_open
from app.queries.queues import ticket_rows
from app.queries.workflows import Workflows

_t = tables.ticket.c
# How far back is looked; the search of whole texts is another one.
_NEWEST, _NEWEST_OPEN = 20_000, 5_000


def open_tickets_of(
    connection: Connection, question: OpenTicketsOf, workflows: Workflows
) -> tuple[TicketRow, ...]:
    """Answer `OpenTicketsOf`."""
    theirs = sa.select(_t.id).where(_t.requester == question.person, is_open())
    newest = theirs.order_by(_t.id.desc()).limit(question.limit)
    return ticket_rows(connection, connection.scalars(newest).all(), workflows)


def similar_titles(
    connection: Connection, question: SimilarTitles, workflows: Workflows
) -> tuple[TicketRow, ...]:
    """Answer `SimilarTitles`: at least half of the words that tell a title from others are shared."""
    words = telling_words(question.text)
    if not words:
        return ()
    # By -id: by id either database would rather walk back through all that is closed.
    newest = sa.select(_t.id, _t.title).where(is_open()).order_by(-_t.id).limit(_NEWEST_OPEN)
    open_ones = newest.subquery().c
    shared: sa.ColumnElement[int] = sa.literal(0)
    for word in words:
        shared += sa.case((holds(open_ones.title, word), 1), else_=0)
    statement = sa.select(open_ones.id).where(2 * shared >= len(words))
    best = statement.order_by(shared.desc(), open_ones.id.desc()).limit(question.limit)
    return ticket_rows(connection, connection.scalars(best).all(), workflows)


def titles_matching(
    connection: Connection, question: TitlesMatching, workflows: Workflows
) -> tuple[TicketRow, ...]:
    """Answer `TitlesMatching`: the ticket of that number first."""
    words, number = question.text.split(), read_number(question.text)
    if not words:
        return ()
    newest = sa.select(_t.id, _t.number, _t.title).order_by(_t.number.desc()).limit(_NEWEST)
    known = newest.subquery().c
    named = sa.select(known.id).where(*(holds(known.title, word) for word in words))
    found = connection.scalars(named.order_by(known.number.desc()).limit(question.limit)).all()
    of_number = sa.select(_t.id).where(_t.number == number)
    numbered = connection.scalars(of_number).all() if number is not None else []
    ids = dict.fromkeys([*numbered, *found])
    return ticket_rows(connection, tuple(ids)[: question.limit], workflows)
