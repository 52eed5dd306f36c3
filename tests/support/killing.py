"""Killing a process that writes, at a moment that chance chooses."""

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import IO, Protocol

from support.own_desk import DATABASES, own_world
from support.world import World

_SHOWN = 20


class Tally(Protocol):
    """What became of the kills: in a sentence, and how each that broke a promise did."""

    wrong: list[str]

    @property
    def sentence(self) -> str:
        """Give the figures."""
        ...


Write = Callable[[str, int, IO[str]], object]


def as_command(
    text: str | None,
    kills: int,
    write: Write,
    run: Callable[[World, int, int], Tally],
    databases: Sequence[str] = DATABASES,
) -> int:
    """Kill writers on each database and print what came of it; 1 when a promise was broken.

    `write` is the child, for a URL, an actor and where to say it; `run` kills it so many times on a world, with
    a seed.
    """
    parser = argparse.ArgumentParser(description=text)
    parser.add_argument("--kills", type=int, default=kills)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--database", choices=databases, action="append")
    parser.add_argument("--write", metavar="URL", help="be a writer that is to be killed")
    parser.add_argument("--actor", type=int, default=0)
    told = parser.parse_args()
    if told.write:
        write(told.write, told.actor, sys.stdout)
    seed = int.from_bytes(os.urandom(4)) if told.seed is None else told.seed
    wrong: list[str] = []
    for database in told.database or databases:
        with own_world(database) as world:
            tally = run(world, told.kills, seed)
        sys.stdout.write(f"{database} (seed {seed}): {tally.sentence}\n")
        sys.stdout.flush()
        wrong += tally.wrong
    sys.stdout.writelines(f"{each}\n" for each in wrong[:_SHOWN])
    return 1 if wrong else 0


def killed(
    script: Sequence[str], chance: random.Random, answers: int, moment: float
) -> list[list[str]]:
    """Start a script that says ``try`` before and ``done`` after each thing it does, and kill it.

    The kill comes after `answers` answers at most, and `moment` seconds at most after the last of them. Gives
    the lines it said, each as its first word and the rest.
    """
    left = chance.randint(0, answers)
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True, bufsize=1) as child:
        assert child.stdout is not None
        # Until it has begun there is nothing to kill in its midst.
        lines = [child.stdout.readline()]
        while left and (line := child.stdout.readline()):
            lines.append(line)
            left -= line.startswith("done")
        _spin(chance.uniform(0, moment))
        child.kill()
        lines += child.stdout.readlines()
    # The last line may be half a line: then nobody heard it.
    return [line.strip().split(" ", 1) for line in lines if line.endswith("\n")]


def _spin(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass
