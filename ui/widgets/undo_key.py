"""Ctrl+Z in a line: it undoes typing while there is some, then what was edited in the window."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.boxes import input_of


class UndoKey(QObject):
    """Lets the window have the key of a box whose typing is all told already; Qt's lines always keep it."""

    def watch(self, box: QWidget) -> None:
        """Do so for a box."""
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the key to the window where the line has nothing to undo."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            line = input_of(watched) if isinstance(watched, QWidget) else watched
            if isinstance(line, QLineEdit) and not _has_use_for(event, line):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _has_use_for(event: QKeyEvent, line: QLineEdit) -> bool:
    if event.matches(QKeySequence.StandardKey.Undo):
        return line.isUndoAvailable() and not line.isReadOnly()
    if event.matches(QKeySequence.StandardKey.Redo):
        return line.isRedoAvailable() and not line.isReadOnly()
    return True
