"""A dialog that asks a few things, and does with the answers what it was opened for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.commands import Command
from app.domain.ticket_rows import FormField
from app.text import tr
from ui.typed import About, Subject
from ui.views.dialog_frame import DialogFrame
from ui.widgets.form import Form, not_ready
from ui.workplace import Workplace


@dataclass(frozen=True)
class Asking:
    """What a dialog asks: its heading, what its button says, for whom it is, and its fields.

    `subject` and `about`: what the draft of it is kept under; `line`: what stands under the heading.
    """

    heading: str
    doing: str
    fields: Sequence[FormField]
    subject: Subject
    about: About
    line: str = ""


class FormDialog(DialogFrame):
    """Gives its filled-in form to `act`, which ends it, or tells a command that does."""

    def __init__(
        self,
        workplace: Workplace,
        asking: Asking,
        act: Callable[["FormDialog"], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workplace, asking.heading, asking.doing, parent)
        self._workplace = workplace
        self._asking = asking
        self.subject = asking.subject
        self._act = act
        self._is_done = False
        self.subtitle.setText(asking.line)
        self.subtitle.setVisible(bool(asking.line))
        self.form = Form(asking.fields, workplace.backend, workplace.theme)
        self.form.show_entries(workplace.typed.of(asking.subject))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.form.changed.connect(self._keep)
        self.form.focus()

    @property
    def command_id(self) -> int:
        """Give the id of the command that the draft becomes."""
        return self._workplace.typed.command_of(self.subject)

    def finish(self) -> None:
        """Do it, unless something is missing."""
        if self.is_busy:
            return
        if wrong := self.form.complain():
            self.strip.say(not_ready(wrong), "error")
            return
        self.strip.clear()
        self._act(self)

    def demand(self, sentence: str) -> None:
        """Say what is still to be filled in."""
        self.strip.say(sentence, "error")
        self.form.focus()

    def tell(self, command: Command, then: Callable[[Changes], None]) -> None:
        """Tell a command, and close once the desk has taken it."""

        def take(changes: Changes) -> None:
            self.be_busy(busy=False)
            then(changes)
            self.end()

        self.be_busy(busy=True)
        self._backend.tell(command, take, owner=self, failed=self.turn_down)

    def end(self) -> None:
        """Close; what was typed is used up."""
        self._is_done = True
        self.accept()

    def done(self, result: int) -> None:
        """Keep what was typed, unless it is used up."""
        self._keep()
        super().done(result)

    def _keep(self) -> None:
        entries = {} if self._is_done else self.form.entries()
        self._workplace.typed.keep(self.subject, entries, self._asking.about)


def reference_field(name: str, label: str, references: str, *, required: bool = True) -> FormField:
    """Give a field for one of the desk's records."""
    return FormField(name, label, "field", "reference", required=required, references=references)


def note_field(label: str = "", *, required: bool = True) -> FormField:
    """Give a field for a note that only staff see."""
    hint = tr("Only staff see this.")
    return FormField("note", label or tr("Work note"), "note", "long_text", required, hint=hint)
