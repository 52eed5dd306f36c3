"""Finding controls as a person does, by what is written on them, and using them by mouse and keys."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

W = TypeVar("W", bound=QWidget)


class NotThere(Exception):
    """No control with such a name can be seen."""


def front() -> QWidget:
    """Give the window or dialog in front."""
    dialogs = [
        each for each in QApplication.topLevelWidgets() if each.isVisible() and is_dialog(each)
    ]
    window = dialogs[-1] if dialogs else QApplication.activeWindow()
    if window is None:
        window = next((each for each in QApplication.topLevelWidgets() if each.isVisible()), None)
    if window is None:
        raise NotThere
    return window


def is_dialog(widget: QWidget) -> bool:
    """Say whether `widget` is a dialog."""
    return isinstance(widget, QDialog)


def button(text: str) -> QAbstractButton:
    """Give the button that says `text`; raises NotThere."""
    found = [each for each in visible(QAbstractButton) if each.text() == text]
    if not found:
        raise NotThere(text)
    return found[0]


def field(name: str, within: QWidget | None = None) -> QWidget:
    """Give the control called `name`, by its accessible name or the label before it; raises NotThere."""
    for each in visible(QWidget, within):
        takes_keys = each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes_keys and each.accessibleName().startswith(name):
            return each
    for label in visible(QLabel, within):
        buddy = label.buddy()
        if buddy is not None and label.text().replace("&", "").startswith(name):
            return buddy
    raise NotThere(name)


def visible(kind: type[W], within: QWidget | None = None) -> Iterator[W]:
    """Give the controls of one kind that can be seen."""
    root = within or front()
    return (each for each in root.findChildren(kind) if each.isVisible())


def click(widget: QWidget) -> None:
    """Press the left button in the middle of `widget`."""
    QTest.mouseClick(
        widget,
        Qt.MouseButton.LeftButton,
        pos=QPoint(min(20, widget.width() // 2), widget.height() // 2),
    )


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    press_on(QApplication.focusWidget() or front(), key, modifier)


def press_on(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key in `widget`."""
    QTest.keyClick(widget, key, modifier)


def type_text(text: str) -> None:
    """Type a text where the keyboard is."""
    QTest.keyClicks(QApplication.focusWidget() or front(), text)
