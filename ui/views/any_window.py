"""What every window offers, whatever it shows: its colours, its text size, and the list of its keys."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.views.shortcut_list import ShortcutList

Slots = dict[str, Callable[[], object]]
_STEP = 10  # per cent of text size


def look_slots(theme: Theme) -> Slots:
    """Give the ways to change how all windows look."""
    return {
        "scheme_system": partial(theme.set_scheme, "system"),
        "scheme_light": partial(theme.set_scheme, "light"),
        "scheme_dark": partial(theme.set_scheme, "dark"),
        "larger": lambda: theme.set_scale(theme.scale + _STEP),
        "smaller": lambda: theme.set_scale(theme.scale - _STEP),
        "usual": lambda: theme.set_scale(100),
    }


def keys_slot(theme: Theme, window: QWidget, offered: Collection[str]) -> Slots:
    """Give the way to the list of keys of a window that offers the deeds called `offered`, and this one."""
    return {"shortcuts": lambda: ShortcutList(theme, window, {*offered, "shortcuts"}).open()}
