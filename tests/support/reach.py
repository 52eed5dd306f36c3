"""What the keyboard reaches, and whether a screen reader can name it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def reached(root: QWidget) -> Iterator[QWidget]:
    """Give what Tab reaches in `root`, in its order."""
    each = root
    while True:
        each = each.nextInFocusChain()
        if each is root:
            return
        takes_keys = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) and each.isEnabled()
        if (
            takes_keys
            and each.isVisible()
            and root.isAncestorOf(each)
            and each.focusProxy() is None
        ):
            yield each


def nameless(root: QWidget) -> list[str]:
    """Give what Tab reaches and a screen reader could not name, or not say what it is."""
    found = []
    for each in reached(root):
        told = QAccessible.queryAccessibleInterface(each)
        assert told is not None
        role = told.role()
        is_something = role not in (QAccessible.Role.NoRole, QAccessible.Role.Client)
        if not told.text(QAccessible.Text.Name) or not is_something:
            found.append(f"{type(each).__name__} {each.objectName()} {role}")
    return found
