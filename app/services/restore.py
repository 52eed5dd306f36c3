"""A desk put back from a backup: made ready beside it, taken into its place in one step, the old one kept."""

import os
import sqlite3
import uuid
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from app.db import schema, tables
from app.db.copies import copy, drop_second_names, faults_of, is_damage, name_aside, new_file
from app.db.history_of_files import identity, missing
from app.db.looking import is_database, uri_to_look
from app.db.shares import require_own_disk
from app.db.store import Store
from app.errors import NotEmpty
from app.services.backup import Progress, proven
from app.services.findings import Finding
from app.store_errors import InUse, NewerDesk, NoBackup, ServersOwn
from app.text import tr

# SQLite's words for a file that somebody else has: busy, locked.
_TAKEN = (5, 6)
# How long others may take to let go of the file, in seconds.
_WAIT_S = 2.0


@dataclass(frozen=True)
class Restored:
    """A desk that was put back: its tickets, what `check` finds, and where the old one is (None: there was none).

    `is_compared`: whether the old one could be read, so that nothing of it was lost unsaid.
    """

    file: Path
    tickets: int
    findings: tuple[Finding, ...]
    kept: Path | None
    is_compared: bool


def restore(url: str, backup: Path, progress: Progress, *, over_newer: bool = False) -> Restored:
    """Put the desk of `backup` into the place that `url` names, as a new epoch of its feed.

    Raises ServersOwn for a desk on a server, NoBackup, OlderProgram, NotEmpty where something else is in the
    place, InUse while others have it open, NewerDesk unless `over_newer`, and BackupFailed; then all is as it was.
    """
    store = Store(url)
    store.close()
    if not store.is_sqlite:
        raise ServersOwn(store.name)
    file, backup = store.file, backup.absolute()
    require_own_disk(file)
    _require_backup(backup, file)
    if is_database(file) and _is_elses(file):
        raise NotEmpty(store.name)
    with store.spoken_faults(), _Place(store, backup) as place:
        if not over_newer and place.lost:
            raise NewerDesk(store.name, place.lost)
        # As the desk that is there, or else as the backup, it may be read by others or not.
        with new_file(file, file if file.exists() else backup, place.step_aside) as part:
            _make_ready(backup, part, progress)
            tickets, findings = proven(part)
    return Restored(file, tickets, findings, place.kept, place.is_compared)


def _require_backup(backup: Path, file: Path) -> None:
    if not backup.is_file():
        raise NoBackup(backup, tr("there is no such file"))
    if file.exists() and backup.samefile(file):
        raise NoBackup(backup, tr("it is the desk itself"))
    if identity(backup) is None:
        raise NoBackup(backup, tr("it is damaged, or no desk"))


def _is_elses(file: Path) -> bool:
    """Say whether a database holds tables, and none of a desk; one that cannot be read may be a damaged desk."""
    try:
        with closing(sqlite3.connect(uri_to_look(file), uri=True)) as connection:
            names = {
                name
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                )
            }
    except sqlite3.Error:
        return False
    return bool(names) and not {"desk", "desk_event"} <= names


def _make_ready(backup: Path, part: Path, progress: Progress) -> None:
    """Copy a backup, bring it to this program's schema and begin a new epoch, so that every client reads anew."""
    with closing(sqlite3.connect(uri_to_look(backup), uri=True)) as source:
        try:
            copy(source, part, progress)
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                raise NoBackup(backup, str(error)) from error
            raise
    faults = faults_of(part)
    if faults:
        raise NoBackup(backup, faults[0])
    store = Store(f"sqlite:///{part}")
    try:
        schema.bring_up(store)
        with store.writing() as connection:
            connection.execute(tables.desk.update().values(feed_epoch=str(uuid.uuid4())))
            connection.commit()
    finally:
        store.close()
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _shut_out(held: sqlite3.Connection, file: Path) -> None:
    """Keep everybody out: whoever has the file open holds a lock that this one does not get past."""
    # What stood in files beside it is in the one file then, and stays there.
    held.execute("PRAGMA journal_mode=DELETE")
    held.execute("PRAGMA locking_mode=EXCLUSIVE")
    held.execute("BEGIN EXCLUSIVE")
    held.execute("COMMIT")
    if held.execute("PRAGMA journal_mode").fetchone() != ("delete",):
        raise InUse(file)  # somebody was there between the first and the second


class _Place:
    """The place a desk is restored to: held while others are kept out, with what is in it now."""

    def __init__(self, store: Store, backup: Path) -> None:
        self._store = store
        self._backup = backup
        self._file = store.file
        self._held: sqlite3.Connection | None = None
        self.kept: Path | None = None
        self.is_compared = True
        self.lost: list[str] = []

    def __enter__(self) -> "_Place":
        if self._file.exists():
            self._hold()
        return self

    def __exit__(self, *_: object) -> None:
        self._let_go()

    def _hold(self) -> None:
        self._held = sqlite3.connect(
            self._file.as_uri(), uri=True, timeout=_WAIT_S, isolation_level=None
        )
        try:
            _shut_out(self._held, self._file)
            drop_second_names(self._file)
            self.lost = self._compared(self._held)
        except sqlite3.Error as error:
            self._let_go()
            if error.sqlite_errorcode & 0xFF in _TAKEN:
                raise InUse(self._file) from error
            if not is_damage(error):
                raise
            # It is why there are backups; and nobody can work on it.
            self.is_compared = False
        except BaseException:
            self._let_go()
            raise

    def _compared(self, held: sqlite3.Connection) -> list[str]:
        uid = held.execute("SELECT uid FROM desk").fetchone()
        if uid is None or uid[0] != identity(self._backup):
            tickets = held.execute("SELECT count(*) FROM ticket").fetchone()[0]
            return [tr("all that is another desk's ({tickets} tickets)", tickets=tickets)]
        return missing(held, self._backup)

    def step_aside(self) -> None:
        """Give the old desk another name as well, before the new one takes its first."""
        if not self._file.exists():
            return
        self.kept = name_aside(self._file)
        try:
            # With two names, so that at no moment nothing has the first.
            self.kept.hardlink_to(self._file)
        except OSError:
            self._let_go()
            self._file.rename(self.kept)
        for end in ("-wal", "-shm", "-journal"):
            # Of a damaged one; beside the new one they would be taken for its own.
            with suppress(FileNotFoundError):
                self._file.with_name(self._file.name + end).rename(
                    self.kept.with_name(self.kept.name + end)
                )
        if os.name == "nt":
            # There nobody replaces a file that is open.
            self._let_go()

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.close()
