"""The commands that take the tour."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSize

from app.paths import url_of
from app.text import tr
from ui.application import Application
from ui.commands import has_display
from ui.start import Start
from ui.tour.driver import Tour
from ui.tour.journey import journey

_SIZE = "1440x860"


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


def tour_instead() -> int:
    """Take the tour because there is no screen to show a desk on; gives the exit code."""
    folder = Path(tempfile.mkdtemp(prefix="firstline-tour-"))
    _say(
        tr(
            "There is no screen to show the desk on. A sample desk is toured instead; its pictures go to:"
        )
    )
    return take_tour(folder)


def take_tour(folder: Path, size: QSize | None = None, *, is_dark: bool = False) -> int:
    """Take the tour on a sample desk of its own; prints the folder, or why it could not go on."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="firstline-desk-") as home:
        url = url_of(Path(home) / "desk.db")
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
