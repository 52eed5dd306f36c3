"""Two files of one desk held against each other, event by event."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.clock import as_datetime
from app.db.looking import is_database, uri_to_look
from app.text import tr

_MISSING = """SELECT count(*), count(DISTINCT e.{subject}), max(e.recorded_at) FROM main.{events} e
               WHERE NOT EXISTS (SELECT 1 FROM other.{events} o WHERE {same} AND o.version = e.version AND o.hash = e.hash)"""
_TICKETS = {"events": "ticket_event", "subject": "ticket_id", "same": "o.ticket_id = e.ticket_id"}
_THINGS = {
    "events": "desk_event",
    "subject": "thing_id",
    "same": "o.thing = e.thing AND o.thing_id = e.thing_id",
}


def identity(file: Path) -> str | None:
    """Give the uid of the desk in a file; None where there is none, or none that can be read."""
    if not is_database(file):
        return None
    try:
        with closing(sqlite3.connect(uri_to_look(file), uri=True)) as connection:
            found = connection.execute("SELECT uid FROM desk JOIN desk_event LIMIT 1").fetchone()
    except sqlite3.Error:
        return None
    return str(found[0]) if found else None


def only_in(one: Path, other: Path) -> list[str]:
    """Give in a few words each what the desk in `one` has and the same desk in `other` has not; SQLite's own errors."""
    with closing(sqlite3.connect(uri_to_look(one), uri=True)) as connection:
        return missing(connection, other)


def missing(connection: sqlite3.Connection, other: Path) -> list[str]:
    """Give what the desk of a connection has and the one in `other` has not; SQLite's own errors."""
    told, newest = [], 0
    with _beside(connection, other):
        for what, names in ((_changes_of_tickets, _TICKETS), (_changes_of_things, _THINGS)):
            count, subjects, last = connection.execute(_MISSING.format(**names)).fetchone()
            if count:
                told.append(what(count, subjects))
                newest = max(newest, last)
    if told:
        told.append(
            tr("the last at {moment}", moment=f"{as_datetime(newest).astimezone():%Y-%m-%d %H:%M}")
        )
    return told


def _changes_of_tickets(count: int, tickets: int) -> str:
    return tr("changes of tickets: {count} (tickets: {tickets})", count=count, tickets=tickets)


def _changes_of_things(count: int, things: int) -> str:
    return tr("changes of people and settings: {count} (of {things})", count=count, things=things)


@contextmanager
def _beside(connection: sqlite3.Connection, other: Path) -> Iterator[None]:
    connection.execute("ATTACH DATABASE ? AS other", (uri_to_look(other),))
    try:
        yield
    finally:
        connection.execute("DETACH DATABASE other")
