"""Published workflows and matrices; a published version never changes, so each is read once."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.definition import workflow_from
from app.domain.priority import priority_of
from app.domain.ticket_questions import PriorityFor
from app.domain.workflow import Workflow

_version, _matrix = tables.things["workflow_version"], tables.things["matrix"]


class Workflows:
    """The workflow versions of one desk, kept once read."""

    def __init__(self) -> None:
        self._known: dict[int, Workflow] = {}

    def get(self, connection: Connection, version: int) -> Workflow:
        """Give a version by its id; raises KeyError when there is none."""
        if version not in self._known:
            statement = sa.select(_version.c.definition).where(_version.c.id == version)
            definition = connection.scalar(statement)
            if definition is None:
                raise KeyError(version)
            self._known[version] = workflow_from(definition)
        return self._known[version]


def newest_version(connection: Connection, key: str) -> tuple[int, int, str] | None:
    """Give id, number and source of a workflow's newest version; None when it has none."""
    statement = (
        sa.select(_version.c.id, _version.c.number, _version.c.source)
        .where(_version.c.key == key)
        .order_by(_version.c.number.desc())
        .limit(1)
    )
    row = connection.execute(statement).first()
    return (row.id, row.number, row.source) if row else None


def versions_of(connection: Connection, key: str) -> tuple[int, ...]:
    """Give the ids of a workflow's versions, the oldest first."""
    statement = sa.select(_version.c.id).where(_version.c.key == key).order_by(_version.c.number)
    return tuple(connection.scalars(statement))


def newest_workflows(connection: Connection) -> tuple[int, ...]:
    """Give the id of the newest version of each workflow, in the order of their keys."""
    newest = sa.select(_version.c.key, sa.func.max(_version.c.number)).group_by(_version.c.key)
    is_newest = sa.tuple_(_version.c.key, _version.c.number).in_(newest)
    found = connection.scalars(sa.select(_version.c.id).where(is_newest).order_by(_version.c.key))
    return tuple(found)


def priority_for(connection: Connection, question: PriorityFor) -> int | None:
    """Answer `PriorityFor`."""
    matrix = newest_matrix(connection)
    return priority_of(matrix[2], question.impact, question.urgency) if matrix else None


def newest_matrix(connection: Connection) -> tuple[int, int, str] | None:
    """Give id, number and cells of the newest matrix; None when there is none."""
    statement = sa.select(_matrix.c.id, _matrix.c.number, _matrix.c.cells)
    row = connection.execute(statement.order_by(_matrix.c.number.desc()).limit(1)).first()
    return (row.id, row.number, row.cells) if row else None
