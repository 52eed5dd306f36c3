"""What every pane and dialog is given."""

from dataclasses import dataclass, field

from ui.backend import Backend
from ui.preferences import Preferences
from ui.seat import Seat
from ui.theme import Theme
from ui.typed import Typed


@dataclass(frozen=True)
class Workplace:
    """One window's ways to the desk, the person at it, how it looks and what it remembers.

    `typed`: what was begun in its dialogs.
    """

    backend: Backend
    seat: Seat
    theme: Theme
    preferences: Preferences
    typed: Typed = field(default_factory=Typed)
