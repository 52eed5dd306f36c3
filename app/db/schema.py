"""Making a desk's schema, bringing it up to date, and knowing whether that is due.

Alembic and the guards are imported only when there is something to do: they cost nearly half a second.
"""

import uuid
from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import ModuleType

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.db.copies import drop_second_names, keep_before_migration
from app.db.health import damage
from app.db.shared import MEMBER, SCHEMA
from app.db.shares import require_own_disk
from app.db.store import Store
from app.errors import DeskExists, NotADesk, NotAMember, NotEmpty, OlderProgram, Unfinished

# The newest migration this program has.
HEAD = "0001"
# Stands in the place of the schema until a new desk has all it was made for.
_UNFINISHED = "unfinished"
# Any number that no other lock of the database has.
_FOUNDING = 1_179_210_322
_MIGRATIONS = Path(__file__).parent / "migrations"


def create(store: Store, kind: str = "desk") -> None:
    """Make a new, empty desk of `kind` (``desk`` or ``sample``) with its guards on, to be finished.

    Raises as `require_free`.
    """
    with store.writing() as connection:
        if not store.is_sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_FOUNDING)))
        # Others may be making one too: only whoever has the turn knows.
        _require_free(connection, store)
        lay(connection)
        connection.execute(
            tables.desk.insert().values(
                uid=str(uuid.uuid4()), kind=kind, schema=_UNFINISHED, feed_epoch=str(uuid.uuid4())
            )
        )
        connection.commit()


def require_free(store: Store) -> None:
    """Raise DeskExists or Unfinished where there is a desk, NotEmpty for a file with something else.

    Raises OnShare where an embedded desk would lie on no disk of this computer.
    """
    _require_own_disk(store)
    if store.is_there:
        with store.looking() as connection:
            _require_free(connection, store)


def _require_free(connection: Connection, store: Store) -> None:
    if _holds_desk(connection):
        _require_finished(connection, store)
        raise DeskExists(store.name)
    if store.is_sqlite and sa.inspect(connection).get_table_names():
        raise NotEmpty(store.name)


def _require_finished(connection: Connection, store: Store) -> str:
    schema = str(connection.scalar(sa.select(tables.desk.c.schema)))
    if schema == _UNFINISHED:
        raise Unfinished(store.name, "" if store.is_sqlite else SCHEMA)
    return schema


def finish(store: Store) -> None:
    """Say that a new desk has all it was made for; until then nobody else opens it."""
    with store.writing() as connection:
        connection.execute(tables.desk.update().values(schema=HEAD))
        connection.commit()


def discard(store: Store) -> None:
    """Take away a new desk that could not be finished."""
    if store.is_sqlite:
        store.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{store.url.database}{end}").unlink(missing_ok=True)
        return
    with store.writing() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {SCHEMA} CASCADE")
        connection.commit()


def lay(connection: Connection) -> None:
    """Make the tables and put the guards on."""
    install = _install()
    install.prepare(connection)
    _upgrade(connection)
    install.guards(connection)


def migrate(store: Store) -> None:
    """Bring a desk to the newest schema, in one transaction; guards are installed anew."""
    install = _install()
    with store.writing() as connection:
        install.remove(connection)
        _upgrade(connection)
        connection.execute(tables.desk.update().values(schema=HEAD))
        install.guards(connection)
        connection.commit()


def is_desk(store: Store) -> bool:
    """Say whether the database holds a desk already."""
    if not store.is_there:
        return False
    with store.looking() as connection:
        return _holds_desk(connection)


def _holds_desk(connection: Connection) -> bool:
    found = sa.inspect(connection)
    return found.has_table("desk") and found.has_table("desk_event")


def _require_own_disk(store: Store) -> None:
    if store.is_sqlite:
        require_own_disk(store.file)


def ensure_current(store: Store) -> None:
    """Migrate a desk that is older than this program; an embedded one is copied first.

    Raises OnShare for an embedded desk on no disk of this computer, NotADesk where there is none, NotAMember
    where the login may not see it, Unfinished where making it was cut short, DamagedDesk where the file is not
    what it should be, OlderProgram where a newer program has been at it, BackupFailed.
    """
    _require_own_disk(store)
    if not is_desk(store):
        if not store.is_sqlite and _is_hidden(store):
            raise NotAMember(store.name, MEMBER)
        raise NotADesk(store.name)
    with store.reading() as connection:
        schema = _require_finished(connection, store)
        if store.is_sqlite:
            _look_over(store, connection)
    if _is_older(schema):
        if store.is_sqlite:
            _keep(store)
        migrate(store)


def _look_over(store: Store, connection: Connection) -> None:
    found = damage(connection)
    if found:
        raise store.damaged(found)
    drop_second_names(store.file)


def bring_up(store: Store) -> None:
    """Migrate a copy of a desk that nobody uses yet; raises Unfinished or OlderProgram."""
    with store.reading() as connection:
        schema = _require_finished(connection, store)
    if _is_older(schema):
        migrate(store)


def _is_older(schema: str) -> bool:
    if schema > HEAD:
        raise OlderProgram(schema, HEAD)
    return schema < HEAD


def _keep(store: Store) -> None:
    with store.spoken_faults(), closing(store.own_connection()) as driver:
        keep_before_migration(driver, store.file, HEAD)


def _is_hidden(store: Store) -> bool:
    with store.looking() as connection:
        schemas = sa.text("SELECT 1 FROM pg_namespace WHERE nspname = :name")
        return connection.scalar(schemas, {"name": SCHEMA}) is not None


def _install() -> ModuleType:
    return import_module("app.db.guards.install")


def _upgrade(connection: Connection) -> None:
    alembic = import_module("alembic.command")
    config = import_module("alembic.config").Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    alembic.upgrade(config, HEAD)
