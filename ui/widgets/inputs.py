"""Boxes for one value each, by its type; all show a value without telling, and tell when a person sets one."""

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QIcon,
    QIntValidator,
    QKeyEvent,
    QPaintEvent,
    QTextCharFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QDateTimeEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from app.clock import MICROSECONDS
from app.domain.fields import Value
from app.domain.ticket_rows import Choice
from app.text import tr
from ui.widgets.direction import draw_line
from ui.widgets.elided_line import ElidedLine
from ui.widgets.plain_text import PlainTextInput

# What is free at both ends of a choice's text, as it is in a line to type in, in pixels.
_RIM = 2
_MILLISECONDS = MICROSECONDS // 1_000


def is_send(event: QEvent) -> bool:
    """Say whether a key is Ctrl+Enter."""
    if not isinstance(event, QKeyEvent):
        return False
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class WordsInput(ElidedLine):
    """One line of words."""

    committed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.editingFinished.connect(self.settle)

    @property
    def is_busy(self) -> bool:
        """Whether something is typed that is not told yet."""
        return self.text() != self._shown

    @property
    def entry(self) -> tuple[Value, str]:
        """Give the value, and how it reads."""
        return self._value(), self.text()

    def show_value(self, value: Value, shown: str) -> None:
        """Show a value without telling."""
        self._shown = shown
        self.setText(shown)
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back what was typed by Esc."""
        if event.key() == Qt.Key.Key_Escape and self.is_busy:
            self.setText(self._shown)
        else:
            super().keyPressEvent(event)

    def settle(self) -> None:
        """Tell what is set and not told yet."""
        if self.is_busy:
            self._shown = self.text()
            self.committed.emit(self._value(), self._shown)

    def _value(self) -> Value:
        return self.text() or None


class NumberInput(WordsInput):
    """One whole number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setValidator(QIntValidator(0, 2**31 - 1, self))

    def _value(self) -> Value:
        return int(self.text()) if self.text() else None


class FixedInput(ElidedLine):
    """A value that cannot be changed here, though read, selected and heard why."""

    committed = Signal(object, str)
    is_busy = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)

    def show_value(self, value: Value, shown: str) -> None:
        """Show a value."""
        self.setText(" ".join(shown.split()))
        self.setCursorPosition(0)

    def settle(self) -> None:
        """Have nothing to tell."""


class LongInput(PlainTextInput):
    """Several lines of words; told when left, or by Ctrl+Enter."""

    keeps_send = True  # whether Ctrl+Enter is its own, or the window's
    committed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setTabChangesFocus(True)

    @property
    def is_busy(self) -> bool:
        """Whether something is typed that is not told yet."""
        return self.toPlainText() != self._shown

    @property
    def entry(self) -> tuple[Value, str]:
        """Give the value, and how it reads."""
        return self.toPlainText() or None, self.toPlainText()

    def show_value(self, value: Value, shown: str) -> None:
        """Show a value without telling."""
        self._shown = shown
        if self.toPlainText() != shown:
            self.setPlainText(shown)

    def show_lines(self, count: int) -> None:
        """Be as high as some lines are."""
        self.ensurePolished()
        frame = 3 * self.fontMetrics().lineSpacing() // 2
        self.setFixedHeight(count * self.fontMetrics().lineSpacing() + frame)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from the window, which has another use for it."""
        if self.keeps_send and event.type() == QEvent.Type.ShortcutOverride and is_send(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell by Ctrl+Enter."""
        if is_send(event):
            self.settle()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell what was typed."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.settle()

    def settle(self) -> None:
        """Tell what is set and not told yet."""
        if self.is_busy:
            self._shown = self.toPlainText()
            self.committed.emit(self._shown or None, self._shown)


class ChoiceInput(QComboBox):
    """One of a few values, or none."""

    committed = Signal(object, str)
    is_busy = False

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem("", None)
        for value, label in choices:
            self.addItem(label, value)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self._tell)

    @property
    def value(self) -> Value:
        """Give the value chosen; None for none."""
        value: Value = self.currentData()
        return value

    @property
    def entry(self) -> tuple[Value, str]:
        """Give the value, and how it reads."""
        return self.value, self.currentText()

    def show_value(self, value: Value, shown: str) -> None:
        """Show a value without telling; one that is no choice any more is added."""
        place = self.findData(value)
        if place < 0:
            self.addItem(shown, value)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cut what does not fit with an ellipsis."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, part, self).adjusted(_RIM, 0, -_RIM, 0)
        painter = QStylePainter(self)
        painter.drawComplexControl(kind, option)
        shown = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setPen(self.palette().text().color())
        draw_line(painter, room, shown)

    def settle(self) -> None:
        """Have nothing to tell: a choice is told at once."""

    def _tell(self) -> None:
        self.committed.emit(self.value, self.currentText())


class MomentInput(QDateTimeEdit):
    """A day and time of this computer's zone, or none: the earliest day there is stands for it."""

    committed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.setSpecialValueText(tr("No date"))
        self._shown: QDateTime = self.minimumDateTime()
        self.setDateTime(self._shown)
        self.editingFinished.connect(self.settle)
        self.calendarWidget().installEventFilter(self)
        _clear_up(self.calendarWidget())

    @property
    def is_busy(self) -> bool:
        """Whether a date is set that is not told yet."""
        return self.dateTime() != self._shown

    @property
    def value(self) -> Value:
        """Give the moment in microseconds since 1970, UTC; None for none."""
        if self.dateTime() == self.minimumDateTime():
            return None
        return self.dateTime().toMSecsSinceEpoch() * _MILLISECONDS

    def show_value(self, value: Value, shown: str) -> None:
        """Show a moment without telling."""
        self._shown = self.minimumDateTime()
        if isinstance(value, int):
            self._shown = QDateTime.fromMSecsSinceEpoch(value // _MILLISECONDS)
        self.setDateTime(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the calendar at this month where there is no date yet, not in the year it begins with."""
        if event.type() is QEvent.Type.Show and self.value is None:
            today = QDateTime.currentDateTime().date()
            self.calendarWidget().setCurrentPage(today.year(), today.month())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the date off by Delete, and back by Esc what was set."""
        if event.key() == Qt.Key.Key_Escape and self.is_busy:
            self.setDateTime(self._shown)
        elif event.key() == Qt.Key.Key_Delete:
            self.setDateTime(self.minimumDateTime())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()

    def settle(self) -> None:
        """Tell what is set and not told yet."""
        if self.is_busy:
            self._shown = self.dateTime()
            self.committed.emit(self.value, self.text())


def _clear_up(calendar: QCalendarWidget) -> None:
    """Give a calendar the colours of the scheme: its arrows are black, its weekends red."""
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())
    for name, arrow in (("qt_calendar_prevmonth", "‹"), ("qt_calendar_nextmonth", "›")):
        button = calendar.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            button.setIcon(QIcon())
            button.setText(arrow)
