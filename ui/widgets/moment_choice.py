"""A moment to come: a date and time to set, with the moments that people choose most beside it."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.clock import SystemClock, as_datetime, as_moment
from app.domain.fields import Value
from app.domain.follow_up import next_working_morning
from app.text import tr
from ui.theme import Theme
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inputs import MomentInput

_MORNING = time(9)


class MomentChoice(QWidget):
    """A `MomentInput` over buttons that fill it."""

    committed = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moment = MomentInput()
        self.moment.dateTimeChanged.connect(self._tell)
        self.buttons = [self._button(text, value) for text, value in _offers()]
        quick = QWidget()
        flow = FlowLayout(theme.px(4), quick)
        for button in self.buttons:
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(self.moment)
        column.addWidget(quick)

    @property
    def entry(self) -> tuple[Value, str]:
        """Give the moment in microseconds since 1970, UTC (None for none), and how it reads."""
        return self.moment.value, self.moment.text()

    def show_value(self, value: Value, shown: str) -> None:
        """Show a moment."""
        self.moment.show_value(value, shown)

    def describe(self, name: str) -> None:
        """Tell a screen reader what the moment is for."""
        self.setAccessibleName(name)
        self.moment.setAccessibleName(name)
        for button in self.buttons:
            button.setAccessibleName(f"{name}: {button.text()}")

    def _button(self, text: str, value: Value) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setProperty("quiet", True)
        button.clicked.connect(lambda: self.moment.show_value(value, ""))
        return button

    def _tell(self) -> None:
        self.committed.emit(*self.entry)


def _offers() -> tuple[tuple[str, Value], ...]:
    today = as_datetime(SystemClock().now()).astimezone().date()
    next_day = next_working_morning(today)
    monday = datetime.combine(today + timedelta(days=7 - today.weekday()), _MORNING)
    is_tomorrow = next_day.date() == today + timedelta(days=1)
    soon = tr("Tomorrow 9:00") if is_tomorrow else tr("Monday 9:00")
    offers = {as_moment(next_day.astimezone()): soon}
    # On a Friday or at the weekend, next week begins on the same Monday.
    offers.setdefault(as_moment(monday.astimezone()), tr("Next week"))
    return (*((text, value) for value, text in offers.items()), (tr("No date"), None))
