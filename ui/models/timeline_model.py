"""The timeline of one ticket as a list: a stretch of its history that moves as one scrolls."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain import events
from app.domain.rows import HistoryEntry
from app.text import tr
from ui.models.timeline_rows import RowKind, TimelineRow, timeline_rows
from ui.models.timeline_words import claim

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()

# As many entries as are kept: a line more costs at each new width, however far it is out of sight.
MOST = 600

# Gives a line as a screen reader says it, and as it is copied.
Spoken = Callable[[TimelineRow], str]


class TimelineModel(QAbstractListModel):
    """Lines of one ticket's history; refreshing keeps every line that stays as it was."""

    def __init__(self, spoken: Spoken, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self._entries: tuple[HistoryEntry, ...] = ()
        self._newest = 0
        self._opened: set[int] = set()
        self._rows: list[TimelineRow] = []

    @property
    def first_version(self) -> int:
        """Give the version of the oldest entry that is loaded; 1 when there are none before it."""
        return self._entries[0].version if self._entries else 1

    @property
    def last_version(self) -> int:
        """Give the version of the newest entry that is loaded."""
        return self._entries[-1].version if self._entries else 0

    @property
    def has_newer(self) -> bool:
        """Whether there are newer entries than those that are loaded."""
        return self.last_version < self._newest

    def begin(self, newest: Sequence[HistoryEntry]) -> None:
        """Show another ticket, of which `newest` is the end of the history."""
        self.beginResetModel()
        self._entries = tuple(newest)
        self._newest = self.last_version
        self._opened.clear()
        self._rows = timeline_rows(self._entries, self._opened)
        self.endResetModel()

    def refresh(self, newest: Sequence[HistoryEntry]) -> None:
        """Take over the end of the same ticket's history as it is now.

        Where older entries are read, and the end is not loaded, nothing moves.
        """
        was_at_end = not self.has_newer
        fresh = tuple(each for each in newest if each.version > self._newest)
        self._newest = newest[-1].version if newest else 0
        is_torn = bool(fresh) and fresh[0].version > self.last_version + 1
        if any(each.kind == events.ERASED for each in fresh) or (was_at_end and is_torn):
            self._become(tuple(newest))
        elif was_at_end:
            self.append(fresh)

    def prepend(self, older: Sequence[HistoryEntry]) -> None:
        """Put older entries before those that are loaded, and let go of the newest beyond `MOST`."""
        fresh = tuple(each for each in older if each.version < self.first_version)
        if fresh:
            self._become(self._entries[: max(1, MOST - len(fresh))])
            self._become(fresh + self._entries)

    def append(self, newer: Sequence[HistoryEntry]) -> None:
        """Put newer entries behind those that are loaded, and let go of the oldest beyond `MOST`."""
        fresh = tuple(each for each in newer if each.version > self.last_version)
        if fresh:
            # One end at a time: the view is told of one stretch that changed, not of every line.
            self._become(self._entries[-max(1, MOST - len(fresh)) :])
            self._become(self._entries + fresh)

    def toggle(self, index: Index) -> None:
        """Open or close the fold at `index`."""
        row = self.row(index)
        if row is None or row.kind is not RowKind.FOLD:
            return
        versions = {entry.version for entry in row.entries}
        if row.is_open:
            self._opened -= versions
        else:
            self._opened.add(row.entry.version)
        self._become(self._entries)

    def row(self, index: Index) -> TimelineRow | None:
        """Give the line at `index`."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a line, or the words for it."""
        row = self.row(index)
        if row is None or role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and row.entries:
            shown = tr("A click shows the file.") if row.file else ""
            return "\n".join(filter(None, (shown, claim(row.entry))))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let days not be chosen."""
        row = self.row(index)
        is_day = row is not None and row.kind is RowKind.DAY
        return Qt.ItemFlag.ItemIsEnabled if is_day else super().flags(index)

    def _become(self, entries: tuple[HistoryEntry, ...]) -> None:
        """Show `entries`, telling the view of nothing but the lines between the same ends."""
        rows = timeline_rows(entries, self._opened)
        start = _same(self._rows, rows)
        end = min(_same(self._rows[::-1], rows[::-1]), min(len(self._rows), len(rows)) - start)
        gone, come = len(self._rows) - end, len(rows) - end
        self._entries = entries
        if gone > start:
            self.beginRemoveRows(_NOWHERE, start, gone - 1)
            del self._rows[start:gone]
            self.endRemoveRows()
        if come > start:
            self.beginInsertRows(_NOWHERE, start, come - 1)
            self._rows[start:start] = rows[start:come]
            self.endInsertRows()


def _same(old: Sequence[TimelineRow], new: Sequence[TimelineRow]) -> int:
    """Count the lines that are the same from the start."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count
