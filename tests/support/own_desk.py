"""A desk with its cast for a script: in a folder of its own, or on a PostgreSQL server of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from support import postgresql
from support.world import LOGINS, PASSWORD, World, settle

DATABASES = ("sqlite", "postgresql")


@contextmanager
def own_world(database: str) -> Iterator[World]:
    """Make a desk with its cast, on a server of its own where it needs one."""
    if database == "sqlite":
        with tempfile.TemporaryDirectory(prefix="firstline-desk-") as folder:
            url = f"sqlite:///{Path(folder) / 'desk.db'}"
            settle(url)
            yield from _opened(url)
        return
    with postgresql.server() as server:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE desk")
            connection.execute("CREATE ROLE firstline_member NOLOGIN")
            for login in LOGINS:
                role = "CREATE ROLE {} LOGIN PASSWORD {} IN ROLE firstline_member"
                names = sql.Identifier(login), sql.Literal(PASSWORD)
                connection.execute(sql.SQL(role).format(*names))
        settle(f"{server}/desk")
        yield from _opened(f"{server}/desk")


def _opened(url: str) -> Iterator[World]:
    world = World(url)
    try:
        yield world
    finally:
        world.close()
