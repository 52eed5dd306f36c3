"""What a check finds, and the names by which people know what it is about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from msgspec import MsgspecError
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from app.db import tables
from app.domain.events import TICKET_STREAM
from app.domain.numbers import shown_number
from app.queries.workflows import Workflows
from app.text import tr


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be: the record people know, and what is wrong with it."""

    subject: str
    what: str


# What reading something raises that is no more what this program wrote.
UNREADABLE = (
    ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
    MsgspecError, DBAPIError,
)  # fmt: skip


def told(faults: Callable[[], Iterable[str]]) -> list[str]:
    """Give all faults of one record; that it cannot be read to its end is one of them."""
    found: list[str] = []
    try:
        found.extend(faults())
    except UNREADABLE as error:
        found.append(tr("it cannot be read: {error!r}", error=getattr(error, "orig", error)))
    return found


class Names:
    """What people call the records of a desk, whatever state these are in."""

    def __init__(self, connection: Connection, workflows: Workflows) -> None:
        self._connection = connection
        self._workflows = workflows

    def of(self, stream: str, row_id: int) -> str:
        """Give the name of a record that may be gone."""
        table = tables.ticket if stream == TICKET_STREAM else tables.things.get(stream)
        if table is None:
            return f"{stream} {row_id}"
        row = self._connection.execute(sa.select(table).where(table.c.id == row_id)).first()
        if stream != TICKET_STREAM:
            return f"{stream} {getattr(row, 'name', row_id)}"
        return self.of_ticket(row_id, *((row.workflow_version, row.number) if row else (0, 0)))

    def of_ticket(self, row_id: int, version: int, number: int) -> str:
        """Give a ticket's number as it is written; where its workflow cannot be read, its id."""
        try:
            return shown_number(self._workflows.get(self._connection, version).prefix, number)
        except UNREADABLE:
            return f"id {row_id}"
