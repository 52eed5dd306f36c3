"""How wide the columns of a queue are: as wide as what they hold, so that titles have the rest."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QFontMetrics

from ui.models.paged_table import PAGE, PagedTable
from ui.models.queue_columns import Column
from ui.theme import Theme

# From this width on (at 100 %) columns that may grow get this part of what is more.
_ROOMY, _SHARE = 640, 4
# The least of a column and of the titles, and what stands around a text, in pixels at 100 %.
_LEAST, _TITLE, _AROUND = 72, 120, 20


class ColumnWidths:
    """Measures what a view's first rows hold; within one view a column only grows."""

    def __init__(self, theme: Theme, columns: Sequence[Column]) -> None:
        self._theme = theme
        self._columns = columns
        self._texts: dict[str, set[str]] = {}

    def forget(self) -> None:
        """Begin anew, for another view."""
        self._texts = {}

    def measure(self, model: PagedTable) -> None:
        """Take in what the first rows hold."""
        rows = model.rows.known(model.list.some(range(PAGE))) or ()
        reader = model.reader()
        growing = [column for column in self._columns if column.most]
        for row in rows:
            for column in growing:
                lines = column.lines(row, reader) if column.lines else (column.text(row, reader),)
                self._texts.setdefault(column.key, set()).update(lines)

    def of(self, room: int, shown: Iterable[str]) -> dict[str, int]:
        """Give the widths in pixels of those of some columns that a queue so wide has room for beside its titles."""
        px, rest = self._theme.px, room
        spare = max(0, room - px(_ROOMY)) // _SHARE
        columns = {column.key: column for column in self._columns}
        widths = {}
        for column in (columns[key] for key in shown):
            width = self._width(column, spare)
            # Those that come first have the room.
            if column.width and room >= px(column.least) and rest - width >= px(_TITLE):
                widths[column.key] = width
                rest -= width
        return widths

    def _width(self, column: Column, spare: int) -> int:
        px = self._theme.px
        most = min(px(column.width) + spare, px(max(column.width, column.most)))
        texts = self._texts.get(column.key)
        if not texts:
            return most
        metrics = QFontMetrics(self._theme.font())
        needed = max(metrics.horizontalAdvance(text) for text in texts) + px(_AROUND)
        return max(px(_LEAST), min(most, needed))
