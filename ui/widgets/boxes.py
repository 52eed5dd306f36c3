"""The boxes of a dialog: which one fits what is asked, and what they have in common."""

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.fields import Value
from app.domain.ticket_rows import FormField
from ui.backend import Backend
from ui.theme import Theme
from ui.typed import Entry
from ui.widgets.chevron import Chevron
from ui.widgets.growing_input import GrowingInput
from ui.widgets.inputs import ChoiceInput, NumberInput, WordsInput
from ui.widgets.moment_choice import MomentChoice
from ui.widgets.radio_choice import RadioChoice
from ui.widgets.reference_input import ReferenceInput

# Up to so many choices, with labels of so many characters, are all in sight.
_FEW, _SHORT = 4, 40


class Box(Protocol):
    """What every box for a value can do."""

    @property
    def entry(self) -> Entry:
        """Give the value, and how it reads."""
        ...

    def show_value(self, value: Value, shown: str) -> None:
        """Show a value."""
        ...


def make_box(field: FormField, backend: Backend, theme: Theme) -> QWidget:
    """Make the box that fits what is asked; it is a `Box` too."""
    box = _box(field, backend, theme)
    if isinstance(box, ReferenceInput | ChoiceInput):
        Chevron(theme, box)
    elif isinstance(box, MomentChoice):
        Chevron(theme, box.moment)
    return box


def _box(field: FormField, backend: Backend, theme: Theme) -> QWidget:
    if field.type == "choice":
        is_short = all(len(label) <= _SHORT for _, label in field.choices)
        if is_short and len(field.choices) <= _FEW:
            return RadioChoice(field.choices, theme.px(12))
        return ChoiceInput(field.choices)
    if field.type == "reference":
        return ReferenceInput(backend, field.references)
    if field.type == "long_text":
        return GrowingInput(theme)
    if field.type == "moment":
        return MomentChoice(theme)
    return NumberInput() if field.type == "number" else WordsInput()


def input_of(box: QWidget) -> QWidget:
    """Give what has the keyboard, which is what a screen reader hears of."""
    if isinstance(box, ReferenceInput):
        return box.line
    return box.moment if isinstance(box, MomentChoice) else box


def name_box(box: QWidget, name: str) -> None:
    """Tell a screen reader what a box is for."""
    box.setAccessibleName(name)
    input_of(box).setAccessibleName(name)
    if isinstance(box, RadioChoice | MomentChoice):
        box.describe(name)


def listen_to(box: QWidget, touched: Callable[[], None]) -> None:
    """Call `touched` whenever what is in a box changes."""
    if isinstance(box, QPlainTextEdit | QLineEdit):
        box.textChanged.connect(touched)
    elif isinstance(box, ReferenceInput):
        box.line.textEdited.connect(touched)
    else:
        cast("MomentChoice | ChoiceInput | RadioChoice", box).committed.connect(touched)
