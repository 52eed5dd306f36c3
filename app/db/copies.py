"""Copies of a desk's file: made while others work on it, whole or not there, and kept beside it."""

import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from app.db.looking import engine_to_look, is_database
from app.store_errors import BackupFailed
from app.text import tr

# Hears how many pages are done, and of how many.
Progress = Callable[[int, int], None]

_PART = ".part"
_OWN = 0o600
# What a killed copy left is taken away by a later one, a day old: until then it may be somebody's at work.
_GIVEN_UP_S = 86_400
_PAGES_A_STEP = 1_000
# How many of the copies made before a migration are kept.
_KEPT = 3
_BEFORE = ".before-"
_ASIDE = ".replaced-"
_BACKUP = ".backup"
# Where a database says by which versions it is written and read: 1 by a journal, 2 by a log beside it.
_VERSIONS = 18
_CORRUPT, _NO_DATABASE = 11, 26


def is_damage(error: BaseException | None) -> bool:
    """Say whether SQLite found that a file is not what it should be."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    return code & 0xFF in (_CORRUPT, _NO_DATABASE)


@contextmanager
def new_file(file: Path, like: Path, before: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """Give a name beside `file` to write to; with the end of the ``with`` it has its name, on the disk to stay.

    Those who may read and write `like` may do so with it. `before` is called when only the name is missing. Where
    it fails nothing is left of it, and what had the name before is still there. Raises BackupFailed.
    """
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}{_PART}")
    try:
        _sweep(file)
        part.touch(_OWN)
        yield part
        if like.exists():
            shutil.copymode(like, part)
        _settle(part)
        before()
        part.replace(file)
        _settle(file.parent)
    except (OSError, sqlite3.Error) as error:
        if is_damage(error):
            raise
        raise BackupFailed(file, getattr(error, "strerror", None) or str(error)) from error
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                part.with_name(part.name + end).unlink()


def _sweep(file: Path) -> None:
    for left in file.parent.glob(f"{glob_safe(file.name)}.*{_PART}*"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - _GIVEN_UP_S:
                left.unlink()


def glob_safe(name: str) -> str:
    """Give a pattern that only `name` itself matches."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _settle(path: Path) -> None:
    """Bring a file, or the names in a folder, onto the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows does that with the renaming
    # Windows lets only a writer ask for it.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy(source: sqlite3.Connection, file: Path, progress: Progress = lambda *_: None) -> None:
    """Copy one state of a database into `file`, however many write to it meanwhile; SQLite's own errors."""
    # Nobody else knows of it: it needs no locks, which not every disk for backups has.
    target = sqlite3.connect(f"{file.absolute().as_uri()}?nolock=1", uri=True)
    try:
        # What is read once stays as it is until the end; otherwise each write of others would begin it anew.
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_master").fetchone()
        source.backup(
            target, pages=_PAGES_A_STEP, progress=lambda _, left, size: progress(size - left, size)
        )
        source.execute("COMMIT")
    finally:
        target.close()
    stand_alone(file)


def stand_alone(file: Path) -> None:
    """Let a database that nobody has open, with no log beside it, be one file: SQLite then makes none to read it."""
    with file.open("r+b") as stream:
        stream.seek(_VERSIONS)
        stream.write(b"\x01\x01")


def faults_of(file: Path) -> list[str]:
    """Give what SQLite finds broken in a file that nobody has open."""
    engine = engine_to_look(file)
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
    except DatabaseError as error:
        return [str(error.orig)]
    return [str(each) for each in found if each != "ok"]


def keep_before_migration(source: sqlite3.Connection, file: Path, schema: str) -> Path:
    """Copy the desk in `file` beside it before it is migrated to `schema`, and let go of older ones.

    Raises BackupFailed, for then nothing is to be migrated.
    """
    kept = unused(file.with_name(f"{file.name}{_BEFORE}{schema}.{_stamp()}{_BACKUP}"))
    with new_file(kept, file) as part:
        copy(source, part)
        faults = faults_of(part)
        if faults:
            raise BackupFailed(kept, tr("the desk itself is damaged: {fault}", fault=faults[0]))
    old = sorted(
        file.parent.glob(f"{glob_safe(file.name)}{_BEFORE}*{_BACKUP}"), key=_age, reverse=True
    )
    for each in old[_KEPT:]:
        each.unlink(missing_ok=True)
    return kept


def name_aside(file: Path) -> Path:
    """Give the name under which a desk that is replaced now is kept."""
    return unused(file.with_name(f"{file.stem}{_ASIDE}{_stamp()}{file.suffix}"))


def drop_second_names(file: Path) -> None:
    """Take away the names that a restore gave a desk in the instant before it was killed.

    Only for whoever reads the desk, or keeps all others out: then no restore is in that instant.
    """
    if file.stat().st_nlink > 1:
        for each in file.parent.glob(f"{glob_safe(file.stem)}{_ASIDE}*"):
            if each.samefile(file):
                each.unlink()


def _stamp() -> str:
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}"


def unused(file: Path) -> Path:
    """Give `file`, or the next name like it that nothing has."""
    found, number = file, 1
    while found.exists():
        number += 1
        found = file.with_name(f"{file.stem}-{number}{file.suffix}")
    return found


def _age(file: Path) -> float:
    return file.stat().st_mtime


def newest_backup(file: Path) -> Path | None:
    """Give the newest copy of the desk in `file` that lies beside it and can be read; None where there is none."""
    likely = [
        each
        for each in file.parent.glob(f"{glob_safe(file.stem)}*")
        if each.name != file.name and _ASIDE not in each.name and is_database(each)
    ]
    return next(
        (each for each in sorted(likely, key=_age, reverse=True) if _holds_desk(each)), None
    )


def _holds_desk(file: Path) -> bool:
    engine = engine_to_look(file)
    try:
        with engine.connect() as connection:
            return (
                connection.scalar(sa.text("SELECT 1 FROM desk JOIN desk_event LIMIT 1")) is not None
            )
    except DatabaseError:
        return False
