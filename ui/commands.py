"""The commands that open windows: the desk itself, and the tour."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSize

from app import paths
from app.text import tr
from ui.application import Application, Start
from ui.tour.driver import Tour
from ui.tour.journey import journey

_SIZE = "1440x860"


def has_display() -> bool:
    """Say whether there is a screen to show a window on."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
        return False
    return sys.platform != "linux" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))


def open_desk(arguments: list[str]) -> int:
    """Open the desk's window; without a screen, take the tour instead. Gives the exit code."""
    start = start_of(arguments)
    if not has_display():
        folder = Path(tempfile.mkdtemp(prefix="firstline-tour-"))
        _say(
            tr(
                "There is no screen to show the desk on. A sample desk is toured instead; its pictures go to:"
            )
        )
        return take_tour(folder)
    return Application(start).run()


def start_of(arguments: list[str]) -> Start:
    """Say which desk to open for whom: as the options and FIRSTLINE_DATABASE name it, else one's own."""
    parser = argparse.ArgumentParser(prog="firstline", add_help=False)
    parser.add_argument("--database", default=os.environ.get("FIRSTLINE_DATABASE", ""))
    parser.add_argument("--as", dest="login", default="")
    asked = parser.parse_args(arguments)
    url = asked.database or f"sqlite:///{paths.embedded_desk()}"
    return Start(url, asked.login, paths.window_memory())


def tour(arguments: list[str]) -> int:
    """Read the tour's options and take it; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="firstline tour",
        description=tr(
            "Drive the real windows through an incident's whole life on a sample desk, and save a picture of each stage."
        ),
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help=tr("where the pictures go"))
    parser.add_argument("--dark", action="store_true", help=tr("in dark colours"))
    parser.add_argument(
        "--size", default=_SIZE, type=_size, help=tr("of the window, such as 1280x720")
    )
    asked = parser.parse_args(arguments)
    return take_tour(asked.folder, asked.size, is_dark=asked.dark)


def take_tour(folder: Path, size: QSize | None = None, *, is_dark: bool = False) -> int:
    """Take the tour on a sample desk of its own; prints the folder, or why it could not go on."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="firstline-desk-") as home:
        url = f"sqlite:///{Path(home) / 'desk.db'}"
        application = Application(Start(url, "", Path(home) / "window.ini"))
        application.theme.set_scheme("dark" if is_dark else "light")
        application.window.resize(size or _size(_SIZE))
        guide = Tour(journey(application), folder)
        ends: list[str] = []
        guide.ended.connect(ends.append)
        guide.ended.connect(application.window.close)
        application.window.show()
        guide.start()
        application.qt.exec()
    if ends != [""]:
        sys.stderr.write("".join(ends) + "\n")
        return 1
    _say(str(folder))
    return 0


def _size(text: str) -> QSize:
    width, height = text.lower().split("x")
    return QSize(int(width), int(height))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
