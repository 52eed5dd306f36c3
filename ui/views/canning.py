"""Canned texts where a note or a reply is written: inserted by name or from a list, and made of what is written."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.clock import SystemClock
from app.domain.canned import plain_name, templated
from app.domain.changes import Changes
from app.domain.commands import AddThing
from app.domain.fields import CANNED_TEXT
from app.domain.rows import TicketDetail
from app.domain.setting_forms import blank_form
from app.domain.ticket_rows import FormField
from app.text import tr
from ui.models.errands import Errands
from ui.models.ticket_words import ticket_words
from ui.typed import About
from ui.views.form_dialog import Asking, FormDialog
from ui.views.text_chooser import TextChooser
from ui.views.ticket_face import TicketFace
from ui.widgets.canned_offering import CannedOffering, VariableOffering
from ui.workplace import Workplace

# The deeds; what is typed of the second is kept under it.
INSERT_TEXT, SAVE_TEXT = "insert_text", "save_text"
# What in a text is likely to name this one ticket; of two that read alike the first is meant.
_NAMING = (
    "ticket.number", "ticket.title", "requester.first_name", "requester.name", "agent.name",
    "agent.first_name",
)  # fmt: skip


class Canning(QObject):
    """Works for the composer of one pane."""

    def __init__(
        self, workplace: Workplace, pane: QWidget, face: TicketFace, errands: Errands
    ) -> None:
        super().__init__(pane)
        self._workplace = workplace
        self._pane = pane
        self._face = face
        self._errands = errands
        self._detail: TicketDetail | None = None
        asker = workplace.seat.person.id
        text = face.composer.text
        self.offering = CannedOffering(workplace.backend, asker, text, self._words)
        self.dialogs: Mapping[str, Callable[[], None]] = {
            INSERT_TEXT: self.insert,
            SAVE_TEXT: self.save,
        }
        face.composer.texts_wanted.connect(self.insert)

    def show_detail(self, detail: TicketDetail) -> None:
        """Work for this ticket from now on."""
        self._detail = detail

    def send(self, detail: TicketDetail) -> None:
        """Send what is written; one that has gaps is asked about once."""
        ticket = detail.row.id
        objection = self.offering.gaps.objection((ticket, self._face.composer.is_public))
        if objection:
            again = tr("Ctrl+Enter again sends it as it is.")
            self._face.strip.say(
                f"{objection} {again}", "warning", tr("Send as it is"), lambda: self.send(detail)
            )
        else:
            self._errands.send(ticket)

    def insert(self) -> None:
        """Choose a text, which is inserted where one was writing."""
        composer = self._face.composer
        if not composer.text.isReadOnly():
            composer.text.setFocus()
            chooser = TextChooser(self._workplace, self._words(), self._pane.window())
            chooser.chosen.connect(self.offering.insert)
            chooser.open()

    def save(self) -> None:
        """Ask what the text is to be called that is made of what is written."""
        detail = self._detail
        if detail is None:
            return
        row = detail.row
        about = About(tr("New text"), row.id, row.number, row.title, row.version)
        written = templated(self._face.composer.text.toPlainText(), self._words(), _NAMING)
        asking = Asking(
            tr("Save as a text"), tr("Save"), _asked(written), (row.id, SAVE_TEXT), about,
            tr("What names this ticket is left open, to be filled in by the next one."),
        )  # fmt: skip
        dialog = FormDialog(self._workplace, asking, self._save, self._pane.window())
        box = dialog.form.rows["text"].box
        if isinstance(box, QPlainTextEdit):
            VariableOffering(box)
        dialog.open()

    def _save(self, dialog: FormDialog) -> None:
        values = dialog.form.told("field")

        def tell(_: Changes) -> None:
            self._face.strip.say(
                tr("/{name} inserts this text from now on.", name=plain_name(str(values["name"]))),
                "good",
            )

        command = self._workplace.seat.command(
            AddThing, command_id=dialog.command_id, thing=CANNED_TEXT,
            row_id=self._workplace.seat.new_id(), values=values,
        )  # fmt: skip
        dialog.tell(command, tell)

    def _words(self) -> dict[str, str]:
        if self._detail is None:
            return {}
        me = self._workplace.seat.person.name
        return ticket_words(self._detail, me, SystemClock().now())


def _asked(written: str) -> tuple[FormField, ...]:
    return tuple(
        replace(each, suggestion=written or None, suggestion_shown=written)
        if each.name == "text"
        else each
        for each in blank_form(CANNED_TEXT)
    )
