"""What a ticket looks like: every part of the pane, showing one state of one ticket."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain import events
from app.domain.choices import way_of_contact
from app.domain.merge import same
from app.domain.rows import TicketDetail
from app.domain.ticket_rows import Property
from app.domain.workflow import StepClock
from app.text import tr
from ui import formats
from ui.models.drafts import Draft, Edit
from ui.models.marks import Mark
from ui.views.beside_row import BesideRow
from ui.views.composer import Composer
from ui.views.file_strip import FileStrip
from ui.views.property_panel import PropertyPanel
from ui.views.ticket_room import TicketRoom
from ui.views.timeline import Timeline
from ui.views.transition_row import TransitionRow
from ui.widgets.conflict_bar import ConflictBar, Dispute
from ui.widgets.elided_button import ElidedButton
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.mentioning import Mentioning
from ui.widgets.reading_order import in_reading_order
from ui.widgets.ribbon import Ribbon
from ui.widgets.strip import Strip
from ui.widgets.title_line import TitleLine
from ui.widgets.upper_part import UpperPart
from ui.workplace import Workplace

# The margin at both sides, in pixels at 100 %.
_SIDE = 16


class TicketFace(QWidget):
    """Shows a `TicketDetail` with the draft of it; the pane hears its parts' signals."""

    edited = Signal(object)  # Edit, of the title too
    marks_seen = Signal()

    def __init__(
        self, workplace: Workplace, now: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme = workplace.theme
        self._me = workplace.seat.person.id
        self._now = now
        self.heading = ElidedLabel()
        self.heading.setProperty("secondary", True)
        self.title = TitleLine(theme)
        self.ribbon = Ribbon(theme, now)
        self.ways = TransitionRow(theme)
        self.strip = Strip(theme)
        self.conflict = ConflictBar(theme)
        self.properties = PropertyPanel(workplace)
        self.marks = ElidedButton()
        self.marks.setProperty("quiet", True)
        self.marks.clicked.connect(self.marks_seen)
        self.beside = BesideRow(theme, self.properties.more)
        self.files = FileStrip(workplace)
        self.timeline = Timeline(workplace, now)
        self.composer = Composer(theme)
        self.mentioning = Mentioning(
            workplace.backend, self.composer.text, lambda: not self.composer.is_public
        )
        head = (self.heading, self.title, self.ribbon, self.ways)
        self.upper = UpperPart(head, (self.properties, self.marks, self.beside, self.files))
        self.room = TicketRoom(theme, self.upper, (self.strip, self.conflict), self.timeline)
        self.setProperty("panel", True)
        self._listen()
        self._lay_out()
        theme.changed.connect(self._space)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the properties and the composer for the room there is now."""
        super().resizeEvent(event)
        self._fit()

    def follow(self) -> None:
        """Show what has just been sent."""
        self.timeline.follow()
        self.room.reveal(self.timeline)

    def show_detail(
        self,
        detail: TicketDetail,
        draft: Draft,
        marks: Mapping[str, Mark],
        *,
        is_another: bool,
    ) -> None:
        """Show a ticket as it is now; of the same one, what is typed and read stays in its place."""
        self.heading.setText(self._heading(detail))
        self.ribbon.show_phases(detail.phases)
        is_mine = detail.row.assignee_id == self._me
        self.ways.show_ways(detail.possible, can_take=events.ASSIGNED in detail.may and not is_mine)
        if is_another:
            self.strip.clear()
            self.composer.show_draft(draft, detail.row.requester, detail.may)
        self.show_edits(detail, draft, marks, is_another=is_another)
        self.beside.show_beside(detail)
        self.files.show_files(detail.files, detail.may)
        self.timeline.show_detail(detail, is_another=is_another)
        self._rearrange()
        if is_another:
            self.room.begin()

    def commit(self) -> None:
        """Tell what is typed into the title and the properties and not told yet."""
        self.title.commit()
        self.properties.commit()

    def show_edits(
        self,
        detail: TicketDetail,
        draft: Draft,
        marks: Mapping[str, Mark],
        *,
        is_another: bool = False,
    ) -> None:
        """Show what became of what was typed, and what others changed."""
        now = self._now()
        told = {name: mark.told(now) for name, mark in marks.items()}
        self._show_title(detail, draft, is_another=is_another)
        is_waiting = detail.row.clock == StepClock.PAUSED
        self.properties.show_properties(
            detail.properties, draft, told, is_waiting=is_waiting, is_another=is_another
        )
        self._show_disputes(detail, draft, marks)
        self._show_marks("● " + " · ".join(told.values()))
        self.marks.setVisible(bool(told))
        self.composer.show_draft(draft, detail.row.requester, detail.may)

    def _show_marks(self, whole: str) -> None:
        hint = tr("Seen: take the marks off.")
        self.marks.show_text(whole)
        self.marks.setAccessibleName(whole)
        self.marks.setAccessibleDescription(hint)
        self.marks.setToolTip(f"{whole}\n{hint}")

    def _show_title(self, detail: TicketDetail, draft: Draft, *, is_another: bool) -> None:
        prop = _property(detail, "title")
        edit = draft.edits.get("title")
        title = edit.shown if edit is not None else prop.shown
        self.title.show_title(title, prop.shown, prop.refusal, is_another=is_another)

    def _show_disputes(self, detail: TicketDetail, draft: Draft, marks: Mapping[str, Mark]) -> None:
        disputes = []
        who = ""
        for edit in draft.disputes:
            prop = _property(detail, edit.name)
            if same(prop.value, edit.based_on):
                continue  # what is shown is older than theirs, which is being read
            mark = marks.get(edit.name)
            who = mark.actor if mark else who
            disputes.append(Dispute(edit.name, prop.label, edit.before, prop.shown, edit.shown))
        heading = tr("{who} changed this ticket while you were writing",
                     who=who or tr("Somebody else"))  # fmt: skip
        self.conflict.show_disputes(heading, disputes)

    def _heading(self, detail: TicketDetail) -> str:
        row = detail.row
        who = ", ".join(filter(None, (row.requester, detail.site)))
        contact = way_of_contact(detail.values.get("contact"))
        opened = tr("opened {moment} {contact}",
                    moment=formats.moment(row.opened_at, self._now()),
                    contact=contact or tr("by {who}", who=detail.opened_by))  # fmt: skip
        return " · ".join(filter(None, (row.number, who, opened)))

    def _listen(self) -> None:
        self.strip.said.connect(partial(self.room.reveal, self.strip))
        self.conflict.asked.connect(self._rearrange)
        self.conflict.asked.connect(partial(self.room.reveal, self.conflict))
        for part in (self.properties, self.beside, self.files):
            part.rearranged.connect(self._rearrange)
        self.properties.doubted.connect(lambda sentence: self.strip.say(sentence, "warning"))
        # What unfolds stands above the button.
        self.properties.more.clicked.connect(lambda: self.room.reveal(self.properties.more))
        self.properties.edited.connect(self.edited)
        self.title.committed.connect(
            lambda title, seen: self.edited.emit(Edit("title", title, title, seen, seen))
        )
        # What was said of the last thing done is not true of the next.
        for done in (self.edited, self.ways.wanted, self.composer.send_wanted):
            done.connect(lambda *_: self.strip.clear())

    def _rearrange(self) -> None:
        self.room.share()
        parts = [
            self.title.label,
            self.title.input,
            *self.ways.widgets(),
            *self.properties.widgets(),
            self.marks,
            *self.beside.widgets(),
            *self.files.widgets(),
            *in_reading_order(self.strip),
            *in_reading_order(self.conflict),
            self.timeline,
        ]
        for one, other in pairwise([*parts, *self.composer.widgets()]):
            QWidget.setTabOrder(one, other)

    def _lay_out(self) -> None:
        self._below = QVBoxLayout()
        self._below.addWidget(self.composer)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.room, 1)
        self._column.addLayout(self._below)
        self._space()

    def _space(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(0, px(12), 0, px(12))
        for each in (self._column, self.upper.column):
            each.setSpacing(px(8))
        self._below.setContentsMargins(px(_SIDE), 0, px(_SIDE), 0)
        self._fit()

    def _fit(self) -> None:
        self.properties.fit(self.width() - 2 * self._theme.px(_SIDE))
        self.composer.fit(self.height())


def _property(detail: TicketDetail, name: str) -> Property:
    return next(each for each in detail.properties if each.name == name)
