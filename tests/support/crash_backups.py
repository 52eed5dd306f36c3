"""Kill -9 while a desk is backed up, and while it is restored: what has a name is whole, the old one or the new.

As a command (``make crash``): ``python tests/support/crash_backups.py --kills 20``, so many of each; as a
test, the same with fewer. The child says ``try`` before, and ``done`` and the tickets in the copy after.
"""

import itertools
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from support.killing import as_command, killed
from support.world import World

from app.channels.author import Author
from app.db.copies import faults_of
from app.db.store import Store
from app.desk import Desk
from app.domain.commands import LogTicket
from app.domain.questions import PersonByLogin
from app.services.backup import proven
from app.services.restore import restore

WRITER = "anna"
# What a child does stands where others say who does it.
BACKUP, RESTORE = 1, 2
_ANSWERS = 2
_MOMENT = 0.5
# Tickets in the two backups that are restored by turns.
_FEW, _MORE = 3, 30


def keep_for_ever(url: str, task: int, out: IO[str]) -> None:
    """Be the child: back up, or restore, again and again."""
    for line in _backing_up(url) if task == BACKUP else _restoring(url):
        out.write(f"{line}\n")
        out.flush()


def _backing_up(url: str) -> Iterator[str]:
    desk = Desk(url)
    person = desk.ask(PersonByLogin(WRITER))
    assert person is not None
    for number in itertools.count():
        log_tickets(Author(desk, person.id), 1)
        yield f"try {number}"
        yield f"done {desk.back_up(kept(url, 'kept')).tickets}"


def _restoring(url: str) -> Iterator[str]:
    for name in itertools.cycle(("few", "more")):
        yield f"try {name}"
        done = restore(url, kept(url, name), lambda *_: None, over_newer=True)
        assert done.kept is not None
        yield f"done {done.tickets}"


def log_tickets(author: Author, count: int) -> None:
    """Log so many tickets."""
    for _ in range(count):
        author.tell(LogTicket, ticket=author.new_id(), values={"title": "Another"})


def kept(url: str, name: str) -> Path:
    """Give the backup of that name beside a desk."""
    return Store(url).file.with_name(f"{name}.backup")


@dataclass
class Tally:
    """What became of the kills; `wrong` says of each that broke a promise, how."""

    kills: int = 0
    backups: int = 0
    restores: int = 0
    cut_short: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """Give the figures."""
        return (
            f"{self.kills:,} kills -9 while a desk was backed up and restored: {self.backups:,} backups and "
            f"{self.restores:,} restores acknowledged, {self.cut_short:,} cut short with a file half written, "
            f"{len(self.wrong):,} broken promises"
        )


class BackupCrash:
    """A desk whose keeper is killed again and again."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.tally = Tally()
        self._chance = random.Random(seed)
        self._file = world.store.file
        for name, tickets in (("few", _FEW), ("more", _MORE - _FEW)):
            log_tickets(world.author(WRITER), tickets)
            world.desk(WRITER).back_up(kept(world.url, name))

    def kill_once(self, task: int) -> None:
        """Let a child work, kill it at a random moment, and look at what is there."""
        # A desk that somebody has open is not restored.
        self.world.close()
        script = [sys.executable, __file__, "--write", self.world.url, "--actor", str(task)]
        said = killed(script, self._chance, _ANSWERS, _MOMENT)
        self.tally.kills += 1
        done = [int(rest) for word, rest in said if word == "done"]
        faulty = self._backup_faults(done) if task == BACKUP else self._restore_faults(done)
        self.tally.wrong += [f"kill {self.tally.kills}: {each}" for each in faulty]
        self._clear()

    def _backup_faults(self, done: list[int]) -> Iterator[str]:
        self.tally.backups += len(done)
        file = kept(self.world.url, "kept")
        yield from _file_faults(self._file)
        if file.exists():
            yield from _file_faults(file)
        if done and (not file.exists() or proven(file)[0] not in (done[-1], done[-1] + 1)):
            yield f"a backup with {done[-1]} tickets was acknowledged and is gone"

    def _restore_faults(self, done: list[int]) -> Iterator[str]:
        self.tally.restores += len(done)
        for file in (self._file, *self._others("*.replaced-*.db")):
            yield from _file_faults(file)
        tickets = proven(self._file)[0]
        # What nobody has heard of is either done or not.
        if tickets not in (_FEW, _MORE) and done:
            yield f"{tickets} tickets in a desk that was restored"
        Desk(self.world.url).close()
        if self._file.stat().st_nlink != 1:
            yield "the desk has two names"

    def _others(self, pattern: str) -> list[Path]:
        return [each for each in self._file.parent.glob(pattern) if each != self._file]

    def _clear(self) -> None:
        halves = self._others("*.part*")
        self.tally.cut_short += bool(halves)
        for each in (*halves, *self._others("*.replaced-*")):
            each.unlink()


def _file_faults(file: Path) -> Iterator[str]:
    # With a log beside it as a killed writer left it, which SQLite reads with it.
    yield from (f"{file.name}: {each}" for each in faults_of(file))
    yield from (f"{file.name}: {each.subject}: {each.what}" for each in proven(file)[1])


def run_crash(world: World, kills: int, seed: int) -> Tally:
    """Kill one that backs up and one that restores so many times each."""
    crash = BackupCrash(world, seed)
    # A desk that was restored has another past than the backups made before.
    for task in (BACKUP, RESTORE):
        for _ in range(kills):
            crash.kill_once(task)
    return crash.tally


def main() -> int:
    """Kill those who keep a desk; 1 when a promise was broken."""
    return as_command(__doc__, 20, keep_for_ever, run_crash, ("sqlite",))


if __name__ == "__main__":
    sys.exit(main())
