"""Numbers are given by the desk: unique, never used twice, gaps allowed."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.fields import RANGES


def next_number(connection: Connection) -> int:
    """Give the next ticket's number; on SQLite the turn to write must be held."""
    if connection.dialect.name == "postgresql":
        return int(connection.scalar(sa.text("SELECT nextval('ticket_number')")) or 0)
    number = tables.ticket.c.number
    # The last there can be may have been taken by a file without guards: it leads nowhere.
    newest = sa.select(sa.func.max(number)).where(number < RANGES["number"][1])
    return 1 + int(connection.scalar(newest) or 0)
