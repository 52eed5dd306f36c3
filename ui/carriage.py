"""Something large on its way to or from the desk, which can be watched and called off."""

import threading
from collections.abc import Callable


class Carriage:
    """One such way; `tell` and `is_cancelled` are for the thread that goes it, `cancel` for the window."""

    def __init__(self, told: Callable[[int, int], None]) -> None:
        self._told = told
        self._cancelled = threading.Event()

    def tell(self, done: int, size: int) -> None:
        """Say how many bytes of how many are done."""
        self._told(done, size)

    def is_cancelled(self) -> bool:
        """Say whether it was called off."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Call it off: what is under way ends at the next piece."""
        self._cancelled.set()
