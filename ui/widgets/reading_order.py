"""What the keyboard reaches, in the order in which it is read."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QPushButton, QScrollArea, QWidget


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """Give everything in `widget` that Tab can reach, as its layouts place it."""
    scrolled = widget.widget() if isinstance(widget, QScrollArea) else None
    inside = scrolled or widget
    layout = inside.layout()
    if inside.focusPolicy() & Qt.FocusPolicy.TabFocus and not inside.isWindow():
        yield inside
    elif layout is not None:
        yield from _of_layout(layout)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if inner is not None:
            yield from _of_layout(inner)
        elif widget is not None:
            yield from in_reading_order(widget)


def order_focus(window: QWidget) -> None:
    """Let Tab go through `window` in reading order."""
    for one, other in pairwise(in_reading_order(window)):
        QWidget.setTabOrder(one, other)


def goes_on(form: QWidget, event: QKeyEvent) -> bool:
    """Go on to the next thing by Enter, or press the button that has the focus; say whether it was Enter.

    What is half filled in is not to be sent by it.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    focused = form.focusWidget()
    if isinstance(focused, QPushButton):
        focused.click()
    else:
        form.focusNextChild()
    return True
