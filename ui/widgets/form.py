"""The things a dialog asks, one below the other."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.fields import Value
from app.domain.ticket_rows import FormField
from app.errors import listed
from app.text import tr
from ui.backend import Backend
from ui.theme import Theme
from ui.typed import Entry
from ui.widgets.form_row import FormRow


class Form(QWidget):
    """Rows made of fields; one that depends on another's choice is shown when it is asked."""

    changed = Signal()

    def __init__(self, fields: Sequence[FormField], backend: Backend, theme: Theme) -> None:
        super().__init__()
        self.rows = {field.name: FormRow(field, backend, theme) for field in fields}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for row in self.rows.values():
            column.addWidget(row)
            row.changed.connect(self._ask)
        self._ask()

    def asked(self) -> Iterator[FormRow]:
        """Give the rows that are asked now."""
        return (row for row in self.rows.values() if self._is_asked(row))

    def told(self, kind: str) -> dict[str, Value]:
        """Give what is filled in of one kind (``field``, ``said``, ``note``), by name."""
        rows = (row for row in self.asked() if row.field.kind == kind and row.is_filled)
        return {row.field.name: row.entry[0] for row in rows}

    def entries(self) -> dict[str, Entry]:
        """Give everything that is not as the form began."""
        return {
            name: row.entry
            for name, row in self.rows.items()
            if row.entry[0] not in (None, row.field.value, row.field.suggestion)
        }

    def show_entries(self, entries: dict[str, Entry]) -> None:
        """Show what was typed before."""
        for name, entry in entries.items():
            if name in self.rows:
                self.rows[name].show_entry(*entry)
        self._ask()

    def complain(self) -> str:
        """Mark what is missing or names nothing, go to the first of it, and say it; empty when all is well."""
        unknown = [row for row in self.asked() if row.is_unknown]
        missing = [
            row
            for row in self.asked()
            if row.field.required and not row.is_filled and row not in unknown
        ]
        for row in unknown:
            row.complain(tr("There is no such record. Choose one from the list."))
        for row in missing:
            row.complain(tr("This is needed."))
        wrong = [row for row in self.asked() if row in unknown or row in missing]
        if not wrong:
            return ""
        wrong[0].focus()
        labels = [row.field.label for row in wrong]
        return tr("Still to be filled in: {labels}.", labels=listed(labels))

    def focus(self) -> None:
        """Put the keyboard into the first thing that is still to be filled in."""
        rows = list(self.asked())
        first = next((row for row in rows if not row.is_filled), rows[0] if rows else None)
        if first is not None:
            first.focus()

    def _ask(self) -> None:
        for row in self.rows.values():
            row.setVisible(self._is_asked(row))
        self.changed.emit()

    def _is_asked(self, row: FormRow) -> bool:
        if row.field.asked_when is None:
            return True
        name, meaning = row.field.asked_when
        return name in self.rows and self.rows[name].meaning == meaning
