"""One scene a database for all cases: a refused statement leaves it as it was."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from db.scene import Scene
from support.world import World


def _sqlite(request: pytest.FixtureRequest) -> World:
    template: Path = request.getfixturevalue("sqlite_template")
    folder: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    file = folder.mktemp("scene") / "desk.db"
    shutil.copy(template, file)
    return World(f"sqlite:///{file}")


def _postgresql(request: pytest.FixtureRequest) -> World:
    server: str = request.getfixturevalue("postgres")
    template: str = request.getfixturevalue("postgresql_template")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE scene TEMPLATE {template}")
    return World(f"{server}/scene")


@pytest.fixture(scope="session")
def scenes() -> Iterator[dict[str, Scene]]:
    """Keep the scenes that were made, by database."""
    made: dict[str, Scene] = {}
    yield made
    for each in made.values():
        each.end()
        each.world.close()


@pytest.fixture
def scene(request: pytest.FixtureRequest, scenes: dict[str, Scene]) -> Scene:
    """Give the scene on one database, ``sqlite`` or ``postgresql``."""
    database = request.param
    if database not in scenes:
        make = {"sqlite": _sqlite, "postgresql": _postgresql}[database]
        scenes[database] = Scene(make(request))
        scenes[database].stage()
    return scenes[database]


@pytest.fixture
def fresh(world: World) -> Iterator[Scene]:
    """Give a desk of one's own on both databases, without a ticket: what happens to it stays."""
    made = Scene(world)
    yield made
    made.end()
