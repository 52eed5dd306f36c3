"""Kill -9 in the middle of a stream of commands: what was acknowledged is there, and everything holds.

As a command (``make crash``): ``python tests/support/crash.py --kills 50``; as a test, the same with fewer.
The child says ``try`` and the command before, ``done`` and the command's id after; whatever it had tried
and not heard of is told again by the parent, and counts once.
"""

import itertools
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import sqlalchemy as sa
from support.killing import as_command, killed
from support.whole import faults
from support.world import World

from app.channels.author import Author
from app.db import tables
from app.desk import Desk
from app.domain.commands import AddNote, Command, EditTicket, LogTicket
from app.services.codec import decode_command, encode_command

WRITER = "anna"
# A kill comes after so many answers at most, and so many seconds at most after the last of them.
_ANSWERS = 40
_MOMENT = 0.006


def stream(author: Author) -> Iterator[Command]:
    """Give commands without end: tickets, and what is written into them."""
    actor, channel = author.actor, author.channel
    for number in itertools.count(1):
        ticket = author.new_id()
        common = {"actor": actor, "channel": channel, "ticket": ticket}
        told = {"title": f"Ticket {number}", "description": "x" * 2_000}
        yield LogTicket(command_id=author.new_id(), values=told, **common)
        for line in range(3):
            yield AddNote(command_id=author.new_id(), text=f"Note {line}.", **common)
            values = {"title": f"Ticket {number}, {line}", "impact": 1 + line}
            yield EditTicket(command_id=author.new_id(), values=values, **common)


def write_for_ever(url: str, actor: int, out: IO[str]) -> None:
    """Be the child: say what is tried, tell it, say that it is done."""
    author = Author(Desk(url), actor, "script")
    for command in stream(author):
        out.write(f"try {encode_command(command)}\n")
        out.flush()
        author.desk.tell(command)
        out.write(f"done {command.command_id}\n")
        out.flush()


@dataclass
class Tally:
    """What became of the kills; `wrong` says of each that broke a promise, how."""

    kills: int = 0
    acknowledged: int = 0
    untold: int = 0
    unfinished: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """Give the figures."""
        return (
            f"{self.kills:,} kills -9: {self.acknowledged:,} commands acknowledged, {len(self.wrong):,} broken "
            f"promises; {self.untold:,} stored and not acknowledged, {self.unfinished:,} not stored, each told "
            "again and counted once"
        )


class Crash:
    """A desk whose writer is killed again and again."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.tally = Tally()
        # Chance decides only when to kill; the seed is printed.
        self._chance = random.Random(seed)

    def kill_once(self) -> None:
        """Let a writer write, kill it at a random moment, and look at what is there."""
        tried, done = self._killed()
        self.tally.kills += 1
        self.tally.acknowledged += len(done)
        stored = self._stored()
        lost = [each for each in done if each not in stored]
        self.tally.wrong += [
            f"kill {self.tally.kills}: {each} was acknowledged and is gone" for each in lost
        ]
        open_ends = [each for each in tried if each.command_id not in done]
        for command in open_ends:
            self._tell_again(command, command.command_id in stored)
        self.tally.wrong += [
            f"kill {self.tally.kills}: {each}" for each in faults(self.world.store)
        ]
        self.tally.wrong += [f"kill {self.tally.kills}: {each}" for each in self._torn()]

    def _killed(self) -> tuple[list[Command], set[int]]:
        actor = str(self.world.id("person", WRITER))
        script = [sys.executable, __file__, "--write", self.world.url_of(WRITER), "--actor", actor]
        whole = killed(script, self._chance, _ANSWERS, _MOMENT)
        tried = [decode_command(rest) for word, rest in whole if word == "try"]
        return tried, {int(rest) for word, rest in whole if word == "done"}

    def _stored(self) -> set[int]:
        with self.world.store.reading() as connection:
            return set(connection.scalars(sa.select(tables.command.c.id)))

    def _tell_again(self, command: Command, was_stored: bool) -> None:
        # A server may end what a dead client began a moment after we looked: then it is a repeat as well.
        changes = self.world.desk(WRITER).tell(command)
        self.tally.untold += changes.repeated
        self.tally.unfinished += not changes.repeated
        if (was_stored and not changes.repeated) or len(changes.changes) != 1:
            self.tally.wrong.append(f"kill {self.tally.kills}: told again: {command}: {changes}")

    def _torn(self) -> Iterator[str]:
        """Say which commands have no event or two, which events no command, and what SQLite finds broken."""
        command, event = tables.command.c, tables.ticket_event.c
        with self.world.store.reading() as connection:
            told = Counter(connection.scalars(sa.select(event.command_id)))
            written = set(connection.scalars(sa.select(command.id).where(command.kind.in_(_KINDS))))
            if self.world.is_sqlite:
                looked = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
                yield from (str(each) for each in looked if each != "ok")
        yield from (f"{each} has {told[each]} events" for each in written if told[each] != 1)
        yield from (f"{each} has events and is no command" for each in told.keys() - written)


_KINDS = [kind.__name__ for kind in (LogTicket, AddNote, EditTicket)]


def run_crash(world: World, kills: int, seed: int) -> Tally:
    """Kill a writer so many times, each time at another moment."""
    crash = Crash(world, seed)
    for _ in range(kills):
        crash.kill_once()
    return crash.tally


def main() -> int:
    """Kill writers on each database; 1 when a promise was broken."""
    return as_command(__doc__, 50, write_for_ever, run_crash)


if __name__ == "__main__":
    sys.exit(main())
