"""Is the desk what its history says? Guards, chains, replay, derived columns, unfolded workflows."""

from collections.abc import Callable, Iterator
from functools import partial

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.clock import SystemClock
from app.db import tables
from app.db.guards.compare import differences
from app.db.guards.names import PUBLISHED
from app.domain.conduct import Conduct
from app.domain.fields import ROLES, THINGS
from app.domain.origins import Origins
from app.domain.past import Past
from app.domain.roles import people_with
from app.domain.thing_conduct import ThingConduct
from app.errors import MissingRight
from app.queries.history import events_of_things
from app.queries.people import person_by_login
from app.queries.workflows import Workflows
from app.services.check_answers import Answers
from app.services.check_desk import desk_facts, desk_findings
from app.services.check_records import Things, Tickets
from app.services.findings import Finding, Names, told
from app.text import tr


def check(
    connection: Connection, progress: Callable[[int], None] = lambda _: None
) -> Iterator[Finding]:
    """Look at everything in one state of the desk; `progress` hears how many tickets were looked at.

    Raises MissingRight for somebody who does not see everything.
    """
    _require_sight(connection)
    guards = tr("Guards")
    yield from (Finding(guards, what) for what in differences(connection))
    yield from _Published(connection).findings()
    past = Past(events_of_things(connection, THINGS))
    yield from desk_findings(connection, past)
    origins = Origins(past, SystemClock().now(), desk_facts(connection))
    yield from Things(connection, ThingConduct(past, origins)).findings()
    workflows = Workflows()
    yield from Tickets(connection, Conduct(past, origins), workflows).findings(progress)
    yield from Answers(connection, Names(connection, workflows)).findings()
    if connection.dialect.name == "sqlite":
        yield from _sqlite_findings(connection)


def _require_sight(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" or not connection.scalar(_IS_SHADED):
        return
    login = str(connection.scalar(sa.text("SELECT session_user")))
    me = person_by_login(connection, login)
    if me is None or not set(me.roles) - {"counter"}:
        roles = people_with([role for role in ROLES if role != "counter"])
        name = me.name if me else login
        raise MissingRight(name, tr("check the desk"), roles, ())


# Policies hold for everybody but the owner.
_IS_SHADED = sa.text("SELECT row_security_active('ticket')")


def _sqlite_findings(connection: Connection) -> Iterator[Finding]:
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding(str(table), tr("names something that is not there"))
    # There, other than on PostgreSQL, the numbers have no gaps.
    for events in (tables.ticket_event, tables.desk_event):
        count, last = sa.func.count(), sa.func.coalesce(sa.func.max(events.c.seq), 0)
        missing = connection.scalar(sa.select(last - count).select_from(events))
        if missing:
            yield Finding(events.name, tr("{count} events are gone", count=missing))


class _Published:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def findings(self) -> Iterator[Finding]:
        for table, view in PUBLISHED.items():
            source = view if self._connection.dialect.name == "sqlite" else f"{view}()"
            columns = ", ".join(f'"{c.name}"' for c in tables.metadata.tables[table].columns)
            for one, other in ((table, source), (source, table)):
                query = f"SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other}"  # noqa: S608
                for what in told(partial(self._faults, query)):
                    yield Finding(table, what)

    def _faults(self, query: str) -> Iterator[str]:
        # Of a query that fails, PostgreSQL forgets what belongs to the savepoint only.
        with self._connection.begin_nested():
            for row in self._connection.exec_driver_sql(query).all():
                yield tr("is not as published: {row}", row=", ".join(map(str, row)))
