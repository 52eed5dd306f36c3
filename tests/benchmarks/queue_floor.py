"""The least a queue can cost: a bare query on the window's own thread, and its rows painted out of a list."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
)
from PySide6.QtWidgets import QTableView

from app.domain.rows import TicketRow
from ui.models.paged_table import ROW
from ui.models.queue_columns import Reader, queue_columns
from ui.theme import Theme
from ui.widgets.row_delegate import ROW_HEIGHT, RowDelegate

SIZE = (820, 700)
_COLUMNS = """SELECT t.id, t.version, t.number, t.title, t.step, t.clock_state, t.priority, r.name, m.name, a.name,
  t.assignee, c.name, t.opened_at, t.updated_at, t.follow_up_at,
  EXISTS (SELECT 1 FROM attachment f WHERE f.ticket_id = t.id AND f.active = 1) FROM ticket t
  LEFT JOIN person r ON r.id = t.requester LEFT JOIN person a ON a.id = t.assignee
  LEFT JOIN team m ON m.id = t.team LEFT JOIN category c ON c.id = t.category"""
_NEWEST = "ORDER BY t.updated_at DESC, t.id DESC LIMIT 100"
FLOORS = {
    "first rows of all tickets": f"{_COLUMNS} {_NEWEST}",
    "the end of all tickets": f"{_COLUMNS} ORDER BY t.updated_at, t.id LIMIT 100",
    "sorted by priority": f"{_COLUMNS} ORDER BY coalesce(2 * t.priority, 3), t.id LIMIT 100",
    "filtered by a word": f"{_COLUMNS} WHERE t.title LIKE '%printer%' {_NEWEST}",
    "first rows of all open": f"""{_COLUMNS} WHERE t.clock_state <> 'final'
        ORDER BY coalesce(2 * t.priority, 3), t.id LIMIT 100""",
}


class ListTable(QAbstractTableModel):
    """Rows out of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[TicketRow] = []

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: ARG002, B008, N802
        return len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: ARG002, B008, N802
        return len(queue_columns())

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        return self.rows[index.row()] if role == ROW else None


class Floor:
    """A bare query and a bare list."""

    def __init__(self, file: Path, theme: Theme) -> None:
        self._connection = sqlite3.connect(file)
        self._model = ListTable()
        self._view = QTableView()
        self._view.setModel(self._model)
        self._delegate = RowDelegate(theme, queue_columns(), self._view)
        self._view.setItemDelegate(self._delegate)
        self._view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._view.resize(*SIZE)
        self._view.show()

    def paint(self, case: str) -> None:
        """Ask, fill and paint."""
        found = self._connection.execute(FLOORS[case]).fetchall()
        rows = [
            TicketRow(r[0], r[1], f"INC-{r[2]:06d}", r[3], r[4], r[4], r[5], "", r[6], r[7] or "", r[8] or "",
                      r[9] or "", r[10], r[11] or "", r[12], r[13], r[14], bool(r[15]))
            for r in found
        ]  # fmt: skip
        self._model.beginResetModel()
        self._model.rows = rows
        self._model.endResetModel()
        self._delegate.begin(Reader(0, time.time_ns() // 1_000))
        self._view.viewport().repaint()

    def close(self) -> None:
        """Let go."""
        self._connection.close()
        self._view.close()
