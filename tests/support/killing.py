"""Killing a process that writes, at a moment that chance chooses."""

import random
import subprocess
import time
from collections.abc import Sequence


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
