"""One thing a dialog asks: its name, a box that fits it, and what is wrong with what is in the box."""

from typing import Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.fields import Value
from app.domain.ticket_rows import FormField, Option
from app.text import tr
from ui.backend import Backend
from ui.theme import Theme
from ui.widgets.inputs import ChoiceInput, LongInput, MomentInput, NumberInput, WordsInput
from ui.widgets.radio_choice import RadioChoice
from ui.widgets.reference_input import ReferenceInput

# Up to so many choices are all in sight.
_FEW = 4
_LINES = 4


class Box(Protocol):
    """What every box for a value can do."""

    def show_value(self, value: Value, shown: str) -> None:
        """Show a value."""
        ...


class FormRow(QWidget):
    """A name over its box, with a hint or a complaint below."""

    changed = Signal()

    def __init__(self, field: FormField, backend: Backend, theme: Theme) -> None:
        super().__init__()
        self.field = field
        self.meaning = ""  # of the record chosen, such as whom a waiting reason waits on
        self._theme = theme
        self.box = _box(field, backend, theme)
        self._label = QLabel(_titled(field))
        self._label.setBuddy(self.box)
        self._below = QLabel(field.hint, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._below.setProperty("secondary", True)
        self._below.setVisible(bool(field.hint))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for widget in (self._label, self.box, self._below):
            column.addWidget(widget)
        self._name_it()
        self._listen()
        self.show_entry(field.value, field.shown)
        if field.value is None and field.suggestion is not None:
            self.show_entry(field.suggestion, field.suggestion_shown)

    @property
    def entry(self) -> tuple[Value, str]:
        """Give the value, and how it reads; what was typed and names nothing is no value."""
        box = self.box
        if isinstance(box, QPlainTextEdit):
            return box.toPlainText() or None, box.toPlainText()
        if isinstance(box, NumberInput):
            return int(box.text()) if box.text() else None, box.text()
        if isinstance(box, QLineEdit):
            return box.text() or None, box.text()
        if isinstance(box, RadioChoice):
            return box.value, box.shown
        if isinstance(box, QComboBox):
            valued = cast("ReferenceInput | ChoiceInput", box)
            return valued.value, box.currentText()
        return cast("MomentInput", box).value, ""

    @property
    def is_filled(self) -> bool:
        """Whether there is a value that is more than blanks."""
        value, _ = self.entry
        return bool(value.strip()) if isinstance(value, str) else value is not None

    @property
    def is_unknown(self) -> bool:
        """Whether something is typed that names no record."""
        return isinstance(self.box, ReferenceInput) and self.box.is_busy

    def show_entry(self, value: Value, shown: str) -> None:
        """Show a value without telling."""
        cast("Box", self.box).show_value(value, shown)

    def complain(self, sentence: str) -> None:
        """Say what is wrong, where it is."""
        self._below.setText(sentence)
        self._below.setStyleSheet(f"color: {self._theme.colours.danger}")
        self._below.show()
        self.box.setAccessibleDescription(sentence)

    def be_content(self) -> None:
        """Take a complaint back."""
        self._below.setText(self.field.hint)
        self._below.setStyleSheet("")
        self._below.setVisible(bool(self.field.hint))
        self.box.setAccessibleDescription(self.field.hint)

    def focus(self) -> None:
        """Put the keyboard into the box."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_it(self) -> None:
        needed = tr("{label}, needed", label=self.field.label)
        name = needed if self.field.required else self.field.label
        if isinstance(self.box, RadioChoice):
            self.box.describe(name)
        self.box.setAccessibleName(name)
        self.box.setAccessibleDescription(self.field.hint)
        if isinstance(self.box, ReferenceInput):
            self.box.line.setAccessibleName(name)

    def _listen(self) -> None:
        box = self.box
        if isinstance(box, QPlainTextEdit | QLineEdit):
            box.textChanged.connect(self._touched)
        elif isinstance(box, ReferenceInput):
            box.chosen.connect(self._chose)
            box.line.textEdited.connect(self._touched)
        else:
            cast("MomentInput | ChoiceInput | RadioChoice", box).committed.connect(self._touched)

    def _chose(self, option: Option | None) -> None:
        self.meaning = option.meaning if option else ""
        self._touched()

    def _touched(self) -> None:
        self.be_content()
        self.changed.emit()


def _titled(field: FormField) -> str:
    return field.label if field.required else tr("{label} (optional)", label=field.label)


def _box(field: FormField, backend: Backend, theme: Theme) -> QWidget:
    if field.type == "choice":
        few = len(field.choices) <= _FEW
        return RadioChoice(field.choices, theme.px(12)) if few else ChoiceInput(field.choices)
    if field.type == "reference":
        return ReferenceInput(backend, field.references)
    if field.type == "long_text":
        box = LongInput()
        box.setFixedHeight(box.fontMetrics().lineSpacing() * _LINES + theme.px(20))
        return box
    plain = {"number": NumberInput, "moment": MomentInput}
    return plain.get(field.type, WordsInput)()
