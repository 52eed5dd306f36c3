"""One of very few values, all of them in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.domain.fields import Value
from app.domain.ticket_rows import Choice
from ui.widgets.flow_layout import FlowLayout

_ARROWS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
}
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class RadioChoice(QWidget):
    """Radio buttons side by side; an arrow key chooses the next one, a digit the one it stands for."""

    committed = Signal(object, str)

    def __init__(self, choices: Sequence[Choice], gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[int, Value] = {}
        self._group = QButtonGroup(self)
        flow = FlowLayout(gap, self)
        for number, (value, label) in enumerate(choices):
            button = QRadioButton(label.replace("&", "&&"))
            self._values[number] = value
            self._group.addButton(button, number)
            button.installEventFilter(self)
            flow.addWidget(button)
        self._group.idClicked.connect(lambda _: self.committed.emit(self.value, self.shown))

    @property
    def value(self) -> Value:
        """Give the value chosen; None while none is."""
        return self._values.get(self._group.checkedId())

    @property
    def shown(self) -> str:
        """Give the label of what is chosen."""
        button = self._group.checkedButton()
        return button.text().replace("&&", "&") if button else ""

    @property
    def entry(self) -> tuple[Value, str]:
        """Give the value, and how it reads."""
        return self.value, self.shown

    def show_value(self, value: Value, shown: str) -> None:
        """Choose a value, or none, without telling."""
        chosen = self._group.checkedButton()
        if chosen is not None and value not in self._values.values():
            self._group.setExclusive(False)
            chosen.setChecked(False)
            self._group.setExclusive(True)
        for number, each in self._values.items():
            if each == value:
                self._group.button(number).setChecked(True)

    def take_focus(self) -> None:
        """Put the keyboard on what is chosen, or on the first choice.

        Not by a focus proxy: Tab, coming round, would go to the choice instead of what stands first.
        """
        button = self._group.checkedButton() or self._group.button(0)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose by arrow keys and digits; Qt by itself chooses nothing while nothing is chosen."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            number = self._meant(watched, event)
            if number is not None:
                button = self._group.button(number)
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                button.click()
                return True
        return super().eventFilter(watched, event)

    def buttons(self) -> list[QWidget]:
        """Give the buttons, in reading order."""
        return list(self._group.buttons())

    def describe(self, name: str) -> None:
        """Tell a screen reader what the choice is about."""
        self.setAccessibleName(name)
        for button in self._group.buttons():
            button.setAccessibleName(f"{name}: {button.text().replace('&&', '&')}")

    def _meant(self, watched: QObject, event: QKeyEvent) -> int | None:
        """Give the number of the button that a key means: by its digit, or seen from the one with the keyboard."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        by = _ARROWS.get(Qt.Key(event.key()))
        if by is None:
            return self._of_digit(event.text())
        if self.isRightToLeft() and event.key() in _SIDEWAYS:
            by = -by
        here = next(n for n in self._values if self._group.button(n) is watched)
        return (here + by) % len(self._values)

    def _of_digit(self, typed: str) -> int | None:
        """Give the choice that is this number; where choices are words, the one in this place."""
        if not typed.isdecimal():
            return None
        digit = int(typed)
        if any(isinstance(value, int) for value in self._values.values()):
            return next((n for n, value in self._values.items() if value == digit), None)
        return digit - 1 if digit - 1 in self._values else None
