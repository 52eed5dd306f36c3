"""A thread that listens to what others change."""

import threading
from collections.abc import Callable

from app.domain.changes import Changes
from app.errors import DeskError
from ui.desk import ChangeFeed, Desk

# Seconds: how long one look at the feed waits, and how long after a failure the next one comes.
_LOOK = 0.5
_AGAIN = 1.0


class Watcher:
    """Calls `heard` on its thread with Changes, or with the DeskError that keeps it from listening."""

    def __init__(
        self, open_desk: Callable[[], Desk], heard: Callable[[Changes | DeskError], None]
    ) -> None:
        self._open_desk = open_desk
        self._heard = heard
        self._feed: ChangeFeed | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="desk-watcher", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Listen no more."""
        self._stopping.set()
        feed = self._feed
        if feed is not None:
            feed.stop()

    def join(self, seconds: float) -> None:
        """Wait for the thread to end."""
        if self._thread.ident is not None:
            self._thread.join(seconds)

    def _watch(self) -> None:
        was_away = False
        while not self._stopping.is_set():
            try:
                self._listen(was_away=was_away)
            except DeskError as error:
                was_away = True
                self._heard(error)
                self._stopping.wait(_AGAIN)

    def _listen(self, *, was_away: bool) -> None:
        desk = self._open_desk()
        try:
            feed = self._feed = desk.feed()
            try:
                self._follow(feed, was_away=was_away)
            finally:
                self._feed = None
                feed.close()
        finally:
            desk.close()

    def _follow(self, feed: ChangeFeed, *, was_away: bool) -> None:
        if was_away:
            self._heard(Changes(everything=True))
        while not self._stopping.is_set():
            changes = feed.wait(_LOOK)
            if changes is not None:
                self._heard(changes)
