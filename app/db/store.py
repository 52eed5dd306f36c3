"""One database and the ways to it: reading, and writing where the write takes its turn first."""

import logging
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError

from app.db import faults
from app.db.copies import is_damage, newest_backup
from app.db.fold import SQLITE_FUNCTION
from app.db.looking import engine_to_look
from app.db.running import Running
from app.db.whereabouts import Whereabouts
from app.domain.folding import folded
from app.errors import Interrupted, InvalidValue, LockedByOthers, Unreachable
from app.store_errors import DamagedDesk
from app.text import tr

# How many folded texts a connection keeps.
_FOLDED = 20_000
# How long a write waits for its turn on SQLite, in milliseconds.
_BUSY_MS = 10_000
# How long a database on a server may take to answer, in seconds, and what a command writes, in milliseconds.
_CONNECT_S = 10
_WRITE_MS = 60_000
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
_PASSWORD = re.compile(r"(//[^:/@]*):[^/]*@")
# SQLite's readers see one state anyway.
_READING: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


# A table and the values of a new row of it.
Row: TypeAlias = tuple[sa.Table, Mapping[str, Any]]


class Store:
    """A desk's database by its URL: ``sqlite:///file`` or ``postgresql://login:password@host/name``.

    Raises InvalidValue for another kind of URL; reading and writing raise Locked, ReadOnly or Unreachable.
    """

    def __init__(self, url: str) -> None:
        self.url = _parsed(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._insertions: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._engine = _sqlite(self.url) if self.is_sqlite else _postgresql(self.url)
        self._kinds: Any = self._engine.dialect.loaded_dbapi
        self._running = Running(self._kinds.Error)
        self.whereabouts = Whereabouts(self.file if self.is_sqlite else None, self.name)
        self._is_made = self.is_there
        event.listen(self._engine, "do_connect", self._remember_where)

    def _remember_where(self, *_: object) -> None:
        # SQLite would make an empty file where a desk has gone.
        if self._is_made and not self.is_there:
            raise Unreachable(
                self.name, tr("its file is gone. Put it back; nothing is written meanwhile.")
            )
        self._is_made = self.is_there
        # Before it is opened: a file that is replaced meanwhile is seen to be another one later.
        self.whereabouts.remember()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the desk and writes nothing."""
        with self.spoken_faults(), self._engine.connect() as plain:
            connection = plain if self.is_sqlite else plain.execution_options(**_READING)
            with connection.begin(), self._running.on(driver_of(connection)):
                self._begin(connection, "BEGIN")
                yield connection

    def interrupt(self) -> None:
        """Stop the reading under way, from another thread; it raises Interrupted."""
        self._running.interrupt()

    def own_connection(self) -> Any:  # noqa: ANN401 - of either driver, untyped by SQLAlchemy
        """Give a driver's connection that no pool knows; whoever takes it closes it."""
        taken = self._engine.raw_connection()
        driver = taken.driver_connection
        taken.detach()
        return driver

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """Open a transaction to see what the database holds; a file that is no desk stays as it is."""
        if not self.is_sqlite:
            with self.reading() as connection:
                yield connection
            return
        with self.spoken_faults(), engine_to_look(self.file).connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that holds the turn to write, until `write` commits it.

        On SQLite the turn is taken at once: a reader that turns writer later would be refused.
        """
        if self.whereabouts.is_another():
            self._engine.dispose()
        try:
            with self.spoken_faults(), self._engine.connect() as connection:
                # Leaving it without a commit rolls back.
                connection.begin()
                self._begin(connection, "BEGIN IMMEDIATE")
                yield connection
        except Interrupted as error:
            # Nobody interrupts a write: it took too long.
            raise LockedByOthers(self.name) from error

    def _begin(self, connection: Connection, statement: str) -> None:
        # SQLite's driver is kept from beginning by itself; PostgreSQL's begins with the first statement.
        if self.is_sqlite:
            driver_of(connection).execute(statement)

    def write(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert `rows` in order and commit what `writing` began.

        PostgreSQL is sent all of it at once; each answer waited for would cost a round trip.
        """
        insertions = [self._insertion(table, values) for table, values in rows]
        if not self.is_sqlite:
            timeout = f"SET LOCAL statement_timeout = {_WRITE_MS}", ()
            exchange_of(connection).run([timeout, *insertions, ("COMMIT", ())])
            connection.commit()
            return
        driver = driver_of(connection)
        for statement, values in insertions:
            driver.execute(statement, values)
        connection.commit()

    def _insertion(self, table: sa.Table, values: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
        if table.name not in self._insertions:
            names = tuple(column.name for column in table.columns if not column.identity)
            columns = ", ".join(f'"{name}"' for name in names)
            marks = ", ".join("?" if self.is_sqlite else f"${n}" for n in range(1, len(names) + 1))
            statement = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608
            self._insertions[table.name] = statement, names
        statement, names = self._insertions[table.name]
        return statement, tuple(values[name] for name in names)

    @contextmanager
    def spoken_faults(self) -> Iterator[None]:
        """Turn what goes wrong with the database itself into what a person is told."""
        try:
            yield
        except self._kinds.Error as error:
            # From the driver itself, spoken to without SQLAlchemy.
            wrapped = DBAPIError.instance(None, None, error, self._kinds.Error)
            raise self._spoken(wrapped) from error
        except DatabaseError as error:
            raise self._spoken(error) from error

    def _spoken(self, error: BaseException) -> BaseException:
        # The other subclasses are about what was asked of the database, not about itself.
        if self.is_sqlite and isinstance(error, DatabaseError) and is_damage(error.orig):
            return self.damaged(faults.rule(error))
        if isinstance(error, DatabaseError) and type(error) in (DatabaseError, OperationalError):
            return faults.reason(error, self.name)
        return error

    def damaged(self, reason: str) -> DamagedDesk:
        """Give the error for a file that is not what it should be, with the newest backup beside it."""
        return DamagedDesk(self.name, reason, newest_backup(self.file))

    @property
    def file(self) -> Path:
        """Give the file of an embedded desk."""
        return Path(self.url.database or "").absolute()

    @property
    def is_there(self) -> bool:
        """Say whether there is something to open; looking must not make an SQLite file."""
        return not self.is_sqlite or self.file.is_file()

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


def exchange_of(connection: Connection) -> Any:  # noqa: ANN401 - an Exchange; SQLite does without it
    """Give the exchange of a connection to PostgreSQL, which stays with it in the pool."""
    if "exchange" not in connection.info:
        made = import_module("app.db.exchange").Exchange(driver_of(connection))
        connection.info["exchange"] = made
    return connection.info["exchange"]


def driver_of(connection: Connection) -> Any:  # noqa: ANN401 - of either driver, untyped by SQLAlchemy
    """Give the driver's own connection, for the few statements of every command.

    SQLAlchemy costs more on them than the database does: 0.25 ms against 0.03 for reading a ticket.
    """
    return connection.connection.driver_connection


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # the second for a port that is no number
        parsed = None
    if parsed is None or not _is_lasting(parsed):
        shown = _PASSWORD.sub(r"\1:***@", url)
        raise InvalidValue(tr("“{url}” is no database of a desk. Write sqlite:///FILE or "
                              "postgresql://LOGIN:PASSWORD@HOST/NAME.", url=shown))  # fmt: skip
    return parsed.set(drivername=_DRIVERS[parsed.get_backend_name()])


class _HintingCompiler(SQLiteCompiler):
    """Writes the hints of a statement where SQLite takes them, after the table's name."""

    def get_from_hint_text(self, table: sa.FromClause, text: str | None) -> str | None:  # noqa: ARG002
        return text


def _is_lasting(url: URL) -> bool:
    """Say whether it names a server, or a file that is still there when the program has ended."""
    name = url.get_backend_name()
    # Without “uri” SQLite does not hear of what stands behind the question mark.
    is_heard = not url.query or "uri" in url.query
    is_file = url.database not in (None, "", ":memory:") and is_heard
    return name == "postgresql" or (name == "sqlite" and is_file)


def _sqlite(url: URL) -> Engine:
    engine = sa.create_engine(
        url, poolclass=sa.QueuePool, connect_args={"timeout": _BUSY_MS / 1000}
    )
    engine.dialect.statement_compiler = _HintingCompiler
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(dbapi_connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: the store says which kind.
    dbapi_connection.isolation_level = None
    # Another program's bytes that are no text must not keep a whole list from being read.
    dbapi_connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    # The same names again with each letter typed.
    fold = lru_cache(_FOLDED)(folded)
    dbapi_connection.create_function(SQLITE_FUNCTION, 1, fold, deterministic=True)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
    ):
        dbapi_connection.execute(f"PRAGMA {pragma}")


def _postgresql(url: URL) -> Engine:
    # A pipeline cut short by an error says so in the log; the error itself is raised and told.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    return sa.create_engine(
        url,
        connect_args={
            "options": f"-c search_path=firstline,pg_catalog -c lock_timeout={_BUSY_MS}"
            # Whatever the server's own default: the guards take nothing else.
            r" -c default_transaction_isolation=read\ committed",
            "connect_timeout": _CONNECT_S,
        },
        pool_pre_ping=False,
    )
