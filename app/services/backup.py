"""A copy of an embedded desk in one file: made while others work, proven before it has its name."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.db.copies import copy, faults_of, new_file
from app.db.history_of_files import identity, only_in
from app.db.looking import engine_to_look
from app.db.store import Store
from app.services.check import check
from app.services.findings import Finding
from app.store_errors import BackupFailed, InTheWay, ServersOwn
from app.text import tr

# Hears how much is done, and of how much.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Backup:
    """A backup that was written: its size in bytes, its tickets, and what `check` finds in it as in the desk."""

    file: Path
    size: int
    tickets: int
    findings: tuple[Finding, ...]


def back_up(store: Store, file: Path, progress: Progress) -> Backup:
    """Write what the desk is now into `file`, which may hold an older backup of the same desk.

    Raises ServersOwn for a desk on a server, InTheWay, BackupFailed, and DamagedDesk where the desk itself
    cannot be read.
    """
    if not store.is_sqlite:
        raise ServersOwn(store.name)
    file = file.absolute()
    with store.spoken_faults(), closing(store.own_connection()) as driver:
        _require_place(store, file)
        with new_file(file, store.file) as part:
            copy(driver, part, progress)
            faults = faults_of(part)
            if faults:
                raise store.damaged(faults[0])
            tickets, findings = proven(part)
            if findings and file.exists():
                # The older one may be the last that is well.
                what = tr(
                    "an older backup, and “firstline check” finds something in the desk as it is now"
                )
                raise InTheWay(file, what)
            size = part.stat().st_size
    return Backup(file, size, tickets, findings)


def proven(file: Path) -> tuple[int, tuple[Finding, ...]]:
    """Check a desk's file that nobody has open; gives how many tickets it has, and what was found."""
    counted = [0]
    with engine_to_look(file).connect() as connection:
        findings = tuple(check(connection, lambda count: counted.__setitem__(0, count)))
    return counted[0], findings


def _require_place(store: Store, file: Path) -> None:
    if not file.parent.is_dir():
        raise BackupFailed(file, tr("there is no such folder"))
    if not file.exists():
        return
    own = [store.file.with_name(store.file.name + end) for end in ("", "-wal", "-shm", "-journal")]
    if any(each.exists() and each.samefile(file) for each in own):
        raise InTheWay(file, tr("the desk itself"))
    if not file.is_file() or identity(file) != identity(store.file):
        raise InTheWay(file, tr("something else"))
    if only_in(file, store.file):
        raise InTheWay(file, tr("what this desk has not, as it was restored or copied since"))
