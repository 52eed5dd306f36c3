"""Enter presses the button that has the keyboard, as Space does."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton


class EnterKey(QObject):
    """An event filter of the whole application; Qt by itself lets Enter press buttons of dialogs only."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn Enter on a button into a click."""
        is_press = event.type() is QEvent.Type.KeyPress and isinstance(watched, QAbstractButton)
        if (
            not is_press
            or not isinstance(event, QKeyEvent)
            or not isinstance(watched, QAbstractButton)
        ):
            return False
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_enter and is_plain and watched.isEnabled():
            watched.click()
            return True
        return False
