"""Boxes of words that take no files: what is dropped on one goes to whatever stands behind it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.note_edit import places_in


class FileRefusal(QObject):
    """Keeps files out of a box and of all in it: Qt would write their places into the text."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        for widget in (box, *box.findChildren(QWidget)):
            if widget.acceptDrops():
                widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let files that come over the box go on to what is behind it."""
        if isinstance(event, QDragEnterEvent) and places_in(event.mimeData()):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
