"""A desk put back from a backup: the old one is kept, and nobody holds half of one."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest
from support.copies import beside, damage, restored
from support.whole import faults
from support.world import World

from app.desk import Desk
from app.domain.commands import AddNote
from app.domain.questions import TicketIds
from app.errors import NotEmpty, OlderProgram
from app.services.restore import restore
from app.store_errors import (
    DamagedDesk,
    InUse,
    NewerDesk,
    NoBackup,
)


def test_a_desk_comes_back_and_the_old_one_is_kept(sqlite_world: World, file: Path) -> None:
    world = sqlite_world
    kept, gone = world.log(), 0
    world.desk("ada").back_up(file)
    feed = world.desk("anna").feed()
    feed.close()
    gone = world.log()
    world.tell("anna", AddNote, ticket=kept, text="Later.")
    world.close()
    with pytest.raises(NewerDesk) as told:
        restore(world.url, file, lambda *_: None)
    assert told.value.lost[0] == "changes of tickets: 2 (tickets: 2)"
    assert told.value.lost[-1].startswith("the last at 2")
    assert "--over-newer" in told.value.sentence
    assert world.held(gone).version == 1
    done = restored(world, file, over_newer=True)
    assert done.kept is not None
    assert (done.tickets, done.findings, done.is_compared) == (1, (), True)
    assert done.kept.name.startswith("desk.replaced-2")
    new, old = World(world.url), World(f"sqlite:///{done.kept}")
    assert new.held(kept).version == 1
    assert (old.held(kept).version, old.held(gone).version) == (2, 1)
    assert new.desk("ada").check() == []
    new.log()
    for each in (new, old):
        assert faults(each.store) == []
        each.close()


def test_nothing_is_asked_where_nothing_would_be_lost(sqlite_world: World, file: Path) -> None:
    sqlite_world.log()
    sqlite_world.desk("ada").back_up(file)
    done = restored(sqlite_world, file)
    assert done.kept is not None
    done.kept.unlink()
    sqlite_world.store.file.unlink()
    assert restored(sqlite_world, file).kept is None
    assert Desk(sqlite_world.url).check() == []


def test_whoever_held_the_old_desk_hears_that_all_is_new(sqlite_world: World, file: Path) -> None:
    world = sqlite_world
    world.desk("ada").back_up(file)
    desk = Desk(world.url)
    feed = desk.feed()
    # Its connections are gone, as after a night; its place in the feed is not.
    feed._drop()
    desk.close()
    restored(world, file)
    changes = feed.wait(5)
    assert changes is not None
    assert changes.everything
    feed.close()
    desk.close()


def test_a_desk_that_is_open_is_not_replaced(
    sqlite_world: World, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = sqlite_world
    monkeypatch.setattr("app.services.restore._WAIT_S", 0.05)
    world.desk("ada").back_up(file)
    world.close()
    before = world.store.file.read_bytes()
    idle = (
        "import sys\nfrom app.desk import Desk\nd = Desk(sys.argv[1])\nprint(flush=True)\ninput()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", idle, world.url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(InUse, match="Close every window of this desk"):
            restore(world.url, file, lambda *_: None)
        child.communicate(b"\n")
    assert world.store.file.read_bytes() == before
    assert restore(world.url, file, lambda *_: None).kept


def test_nobody_opens_a_desk_while_it_is_replaced(
    sqlite_world: World, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = sqlite_world
    world.desk("ada").back_up(file)
    world.close()
    seen: list[object] = []

    def look() -> None:
        connection = sqlite3.connect(world.store.file, timeout=0)
        with closing(connection), suppress(sqlite3.OperationalError):
            seen.append(connection.execute("SELECT count(*) FROM desk").fetchone())

    def progress(_done: int, _size: int) -> None:
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    restore(world.url, file, progress)
    assert seen == []
    look()
    assert seen == [(1,)]


@pytest.mark.parametrize("kind", ["head", "cut", "middle"])
def test_a_damaged_desk_is_named_and_comes_back(sqlite_world: World, kind: str) -> None:
    world = sqlite_world
    ticket, here = world.log(), world.store.file
    backup, older = here.with_name("desk.friday.backup"), here.with_name("desk.monday.backup")
    for each in (older, backup):
        world.desk("ada").back_up(each)
    here.with_name("other.db").write_bytes(backup.read_bytes())
    world.close()
    here.with_name("desk.newest.backup").write_bytes(b"SQLite format 3\x00" + b"?" * 5_000)
    damage(here, kind)
    with pytest.raises(DamagedDesk) as told:
        Desk(world.url)
    assert told.value.backup == backup
    assert told.value.sentence.endswith(
        f"The newest backup beside it is {backup}: firstline restore {backup}"
    )
    done = restore(world.url, backup, lambda *_: None)
    assert done.kept is not None
    assert not done.is_compared
    new = World(world.url)
    assert new.held(ticket).version == 1
    assert new.desk("ada").check() == []
    new.close()


def test_without_a_backup_the_sentence_says_so(sqlite_world: World) -> None:
    sqlite_world.close()
    damage(sqlite_world.store.file, "head")
    with pytest.raises(DamagedDesk, match="No backup was found beside it") as told:
        Desk(sqlite_world.url)
    assert told.value.backup is None


def test_damage_deeper_in_the_file_shows_where_it_is_read(sqlite_world: World, file: Path) -> None:
    world = sqlite_world
    ticket = world.log()
    world.attach("anna", ticket, b"x" * 1_500_000)
    world.close()
    here = world.store.file
    content = bytearray(here.read_bytes())
    middle = content.index(b"x" * 4_000, len(content) // 2)
    content[middle : middle + 8_192] = b"\xa5" * 8_192
    here.write_bytes(content)
    desk = Desk(world.url)
    with pytest.raises(DamagedDesk):
        desk.back_up(file)
    assert beside(file) == set()
    desk.close()


@pytest.mark.parametrize("kind", ["head", "cut", "middle"])
def test_a_damaged_backup_replaces_nothing(sqlite_world: World, file: Path, kind: str) -> None:
    sqlite_world.log()
    sqlite_world.desk("ada").back_up(file)
    damage(file, kind)
    sqlite_world.close()
    before = beside(sqlite_world.store.file)
    with pytest.raises(NoBackup):
        restored(sqlite_world, file)
    assert beside(sqlite_world.store.file) == before
    assert Desk(sqlite_world.url).check() == []


def test_what_is_no_backup_replaces_nothing(sqlite_world: World, file: Path) -> None:
    world = sqlite_world
    file.write_text("Dear diary")
    for each in (file, file.parent, file.with_name("nothing"), world.store.file):
        with pytest.raises(NoBackup):
            restored(world, each)
    world.desk("ada").back_up(file.with_name("newer.backup"))
    with closing(sqlite3.connect(file.with_name("newer.backup"))) as connection:
        connection.execute("UPDATE desk SET schema = '9999'")
        connection.commit()
    with pytest.raises(OlderProgram):
        restored(world, file.with_name("newer.backup"))
    assert beside(world.store.file) == {"desk.db", "kept [1]"}


def test_what_is_no_desk_or_another_one_is_not_replaced_unasked(
    sqlite_world: World, sqlite_template: Path, file: Path, tmp_path: Path
) -> None:
    sqlite_world.desk("ada").back_up(file)
    theirs = tmp_path / "theirs.db"
    with closing(sqlite3.connect(theirs)) as connection:
        connection.execute("CREATE TABLE desk (colour TEXT)")
    with pytest.raises(NotEmpty):
        restore(f"sqlite:///{theirs}", file, lambda *_: None, over_newer=True)
    other = tmp_path / "other.db"
    shutil.copy(sqlite_template, other)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("DROP TRIGGER desk_stays")
        connection.execute("UPDATE desk SET uid = 'another'")
        connection.commit()
    with pytest.raises(NewerDesk, match=r"all that is another desk's \(0 tickets\)"):
        restore(f"sqlite:///{other}", file, lambda *_: None)
    assert restore(f"sqlite:///{other}", file, lambda *_: None, over_newer=True).kept


def test_a_name_a_killed_restore_left_is_taken_away(sqlite_world: World) -> None:
    here = sqlite_world.store.file
    second = here.with_name("desk.replaced-20260101-000000.db")
    second.hardlink_to(here)
    Desk(sqlite_world.url).close()
    assert not second.exists()
    assert here.exists()


_KILLED = """
import os, sys
from pathlib import Path
from app.services.restore import restore
real = Path.{step}
def killed(*arguments):
    if {before}: os._exit(9)
    real(*arguments)
    os._exit(9)
Path.{step} = killed
restore(sys.argv[1], Path(sys.argv[2]), lambda *_: None, over_newer=True)
"""


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("step", ["hardlink_to", "replace"])
def test_a_restore_killed_at_its_last_steps_leaves_the_old_desk_or_the_new(
    sqlite_world: World, file: Path, step: str, before: bool
) -> None:
    world = sqlite_world
    world.desk("ada").back_up(file)
    world.log()
    world.close()
    code = _KILLED.format(step=step, before=before)
    done = subprocess.run(
        [sys.executable, "-c", code, world.url, str(file)],
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 9
    is_new = step == "replace" and not before
    desk = Desk(world.url)
    assert desk.check() == []
    assert len(desk.ask(TicketIds())) == (0 if is_new else 1)
    desk.close()
    assert world.store.file.stat().st_nlink == 1
    kept = [each for each in beside(world.store.file) if ".replaced-" in each]
    assert len(kept) == is_new
