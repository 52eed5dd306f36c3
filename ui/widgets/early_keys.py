"""What is typed before a new window has the keyboard."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
# By these the window behind is meant, or the new one is there.
_ENDS = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Close)


class EarlyKeys(QObject):
    """Gives keys to a window that is just being shown, which the desktop still gives to the one behind it.

    It must not be modal: Qt drops what is typed into a window that is behind a modal one.
    """

    def __init__(self, window: QWidget, behind: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._behind = behind.windowHandle()
        window.installEventFilter(self)
        self._behind.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass keys on until the window has the keyboard, or somebody goes back to the one behind."""
        if (watched is self._window and event.type() is QEvent.Type.WindowActivate) or (
            watched is self._behind and event.type() in _ENDS
        ):
            self._end()
        elif watched is self._behind and event.type() in _KEYS:
            QApplication.sendEvent(self._window.focusWidget() or self._window, event)
            return True
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        self._window.removeEventFilter(self)
        self._behind.removeEventFilter(self)
        self.deleteLater()
