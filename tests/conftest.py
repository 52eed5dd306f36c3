"""Real databases for every test: an SQLite file and a PostgreSQL database, each copied from a template."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql
from support import postgresql
from support.world import LOGINS, PASSWORD, World, settle

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci")

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give the URL of a running server, with a login for everybody of the cast."""
    with postgresql.server(in_memory=True) as url:
        with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
            connection.execute("CREATE ROLE firstline_member NOLOGIN")
            for login in LOGINS:
                command = "CREATE ROLE {} LOGIN PASSWORD {} IN ROLE firstline_member"
                names = sql.Identifier(login), sql.Literal(PASSWORD)
                connection.execute(sql.SQL(command).format(*names))
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a desk file with the cast, to be copied."""
    file = tmp_path_factory.mktemp("template") / "desk.db"
    settle(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_template(postgres: str) -> str:
    """Give the name of a database with the cast, to be copied."""
    _create(postgres, "template_desk")
    settle(f"{postgres}/template_desk")
    return "template_desk"


def _create(server: str, name: str, template: str = "template1") -> str:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        names = sql.Identifier(name), sql.Identifier(template)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def new_database(postgres: str) -> Callable[[str], str]:
    """Give databases with nothing in them, by name, which stay as long as the server."""
    return lambda name: _create(postgres, name)


@pytest.fixture
def sqlite_world(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """Give a desk on SQLite."""
    file = tmp_path / "desk.db"
    shutil.copy(sqlite_template, file)
    world = World(f"sqlite:///{file}")
    yield world
    world.close()


@pytest.fixture
def postgresql_world(postgres: str, postgresql_template: str) -> Iterator[World]:
    """Give a desk on PostgreSQL."""
    name = f"desk_{next(_numbers)}"
    world = World(_create(postgres, name, postgresql_template))
    yield world
    world.close()
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest) -> World:
    """Give the same desk on both databases, one after the other."""
    found = request.getfixturevalue(f"{request.param}_world")
    assert isinstance(found, World)
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    server = request.getfixturevalue("postgres")
    name = f"empty_{next(_numbers)}"
    yield _create(server, name)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)
