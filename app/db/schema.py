"""Making a desk's schema, bringing it up to date, and knowing whether that is due.

Alembic is imported only when there is something to do: it costs a third of a second.
"""

import uuid
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.db.guards import install
from app.db.store import Store
from app.errors import NotADesk, OlderProgram

# The newest migration this program has.
HEAD = "0001"
_MIGRATIONS = Path(__file__).parent / "migrations"


def create(store: Store, kind: str = "desk") -> None:
    """Make a new, empty desk of `kind` (``desk`` or ``sample``) with its guards on."""
    with store.writing() as connection:
        lay(connection)
        connection.execute(
            tables.desk.insert().values(
                uid=str(uuid.uuid4()), kind=kind, schema=HEAD, feed_epoch=str(uuid.uuid4())
            )
        )
        connection.commit()


def lay(connection: Connection) -> None:
    """Make the tables and put the guards on."""
    install.prepare(connection)
    _upgrade(connection)
    install.guards(connection)


def migrate(store: Store) -> None:
    """Bring a desk to the newest schema, in one transaction; guards are installed anew."""
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
    with store.reading() as connection:
        return sa.inspect(connection).has_table("desk")


def ensure_current(store: Store) -> None:
    """Migrate a desk that is older than this program.

    Raises NotADesk where there is none, OlderProgram where a newer program has been at it.
    """
    if not is_desk(store):
        raise NotADesk(store.name)
    with store.reading() as connection:
        schema = str(connection.scalar(sa.select(tables.desk.c.schema)))
    if schema > HEAD:
        raise OlderProgram(schema, HEAD)
    if schema < HEAD:
        migrate(store)


def _upgrade(connection: Connection) -> None:
    alembic = import_module("alembic.command")
    config = import_module("alembic.config").Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    alembic.upgrade(config, HEAD)
