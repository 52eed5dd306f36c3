"""Loading what is needed next in parts, so that the window answers between them."""

from collections.abc import Callable, Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer


def load_in_parts(
    parts: Sequence[str], owner: QObject, then: Callable[[], object] = lambda: None
) -> None:
    """Load modules one after the other, each in a round of the loop of its own; none once `owner` is gone."""
    if not parts:
        then()
        return
    import_module(parts[0])
    QTimer.singleShot(0, owner, lambda: load_in_parts(parts[1:], owner, then))
