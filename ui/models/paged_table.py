"""A list of any length: its first rows at once, then the ids of all, and rows by id as they are looked at.

DESIGN.md, "The window never waits": a million rows are 8 MB of ids and the few rows on the screen.
"""

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from app.domain.questions import Filter, Sort, TicketCounts, TicketIds, TicketPage
from app.domain.rows import Ids, Page, TicketRow
from ui.backend import Backend
from ui.models.id_list import IdList
from ui.models.queue_columns import Column, Reader
from ui.models.row_source import RowSource

PAGE = 100
_FIRST_MS = 15
# Under this role a cell gives its whole row (None while it is read), under the next whether it just changed.
ROW = Qt.ItemDataRole.UserRole
MARK = Qt.ItemDataRole.UserRole + 1
_PLACES = 20_000
_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Listing:
    """Which tickets, in which order."""

    filter: Filter
    sort: Sort


class PagedTable(QAbstractTableModel):
    """The tickets of a listing: places move, ids stay."""

    shown = Signal()  # the first rows of the listing asked for last are there
    settled = Signal()  # all its rows are there
    counted = Signal(int, bool)  # how many rows, and whether that is all of them
    failed = Signal(object)  # the DeskError that kept it from reading

    def __init__(
        self,
        backend: Backend,
        columns: Sequence[Column],
        reader: Callable[[], Reader],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows = RowSource(backend, self)
        self.list = IdList(array("q"))
        self.is_whole = False
        self._backend = backend
        self.reader = reader
        self._listing: Listing | None = None
        # Where rows were looked at last: a change of one is told only there.
        self._seen: dict[int, int] = {}
        self.rows.arrived.connect(self._tell)
        self.rows.failed.connect(self.failed)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """Count the rows known now."""
        return 0 if parent.isValid() else len(self.list)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        """Give a cell's whole row (`ROW`), its mark, or its words."""
        if role == ROW:
            return self.row(index.row())
        if role == MARK:
            return self.rows.is_marked(self.list.at(index.row()))
        if role in _WORDS:
            row = self.row(index.row())
            return self.columns[index.column()].text(row, self.reader()) if row else ""
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's
        """Give a column's title, or what it says in full."""
        if orientation is Qt.Orientation.Vertical or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].says
        return None

    def row(self, place: int) -> TicketRow | None:
        """Give a row by its place; None while it is read."""
        ticket = self.list.at(place)
        if len(self._seen) > _PLACES:
            self._seen.clear()
        self._seen[ticket] = place
        found = self.rows.get(ticket)
        if found is None and ticket and self.rows.misses(ticket):
            page = place - place % PAGE
            self.rows.want(filter(None, self.list.some(range(page, page + PAGE))))
        return found

    def show(self, listing: Listing) -> None:
        """Show another listing: its first rows as soon as they are there, then all of it."""
        self.is_whole = False
        self._read(listing, is_new=True)

    def reload(self, listing: Listing) -> None:
        """Read the listing shown anew: what was shown stays until the new order is known."""
        self._read(listing, is_new=not self.is_whole)

    def note_changes(self, tickets: Collection[int]) -> None:
        """Read those of `tickets` that are at hand anew, and mark what is different."""
        self.rows.freshen(tickets)

    def _read(self, listing: Listing, *, is_new: bool) -> None:
        self._listing = listing
        self.rows.forgive()
        self._backend.ask(
            TicketPage(listing.filter, listing.sort, limit=PAGE),
            lambda page: self._take_page(listing, page, is_new=is_new),
            owner=self, key="page", failed=self.failed.emit,
        )  # fmt: skip

    def _take_page(self, listing: Listing, page: Page, *, is_new: bool) -> None:
        if listing is not self._listing:
            return
        self.rows.take(page.rows, mark_new=not is_new)
        is_whole = page.after is None
        if is_new or is_whole:
            self._rearrange(IdList(array("q", (row.id for row in page.rows))))
        self.shown.emit()
        if is_whole:
            self._settle()
        else:
            # What is there is drawn before the rest is fetched beside it.
            QTimer.singleShot(_FIRST_MS, self, lambda: self._ask_for_all(listing))

    def _ask_for_all(self, listing: Listing) -> None:
        if listing is not self._listing:
            return
        if not self.is_whole:
            counts = TicketCounts((listing.filter,))
            self._backend.ask(
                counts, lambda found: self._count(listing, found[0], counts.most),
                owner=self, key="count", back=True,
            )  # fmt: skip
        self._backend.ask(
            TicketIds(listing.filter, listing.sort),
            lambda ids: self._take_ids(listing, ids),
            owner=self, key="ids", failed=self.failed.emit, back=True,
        )  # fmt: skip

    def _count(self, listing: Listing, count: int, most: int) -> None:
        if listing is self._listing and not self.is_whole:
            self.counted.emit(min(count, most), count <= most)

    def _take_ids(self, listing: Listing, ids: Ids) -> None:
        if listing is self._listing:
            self._rearrange(IdList(ids))
            self._settle()

    def _settle(self) -> None:
        self.is_whole = True
        self.counted.emit(len(self.list), True)
        self.settled.emit()

    def _rearrange(self, new: IdList) -> None:
        """Put `new` in the place of what is shown; what a view holds on to follows its ticket."""
        old = len(self.list)
        if self.list.begins(new):
            self._grow(new)
            return
        self._grow(self.list.padded(len(new)))
        self.layoutAboutToBeChanged.emit()
        self._move(new.padded(old))
        self.layoutChanged.emit()
        # What has gone leaves from the end, once nothing holds on to it.
        if len(new) < old:
            self.beginRemoveRows(QModelIndex(), len(new), old - 1)
            self.list = new
            self.endRemoveRows()

    def _grow(self, new: IdList) -> None:
        if len(new) > len(self.list):
            self.beginInsertRows(QModelIndex(), len(self.list), len(new) - 1)
            self.list = new
            self.endInsertRows()

    def _move(self, new: IdList) -> None:
        held = self.persistentIndexList()
        tickets = [self.list.at(index.row()) for index in held]
        self.list = new
        places = new.places_of(dict(zip(tickets, (index.row() for index in held), strict=True)))
        moved = [
            self.index(places[ticket], index.column()) if ticket else QModelIndex()
            for ticket, index in zip(tickets, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)

    def _tell(self, tickets: Collection[int]) -> None:
        places = [
            place
            for ticket in tickets
            if self.list.at(place := self._seen.get(ticket, -1)) == ticket
        ]
        if places:
            last = self.index(max(places), len(self.columns) - 1)
            self.dataChanged.emit(self.index(min(places), 0), last)
