"""Naming a view, and saying who else sees it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.changes import Changes
from app.domain.commands import Command
from app.domain.fields import Values
from app.domain.ticket_rows import Choice, FormField
from app.text import tr
from ui.views.dialog_frame import DialogFrame
from ui.widgets.form import Form, not_ready
from ui.workplace import Workplace

NOBODY = 0


@dataclass(frozen=True)
class Naming:
    """What is asked of a view: `teams` it may be shared with (ids, names), what it is and has been called.

    `shows`: what is saved with it, as label and text.
    """

    heading: str
    doing: str
    teams: Sequence[tuple[int, str]]
    name: str = ""
    team: int | None = None
    shows: Sequence[tuple[str, str]] = ()

    def fields(self) -> tuple[FormField, ...]:
        """Give the fields of the form."""
        choices: tuple[Choice, ...] = ((NOBODY, tr("Only me")), *self.teams)
        shared = dict(choices).get(self.team or NOBODY, "")
        return (
            FormField("name", tr("Name"), "field", "text", required=True, value=self.name or None, shown=self.name),
            FormField("team", tr("Who sees it"), "field", "choice", required=True, choices=choices,
                      value=self.team or NOBODY, shown=shared),
        )  # fmt: skip


class ViewDialog(DialogFrame):
    """Makes a command of what is filled in, and closes once the desk has taken it."""

    def __init__(
        self,
        workplace: Workplace,
        naming: Naming,
        command: Callable[[Values], Command],
        done: Callable[[Changes], None],
        parent: QWidget | None = None,
    ) -> None:
        """Take the command for a name and a team, and what follows once it is carried out."""
        super().__init__(workplace, naming.heading, naming.doing, parent)
        self._command, self._done = command, done
        self.dismiss.setToolTip(tr("Esc"))
        self.subtitle.hide()
        self.form = Form(naming.fields(), workplace.backend, workplace.theme)
        self.body.addWidget(self.form)
        if not naming.teams:
            told = QLabel(tr("You are in no team to share it with."), wordWrap=True)
            told.setProperty("secondary", True)
            self.form.put_below("team", told)
        if naming.shows:
            self.shows = _shows(naming.shows)
            self.body.addWidget(self.shows)
        self.body.addStretch(1)
        self.form.rows["name"].focus()

    def finish(self) -> None:
        """Do it, unless something is missing."""
        if self.is_busy:
            return
        if wrong := self.form.complain():
            self.strip.say(not_ready(wrong), "error")
            return
        self.strip.clear()
        name, team = (self.form.rows[each].entry[0] for each in ("name", "team"))
        self.be_busy(busy=True)
        self._backend.tell(
            self._command({"name": name, "team": team or None}),
            self._end, owner=self, failed=self.turn_down,
        )  # fmt: skip

    def _end(self, changes: Changes) -> None:
        self.be_busy(busy=False)
        self._done(changes)
        self.accept()


def _shows(facts: Sequence[tuple[str, str]]) -> QLabel:
    lines = "\n".join(tr("{label}: {text}", label=label, text=text) for label, text in facts)
    label = QLabel(lines, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setProperty("secondary", True)
    label.setAccessibleName(tr("What is saved: {what}", what=lines))
    return label
