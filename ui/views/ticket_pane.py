"""One ticket: where it stands and what can be done, its properties, its history, and what is being written."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from app.clock import SystemClock
from app.domain.changes import Changes
from app.domain.questions import WholeTicket
from app.domain.rows import HistoryEntry, Possibility, TicketDetail, TicketRow
from app.domain.ticket_questions import HistoryBefore
from app.errors import DeskError
from app.text import tr
from ui.models.drafts import Edit
from ui.models.errands import Errands
from ui.models.marks import Mark, marks_after
from ui.views.ticket_face import TicketFace
from ui.workplace import Workplace

# Longer than this, in milliseconds, no ticket is shown rather than another than the one chosen.
_PATIENCE = 150
Act = Callable[[TicketDetail], None]


class TicketPane(QWidget):
    """Shows one ticket and follows what becomes of it; what is typed on it stays through everything."""

    title_changed = Signal(str)
    transition_wanted = Signal(object, object)  # TicketDetail, Possibility
    opened = Signal(object)  # the id of another ticket, by a link

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._wanted = 0
        self._row: TicketRow | None = None
        self._detail: TicketDetail | None = None
        self._marks: dict[str, Mark] = {}
        self._afterwards: Act | None = None
        self._is_asking = self._is_outdated = False
        self.errands = Errands(workplace, self)
        self.face = TicketFace(workplace, SystemClock().now)
        self._message = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._message.setProperty("secondary", True)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._message)
        self._pages.addWidget(self.face)
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._late.timeout.connect(self._show_waiting)
        self.setProperty("panel", True)
        self.setAccessibleName(tr("Ticket"))
        self._listen()
        self._show_message(tr("Choose a ticket of the queue to see it here."))

    @property
    def ticket(self) -> int:
        """Give the id of the ticket that was asked for; 0 for none."""
        return self._wanted

    @property
    def detail(self) -> TicketDetail | None:
        """Give the ticket that is shown, as it is known here."""
        return self._detail

    def show_ticket(self, ticket: int, row: TicketRow | None = None) -> None:
        """Show a ticket by its id (0: none); `row` is what is known of it until it has been read."""
        if ticket == self._wanted:
            return
        self._wanted, self._row, self._afterwards = ticket, row, None
        if not ticket:
            self._late.stop()
            self._detail = None
            self.title_changed.emit("")
            self._show_message(tr("Choose a ticket of the queue to see it here."))
            return
        self._late.start()
        self._ask()

    def take(self, way: str) -> None:
        """Take a transition by its purpose, or a transition or gesture by its key, as its button does."""
        self._when_shown(lambda detail: self._take(detail, way))

    def compose(self, public: bool) -> None:  # noqa: FBT001 - as the menu calls it
        """Begin to write a reply to the user, or a work note."""
        self._when_shown(lambda _: self.face.composer.compose(public=public))

    def assign_to_me(self) -> None:
        """Give the ticket to the person at this window."""
        self._when_shown(self.errands.assign_to_me)

    def rename(self) -> None:
        """Begin to edit the title."""
        self._when_shown(lambda _: self.face.title.edit())

    def focus(self) -> None:
        """Go to what stands first in the pane."""
        self.face.title.label.setFocus()

    def _listen(self) -> None:
        face, errands = self.face, self.errands
        self._workplace.backend.changed.connect(self._hear)
        errands.moved.connect(self._show_edits)
        errands.disputed.connect(self._reread)
        errands.refused.connect(self._refuse)
        errands.sent.connect(lambda _: face.timeline.follow())
        face.title.committed.connect(self._retitle)
        face.ways.wanted.connect(self._go)
        face.ways.barred.connect(lambda why: face.strip.say(why, "warning"))
        face.ways.mine_wanted.connect(self.assign_to_me)
        face.properties.edited.connect(self._edit)
        face.properties.unmatched.connect(self._doubt)
        face.conflict.theirs_kept.connect(self._keep_theirs)
        face.conflict.mine_used.connect(self._use_mine)
        face.marks_seen.connect(self._forget_marks)
        face.beside.followed.connect(self.opened)
        face.timeline.page_wanted.connect(self._ask_page)
        face.composer.send_wanted.connect(self._send)

    def _ask(self) -> None:
        self._is_asking, self._is_outdated = True, False
        question = WholeTicket(self._wanted, self._workplace.seat.person.id)
        backend = self._workplace.backend
        backend.ask(question, self._arrive, owner=self, key="ticket", failed=self._fail)

    def _hear(self, changes: Changes) -> None:
        if self._wanted and (changes.everything or self._wanted in changes.ids("ticket")):
            self._reread(self._wanted)

    def _reread(self, ticket: int) -> None:
        """Read the ticket again; while it is being read, after that, so that many changes starve nobody."""
        if ticket == self._wanted:
            if self._is_asking:
                self._is_outdated = True
            else:
                self._ask()

    def _arrive(self, detail: TicketDetail) -> None:
        self._is_asking = False
        old, self._detail = self._detail, detail
        is_another = old is None or old.row.id != detail.row.id
        if is_another:
            self._marks = {}
        elif old is not None:
            self._marks = marks_after(self._marks, old, detail, self._workplace.seat.person.id)
        self._late.stop()
        self.errands.settle(detail.row.id, detail.row.version)
        draft = self.errands.draft(detail.row.id)
        self.face.show_detail(detail, draft, self._marks, is_another=is_another)
        if is_another and draft.refusal:
            self.face.strip.say(draft.refusal, "error")
        self._pages.setCurrentWidget(self.face)
        self.title_changed.emit(f"{detail.row.number} {detail.row.title}")
        afterwards, self._afterwards = self._afterwards, None
        if afterwards is not None:
            afterwards(detail)
        if self._is_outdated:
            self._ask()

    def _fail(self, error: DeskError) -> None:
        self._is_asking = False
        self._late.stop()
        if self._is_shown:
            self.face.strip.say(error.sentence, "error", tr("Read again"), self._ask)
        else:
            self._detail = None
            self._show_message(error.sentence)

    @property
    def _is_shown(self) -> bool:
        return self._detail is not None and self._detail.row.id == self._wanted

    def _when_shown(self, act: Act) -> None:
        """Do something to the ticket asked for, now or as soon as it is here."""
        if self._detail is not None and self._is_shown:
            act(self._detail)
        elif self._wanted:
            self._afterwards = act

    def _show_waiting(self) -> None:
        self._detail = None
        known = f"{self._row.number} {self._row.title}\n\n" if self._row else ""
        self._show_message(known + tr("Reading the ticket…"))

    def _show_message(self, text: str) -> None:
        self._message.setText(text)
        self._pages.setCurrentWidget(self._message)

    def _show_edits(self, ticket: int) -> None:
        if self._detail is not None and ticket in (0, self._detail.row.id):
            draft = self.errands.draft(self._detail.row.id)
            self.face.show_edits(self._detail, draft, self._marks)

    def _take(self, detail: TicketDetail, wanted: str) -> None:
        ways = [each for each in detail.possible if wanted in (each.purpose, each.key)]
        if not ways:
            sentence = tr("“{step}” is not where that is done.", step=detail.row.step)
            self.face.strip.say(sentence, "warning")
            return
        self.face.ways.press(ways[0])

    def _go(self, way: Possibility) -> None:
        if self._detail is None:
            return
        self.face.strip.clear()
        if way.form:
            self.transition_wanted.emit(self._detail, way)
        else:
            self.errands.take(self._detail, way)

    def _edit(self, edit: Edit) -> None:
        if self._detail is not None:
            self.face.strip.clear()
            self.errands.edit(self._detail.row.id, edit)

    def _retitle(self, title: str, seen: str) -> None:
        self._edit(Edit("title", title, title, seen, seen))

    def _doubt(self, label: str, text: str) -> None:
        sentence = tr(
            "{label}: nothing is called “{text}”. Choose from the list.", label=label, text=text
        )
        self.face.strip.say(sentence, "warning")

    def _refuse(self, ticket: int, error: DeskError) -> None:
        if self._detail is not None and ticket == self._detail.row.id:
            self.face.strip.say(error.sentence, "error")
        else:
            self._workplace.backend.refused.emit(error)

    def _keep_theirs(self, name: str) -> None:
        if self._detail is not None:
            self.errands.drop(self._detail.row.id, name)

    def _use_mine(self, name: str) -> None:
        if self._detail is not None:
            theirs = self._detail.values.get(name)
            self.errands.insist(self._detail.row.id, name, theirs)

    def _forget_marks(self) -> None:
        self._marks = {}
        self._show_edits(0)

    def _ask_page(self, version: int) -> None:
        if self._detail is not None:
            ticket = self._detail.row.id
            self._workplace.backend.ask(
                HistoryBefore(ticket, version),
                lambda entries: self._show_page(ticket, entries),
                owner=self,
                key="page",
            )

    def _show_page(self, ticket: int, entries: Sequence[HistoryEntry]) -> None:
        if self._detail is not None and self._detail.row.id == ticket:
            self.face.timeline.show_page(entries)

    def _send(self) -> None:
        if self._detail is not None:
            self.face.strip.clear()
            self.errands.send(self._detail.row.id)
