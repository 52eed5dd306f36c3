"""What a reader's connection runs now, so that another thread can stop it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


class Running:
    """The one reading under way, if any.

    `faults`: the driver's own errors. The lock keeps an interruption from reaching the next reading.
    """

    def __init__(self, faults: type[Exception]) -> None:
        self._faults = faults
        self._lock = threading.Lock()
        self._driver: Any = None

    @contextmanager
    def on(self, driver: Any) -> Iterator[None]:  # noqa: ANN401 - a connection of either driver
        """Say that `driver` runs statements until the block ends."""
        self._hold(driver)
        try:
            yield
        finally:
            self._hold(None)

    def _hold(self, driver: Any) -> None:  # noqa: ANN401
        with self._lock:
            self._driver = driver

    def interrupt(self) -> None:
        """Stop the statement that runs now; without one, do nothing."""
        with self._lock:
            if self._driver is None:
                return
            stop = getattr(self._driver, "cancel_safe", None) or self._driver.interrupt
            # What cannot be stopped runs to its end.
            with suppress(self._faults):
                stop()
