"""One of the desk's own things: its form, how it is saved and retired, and its history."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.domain.changes import Changes
from app.domain.setting_forms import blank_form
from app.domain.setting_questions import ThingHistory, WholeThing
from app.domain.setting_rows import ThingDetail
from app.text import tr
from ui.models.saving import Outcome
from ui.models.shown_thing import ShownThing
from ui.presenter import Presenter
from ui.typed import Subject
from ui.views.settings.kinds import PageKind
from ui.views.settings.pane_frame import PaneFrame
from ui.views.settings.retiring import Retiring
from ui.views.settings.settling import Settling
from ui.views.settings.submission import Submission
from ui.views.settings.thing_form import ThingForm
from ui.widgets.reading_order import goes_on
from ui.workplace import Workplace

# What a change of other things says about one: a person's roles are records of their own.
_BOUND = {"person": ("role_grant", "membership"), "team": ("membership", "category")}


class ThingPane(PaneFrame):
    """Shows one record at a time; what is typed is kept by record until the desk has it."""

    saved = Signal(object)  # the id of a record that was added or changed here
    typed_changed = Signal(
        object
    )  # the id of a record of which something typed is kept, or no longer
    left = Signal()
    tickets_wanted = Signal(object)  # NamedView

    def __init__(self, kind: PageKind, workplace: Workplace) -> None:
        self.form = ThingForm(kind, blank_form(kind.thing), workplace)
        super().__init__(workplace.theme, self.form)
        self._kind = kind
        self._backend = workplace.backend
        self.shown = ShownThing(kind.thing, kind.new, workplace.typed, workplace.seat.new_id)
        self._is_filled = False  # whether the form shows the record, and not the one before
        self._is_showing = False  # while what the form shows is not what somebody typed
        self.refusal = ""
        settling = Settling(self.form.form, self.disputes)
        self.settling = settling
        self.retiring = Retiring(kind, workplace, self.retire_bar)
        self.submission = Submission(
            workplace.backend,
            self.shown,
            self.form,
            settling,
            strip=self.strip,
            button=self.primary,
        )
        self._presenter = Presenter(self.strip)
        self._listen(workplace)
        self._arrange()

    @property
    def row_id(self) -> int:
        """Give the id of the record shown; 0 where there is none, or one that is yet to be added."""
        return self.shown.row_id

    @property
    def is_at_work(self) -> bool:
        """Whether a record is shown, or one is being added."""
        return self.shown.is_new or bool(self.row_id)

    def show_refusal(self, refusal: str) -> None:
        """Be read-only where there is a reason why."""
        if refusal != self.refusal:
            self.refusal = refusal
            self._arrange()

    def show_record(self, row_id: int) -> None:
        """Show a record, with what was typed of it before."""
        if self.shown.point_at(row_id):
            self._is_filled = False
            self._clear()
        self._read()

    def begin_new(self, parent: tuple[int, str] | None = None) -> None:
        """Ask what a new record is to hold; `parent`: the id and name of the category it may stand below."""
        if self.refusal:
            return
        if self.shown.point_at(0, is_new=True):
            self.details_segment.setChecked(True)
            self._clear()
            self._fill(None)
            self._arrange()
        if parent is not None and not self.shown.entries:
            self.form.suggest("parent", *parent)
        self.focus()

    def focus(self) -> None:
        """Put the keyboard into the form."""
        if self.is_past_shown:
            self.history.focus()
        elif self.refusal:
            self.details_segment.setFocus()
        else:
            self.form.focus()

    def hear(self, changes: Changes) -> None:
        """Read the record shown anew if somebody changed it, or what is bound to it."""
        is_it = self.row_id in changes.ids(self._kind.thing)
        is_bound = any(changes.ids(thing) for thing in _BOUND.get(self._kind.thing, ()))
        if self.row_id and (changes.everything or is_it or is_bound):
            self._read()

    def save(self) -> None:
        """Tell everything that is filled in differently."""
        if self._is_filled and not self.refusal:
            self.submission.send()

    def start_afresh(self) -> None:
        """Forget what was typed."""
        self.shown.keep({})
        self._clear()
        self._fill(self.shown.detail)
        self._arrange()
        self.typed_changed.emit(self.row_id)
        self.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter, and back to the list by Esc: what was typed is there again."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif not goes_on(self, event):
            super().keyPressEvent(event)

    def _listen(self, workplace: Workplace) -> None:
        self.primary.clicked.connect(self.save)
        self.afresh.clicked.connect(self.start_afresh)
        self.retire.clicked.connect(self.retiring.ask)
        self.retire_bar.dismissed.connect(self.retiring.dismiss)
        self.retire_bar.dismissed.connect(self.focus)
        # What was pressed is gone: the keyboard stays with the record.
        self.retire_bar.confirmed.connect(self.focus)
        self.retire_bar.brought_back.connect(self.focus)
        self.retire_bar.tickets_wanted.connect(self.tickets_wanted)
        self.retiring.retired.connect(self.saved)
        self.retiring.refused.connect(self._presenter.refuse)
        self.form.changed.connect(self._keep_typed)
        self.submission.landed.connect(self._land)
        self.submission.disputed.connect(self.order_focus)
        workplace.typed.retyped.connect(self._hear_typed)
        self._segments.buttonClicked.connect(lambda _: self._arrange())

    def _clear(self) -> None:
        self.strip.clear()
        self.settling.clear()
        self.retiring.dismiss()

    def _read(self) -> None:
        thing, row_id = self._kind.thing, self.row_id
        self._backend.ask(
            WholeThing(thing, row_id), self._show,
            owner=self, key="whole", failed=self._presenter.refuse,
        )  # fmt: skip
        self._backend.ask(
            ThingHistory(thing, row_id), self.history.log.show, owner=self, key="history", back=True
        )

    def _show(self, detail: ThingDetail | None) -> None:
        if detail is not None and detail.id == self.row_id:
            self.shown.detail = detail
            self._fill(detail, keeps_typed=self._is_filled)
            self._keep_typed()
            self._arrange()

    def _fill(self, detail: ThingDetail | None, *, keeps_typed: bool = False) -> None:
        self._is_showing = True
        self.form.show_detail(detail, keeps_typed=keeps_typed)
        if self.shown.entries and not keeps_typed:
            self.form.show_entries(self.shown.entries)
            self.strip.say(tr("This is what you typed before. It is not saved yet."))
        self._is_showing = False
        self._is_filled = True

    def _arrange(self) -> None:
        """Show what belongs to a record, to a new one, or to none."""
        detail, is_new, may = self.shown.detail, self.shown.is_new, not self.refusal
        is_there = detail is not None or is_new
        self.title.setText(detail.name if detail else self._kind.new if is_new else "")
        for widget in (self.details_segment, self.history_segment):
            widget.setVisible(detail is not None)
        self.primary.setVisible(is_there and may)
        self.retire.setVisible(detail is not None and detail.is_active and may)
        self.afresh.setVisible(is_there and may and bool(self.shown.entries))
        self.retiring.show(detail, may=may)
        if detail is not None:
            self.facts.show_facts(_facts(self._kind, detail))
        if is_there:
            self.show_body(is_read_only=not may)
        else:
            self.empty.say(tr("Nothing is chosen"), self._kind.belongs)
            self.body.setCurrentWidget(self.empty)
        self.order_focus()

    def _keep_typed(self) -> None:
        if self._is_filled and not self._is_showing:
            self.shown.keep(self.form.entries())
            self.afresh.setVisible(bool(self.shown.entries) and not self.refusal)
            self.typed_changed.emit(self.row_id)

    def _hear_typed(self, subject: Subject) -> None:
        """Show a draft that came back from an earlier window, or that was discarded in the list of drafts."""
        is_other = subject != self.shown.subject or self.shown.is_taking
        if is_other or not self._is_filled or self.shown.entries == self.form.entries():
            return
        self._clear()
        self._fill(self.shown.detail)
        self._arrange()

    def _land(self, outcome: Outcome, is_shown: bool) -> None:  # noqa: FBT001 - a signal's
        if is_shown and self.row_id:
            self._read()
        if outcome.done:
            self.saved.emit(outcome.row_id)
        self.typed_changed.emit(outcome.row_id)


def _facts(kind: PageKind, detail: ThingDetail) -> list[tuple[str, str]]:
    titles = {each.thing: each.title for each in kind.ties}
    ties = [(titles[tie.thing], tie.shown) for tie in detail.ties if tie.is_active]
    return [*((each.label, each.shown) for each in detail.form), *ties]
