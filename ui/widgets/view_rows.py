"""The rows of the left column: walked, and moved by keyboard or by drag."""

from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

# Under this role a row has the key of its view; a heading has none.
KEY = Qt.ItemDataRole.UserRole + 1
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_BELOW = QAbstractItemView.DropIndicatorPosition.BelowItem


class ViewRows(QListWidget):
    """Says what is wanted of a view, by its key; what becomes of it is decided elsewhere."""

    moved = Signal(str, int)  # one up (-1) or down (1)
    dropped = Signal(str, int)  # before the row of this number
    removal_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)  # of a view, or (empty) of none, at a point of the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setProperty("column", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)

    @property
    def key(self) -> str:
        """Give the key of the chosen view; empty where none is."""
        return _key_of(self.currentItem())

    def item_of(self, key: str) -> QListWidgetItem | None:
        """Give the row of a view."""
        items = (self.item(row) for row in range(self.count()))
        return next((item for item in items if key and _key_of(item) == key), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a view by Alt+Shift and an arrow, remove it by Delete."""
        by = _MOVES.get(Qt.Key(event.key()))
        if by and event.modifiers() & _ALT_SHIFT == _ALT_SHIFT:
            self.moved.emit(self.key, by)
        elif event.key() == Qt.Key.Key_Delete and self.key:
            self.removal_wanted.emit(self.key)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say before which row a view is dropped; the rows stay until they are arranged anew."""
        index = self.indexAt(event.position().toPoint())
        row = index.row() if index.isValid() else self.count()
        if index.isValid() and self.dropIndicatorPosition() is _BELOW:
            row += 1
        # Of what was copied nothing is taken away.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dragLeaveEvent(QDragLeaveEvent())
        self.dropped.emit(self.key, row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu: of the row under the mouse, or, by keyboard, of the chosen one."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            item = cast("QListWidgetItem | None", self.currentItem())
            place = self.visualItemRect(item).bottomLeft() if item is not None else QPoint()
        else:
            item, place = self.itemAt(event.pos()), event.pos()
        self.menu_wanted.emit(_key_of(item), self.viewport().mapToGlobal(place))


def _key_of(item: QListWidgetItem | None) -> str:
    return str(item.data(KEY) or "") if item is not None else ""
