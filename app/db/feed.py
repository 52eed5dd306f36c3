"""What changed on a desk, whoever did it: heard by a connection of its own.

SQLite has one writer at a time, so the highest number seen is a position. PostgreSQL commits out of order:
the position there is the last snapshot, and what was not visible in it is new. Notifications are hints; what
is told is always read.
"""

import json
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app.db.store import Store
from app.domain.changes import Change, Changes
from app.errors import Unreachable
from app.text import tr

# More than this is not listed: whoever hears of it reads everything anew.
MOST = 1_000
_LOOK_EVERY_S = 0.1
_CHANNEL = "firstline"


@dataclass(frozen=True)
class Position:
    """How far somebody has read: the desk's epoch, and a place in it."""

    epoch: str
    place: Any


class ChangeFeed(ABC):
    """The changes of one desk from the moment this is made.

    `wait` is called by one thread, `stop` and `close` by any.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = threading.Lock()
        self._closed = threading.Event()
        self._driver: Any = None
        with store.spoken_faults():
            self._position = self._connect()

    def wait(self, seconds: float) -> Changes | None:
        """Give what changed since the last time, waiting up to `seconds` for it; None: nothing came.

        Raises Unreachable; the next call connects anew and goes on from the same place.
        """
        end = time.monotonic() + seconds
        with self._turn, self._connected():
            # The first look needs no sign: a connection that was cut silently gives none.
            is_due = True
            while not self._closed.is_set():
                found = self._since() if is_due else None
                left = end - time.monotonic()
                if found is not None or left <= 0:
                    return found
                is_due = self._rest(min(left, _LOOK_EVERY_S))
        return None

    def stop(self) -> None:
        """Have whoever waits hear None, within a look; to be called before `close`."""
        self._closed.set()

    def close(self) -> None:
        """Let go of the connection; whoever waits hears None."""
        self.stop()
        with self._turn:
            self._drop()

    @contextmanager
    def _connected(self) -> Iterator[None]:
        with self._store.spoken_faults():
            try:
                if self._driver is None and not self._closed.is_set():
                    self._connect()
                yield
            except BaseException:
                self._drop()
                raise

    def _connect(self) -> Position:
        """Open the connection; gives the present position."""
        self._driver = self._store.own_connection()
        return self._read(None)[0]

    def _drop(self) -> None:
        driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    def _since(self) -> Changes | None:
        before = self._position
        self._position, changes = self._read(before)
        if self._position.epoch != before.epoch or len(changes) > MOST:
            return Changes(everything=True)
        return Changes(changes) if changes else None

    @abstractmethod
    def _rest(self, seconds: float) -> bool:
        """Wait for a sign, up to `seconds`; says whether there may be something to read."""

    @abstractmethod
    def _read(self, since: Position | None) -> tuple[Position, tuple[Change, ...]]:
        """Read the present position and the changes after `since`, up to ``MOST + 1`` of them."""


class SqliteFeed(ChangeFeed):
    """Looks at the file's change counter, 15 µs a look, and reads when it moved."""

    _seen = 0

    def _rest(self, seconds: float) -> bool:
        self._closed.wait(seconds)
        if self._store.whereabouts.is_another():
            raise Unreachable(self._store.name, tr("another file was put in its place."))
        seen, self._seen = self._seen, self._driver.execute("PRAGMA data_version").fetchone()[0]
        return bool(seen != self._seen)

    def _read(self, since: Position | None) -> tuple[Position, tuple[Change, ...]]:
        # One statement, one state: the position belongs to the rows.
        found = self._driver.execute(
            """SELECT d.feed_epoch, (SELECT coalesce(max(seq), 0) FROM change),
                      (SELECT json_group_array(json_array(n.kind, n.row_id, n.version))
                         FROM (SELECT kind, row_id, version FROM change WHERE seq > ? ORDER BY seq LIMIT ?) n)
                 FROM desk d""",
            (since.place if since else 0, MOST + 1 if since else 0),
        ).fetchone()
        return _read_row(*found)


class PostgresqlFeed(ChangeFeed):
    """Listens, and reads what its last snapshot did not show."""

    def _connect(self) -> Position:
        self._driver = self._store.own_connection()
        self._driver.autocommit = True
        self._driver.execute(f"LISTEN {_CHANNEL}")
        return self._read(None)[0]

    def _rest(self, seconds: float) -> bool:
        return any(self._driver.notifies(timeout=seconds, stop_after=1))

    def _read(self, since: Position | None) -> tuple[Position, tuple[Change, ...]]:
        new = "xid >= pg_snapshot_xmin(%(since)s) AND NOT pg_visible_in_snapshot(xid, %(since)s)"
        # A failover can go on counting from an earlier transaction: its timeline is another epoch.
        found = self._driver.execute(
            f"""SELECT d.feed_epoch || ':' || (SELECT timeline_id FROM pg_control_checkpoint()),
                       pg_current_snapshot()::text,
                       (SELECT coalesce(json_agg(json_build_array(n.kind, n.row_id, n.version)), '[]')::text
                          FROM (SELECT kind, row_id, version FROM change
                                 WHERE {new if since else "false"} ORDER BY seq LIMIT {MOST + 1}) n)
                  FROM desk d""",  # noqa: S608 - our own two conditions
            {"since": since.place if since else None},
        ).fetchone()
        return _read_row(*found)


def _read_row(epoch: str, place: Any, changes: str) -> tuple[Position, tuple[Change, ...]]:  # noqa: ANN401
    return Position(epoch, place), tuple(Change(*each) for each in json.loads(changes))


def open_feed(store: Store) -> ChangeFeed:
    """Begin to hear what changes in `store`; raises Unreachable."""
    return SqliteFeed(store) if store.is_sqlite else PostgresqlFeed(store)
