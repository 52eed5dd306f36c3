"""One database and the ways to it: reading, and writing where the write takes its turn first."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url

# How long a write waits for its turn on SQLite, in milliseconds.
_BUSY_MS = 30_000
_WRITING = "firstline_writing"


class Store:
    """A desk's database by its URL: ``sqlite:///file`` or ``postgresql://login:password@host/name``."""

    def __init__(self, url: str | URL) -> None:
        self.url = _with_driver(make_url(url))
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = _sqlite(self.url) if self.is_sqlite else _postgresql(self.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the desk and writes nothing."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that holds the turn to write; it commits unless an error leaves it.

        On SQLite the turn is taken at once: a reader that turns writer later would be refused.
        """
        with self._engine.connect() as plain:
            connection = plain.execution_options(**{_WRITING: True})
            with connection.begin():
                yield connection

    @property
    def login(self) -> str:
        """Give the login name of this connection's owner (on SQLite, nobody asks for one)."""
        return self.url.username or ""

    @property
    def name(self) -> str:
        """Give the URL without its password, for people to read."""
        return self.url.set(drivername=self.url.get_backend_name()).render_as_string()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _with_driver(url: URL) -> URL:
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    return url


def _sqlite(url: URL) -> Engine:
    engine = sa.create_engine(
        url, poolclass=sa.QueuePool, connect_args={"timeout": _BUSY_MS / 1000}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(dbapi_connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: the store says which kind.
    dbapi_connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
    ):
        dbapi_connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _postgresql(url: URL) -> Engine:
    return sa.create_engine(
        url, connect_args={"options": "-c search_path=firstline,pg_catalog"}, pool_pre_ping=False
    )
