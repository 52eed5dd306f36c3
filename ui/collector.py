"""Garbage is collected on the window's thread only.

Python collects where it happens to allocate, which may be a worker; a widget in a cycle would be destroyed there, and
Qt does not survive that (seen: a segmentation fault in the watcher, while it compiled a statement).
"""

import gc

from PySide6.QtCore import QObject, QTimer

# Milliseconds between two looks.
_LOOK_MS = 1_000


class Collector(QObject):
    """Stops Python from collecting by itself, and does it between two events instead."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(collect)
        self._timer.start()


def collect() -> None:
    """Collect the oldest generation that is due, as Python would have."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
