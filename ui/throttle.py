"""Doing something at once, and again not more often than it can bear."""

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
        self._least = self._pause = least_ms
        self._began: float | None = None
        self._is_going = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go)

    def wish(self) -> None:
        """Do it: now, or when the pause since the last time is over."""
        if not self._timer.isActive():
            passed = self._passed()
            self._timer.start(0 if passed is None else max(0, self._pause - passed))

    def done(self) -> None:
        """Say that what was done has had its effect."""
        if self._is_going:
            self._is_going = False
            self._pause = max(self._least, _SHARE * (self._passed() or 0))

    def _passed(self) -> int | None:
        return None if self._began is None else int((time.monotonic() - self._began) * 1_000)

    def _go(self) -> None:
        self._began = time.monotonic()
        self._is_going = True
        self._act()
