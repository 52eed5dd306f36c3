"""The categories of a desk as a tree."""

from collections.abc import Callable, Collection

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.domain.setting_questions import CategoryTree
from app.domain.setting_rows import ThingRow
from ui.backend import Backend
from ui.models.lines import line_data, line_of

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CategoryList(QAbstractItemModel):
    """Categories by what is typed, each below its parent; `is_unsaved` as that of a `ThingList`."""

    shown = Signal()
    failed = Signal(object)

    def __init__(
        self, backend: Backend, is_unsaved: Callable[[int], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._backend = backend
        self._is_unsaved = is_unsaved
        self._asked = CategoryTree()
        self._found: tuple[ThingRow, ...] = ()
        self._rows: dict[int, ThingRow] = {}
        self._below: dict[int, list[int]] = {}
        self._places: dict[int, int] = {}

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        """Give the place of a category among those below `parent`."""
        below = self._below.get(self.id_of(parent), [])
        if column or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, 0, below[row])

    def parent(self, index: _Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        """Give the place of the category above."""
        row = self._rows.get(self.id_of(index))
        return self.index_of(self._over(row)) if row is not None else QModelIndex()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count those below `parent`."""
        return len(self._below.get(self.id_of(parent), ()))

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Have one column."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row, or its words."""
        row = self._rows.get(self.id_of(index))
        line = line_of(row, is_unsaved=self._is_unsaved(row.id)) if row is not None else None
        return line_data(line, role)

    def show(self, text: str, *, retired: bool) -> None:
        """Show what matches `text`."""
        self._asked = CategoryTree(text, retired)
        self.freshen()

    def freshen(self, changed: Collection[int] = ()) -> None:
        """Read everything anew."""
        self._backend.ask(
            self._asked, self._take, owner=self, key="tree", failed=self.failed.emit, back=True
        )

    def note_unsaved(self, row_id: int) -> None:
        """Show anew whether something typed is kept of a category."""
        index = self.index_of(row_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def id_of(self, index: _Index) -> int:
        """Give the id of a category by its place; 0 where there is none."""
        return int(index.internalId()) if index.isValid() else 0

    def index_of(self, row_id: int) -> QModelIndex:
        """Give the place of a category; invalid where it is not shown."""
        place = self._places.get(row_id)
        return self.createIndex(place, 0, row_id) if place is not None else QModelIndex()

    def _over(self, row: ThingRow) -> int:
        return row.parent if row.parent in self._rows else 0

    def _take(self, rows: tuple[ThingRow, ...]) -> None:
        if rows != self._found:
            self.beginResetModel()
            self._found = rows
            self._rows = {row.id: row for row in rows}
            self._below = {}
            for row in rows:
                self._below.setdefault(self._over(row), []).append(row.id)
            self._places = {
                each: place for below in self._below.values() for place, each in enumerate(below)
            }
            self.endResetModel()
        self.shown.emit()
