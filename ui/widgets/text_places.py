"""Places in a text as Qt counts them: letters beyond Unicode's first plane are two."""

from PySide6.QtGui import QTextCursor


def units(text: str) -> int:
    """Count a text as Qt does."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def select_back(cursor: QTextCursor, typed: str) -> None:
    """Select what was typed right before the cursor."""
    cursor.setPosition(cursor.position() - units(typed), QTextCursor.MoveMode.KeepAnchor)


def select_span(cursor: QTextCursor, text: str, span: tuple[int, int]) -> None:
    """Select a part of `text`, which is the cursor's whole."""
    begin, end = span
    cursor.setPosition(units(text[:begin]))
    cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
