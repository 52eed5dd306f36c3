"""The things a dialog asks, one below the other."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.fields import Value, Values
from app.domain.ticket_rows import FormField, Option
from app.errors import listed
from app.text import tr
from ui.backend import Backend
from ui.theme import Theme
from ui.typed import Entry
from ui.widgets.form_row import FormRow
from ui.widgets.mentioning import Mentioning

# Of a record of these, other fields follow.
_IMPLYING = ("category",)


class Form(QWidget):
    """Rows made of fields; one that depends on another's choice is shown when it is asked."""

    changed = Signal()

    def __init__(self, fields: Sequence[FormField], backend: Backend, theme: Theme) -> None:
        super().__init__()
        self.rows = {field.name: FormRow(field, backend, theme) for field in fields}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        for part, rows in groupby(self.rows.values(), lambda row: row.field.part):
            if any(field.part != part for field in fields):
                self._column.addWidget(_heading(part))
            for row in rows:
                self._column.addWidget(row)
                row.changed.connect(self._ask)
                row.chosen.connect(self._follow)
                if isinstance(row.box, QPlainTextEdit) and _is_for_staff(row.field):
                    Mentioning(backend, row.box, lambda: True)
        self.learn_meanings()
        self._ask()

    def put_below(self, name: str, widget: QWidget) -> None:
        """Put something below a row."""
        self._column.insertWidget(self._column.indexOf(self.rows[name]) + 1, widget)

    def asked(self) -> Iterator[FormRow]:
        """Give the rows that are asked now."""
        return (row for row in self.rows.values() if self._is_asked(row))

    def told(self, kind: str, held: Values | None = None) -> dict[str, Value]:
        """Give by name what is filled in of one kind (``field``, ``said``, ``note``).

        What need not be asked is told only if it differs from what is `held`; None is told to empty it.
        """
        rows = (row for row in self.asked() if row.field.kind == kind)
        before = held or {}
        return {
            row.field.name: row.entry[0] if row.is_filled else None
            for row in rows
            if _is_told(row, before)
        }

    def entries(self) -> dict[str, Entry]:
        """Give everything that is not as the form began."""
        return {name: row.entry for name, row in self.rows.items() if row.is_touched}

    def show_entries(self, entries: Mapping[str, Entry]) -> None:
        """Show what was typed before."""
        for name, entry in entries.items():
            if name in self.rows:
                self.rows[name].show_entry(*entry)
                self.rows[name].be_content()
        self.learn_meanings()
        self._ask()

    def complain(self) -> list[str]:
        """Mark what is missing or wrong and go to the first of it; gives the labels of it all."""
        wrong = []
        for row in self.asked():
            row.settle()
            if row.fault:
                row.complain(row.fault)
                wrong.append(row)
        if wrong:
            wrong[0].focus()
        return [row.field.label for row in wrong]

    def begin(self) -> None:
        """Show everything as it was at first."""
        for row in self.rows.values():
            row.begin()
        self._ask()

    def renew(self, fields: Sequence[FormField], *, keeps_typed: bool) -> None:
        """Ask the same of another record, or, keeping what is typed, of this one as it is now."""
        for field in fields:
            row = self.rows[field.name]
            if not (keeps_typed and row.is_touched):
                row.begin(field)
        self._ask()

    def mark_missing(self, names: Sequence[str]) -> None:
        """Mark what the desk misses, and go to the first of it.

        A need for a note is named by what the note should tell.
        """
        self.mark(names, tr("This is needed."))

    def mark(self, names: Sequence[str], complaint: str) -> None:
        """Say of some rows what is wrong with them, and go to the first."""
        found = [row for row in self.rows.values() if {row.field.name, row.field.label} & {*names}]
        for row in found:
            row.complain(complaint)
        if found:
            found[0].focus()

    def learn_meanings(self) -> None:
        """Ask what the records shown mean to the desk, where something else follows from it."""
        wanted = {row.field.asked_when[0] for row in self.rows.values() if row.field.asked_when}
        for name in (wanted | {*_IMPLYING}) & set(self.rows):
            self.rows[name].learn_meaning()

    def focus(self) -> None:
        """Put the keyboard into the first thing that is still to be filled in."""
        rows = list(self.asked())
        first = next((row for row in rows if not row.is_filled), rows[0] if rows else None)
        if first is not None:
            first.focus()

    def _follow(self, option: Option | None) -> None:
        """Suggest what a choice implies, where nothing else was filled in by hand."""
        for implied in option.implies if option is not None else ():
            row = self.rows.get(implied.name)
            if row is not None and row.is_open_to_suggestions:
                row.suggest(implied.value, implied.shown)

    def _ask(self) -> None:
        for row in self.rows.values():
            row.setVisible(self._is_asked(row))
        self.changed.emit()

    def _is_asked(self, row: FormRow) -> bool:
        if row.field.asked_when is None:
            return True
        name, meaning = row.field.asked_when
        return name in self.rows and self.rows[name].meaning == meaning


def _heading(part: str) -> QLabel:
    heading = QLabel(part, textFormat=Qt.TextFormat.PlainText)
    heading.setProperty("section", True)
    return heading


def not_ready(labels: Sequence[str]) -> str:
    """Say what is still missing or wrong in a dialog."""
    return tr("Not ready yet: {labels}.", labels=listed(labels))


def _is_for_staff(field: FormField) -> bool:
    """Say whether it is a note in which the desk looks for names of colleagues."""
    return field.kind == "note" and not field.is_public


def _is_told(row: FormRow, held: Values) -> bool:
    before = held.get(row.field.name)
    if row.is_filled:
        return row.field.required or row.entry[0] != before
    return before is not None
