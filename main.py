"""Firstline's entry, the only module that knows both the command line and the window."""

import sys

from app.cli.application import run


def main() -> None:
    """Do what the command line says; without a command, open the desk."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
