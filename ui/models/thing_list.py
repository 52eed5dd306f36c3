"""A list of the desk's own things of any length: all ids, and the rows that are looked at."""

from array import array
from collections.abc import Callable, Collection

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from app.domain.rows import Ids
from app.domain.setting_questions import ThingIds, ThingRows
from app.domain.setting_rows import ThingRow
from ui.backend import Backend
from ui.models.lines import Line, line_data, line_of

PAGE = 100
# Rows that are read anew at once when something changed; the others are when they are looked at.
_FRESH = 300
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ThingList(QAbstractListModel):
    """Records of one kind by what is typed; `is_unsaved` says of which something typed is kept."""

    shown = Signal()  # what was asked for is there
    failed = Signal(object)  # the DeskError that kept it from reading

    def __init__(
        self,
        backend: Backend,
        thing: str,
        is_unsaved: Callable[[int], bool],
        parent: QObject | None = None,
        asker: int = 0,
    ) -> None:
        """Take who asks, where it is about things that belong to people."""
        super().__init__(parent)
        self._backend = backend
        self._thing = thing
        self._asker = asker
        self._is_unsaved = is_unsaved
        self._ids: Ids = array("q")
        self._places: dict[int, int] = {}
        self._rows: dict[int, ThingRow] = {}
        self._wanted: dict[int, None] = {}
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the records found."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row, or its words."""
        return line_data(self._line(index), role)

    def show(self, text: str, *, retired: bool) -> None:
        """Show what matches `text`."""
        self._backend.ask(
            ThingIds(self._thing, text, retired, self._asker), self._take,
            owner=self, key="ids", failed=self.failed.emit, back=True,
        )  # fmt: skip

    def freshen(self, changed: Collection[int] = ()) -> None:
        """Read rows at hand anew: the `changed` ones, or (none told) all of them."""
        known = [each for each in changed or self._rows if each in self._rows]
        for each in known[_FRESH:]:
            del self._rows[each]
        self._want(known[:_FRESH])

    def note_unsaved(self, row_id: int) -> None:
        """Show anew whether something typed is kept of a record."""
        self._tell((row_id,))

    def id_of(self, index: _Index) -> int:
        """Give the id of a record by its place; 0 where there is none."""
        return self._ids[index.row()] if 0 <= index.row() < len(self._ids) else 0

    def index_of(self, row_id: int) -> QModelIndex:
        """Give the place of a record; invalid where it is not in the list."""
        place = self._places.get(row_id)
        return self.index(place) if place is not None else QModelIndex()

    def _line(self, index: _Index) -> Line | None:
        row_id = self.id_of(index)
        row = self._rows.get(row_id)
        if row is None:
            if row_id and row_id not in self._wanted:
                page = index.row() - index.row() % PAGE
                self._want([e for e in self._ids[page : page + PAGE] if e not in self._rows])
            return None
        return line_of(row, is_unsaved=self._is_unsaved(row_id))

    def _want(self, ids: Collection[int]) -> None:
        self._wanted.update(dict.fromkeys(ids))
        if self._wanted and not self._asking.isActive():
            self._asking.start()

    def _ask(self) -> None:
        asked, self._wanted = tuple(self._wanted), {}
        self._backend.ask(
            ThingRows(self._thing, asked), self._keep, owner=self, failed=self.failed.emit
        )

    def _keep(self, rows: tuple[ThingRow, ...]) -> None:
        self._rows.update((row.id, row) for row in rows)
        self._tell([row.id for row in rows])

    def _tell(self, ids: Collection[int]) -> None:
        places = [self._places[each] for each in ids if each in self._places]
        if places:
            self.dataChanged.emit(self.index(min(places)), self.index(max(places)))

    def _take(self, ids: Ids) -> None:
        if ids != self._ids:
            self.beginResetModel()
            self._ids = ids
            self._places = {each: place for place, each in enumerate(ids)}
            self.endResetModel()
        self.shown.emit()
