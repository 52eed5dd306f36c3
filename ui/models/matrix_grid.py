"""A priority matrix as somebody makes it: impact down, urgency across, a priority in each cell."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.domain.canonical import parsed
from app.domain.choices import choice_label
from app.domain.fields import RANGES, TICKET
from app.domain.priority import DEFAULT_MATRIX, cells_text, levels_of
from app.text import tr

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
HIGHEST, LOWEST = RANGES["priority"]
FEWEST, MOST = 3, 5


class MatrixGrid(QAbstractTableModel):
    """The cells of a matrix; `changed` when somebody set one."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._levels = FEWEST
        self._cells = dict(DEFAULT_MATRIX)

    @property
    def cells(self) -> str:
        """Give the cells as they are stored."""
        return cells_text({
            (impact, urgency): self._cells[impact, urgency]
            for impact in range(1, self._levels + 1)
            for urgency in range(1, self._levels + 1)
        })  # fmt: skip

    @property
    def levels(self) -> int:
        """Give how many levels of impact, and of urgency, there are."""
        return self._levels

    def differing(self, cells: str) -> int:
        """Count the cells that are not as in a stored matrix; those that one of both has not, too."""
        mine, theirs = parsed(self.cells), parsed(cells)
        return sum(mine.get(each) != theirs.get(each) for each in {*mine, *theirs})

    def show(self, cells: str) -> None:
        """Show stored cells."""
        found = parsed(cells)
        self.beginResetModel()
        self._levels = levels_of(cells)
        self._cells = {
            (int(impact), int(urgency)): level
            for (impact, urgency), level in ((key.split("."), each) for key, each in found.items())
        }
        self.endResetModel()

    def set_levels(self, levels: int) -> None:
        """Have so many levels; cells that are new begin with what follows from their neighbours."""
        self.beginResetModel()
        self._levels = levels
        for impact in range(1, levels + 1):
            for urgency in range(1, levels + 1):
                begun = min(LOWEST, impact + urgency - 1)
                self._cells.setdefault((impact, urgency), begun)
        self.endResetModel()
        self.changed.emit()

    def cycle(self, index: _Index) -> None:
        """Give a cell the next priority; after the lowest comes the highest."""
        self.set(index, self.at(index) % LOWEST + 1)

    def set(self, index: _Index, priority: int) -> None:
        """Give a cell a priority."""
        if index.isValid() and HIGHEST <= priority <= LOWEST and priority != self.at(index):
            self._cells[index.row() + 1, index.column() + 1] = priority
            self.dataChanged.emit(index, index)
            self.changed.emit()

    def at(self, index: _Index) -> int:
        """Give the priority in a cell."""
        return self._cells[index.row() + 1, index.column() + 1]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the levels of impact."""
        return 0 if parent.isValid() else self._levels

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the levels of urgency."""
        return 0 if parent.isValid() else self._levels

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a priority as people read it; spoken, with the impact and urgency it follows from."""
        if not index.isValid():
            return None
        shown = _label("priority", self.at(index))
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            impact = _label("impact", index.row() + 1)
            urgency = _label("urgency", index.column() + 1)
            return tr("Impact {impact}, urgency {urgency}: {priority}",
                      impact=impact, urgency=urgency, priority=shown)  # fmt: skip
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give a level of impact or urgency as people read it."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        is_impact = orientation is Qt.Orientation.Vertical
        return _label("impact" if is_impact else "urgency", section + 1)


def _label(name: str, level: int) -> str:
    field = TICKET.field(name)
    return choice_label(field, level) if field is not None else str(level)
