"""What the desk offers for what is typed, as a list for a completer."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.ticket_rows import Option

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
OPTION = Qt.ItemDataRole.UserRole


class OptionList(QAbstractListModel):
    """Options, best first; or one line that says why there is none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.options: tuple[Option, ...] = ()
        self._nothing = ""

    def show(self, options: Sequence[Option], nothing: str = "") -> None:
        """Show these instead of those before, or `nothing` where there are none."""
        self.beginResetModel()
        self.options = tuple(options)
        self._nothing = "" if options else nothing
        self.endResetModel()

    def named(self, text: str) -> Option | None:
        """Give the only option with this label, whatever its case."""
        wanted = text.strip().casefold()
        found = [each for each in self.options if each.label.casefold() == wanted]
        return found[0] if len(found) == 1 else None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the options."""
        return 0 if parent.isValid() else len(self.options) + bool(self._nothing)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let options be chosen, and nothing else."""
        return super().flags(index) if self.options else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give an option, or the words for it."""
        if self._nothing and index.isValid():
            is_read = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return self._nothing if is_read else None
        if not 0 <= index.row() < len(self.options):
            return None
        option = self.options[index.row()]
        if role == OPTION:
            return option
        if role == Qt.ItemDataRole.EditRole:
            return option.label
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{option.label}   {option.detail}".strip()
        return None
