"""The rows of a table that is brought in: what they would do, or what became of them."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.imports import (
    ADDED,
    CHANGED,
    LEFT,
    REFUSED,
    UNCHANGED,
    ImportedRow,
    PlannedRow,
)
from app.text import tr
from ui.models.lines import Line, line_data

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ImportRows(QAbstractListModel):
    """Those rows that do something or are refused, refused ones first; what stays as it is is only counted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[PlannedRow | ImportedRow, ...] = ()

    def show(self, rows: Iterable[PlannedRow | ImportedRow]) -> None:
        """Show these instead of those before."""
        told = [row for row in rows if row.outcome != UNCHANGED]
        self.beginResetModel()
        self.rows = tuple(sorted(told, key=lambda row: (row.outcome != REFUSED, row.line)))
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row, or its words."""
        is_there = 0 <= index.row() < len(self.rows)
        return line_data(_line(self.rows[index.row()]) if is_there else None, role)


def _line(row: PlannedRow | ImportedRow) -> Line:
    told = [tr("line {line}", line=row.line)]
    if row.reason:
        told.append(row.reason)
    if isinstance(row, PlannedRow):
        told += [_change(each.label, each.before, each.after) for each in row.changes]
    return Line(row.name or tr("without a name"), " · ".join(told), outcome_label(row.outcome))


def _change(label: str, before: str, after: str) -> str:
    shown = after or tr("nothing")
    return f"{label}: {before} → {shown}" if before else f"{label}: {shown}"


def outcome_label(outcome: str) -> str:
    """Give what becomes of a row, in one word or two."""
    labels = {
        ADDED: tr("new"),
        CHANGED: tr("changed"),
        UNCHANGED: tr("unchanged"),
        REFUSED: tr("refused"),
        LEFT: tr("left"),
    }
    return labels[outcome]
