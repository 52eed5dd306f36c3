"""Who changed what of one of the desk's own things, a line each."""

import time

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.events import ADDED
from app.domain.rows import FieldChange, HistoryEntry
from app.text import tr
from ui.formats import moment
from ui.models.lines import Line, line_data

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ChangeLog(QAbstractListModel):
    """Lines, newest first: field, before and after; below them who and when."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show(self, entries: tuple[HistoryEntry, ...]) -> None:
        """Show another history."""
        now = time.time_ns() // 1_000
        self.show_lines(tuple(line for entry in entries for line in _lines(entry, now)))

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these instead of those before."""
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a line, or its words."""
        is_there = 0 <= index.row() < len(self.lines)
        return line_data(self.lines[index.row()] if is_there else None, role)


def _lines(entry: HistoryEntry, now: int) -> tuple[Line, ...]:
    by = [entry.actor or tr("somebody"), moment(entry.occurred_at, now)]
    if entry.channel != "desk":
        by.append(tr("by {way}", way=entry.channel))
    told = " · ".join(by)
    if entry.kind == ADDED and not any(change.before for change in entry.changes):
        filled = (f"{each.label} {each.after}" for each in entry.changes)
        return (Line(tr("Added: {what}", what=", ".join(filled)), told),)
    return tuple(Line(_told(change), told) for change in entry.changes)


def _told(change: FieldChange) -> str:
    nothing = tr("nothing")
    return tr("{label}: {before} → {after}", label=change.label,
              before=change.before or nothing, after=change.after or nothing)  # fmt: skip
