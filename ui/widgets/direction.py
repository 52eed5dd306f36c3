"""Which way a text is written."""

import unicodedata

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

_STRONG = {"L": False, "R": True, "AL": True}


def is_right_to_left(text: str) -> bool:
    """Say whether the first letter that has a direction is written from right to left."""
    directions = (_STRONG.get(unicodedata.bidirectional(letter)) for letter in text)
    return next((each for each in directions if each is not None), False)


def draw_line(painter: QPainter, room: QRect, text: str) -> None:
    """Draw a line from where its writing begins; a last “…” stands where it ends."""
    direction = Qt.LayoutDirection.LeftToRight
    if is_right_to_left(text):
        direction = Qt.LayoutDirection.RightToLeft
    painter.setLayoutDirection(direction)
    painter.drawText(room, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, text)
