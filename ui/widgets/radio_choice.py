"""One of very few values, all of them in sight."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.domain.fields import Value
from app.domain.ticket_rows import Choice
from ui.widgets.flow_layout import FlowLayout


class RadioChoice(QWidget):
    """Radio buttons side by side; the arrow keys go from one to the next."""

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

    def buttons(self) -> list[QWidget]:
        """Give the buttons, in reading order."""
        return list(self._group.buttons())

    def describe(self, name: str) -> None:
        """Tell a screen reader what the choice is about."""
        self.setAccessibleName(name)
        for button in self._group.buttons():
            button.setAccessibleName(f"{name}: {button.text().replace('&&', '&')}")
