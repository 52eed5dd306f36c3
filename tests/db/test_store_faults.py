"""An SQLite file that others hold, or that may only be read, says so in its own sentence."""

import sqlite3

import pytest
from support.world import World

from app.db import store
from app.db.store import Store
from app.errors import Locked, ReadOnly


def test_a_file_another_program_writes_to_is_told(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BUSY_MS", 10)
    other = sqlite3.connect(str(sqlite_world.store.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    mine = Store(sqlite_world.url)
    with (
        pytest.raises(Locked, match="Another program is writing to sqlite"),
        mine.writing(),
    ):
        pass
    other.execute("ROLLBACK")
    with mine.writing():
        pass
    mine.close()
    other.close()


def test_a_file_that_may_only_be_read_is_told(sqlite_world: World) -> None:
    # Whoever runs the tests as root may write to any file; SQLite is told that this one is not to be.
    read_only = pytest.raises(ReadOnly, match="can only be read")
    with read_only, sqlite_world.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("UPDATE desk SET feed_epoch = 'x'")
