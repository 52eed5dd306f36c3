"""Reading one ticket after another, always the last one asked for, and again when somebody changed it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.changes import Changes
from app.domain.questions import WholeTicket
from app.domain.rows import HistoryEntry, TicketDetail
from app.domain.ticket_questions import HistoryBefore
from app.errors import DeskError
from ui.models.marks import Mark, marks_after
from ui.workplace import Workplace

# Longer than this, in milliseconds, no ticket is shown rather than another than the one chosen.
_PATIENCE = 150


class TicketReader(QObject):
    """Knows the ticket that is wanted, the one that is shown, and what others changed in it meanwhile."""

    arrived = Signal(object, bool)  # TicketDetail, whether it is another ticket than the one before
    failed = Signal(object)  # DeskError
    late = Signal()  # the wanted one is not here for a while, and the one before is forgotten

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wanted = 0
        self.detail: TicketDetail | None = None
        self.marks: dict[str, Mark] = {}
        self._backend = workplace.backend
        self._me = workplace.seat.person.id
        self._is_asking = self._is_outdated = False
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._late.timeout.connect(self._give_up_the_old)
        self._backend.changed.connect(self._hear)

    @property
    def is_here(self) -> bool:
        """Whether the ticket that is wanted is the one that is shown."""
        return self.detail is not None and self.detail.row.id == self.wanted

    def read(self, ticket: int) -> None:
        """Want another ticket; 0: none."""
        self.wanted = ticket
        if ticket:
            self._late.start()
            self._ask()
        else:
            self._late.stop()
            self.detail = None

    def reread(self, ticket: int) -> None:
        """Read the ticket again; while it is being read, after that, so that many changes starve nobody."""
        if ticket == self.wanted and ticket:
            if self._is_asking:
                self._is_outdated = True
            else:
                self._ask()

    def read_page(self, version: int, then: Callable[[Sequence[HistoryEntry]], None]) -> None:
        """Read the page of the shown ticket's history that ends before `version`."""
        if self.detail is None:
            return
        ticket = self.detail.row.id

        def show(entries: Sequence[HistoryEntry]) -> None:
            if self.detail is not None and self.detail.row.id == ticket:
                then(entries)

        self._backend.ask(HistoryBefore(ticket, version), show, owner=self, key="page")

    def forget_marks(self) -> None:
        """Take what others changed for seen."""
        self.marks = {}
        if self.detail is not None:
            self.arrived.emit(self.detail, False)

    def _hear(self, changes: Changes) -> None:
        if changes.everything or self.wanted in changes.ids("ticket"):
            self.reread(self.wanted)

    def _ask(self) -> None:
        self._is_asking, self._is_outdated = True, False
        question = WholeTicket(self.wanted, self._me)
        self._backend.ask(question, self._arrive, owner=self, key="ticket", failed=self._fail)

    def _arrive(self, detail: TicketDetail) -> None:
        self._is_asking = False
        self._late.stop()
        if detail.row.id != self.wanted:
            return
        old, self.detail = self.detail, detail
        is_another = old is None or old.row.id != detail.row.id
        self.marks = {} if old is None or is_another else self._marked(old, detail)
        self.arrived.emit(detail, is_another)
        if self._is_outdated:
            self._ask()

    def _marked(self, old: TicketDetail, new: TicketDetail) -> dict[str, Mark]:
        return marks_after(self.marks, old, new, self._me)

    def _fail(self, error: DeskError) -> None:
        self._is_asking = False
        self._late.stop()
        if not self.is_here:
            self.detail = None
        self.failed.emit(error)

    def _give_up_the_old(self) -> None:
        self.detail = None
        self.late.emit()
