"""One thing a dialog asks: its name, a box that fits it, and what is wrong with what is in the box."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.fields import LONGEST_LINE, ONE_LINE, Value
from app.domain.ticket_questions import Options
from app.domain.ticket_rows import FormField, Option
from app.text import tr
from ui.backend import Backend
from ui.theme import Theme
from ui.typed import Entry
from ui.widgets.boxes import Box, input_of, listen_to, make_box, name_box
from ui.widgets.file_refusal import FileRefusal
from ui.widgets.marking import mark_widget
from ui.widgets.plain_text import PlainTextInput, too_long
from ui.widgets.radio_choice import RadioChoice
from ui.widgets.reference_input import ReferenceInput, nothing_called

# From so many characters before its end on, a line says how many are left.
_NEAR_END = 40


class FormRow(QWidget):
    """A name over its box, with a hint or a complaint below."""

    changed = Signal()
    chosen = Signal(object)  # Option or None

    def __init__(self, field: FormField, backend: Backend, theme: Theme) -> None:
        super().__init__()
        self.field = field
        self.meaning = ""  # of the record chosen, such as whom a waiting reason waits on
        self._hint = ""
        self._suggestion: Value = None
        self._backend = backend
        self.box = make_box(field, backend, theme)
        FileRefusal(self.box)
        self._label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._label.setBuddy(self.box)
        self._below = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._below.setProperty("secondary", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for widget in (self._label, self.box, self._below):
            column.addWidget(widget)
        needed = tr("{label}, needed", label=field.label)
        name_box(self.box, needed if field.required else field.label)
        self.box.installEventFilter(self)
        input_of(self.box).installEventFilter(self)
        listen_to(self.box, self._touched)
        if isinstance(self.box, PlainTextInput):
            self.box.long_text_given.connect(lambda text: self.complain(too_long(text)))
        if isinstance(self.box, ReferenceInput):
            self.box.chosen.connect(self._chose)
        self.begin()

    @property
    def entry(self) -> Entry:
        """Give the value, and how it reads; what was typed and names nothing is no value."""
        return cast("Box", self.box).entry

    @property
    def title(self) -> str:
        """Give what stands above the box."""
        return self._label.text().replace("&&", "&")

    @property
    def is_filled(self) -> bool:
        """Whether there is a value that is more than blanks."""
        value, _ = self.entry
        return bool(value.strip()) if isinstance(value, str) else value is not None

    @property
    def is_touched(self) -> bool:
        """Whether it is not as it was at first."""
        return self.entry != self._began

    @property
    def is_open_to_suggestions(self) -> bool:
        """Whether nothing is in it but what was suggested."""
        return not self.is_filled or (
            self.field.value is None and self.entry[0] == self._suggestion
        )

    @property
    def fault(self) -> str:
        """Give what is wrong with what is filled in, or that nothing is; empty when all is well."""
        if isinstance(self.box, ReferenceInput) and self.box.is_busy:
            return nothing_called(self.field.label, self.entry[1])
        if self._left < 0:
            return tr("{count} characters too many.", count=-self._left)
        return tr("This is needed.") if self.field.required and not self.is_filled else ""

    def begin(self, field: FormField | None = None, *, keeps_entry: bool = False) -> None:
        """Show what the record holds, or else what most people begin with.

        With a `field` the same is asked of another record, or of this one as it is now; what is typed stays if
        `keeps_entry`.
        """
        entry = self.entry
        self.field = field or self.field
        self._hint, self._suggestion = _told_below(self.field), self.field.suggestion
        self.show_entry(self.field.value, self.field.shown)
        if self.field.value is None and self.field.suggestion is not None:
            self.show_entry(self.field.suggestion, self.field.suggestion_shown)
        self._began = self.entry
        if keeps_entry:
            self.show_entry(*entry)
        self.be_content()

    def show_entry(self, value: Value, shown: str) -> None:
        """Show a value without telling."""
        if isinstance(self.box, ReferenceInput) and value is None and shown:
            self.box.show_typed(shown)
        else:
            cast("Box", self.box).show_value(value, shown)

    def suggest(self, value: Value, shown: str) -> None:
        """Show what follows from another choice, marked as a suggestion."""
        self._suggestion = value
        self.show_entry(value, shown)
        self.be_content()

    def learn_meaning(self) -> None:
        """Ask what the record shown means to the desk, where nobody chose it just now."""
        value, shown = self.entry

        def learn(options: tuple[Option, ...]) -> None:
            found = next((each for each in options if each.id == self.entry[0]), None)
            if found is not None:
                self._chose(found)

        if self.field.references and value is not None:
            question = Options(self.field.references, shown)
            self._backend.ask(question, learn, owner=self, key="meaning", back=True)

    def settle(self) -> None:
        """Take the one record that what is typed can mean."""
        if isinstance(self.box, ReferenceInput):
            self.box.settle()

    def complain(self, sentence: str) -> None:
        """Say what is wrong, where it is."""
        self._say(sentence, is_wrong=True)

    def be_content(self) -> None:
        """Take a complaint back; near its end, a line says how much more fits."""
        if self._left < 0:
            self.complain(self.fault)
        elif self._left <= _NEAR_END:
            self._say(tr("{count} characters left.", count=self._left), is_wrong=False)
        else:
            self._say("", is_wrong=False)
        titled = _titled(self.field, self.entry[0], self._suggestion)
        self._label.setText(titled.replace("&", "&&"))

    def focus(self) -> None:
        """Put the keyboard into the box."""
        if isinstance(self.box, RadioChoice):
            self.box.take_focus()
        else:
            input_of(self.box).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave Esc to the dialog, which keeps what was typed; a box by itself would take it back."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return event.type() is QEvent.Type.KeyPress
        return super().eventFilter(watched, event)

    @property
    def _left(self) -> int:
        is_line = self.field.name in ONE_LINE and self.field.type == "text"
        return LONGEST_LINE - len(self.entry[1]) if is_line else LONGEST_LINE

    def _say(self, sentence: str, *, is_wrong: bool) -> None:
        told = " ".join(filter(None, (sentence, self._hint)))
        self._below.setText(told)
        self._below.setVisible(bool(told))
        mark_widget(self._below, "danger", is_on=is_wrong)
        mark_widget(self._below, "public", is_on=bool(self.field.hint) and not is_wrong)
        mark_widget(self.box, "invalid", is_on=is_wrong)
        input_of(self.box).setAccessibleDescription(told)

    def _chose(self, option: Option | None) -> None:
        self.meaning = option.meaning if option else ""
        self._hint = _told_below(self.field, option)
        self.chosen.emit(option)
        self._touched()

    def _touched(self) -> None:
        self.be_content()
        self.changed.emit()


def _told_below(field: FormField, option: Option | None = None) -> str:
    return " ".join(filter(None, (field.hint, field.explains, option.hint if option else "")))


def _titled(field: FormField, value: Value, suggestion: Value) -> str:
    """Give the label; what need not be filled in, or was filled in by the desk, says so."""
    if value is not None and field.value is None and value == suggestion:
        return tr("{label} (suggested)", label=field.label)
    return field.label if field.required else tr("{label} (optional)", label=field.label)
