"""The commands that open windows: the desk itself, and the tour."""

import argparse
import os
import sys
from importlib import import_module

from app import paths
from app.paths import url_of
from ui.preferences import CHOSEN_DESK, Preferences
from ui.start import Origin, Start


def has_display() -> bool:
    """Say whether there is a screen to show a window on."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
        return False
    return sys.platform != "linux" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))


def open_desk(arguments: list[str]) -> int:
    """Open the desk's window; without a screen, take the tour instead. Gives the exit code."""
    start = start_of(arguments)
    if not has_display():
        return int(import_module("ui.tour.taking").tour_instead())
    return int(import_module("ui.application").Application(start).run())


def tour(arguments: list[str]) -> int:
    """Take the tour; gives the exit code."""
    return int(import_module("ui.tour.taking").tour(arguments))


def start_of(arguments: list[str]) -> Start:
    """Say which desk to open for whom.

    As the options and FIRSTLINE_DATABASE name it, else the one that was chosen in a window, else one's own.
    """
    parser = argparse.ArgumentParser(prog="firstline", add_help=False)
    parser.add_argument("--database", default=os.environ.get("FIRSTLINE_DATABASE", ""))
    parser.add_argument("--as", dest="login", default="")
    asked = parser.parse_args(arguments)
    memory = paths.window_memory()
    if asked.database:
        return Start(asked.database, asked.login, memory, Origin.NAMED)
    if remembered := Preferences(memory).text(CHOSEN_DESK):
        return Start(remembered, asked.login, memory, Origin.REMEMBERED)
    return Start(url_of(paths.embedded_desk()), asked.login, memory)
