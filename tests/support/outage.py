"""A database that is away for a while, as far as a window can tell."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from support.world import World


@contextmanager
def outage(world: World) -> Iterator[None]:
    """Let the database be unreachable until the block ends."""
    with _cut_file(world) if world.is_sqlite else _shut_database(world):
        yield


@contextmanager
def _cut_file(world: World) -> Iterator[None]:
    with world.store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE ticket RENAME TO ticket_away")
        connection.commit()
    yield
    with world.store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE ticket_away RENAME TO ticket")
        connection.commit()


@contextmanager
def _shut_database(world: World) -> Iterator[None]:
    name = world.store.url.database or ""
    world.close()
    server = world.store.url.set(drivername="postgresql", database="postgres")
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as owner:
        allowed = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        owner.execute(allowed.format(sql.Identifier(name), sql.Literal(False)))
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
        )
        yield
        owner.execute(allowed.format(sql.Identifier(name), sql.Literal(True)))
