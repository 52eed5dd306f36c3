"""What a row of a settings list says: a title, what distinguishes it below, and a word at its end."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from app.domain.setting_rows import ThingRow
from app.text import tr

# Under this role a row gives its whole `Line`; None while it is read.
LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Line:
    """A row; `is_faint` is out of use, `is_unsaved` has something typed that the desk does not have yet."""

    title: str
    detail: str = ""
    mark: str = ""
    is_faint: bool = False
    is_unsaved: bool = False

    @property
    def spoken(self) -> str:
        """Give all of it, as a screen reader says it."""
        unsaved = tr("not saved yet") if self.is_unsaved else ""
        return ", ".join(filter(None, (self.title, self.detail, self.mark, unsaved)))


def line_of(row: ThingRow, *, is_unsaved: bool) -> Line:
    """Give a record as a row of a list."""
    mark = row.mark if row.is_active else tr("retired")
    return Line(row.name, row.detail, mark, not row.is_active, is_unsaved)


def line_data(line: Line | None, role: int) -> object:
    """Give what a model says of a row under `role`."""
    if role == LINE:
        return line
    if line is None:
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return line.title
    if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        return line.spoken
    return None
