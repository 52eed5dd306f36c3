"""Doing something soon, and not more often than it can bear."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

# Of each second at most a tenth goes into what is done again and again.
_SHARE = 10


class Throttle(QObject):
    """Calls `act` once for many wishes; `done` tells how long it took, and the next one waits accordingly."""

    def __init__(self, act: Callable[[], object], parent: QObject, least_ms: int = 300) -> None:
        super().__init__(parent)
        self._act = act
        self._least = least_ms
        self._began = 0.0
        self._pause = least_ms
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go)

    def wish(self) -> None:
        """Do it soon."""
        if not self._timer.isActive():
            self._timer.start(self._pause)

    def done(self) -> None:
        """Say that what was done has had its effect."""
        took_ms = int((time.monotonic() - self._began) * 1_000) if self._began else 0
        self._pause = max(self._least, _SHARE * took_ms)
        self._began = 0.0

    def _go(self) -> None:
        self._began = time.monotonic()
        self._act()
