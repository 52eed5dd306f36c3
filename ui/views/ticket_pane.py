"""One ticket: where it stands and what can be done, its properties, its history, and what is being written."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from app.clock import SystemClock
from app.domain.rows import Possibility, TicketDetail, TicketRow
from app.errors import DeskError, listed
from app.text import tr
from ui.models.errands import NOTE, REPLY, Errands
from ui.models.since import since
from ui.models.ticket_reader import TicketReader
from ui.typed import Kept
from ui.views.attaching import Attaching
from ui.views.beside import Beside
from ui.views.canning import Canning
from ui.views.ticket_face import TicketFace
from ui.workplace import Workplace

Act = Callable[[TicketDetail], None]


class TicketPane(QWidget):
    """Shows one ticket and follows what becomes of it; what is typed on it stays through everything."""

    title_changed = Signal(str)
    transition_wanted = Signal(object, object)  # TicketDetail, Possibility
    opened = Signal(object)  # the id of another ticket, by a link

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self._backend = workplace.backend
        self._me = workplace.seat.person.id
        self._row: TicketRow | None = None
        self._afterwards: Act | None = None
        self.reader = TicketReader(workplace, self)
        self.errands = Errands(workplace, self)
        self.face = TicketFace(workplace, SystemClock().now)
        self.attaching = Attaching(workplace, self, self.face)
        self.beside = Beside(workplace, self, self.face, self.errands)
        self.canning = Canning(workplace, self, self.face, self.errands)
        self.message = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setProperty("secondary", True)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.message)
        self._pages.addWidget(self.face)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Ticket"))
        self._listen()
        self._show_message(tr("Choose a ticket of the queue to see it here."))

    @property
    def ticket(self) -> int:
        """Give the id of the ticket that was asked for; 0 for none."""
        return self.reader.wanted

    @property
    def detail(self) -> TicketDetail | None:
        """Give the ticket that is shown, as it is known here."""
        return self.reader.detail

    def show_ticket(self, ticket: int, row: TicketRow | None = None) -> None:
        """Show a ticket by its id (0: none); `row` is what is known of it until it has been read."""
        if ticket == self.ticket:
            return
        # What is being typed belongs to the ticket shown until now.
        self.face.commit()
        self._row, self._afterwards = row, None
        self.reader.read(ticket)
        if not ticket:
            self.title_changed.emit("")
            self._show_message(tr("Choose a ticket of the queue to see it here."))

    def take(self, way: str) -> None:
        """Take a transition by its purpose, or a transition or gesture by its key, as its button does."""
        self.when_shown(lambda detail: self._take(detail, way))

    def compose(self, public: bool) -> None:  # noqa: FBT001 - as the menu calls it
        """Begin to write a reply to the user, or a work note."""
        self.when_shown(lambda _: self.face.composer.compose(public=public))

    def assign_to_me(self) -> None:
        """Give the ticket to the person at this window."""
        self.when_shown(self.errands.assign_to_me)

    def rename(self) -> None:
        """Begin to edit the title."""
        self.when_shown(lambda _: self.face.title.edit())

    def focus(self) -> None:
        """Go to what stands first in the pane."""
        self.face.title.label.setFocus()

    def _listen(self) -> None:
        face, errands, reader = self.face, self.errands, self.reader
        reader.arrived.connect(self._show)
        reader.failed.connect(self._fail)
        reader.late.connect(self._show_waiting)
        errands.moved.connect(self._show_edits)
        errands.disputed.connect(reader.reread)
        errands.refused.connect(self._refuse)
        errands.sent.connect(lambda _: face.follow())
        face.ways.wanted.connect(self._go)
        face.ways.barred.connect(lambda why: face.strip.say(why, "warning"))
        face.ways.mine_wanted.connect(self.assign_to_me)
        face.edited.connect(
            lambda edit: self._with_shown(lambda detail: errands.edit(detail.row.id, edit))
        )
        face.conflict.theirs_kept.connect(
            lambda name: self._with_shown(lambda detail: errands.drop(detail.row.id, name))
        )
        face.conflict.mine_used.connect(
            lambda name: self._with_shown(lambda detail: errands.insist(detail, name))
        )
        face.marks_seen.connect(reader.forget_marks)
        face.beside.followed.connect(self.opened)
        face.timeline.page_wanted.connect(
            lambda version: reader.read_page(version, face.timeline.show_page)
        )
        face.composer.written.connect(lambda: self._with_shown(errands.keep_written))
        face.composer.send_wanted.connect(lambda: self._with_shown(self.canning.send))

    def _show(self, detail: TicketDetail, is_another: bool) -> None:  # noqa: FBT001 - a signal's
        self.errands.settle(detail.row)
        draft = self.errands.draft(detail.row.id)
        self.face.show_detail(detail, draft, self.reader.marks, is_another=is_another)
        self.attaching.show_detail(detail)
        self.beside.show_detail(detail)
        self.canning.show_detail(detail)
        if is_another and draft.refusal:
            self.face.strip.say(draft.refusal, "error")
        elif is_another and (news := since(self.errands.begun(detail.row.id), detail, self._me)):
            self.face.strip.say(news, "plain")
        self._pages.setCurrentWidget(self.face)
        self.title_changed.emit(f"{detail.row.number} {detail.row.title}")
        afterwards, self._afterwards = self._afterwards, None
        if afterwards is not None:
            afterwards(detail)

    def _fail(self, error: DeskError) -> None:
        if self.reader.is_here:
            again = lambda: self.reader.reread(self.ticket)  # noqa: E731
            self.face.strip.say(error.sentence, "error", tr("Read again"), again)
        else:
            self._show_message(error.sentence)

    def when_shown(self, act: Act) -> None:
        """Do something to the ticket asked for, now or as soon as it is here."""
        if self.detail is not None and self.reader.is_here:
            act(self.detail)
        elif self.ticket:
            self._afterwards = act

    def _with_shown(self, act: Act) -> None:
        """Do something to the ticket that is shown, though another may be asked for already."""
        if self.detail is not None:
            act(self.detail)

    def _show_waiting(self) -> None:
        known = f"{self._row.number} {self._row.title}\n\n" if self._row else ""
        self._show_message(known + tr("Reading the ticket…"))

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self._pages.setCurrentWidget(self.message)

    def _show_edits(self, ticket: int) -> None:
        if self.detail is not None and ticket in (0, self.detail.row.id):
            draft = self.errands.draft(self.detail.row.id)
            self.face.show_edits(self.detail, draft, self.reader.marks)

    def _take(self, detail: TicketDetail, wanted: str) -> None:
        ways = [each for each in detail.possible if wanted in (each.purpose, each.key)]
        if ways:
            self.face.ways.press(ways[0])
        else:
            ways_on = listed([f"“{each.label}”" for each in detail.possible], tr(" or "))
            possible = tr("Possible: {ways}.", ways=ways_on) if ways_on else tr("It has ended.")
            stands = tr("{number} is in “{step}”: that is not possible there.",
                        number=detail.row.number, step=detail.row.step)  # fmt: skip
            sentence = f"{stands} {possible}"
            self.face.strip.say(sentence, "warning")

    def _go(self, way: Possibility) -> None:
        if self.detail is not None and way.form:
            self.transition_wanted.emit(self.detail, way)
        elif self.detail is not None:
            self.errands.take(self.detail, way)

    def _refuse(self, ticket: int, error: DeskError) -> None:
        if self.detail is not None and ticket == self.detail.row.id:
            self.face.strip.say(error.sentence, "error")
        else:
            self._backend.refused.emit(error)


def go_on(pane: TicketPane, kept: Kept) -> None:
    """Open what a draft of the ticket in `pane` was typed in."""
    if kept.subject[-1] in (NOTE, REPLY):
        pane.compose(public=kept.subject[-1] == REPLY)
    elif kept.subject[-1] in (dialogs := {**pane.beside.dialogs, **pane.canning.dialogs}):
        pane.when_shown(lambda _: dialogs[str(kept.subject[-1])]())
    else:
        pane.take(str(kept.subject[-1]))
