"""Reading a database file without leaving a trace: no lock, no file beside it, nothing made that was not there."""

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

_MAGIC = b"SQLite format 3\x00"
_BESIDE = ("-wal", "-journal")


def uri_to_look(file: Path) -> str:
    """Give the URI by which SQLite reads `file` and changes nothing."""
    is_quiet = not any(file.with_name(file.name + end).exists() for end in _BESIDE)
    # Even a reader leaves files beside a database, but for one that is told nobody writes to it.
    return f"{file.absolute().as_uri()}?{'immutable=1' if is_quiet else 'mode=ro'}"


def engine_to_look(file: Path) -> Engine:
    """Give an engine on `file` as it is; raises what SQLite raises, once it is used."""
    return sa.create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(uri_to_look(file), uri=True),
        poolclass=sa.NullPool,
    )


def is_database(file: Path) -> bool:
    """Say whether a file begins as SQLite's do."""
    try:
        with file.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False
