"""Which desk this is, and which commands it has carried out."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.questions import CommandsDone


def desk_uid(connection: Connection) -> str:
    """Give what tells this desk from every other one."""
    return str(connection.scalar(sa.select(tables.desk.c.uid)))


def commands_done(connection: Connection, question: CommandsDone) -> tuple[int, ...]:
    """Answer `CommandsDone`."""
    command = tables.command.c
    return tuple(connection.scalars(sa.select(command.id).where(command.id.in_(question.ids))))
