"""A backup is one file, whole and checked, or not there; and a desk comes back from it."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from support.copies import beside, restored
from support.tampering import without_guards
from support.whole import faults
from support.world import World

from app.db import copies
from app.desk import Desk
from app.domain.commands import AddNote
from app.services.restore import restore
from app.store_errors import (
    BackupFailed,
    InTheWay,
    ServersOwn,
)


def test_a_backup_is_the_desk_in_one_file(sqlite_world: World, file: Path) -> None:
    world = sqlite_world
    ticket, heard = world.log(), []
    world.attach("anna", ticket, b"x" * 600_000)
    written = world.desk("anna").back_up(file, lambda done, size: heard.append((done, size)))
    assert (written.tickets, written.findings, written.size) == (1, (), file.stat().st_size)
    assert heard[-1][0] == heard[-1][1] > 100
    assert beside(file) == {file.name}
    copy = World(f"sqlite:///{file}")
    assert copy.held(ticket) == world.held(ticket)
    assert copy.desk("ada").check() == []
    copy.log()
    assert faults(copy.store) == []
    copy.close()


def test_a_backup_is_read_by_whom_the_desk_is(sqlite_world: World, file: Path) -> None:
    sqlite_world.store.file.chmod(0o640)
    sqlite_world.desk("ada").back_up(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_others_go_on_writing_while_a_backup_is_made(
    sqlite_world: World, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = sqlite_world
    monkeypatch.setattr(copies, "_PAGES_A_STEP", 10)
    ticket = world.log()
    before, other = world.held(ticket), world.author("anna")

    def write(_done: int, _size: int) -> None:
        # Between each two steps: begun anew each time, it would never end.
        other.tell(AddNote, ticket=ticket, text="Meanwhile.")

    backup = Desk(world.url)
    written = backup.back_up(file, write)
    backup.close()
    assert written.findings == ()
    copy = World(f"sqlite:///{file}")
    assert copy.held(ticket).version == before.version
    copy.close()
    assert world.held(ticket).version > before.version + 10


def test_an_older_backup_of_the_same_desk_is_replaced_and_nothing_else(
    sqlite_world: World, file: Path, tmp_path: Path
) -> None:
    world = sqlite_world
    for _ in range(2):
        world.log()
        written = world.desk("ada").back_up(file)
    assert written.tickets == 2
    theirs = file.with_name("theirs")
    theirs.write_text("Dear diary")
    with closing(sqlite3.connect(file.with_name("theirs.db"))) as connection:
        connection.execute("CREATE TABLE desk (colour TEXT)")
    here = world.store.file
    for each, what in (
        (theirs, "something else"),
        (file.with_name("theirs.db"), "something else"),
        (file.parent, "something else"),
        (here, "the desk itself"),
        (here.with_name(here.name + "-wal"), "the desk itself"),
    ):
        with pytest.raises(InTheWay, match=f"holds {what}, and stays as it is"):
            world.desk("ada").back_up(each)
    assert theirs.read_text() == "Dear diary"


def test_a_backup_of_a_desk_that_went_another_way_stays(sqlite_world: World, file: Path) -> None:
    world = sqlite_world
    later = file.with_name("later.backup")
    world.desk("ada").back_up(file)
    world.log()
    world.desk("ada").back_up(later)
    restored(world, file, over_newer=True)
    desk = Desk(world.url)
    with pytest.raises(InTheWay, match="what this desk has not"):
        desk.back_up(later)
    desk.close()


def test_what_cannot_be_written_leaves_nothing(
    sqlite_world: World, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sqlite_world.desk("ada")
    with pytest.raises(BackupFailed, match="there is no such folder"):
        desk.back_up(file.parent / "nowhere" / "desk.backup")
    desk.back_up(file)
    before = file.read_bytes()

    def full(_done: int, _size: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(
        BackupFailed, match=r"No space left on device\. What was there before is there"
    ):
        desk.back_up(file, full)
    with pytest.raises(KeyboardInterrupt):
        desk.back_up(file, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert (beside(file), file.read_bytes()) == ({file.name}, before)


def test_a_finding_is_told_and_no_good_backup_is_replaced_by_it(
    sqlite_world: World, file: Path
) -> None:
    world = sqlite_world
    ticket = world.log()
    world.desk("ada").back_up(file)
    with without_guards(world) as connection:
        connection.exec_driver_sql(f"UPDATE ticket SET title = 'Forged' WHERE id = {ticket}")
    with pytest.raises(
        InTheWay, match="holds an older backup, and “firstline check” finds something"
    ):
        world.desk("ada").back_up(file)
    written = world.desk("ada").back_up(file.with_name("other.backup"))
    assert [each.subject for each in written.findings] == ["INC-000001"]


def test_a_shared_desk_is_its_servers(postgresql_world: World, file: Path) -> None:
    with pytest.raises(ServersOwn, match="pg_dump --format=custom --schema=firstline"):
        postgresql_world.desk("ada").back_up(file)
    with pytest.raises(ServersOwn, match=r"docs/deployment\.md"):
        restore(postgresql_world.url, file, lambda *_: None)
