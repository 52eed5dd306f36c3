"""An SQLite file that others hold, or that may only be read, says so in its own sentence."""

import sqlite3
from pathlib import Path

import pytest
from support.world import World

from app.clock import SystemClock
from app.db import store
from app.db.store import Store
from app.domain.commands import AddNote
from app.errors import Locked, ReadOnly, Unreachable
from app.services.controller import WorkflowController


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


@pytest.mark.parametrize("limit", ["_BUSY_MS", "_WRITE_MS"])
def test_a_row_another_program_holds_is_told(
    postgresql_world: World, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    world = postgresql_world
    ticket = world.log()
    note = AddNote(
        command_id=world.new_id(), actor=world.id("person", "anna"), ticket=ticket, text="x"
    )
    monkeypatch.setattr(store, limit, 50)
    mine = Store(world.url_of("anna"))
    with world.store.writing() as other:
        held = "ticket" if limit == "_BUSY_MS" else "command IN EXCLUSIVE MODE"
        statement = f"SELECT 1 FROM {held} FOR UPDATE" if held == "ticket" else f"LOCK TABLE {held}"
        other.exec_driver_sql(statement)
        with pytest.raises(Locked, match="Somebody else's work on postgresql"):
            WorkflowController(mine, SystemClock()).execute(note)
    WorkflowController(mine, SystemClock()).execute(note)
    mine.close()


def test_a_file_that_may_only_be_read_is_told(sqlite_world: World) -> None:
    # Whoever runs the tests as root may write to any file; SQLite is told that this one is not to be.
    read_only = pytest.raises(ReadOnly, match="can only be read")
    with read_only, sqlite_world.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("UPDATE desk SET feed_epoch = 'x'")


def test_reading_makes_no_file_where_a_desk_has_gone(sqlite_world: World, tmp_path: Path) -> None:
    world = sqlite_world
    file = Path(world.store.url.database or "")
    store = Store(world.url)
    file.rename(tmp_path / "elsewhere.db")
    with pytest.raises(Unreachable, match="its file is gone"), store.reading():
        pass
    assert not file.exists()
    (tmp_path / "elsewhere.db").rename(file)
    with store.reading():
        pass
    store.close()


def test_nothing_is_written_to_a_file_that_is_gone(sqlite_world: World, tmp_path: Path) -> None:
    world = sqlite_world
    ticket, file = world.log(), Path(world.store.url.database or "")
    feed = world.desk("anna").feed()
    assert feed.wait(0) is None
    elsewhere = file.rename(tmp_path / "elsewhere.db")
    with pytest.raises(Unreachable, match="its file is gone"):
        world.tell("anna", AddNote, ticket=ticket, text="Lost?")
    with pytest.raises(Unreachable, match="its file is gone"):
        feed.wait(5)
    elsewhere.rename(file)
    world.tell("anna", AddNote, ticket=ticket, text="Kept.")
    assert world.held(ticket).version == 2
    feed.close()
