"""The rows of a long list by id: those looked at lately are at hand, others are read when they are looked at."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.questions import TicketRows
from app.domain.rows import TicketRow
from ui.backend import Backend

# Rows kept at hand, those asked for at once, and those read anew at once.
KEPT, ASKED, FRESH = 6_400, 400, 300
_MARKED_MS = 2_500


class RowSource(QObject):
    """Reads rows by id, the latest wanted first, and marks for a moment those that others changed."""

    arrived = Signal(object)  # ids whose rows are there, or different, now
    failed = Signal(object)  # the DeskError that kept it from reading

    def __init__(self, backend: Backend, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backend = backend
        self._rows: OrderedDict[int, TicketRow] = OrderedDict()
        self._wanted: dict[int, None] = {}
        self._absent: set[int] = set()
        self._stale: set[int] = set()
        self._marked: set[int] = set()
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self._fading = QTimer(self, singleShot=True, interval=_MARKED_MS)
        self._fading.timeout.connect(self._fade)

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, ticket: int) -> TicketRow | None:
        """Give a row that is at hand; one looked at stays longest."""
        row = self._rows.get(ticket)
        if row is not None:
            self._rows.move_to_end(ticket)
        return row

    def misses(self, ticket: int) -> bool:
        """Say whether a row is neither at hand nor asked for nor known to be gone."""
        return (
            ticket not in self._rows and ticket not in self._wanted and ticket not in self._absent
        )

    def known(self, tickets: Sequence[int]) -> tuple[TicketRow, ...] | None:
        """Give the rows of `tickets` if all of them are at hand."""
        rows = tuple(row for ticket in tickets if (row := self._rows.get(ticket)) is not None)
        return rows if len(rows) == len(tickets) else None

    def is_marked(self, ticket: int) -> bool:
        """Say whether a row was changed a moment ago."""
        return ticket in self._marked

    def take(self, rows: Iterable[TicketRow], *, mark_new: bool = False) -> None:
        """Take rows in and mark what is different from what was at hand, or, with `mark_new`, was not."""
        rows = tuple(rows)
        different = [row.id for row in rows if self._is_different(row, mark_new=mark_new)]
        self._keep(rows)
        if different:
            self._marked.update(different)
            self._fading.start()
            self.arrived.emit(different)

    def _is_different(self, row: TicketRow, *, mark_new: bool) -> bool:
        before = self._rows.get(row.id)
        return before.version != row.version if before is not None else mark_new

    def _keep(self, rows: Iterable[TicketRow]) -> None:
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)

    def want(self, tickets: Iterable[int]) -> None:
        """Read rows soon; the ones wanted last come first, and long lists of others are let go."""
        self._wanted.update(dict.fromkeys(filter(self.misses, tickets)))
        if self._wanted and not self._asking.isActive():
            self._asking.start()

    def freshen(self, tickets: Collection[int]) -> None:
        """Read those of `tickets` that are at hand anew, and mark what is different."""
        self._stale.update(ticket for ticket in tickets if ticket in self._rows)
        if self._stale:
            asked = tuple(self._stale)[:FRESH]
            self._backend.ask(
                TicketRows(asked), lambda rows: self._renew(asked, rows), owner=self, key="fresh"
            )

    def freshen_all(self) -> None:
        """Read what was looked at lately anew, and forget the rest."""
        while len(self._rows) > FRESH:
            self._rows.popitem(last=False)
        self.freshen(tuple(self._rows))

    def forgive(self) -> None:
        """Look again for what was not there."""
        self._absent.clear()

    def _ask(self) -> None:
        asked = tuple(self._wanted)[-ASKED:]
        self._wanted = dict.fromkeys(asked)
        self._backend.ask(
            TicketRows(asked), lambda rows: self._take(asked, rows),
            owner=self, key="rows", failed=self.failed.emit,
        )  # fmt: skip

    def _take(self, asked: tuple[int, ...], rows: tuple[TicketRow, ...]) -> None:
        self._keep(rows)
        self._absent.update({*asked}.difference(row.id for row in rows))
        for ticket in asked:
            self._wanted.pop(ticket, None)
        self.arrived.emit(asked)

    def _renew(self, asked: tuple[int, ...], rows: tuple[TicketRow, ...]) -> None:
        self._stale.difference_update(asked)
        self.take(rows)
        self.freshen(())

    def _fade(self) -> None:
        marked, self._marked = self._marked, set()
        self.arrived.emit(marked)
