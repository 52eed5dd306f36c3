"""One property of a ticket, edited in place."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from app.domain.ticket_rows import Property
from app.text import tr
from ui.backend import Backend
from ui.models.drafts import Edit
from ui.widgets.file_refusal import FileRefusal
from ui.widgets.inputs import (
    ChoiceInput,
    FixedInput,
    LongInput,
    MomentInput,
    NumberInput,
    WordsInput,
)
from ui.widgets.marking import mark_widget
from ui.widgets.plain_text import too_long
from ui.widgets.reference_input import ReferenceInput, nothing_called

# The height of a long text, and what Qt takes for a widget of any width.
_LINES, _UNLIMITED = 4, (1 << 24) - 1

Input = (
    WordsInput | NumberInput | FixedInput | LongInput | ChoiceInput | MomentInput | ReferenceInput
)


class PropertyField(QObject):
    """A label and an input; what a person sets is told as an `Edit` based on what they saw."""

    edited = Signal(object)  # Edit
    doubted = Signal(str)  # what is wrong with what was typed or pasted

    def __init__(self, prop: Property, backend: Backend, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.key = _key(prop)
        self._seen = prop
        self.label = QLabel(prop.label, wordWrap=True)
        self.label.setProperty("secondary", True)
        self.input = _input(prop, backend)
        self.label.setBuddy(self.input)
        self.input.setAccessibleName(prop.label)
        if isinstance(self.input, ReferenceInput):
            self.input.line.setAccessibleName(prop.label)
        FileRefusal(self.input)
        self.input.committed.connect(self._tell)
        if isinstance(self.input, ReferenceInput):
            self.input.unmatched.connect(
                lambda text: self.doubted.emit(nothing_called(self._seen.label, text))
            )
        if isinstance(self.input, LongInput):
            self.input.show_lines(_LINES)
            self.input.long_text_given.connect(lambda text: self.doubted.emit(too_long(text)))
        self.show(prop, None, is_another=True)

    @property
    def is_long(self) -> bool:
        """Whether it takes the whole width."""
        return isinstance(self.input, LongInput)

    def fits(self, prop: Property) -> bool:
        """Say whether this field can show `prop`, or another one has to be made."""
        return self.key == _key(prop)

    def limit_label(self, width: int) -> None:
        """Let the label be no wider than its longest word, or this; 0: as wide as it is."""
        word = self.label.minimumSizeHint().width()
        self.label.setMaximumWidth(max(width, word) if width else _UNLIMITED)

    def show(self, prop: Property, edit: Edit | None, mark: str = "", *, is_another: bool) -> None:
        """Show the property, or what is wanted of it; what is being typed stays unless the ticket is another."""
        is_typing = self.input.is_busy and not is_another
        if edit is not None:
            if not is_typing:
                self.input.show_value(edit.value, edit.shown)
        elif not is_typing:
            self._seen = prop
            self.input.show_value(prop.value, _shown(prop))
        self._tell_state(prop, edit, mark)

    def _tell(self, value: object, shown: str) -> None:
        seen = self._seen
        self.edited.emit(Edit(seen.name, value, shown, seen.value, seen.shown))  # type: ignore[arg-type]

    def _tell_state(self, prop: Property, edit: Edit | None, mark: str) -> None:
        is_bad = edit is not None and edit.is_bad
        why = edit.refusal if edit is not None else ""
        told = " · ".join(filter(None, (prop.refusal, why, mark)))
        self.label.setText(f"{prop.label} ●" if mark else prop.label)
        self.label.setToolTip(mark)
        widget = self.input
        # A long text is read in its box.
        shown = "" if self.is_long else edit.shown if edit is not None else _shown(prop)
        tip = "\n".join(filter(None, (shown, told)))
        widget.setToolTip(tip)
        if isinstance(widget, ReferenceInput):
            widget.line.setToolTip(tip)
        widget.setAccessibleDescription(told)
        mark_widget(widget, "invalid", is_on=is_bad)


def _key(prop: Property) -> tuple[object, ...]:
    return prop.name, prop.type, prop.is_editable, prop.references, prop.choices


def _shown(prop: Property) -> str:
    if prop.name == "priority" and prop.shown:
        return tr("{priority} (by matrix)", priority=prop.shown)
    is_text = prop.type in ("text", "long_text", "number")
    return str(prop.value or "") if is_text else prop.shown


def _input(prop: Property, backend: Backend) -> Input:
    if prop.type == "long_text":
        long = LongInput()
        long.setReadOnly(not prop.is_editable)
        return long
    if not prop.is_editable:
        return FixedInput()
    if prop.type == "reference":
        return ReferenceInput(backend, prop.references)
    if prop.type == "choice":
        return ChoiceInput(prop.choices)
    if prop.type == "moment":
        return MomentInput()
    return NumberInput() if prop.type == "number" else WordsInput()
