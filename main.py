"""Firstline's entry, the only module that knows both the command line and the window."""

import sys
from importlib import import_module

# What comes with Qt and what comes with the command line are each loaded only for what needs them.
WINDOW_OPTIONS = ("--database", "--as")


def main() -> None:
    """Do what the command line says; without a command, open the desk."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Do what `arguments` say; gives the exit code."""
    if not arguments or arguments[0].partition("=")[0] in WINDOW_OPTIONS:
        return int(import_module("ui.commands").open_desk(arguments))
    if arguments[0] == "tour":
        return int(import_module("ui.commands").tour(arguments[1:]))
    return int(import_module("app.cli.application").run(arguments))


def main_window() -> None:
    """Open the desk, started from a menu or an icon."""
    sys.exit(run([]))


if __name__ == "__main__":
    main()
