"""What is typed before a new window has the keyboard."""

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
# By these the new window is there, or gone; by those a window behind is meant.
_ENDS = (QEvent.Type.WindowActivate, QEvent.Type.Hide)
_ENDS_BEHIND = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Close)


class EarlyKeys(QObject):
    """Gives keys to a window that is just being shown, which the desktop still gives to one behind it.

    It must not be modal: Qt drops what is typed into a window that is behind a modal one.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        # It may be shown from a window of its own, and belong to the main one.
        self._behind = [each for each in QGuiApplication.topLevelWindows() if each.isVisible()]
        for each in (window, *self._behind):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass keys on until the window has the keyboard, or somebody goes back to one behind."""
        is_behind = watched is not self._window
        if event.type() in (_ENDS_BEHIND if is_behind else _ENDS):
            self._end()
        elif is_behind and event.type() in _KEYS:
            QApplication.sendEvent(self._window.focusWidget() or self._window, event)
            return True
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        for each in (self._window, *self._behind):
            if shiboken6.isValid(each):
                each.removeEventFilter(self)
        self.deleteLater()
