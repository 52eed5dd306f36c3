"""Saving a form: what is filled in goes to the desk, and what it says to it comes back to where it was typed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from app.domain.setting_questions import WholeThing
from app.domain.setting_rows import ThingDetail
from app.errors import Conflict, NotUnique
from app.text import tr
from ui.backend import Backend
from ui.models.saving import Outcome, Saving
from ui.models.shown_thing import ShownThing
from ui.views.settings.settling import Settling
from ui.views.settings.thing_form import ThingForm
from ui.widgets.form import not_ready
from ui.widgets.strip import Strip


class Submission(QObject):
    """Saves the form of what is shown by one button."""

    landed = Signal(object, bool)  # Outcome, and whether it is about what is shown
    disputed = Signal()

    def __init__(
        self,
        backend: Backend,
        shown: ShownThing,
        form: ThingForm,
        settling: Settling,
        *,
        strip: Strip,
        button: QPushButton,
    ) -> None:
        super().__init__(button)
        self._backend = backend
        self._shown = shown
        self._form = form
        self._settling = settling
        self._strip = strip
        self._button = button
        self._saving = Saving(backend, self)
        self._saving.ended.connect(self._end)
        backend.crashed.connect(lambda _: button.setDisabled(False))

    @property
    def is_busy(self) -> bool:
        """Whether the desk has not answered yet."""
        return self._saving.is_busy

    def send(self) -> None:
        """Tell everything that is filled in differently, unless something is missing."""
        if self.is_busy:
            return
        if wrong := self._form.complain():
            self._strip.say(not_ready(wrong), "error")
            return
        steps = self._form.steps(self._shown.told_id, self._shown.command_id)
        if not steps:
            self._strip.say(tr("Nothing is changed here."))
            return
        self._strip.clear()
        self._settling.clear()
        self._button.setDisabled(True)
        self._saving.run(self._shown.told_id, steps)

    def _end(self, outcome: Outcome) -> None:
        self._button.setDisabled(False)
        is_shown = self._shown.take(outcome)
        if is_shown and outcome.is_landed:
            self._form.land()
        if outcome.refused:
            self._tell_refused(outcome, is_shown=is_shown)
        else:
            self._strip.say(outcome.told, "good")
        self.landed.emit(outcome, is_shown)

    def _tell_refused(self, outcome: Outcome, *, is_shown: bool) -> None:
        refusals = (
            error.sentence if step.is_own else f"{step.fails}: {error.sentence}"
            for step, error in outcome.refused
        )
        self._strip.say(" ".join(filter(None, (*refusals, outcome.told))), "error")
        shared = [error for _, error in outcome.refused if isinstance(error, NotUnique)]
        if shared and is_shown:
            self._form.form.mark(shared[0].fields, tr("Another one has the same."))
        conflicts = [error for _, error in outcome.refused if isinstance(error, Conflict)]
        if conflicts and is_shown:
            self._backend.ask(
                WholeThing(self._shown.thing, outcome.row_id),
                lambda now: self._dispute(conflicts[0], now),
                owner=self,
                key="theirs",
            )

    def _dispute(self, error: Conflict, now: ThingDetail | None) -> None:
        if now is not None and now.id == self._shown.row_id:
            self._strip.clear("error")
            self._settling.show(error, now)
            self.disputed.emit()
