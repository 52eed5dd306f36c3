"""Copies beside a desk: one before each migration, and what kills left behind."""

import os
import time
from pathlib import Path

import pytest
from support.world import World

from app.db import copies, schema, tables
from app.db.copies import glob_safe, unused
from app.desk import Desk
from app.store_errors import BackupFailed


def make_older(world: World) -> None:
    with world.store.writing() as connection:
        connection.execute(tables.desk.update().values(schema="0000"))
        connection.commit()


def kept(world: World) -> list[Path]:
    return sorted(world.store.file.parent.glob("*.backup"))


def test_before_a_migration_a_copy_is_kept(sqlite_world: World) -> None:
    world = sqlite_world
    ticket = world.log()
    make_older(world)
    Desk(world.url).close()
    (copy,) = kept(world)
    assert copy.name.startswith(f"desk.db.before-{schema.HEAD}.2")
    old = World(f"sqlite:///{copy}")
    with old.store.reading() as connection:
        assert (
            connection.scalar(tables.desk.select().with_only_columns(tables.desk.c.schema))
            == "0000"
        )
    assert old.held(ticket) == world.held(ticket)
    old.close()
    assert world.desk("ada").check() == []
    Desk(world.url).close()
    assert kept(world) != []


def test_the_last_three_copies_are_kept(sqlite_world: World) -> None:
    world = sqlite_world
    theirs = world.store.file.with_name("desk.friday.backup")
    theirs.write_text("mine")
    for number in range(5):
        make_older(world)
        Desk(world.url).close()
        copy = max(
            (each for each in kept(world) if each != theirs), key=lambda each: each.stat().st_mtime
        )
        os.utime(copy, (number, number))
    found = {int(each.stat().st_mtime) for each in kept(world) if each != theirs}
    assert found == {2, 3, 4}
    assert theirs.exists()


def test_a_desk_that_cannot_be_copied_is_not_migrated(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = sqlite_world
    make_older(world)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies, "copy", full)
    with pytest.raises(BackupFailed, match="No space left on device"):
        Desk(world.url)
    assert kept(world) == []
    with world.store.reading() as connection:
        assert (
            connection.scalar(tables.desk.select().with_only_columns(tables.desk.c.schema))
            == "0000"
        )


def test_a_shared_desk_is_migrated_as_it_is(postgresql_world: World) -> None:
    make_older(postgresql_world)
    Desk(postgresql_world.url).close()
    assert postgresql_world.desk("ada").check() == []


def test_what_a_kill_left_is_taken_away_a_day_later(sqlite_world: World, tmp_path: Path) -> None:
    file = tmp_path / "kept[1].backup"
    old, young = (file.with_name(f"{file.name}.{name}.part") for name in ("0ld", "y0ung"))
    other = tmp_path / "kept1.backup.0ld.part"
    for each in (old, young, other):
        each.write_text("half")
    day = time.time() - 86_500
    for each in (old, other):
        os.utime(each, (day, day))
    sqlite_world.desk("ada").back_up(file)
    assert [each.exists() for each in (old, young, other)] == [False, True, True]


def test_a_name_that_is_taken_is_counted_on(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    assert unused(file) == file
    file.touch()
    (tmp_path / "desk-2.db").touch()
    assert unused(file) == tmp_path / "desk-3.db"
    assert list(tmp_path.glob(glob_safe("desk.db"))) == [file]
