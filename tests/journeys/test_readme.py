"""The session in README is true: every command is run, and prints what stands there."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
_CLOCK = re.compile(r"\b\d\d:\d\d\b")


def session() -> Iterator[tuple[str, str]]:
    """Give each command of README's session and what it prints."""
    found = _SESSION.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found is not None
    for part in found[1].split("$ ")[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def run(command: str, folder: Path, database: str) -> str:
    environment = {**os.environ, "FIRSTLINE_DATABASE": database, "PYTHONUTF8": "1"}
    words = [sys.executable, str(ROOT / "main.py"), *shlex.split(command)[1:]]
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return _CLOCK.sub("HH:MM", done.stdout + done.stderr)


def test_the_session_in_readme_prints_what_it_says(tmp_path: Path) -> None:
    database, told = "", []
    for command, output in session():
        if command.startswith("export"):
            database = command.partition("=")[2]
            continue
        told.append((command, output))
        assert run(command, tmp_path, database) == output, command
    assert len(told) > 10
