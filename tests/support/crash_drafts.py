"""Killing a window while somebody types in it: what was typed a second before is there in the next one.

As a command (``make crash``): ``python tests/support/crash_drafts.py --kills 20`` on each database. The child is
the real main window, offscreen; it says ``done`` with a count and the time after each word it typed.
"""

import json
import os
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NoReturn

if __name__ == "__main__":
    # As a script: this one's neighbours and the project are looked for at its root.
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from support.killing import as_command, killed
from support.world import World

from ui.application import Application
from ui.start import Start
from ui.typed import Kept

WRITER = "anna"
PROMISED_SECONDS = 1.0
_EVERY_MS = 25
_WORDS, _MOMENT = 120, 0.3
_MEMORY = "FIRSTLINE_TEST_MEMORY"


def type_for_ever(url: str, actor: int, out: IO[str]) -> NoReturn:
    """Type words into a ticket's note, in a window of its own, until killed; `actor` is the ticket."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    start = Start(url, WRITER, Path(os.environ[_MEMORY]))
    application = Application(start)
    count = 0

    def type_word() -> None:
        nonlocal count
        panes = application.window.panes
        if panes is None:
            return
        if panes.ticket.ticket != actor:
            panes.ticket.show_ticket(actor)
            panes.ticket.compose(public=False)
        box = panes.ticket.face.composer.text
        if panes.ticket.detail is None or not box.hasFocus():
            return
        count += 1
        word = f"{os.getpid()}-{count}"
        QTest.keyClicks(box, f"{word} ")
        out.write(f"done {word} {time.time()}\n")
        out.flush()

    typing = QTimer(interval=_EVERY_MS)
    typing.timeout.connect(type_word)
    typing.start()
    out.write("try\n")
    out.flush()
    sys.exit(application.run())


@dataclass
class Tally:
    """What became of a number of kills: sums, and how each that lost something did."""

    kills: int = 0
    typed: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """Give the figures."""
        return (
            f"{self.kills:,} kills -9 while somebody typed: {self.typed:,} words, {self.lost:,} of them lost, all "
            f"from the last second; {len(self.wrong):,} broken promises"
        )


def run_crash(world: World, kills: int, seed: int) -> Tally:
    """Kill a typing window `kills` times, each going on with what the last one left."""
    chance, tally = random.Random(seed), Tally()
    ticket = world.log()
    with TemporaryDirectory(prefix="firstline-drafts-") as home:
        os.environ[_MEMORY] = str(Path(home) / "window.ini")
        script = (sys.executable, __file__, "--write", world.url_of(WRITER), "--actor", str(ticket))
        before: set[str] = set()
        for _ in range(kills):
            said = killed(script, chance, _WORDS, _MOMENT)
            typed = [line[1].split() for line in said if line[0] == "done"]
            kept = _left_in(Path(home))
            tally.kills += 1
            tally.typed += len(typed)
            _judge(tally, typed, before, kept)
            before = kept
    return tally


def _judge(tally: Tally, typed: list[list[str]], before: set[str], kept: set[str]) -> None:
    end = float(typed[-1][1]) if typed else 0.0
    promised = {word for word, at in typed if float(at) <= end - PROMISED_SECONDS}
    gone = (before | promised) - kept
    if gone:
        tally.wrong.append(f"typed a second before, or there already, and gone: {sorted(gone)}")
    tally.lost += len({word for word, _ in typed} - kept)


def _left_in(home: Path) -> set[str]:
    drafts = [Kept.of(json.loads(file.read_bytes())) for file in home.rglob("*.json")]
    return {word for kept in drafts if kept for word in kept.text.split()}


def main() -> int:
    """Kill windows on each database; 1 when something was lost."""
    return as_command(__doc__, 20, type_for_ever, run_crash)


if __name__ == "__main__":
    sys.exit(main())
