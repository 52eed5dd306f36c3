"""Where a window of its own stands: over what it belongs to, and nowhere beyond the screen."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

# What the screen keeps around a window: its frame, which nobody knows before it is shown, and a rim.
AROUND = QSize(40, 72)


def room_of(window: QWidget) -> QRect:
    """Give what can be used of the screen that a window, or what it belongs to, is on."""
    parent = window.parentWidget()
    anchor = window if window.isVisible() or parent is None else parent.window()
    return anchor.screen().availableGeometry()


def fit(window: QWidget, size: QSize) -> None:
    """Give a window that is not shown yet as much of a size as there is room for with its frame."""
    window.resize(size.boundedTo(room_of(window).size() - AROUND))


def place_over(window: QWidget, size: QSize) -> None:
    """Give a window that is not shown yet as much of a size as there is room for, over its parent."""
    room, parent = room_of(window), window.parentWidget()
    fit(window, size)
    over = parent.window().frameGeometry() if parent is not None else room
    whole = QRect(QPoint(), window.size() + AROUND)
    whole.moveCenter(over.center())
    # Some desktops take this for the corner of the frame, some for that of what is in it.
    window.move(within(whole, room) + QPoint(AROUND.width(), AROUND.height()) / 2)


def within(whole: QRect, room: QRect) -> QPoint:
    """Give the corner of a window, frame and all, that is moved no further than into the room."""
    x = max(room.left(), min(whole.x(), room.right() + 1 - whole.width()))
    y = max(room.top(), min(whole.y(), room.bottom() + 1 - whole.height()))
    return QPoint(x, y)
