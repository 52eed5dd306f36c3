"""A form that stands in two columns where there is room for them."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from app.domain.ticket_rows import FormField
from ui.backend import Backend
from ui.theme import Theme
from ui.widgets.form import Form

# From this width on (at 100 %) two columns are wide enough to be read.
_ROOMY = 480


class WideForm(Form):
    """Rows in reading order, in one column or two."""

    def __init__(self, fields: Sequence[FormField], backend: Backend, theme: Theme) -> None:
        super().__init__(fields, backend, theme)
        self._theme = theme
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(12))
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertLayout(0, self._grid)
        self._place(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in as many columns as there is room for."""
        super().resizeEvent(event)
        self._place(2 if self.width() >= self._theme.px(_ROOMY) else 1)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        place = 0
        for row in self.rows.values():
            wide = columns if row.field.type == "long_text" else 1
            # What is as wide as all columns begins a line of its own.
            place += -place % wide
            self._grid.addWidget(row, place // columns, place % columns, 1, wide)
            place += wide
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))
