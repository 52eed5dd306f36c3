"""Numbers are given by the desk: unique, never used twice, gaps allowed."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables


def next_number(connection: Connection) -> int:
    """Give the next ticket's number; on SQLite the turn to write must be held."""
    if connection.dialect.name == "postgresql":
        return int(connection.scalar(sa.text("SELECT nextval('ticket_number')")) or 0)
    return 1 + int(connection.scalar(sa.select(sa.func.max(tables.ticket.c.number))) or 0)
