"""Putting the guards into a database and taking them out for a migration."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db.guards import postgresql_guards, sqlite_guards
from app.db.shared import MEMBER, SCHEMA


def statements(dialect: str) -> Iterator[str]:
    """Give the statements that install every guard on ``sqlite`` or ``postgresql``."""
    if dialect == "sqlite":
        return sqlite_guards.statements()
    return postgresql_guards.statements()


def prepare(connection: Connection) -> None:
    """Make what must be there before the tables: on PostgreSQL the schema and its members' role."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        known = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :name")
        if connection.scalar(known, {"name": MEMBER}) is None:
            connection.exec_driver_sql(f"CREATE ROLE {MEMBER} NOLOGIN")


def guards(connection: Connection) -> None:
    """Install every guard; the tables must be there and the guards not."""
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(_literal(connection, statement))


def remove(connection: Connection) -> None:
    """Take every guard out, as a migration needs it."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(
            sa.text("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')")
        )
        for kind, name in found.all():
            connection.exec_driver_sql(f"DROP {kind} {name}")
    else:
        for statement in postgresql_guards.removal(connection):
            connection.exec_driver_sql(statement)


def _literal(connection: Connection, statement: str) -> str:
    # psycopg reads % as a placeholder.
    return statement.replace("%", "%%") if connection.dialect.name == "postgresql" else statement
