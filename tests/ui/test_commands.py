"""Which desk a window opens, and what is done without a screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import paths
from ui.commands import start_of
from ui.preferences import CHOSEN_DESK, Preferences
from ui.start import Origin

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give the file of a window's memory, which is this test's."""
    monkeypatch.delenv("FIRSTLINE_DATABASE", raising=False)
    file = tmp_path / "window.ini"
    monkeypatch.setattr(paths, "window_memory", lambda: file)
    return file


def test_a_desk_chosen_in_a_window_is_opened_where_none_is_named(memory: Path) -> None:
    preferences = Preferences(memory)
    preferences.keep(CHOSEN_DESK, "sqlite:///chosen.db")
    preferences.save()
    start = start_of([])
    assert (start.url, start.origin) == ("sqlite:///chosen.db", Origin.REMEMBERED)
    # It was there: where it is missed, nobody is asked which one to make in its place.
    assert not start.is_new
    named = start_of(["--database", "sqlite:///two.db"])
    assert (named.url, named.origin) == ("sqlite:///two.db", Origin.NAMED)


def test_a_window_opens_the_desk_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
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
