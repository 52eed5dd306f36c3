"""Kill -9 while files are stored: no ticket names half a file, what was acknowledged is whole, the rest is swept.

As a command (``make crash``): ``python tests/support/crash_files.py --kills 20``; as a test, the same with
fewer. The child says ``try`` before each file, ``done`` and its ticket, hash and size after.
"""

import itertools
import random
import sys
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import sqlalchemy as sa
from support.killing import as_command, killed
from support.whole import faults
from support.world import World

from app.channels.author import Author
from app.clock import MICROSECONDS, SystemClock
from app.db import tables
from app.desk import Desk
from app.domain.commands import AttachFile, LogTicket
from app.domain.file_questions import AttachmentsOf
from app.domain.files import PIECE, StoredFile
from app.errors import DeskError
from app.services.operations.pieces import PieceStore

WRITER = "anna"
_ANSWERS = 4
_MOMENT = 0.15
_LARGEST = 12 * PIECE


def attach_for_ever(url: str, actor: int, out: IO[str]) -> None:
    """Be the child: attach files of any size, some of them often."""
    author, chance = Author(Desk(url), actor, "script"), random.Random()
    for number in itertools.count(1):
        ticket = author.new_id()
        author.tell(LogTicket, ticket=ticket, values={"title": f"Ticket {number}"})
        content = _content(chance)
        out.write(f"try {ticket}\n")
        out.flush()
        command = AttachFile(
            command_id=author.new_id(),
            actor=actor,
            channel="script",
            ticket=ticket,
            attachment=author.new_id(),
            name="dump.bin",
            media_type="application/octet-stream",
            size=0,
            sha256="",
        )
        author.desk.attach(command, BytesIO(content))
        out.write(f"done {ticket} {len(content)}\n")
        out.flush()


def _content(chance: random.Random) -> bytes:
    # One in three is a file that others are attaching too.
    if not chance.randrange(3):
        return bytes(range(256)) * (3 * PIECE // 256)
    return chance.randbytes(chance.randint(1, _LARGEST))


@dataclass
class Tally:
    """What became of the kills; `wrong` says of each that broke a promise, how."""

    kills: int = 0
    acknowledged: int = 0
    orphans: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """Give the figures."""
        return (
            f"{self.kills:,} kills -9 while files were stored: {self.acknowledged:,} files acknowledged, "
            f"{len(self.wrong):,} broken promises; {self.orphans:,} pieces of unfinished files swept"
        )


class FileCrash:
    """A desk whose writer is killed while it stores files."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.tally = Tally()
        self._chance = random.Random(seed)

    def kill_once(self) -> None:
        """Let a writer attach, kill it at a random moment, and look at what is there."""
        actor = str(self.world.id("person", WRITER))
        script = [sys.executable, __file__, "--write", self.world.url_of(WRITER), "--actor", actor]
        said = killed(script, self._chance, _ANSWERS, _MOMENT)
        self.tally.kills += 1
        done = [rest.split() for word, rest in said if word == "done"]
        self.tally.acknowledged += len(done)
        faulty = [self._lost(int(ticket), int(size)) for ticket, size in done]
        faulty += faults(self.world.store)
        faulty += [f"{each.subject}: {each.what}" for each in self.world.desk("ada").check()]
        self.tally.orphans += self._sweep()
        # A server may end what a dead client began a moment after we looked.
        if self._strays():
            self.tally.orphans += self._sweep()
        faulty += self._strays()
        self.tally.wrong += [f"kill {self.tally.kills}: {each}" for each in faulty if each]

    def _lost(self, ticket: int, size: int) -> str:
        desk = self.world.desk(WRITER)
        files = desk.ask(AttachmentsOf(ticket))
        try:
            sizes = [
                sum(map(len, desk.pieces(StoredFile(each.sha256, each.size)))) for each in files
            ]
        except DeskError as error:
            return f"{ticket}: {error.sentence}"
        return "" if sizes == [size] else f"{ticket}: {sizes} instead of {size}"

    def _sweep(self) -> int:
        class Later(SystemClock):
            def now(self) -> int:
                return super().now() + 72 * 3_600 * MICROSECONDS

        return PieceStore(self.world.desk(WRITER).store, Later()).sweep()

    def _strays(self) -> list[str]:
        piece, file = tables.attachment_piece.c, tables.attachment.c
        named = sa.select(file.sha256)
        with self.world.store.reading() as connection:
            left = sa.select(piece.sha256).where(piece.sha256.not_in(named))
            strays = connection.scalars(left).all()
        return [f"{each}: a piece that nobody names stays" for each in strays]


def run_crash(world: World, kills: int, seed: int) -> Tally:
    """Kill a writer so many times, each time at another moment."""
    crash = FileCrash(world, seed)
    for _ in range(kills):
        crash.kill_once()
    return crash.tally


def main() -> int:
    """Kill writers on each database; 1 when a promise was broken."""
    return as_command(__doc__, 20, attach_for_ever, run_crash)


if __name__ == "__main__":
    sys.exit(main())
