"""Which desk a window opens, and what is done without a screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import paths
from ui.commands import start_of

ROOT = Path(__file__).parents[2]


def test_a_window_opens_the_desk_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIRSTLINE_DATABASE", raising=False)
    assert start_of([]).url == f"sqlite:///{paths.embedded_desk()}"
    monkeypatch.setenv("FIRSTLINE_DATABASE", "sqlite:///one.db")
    assert start_of([]).url == "sqlite:///one.db"
    start = start_of(["--database", "sqlite:///two.db", "--as", "anna"])
    assert (start.url, start.login) == ("sqlite:///two.db", "anna")


def test_without_a_screen_nothing_is_asked(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    environment |= {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "FIRSTLINE_DATABASE"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "main.py"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said, folder = done.stdout.splitlines()
    assert said.startswith("There is no screen to show the desk on.")
    assert list(Path(folder).glob("*.png"))
