"""The form of one of the desk's own things: its fields, and what binds it to others."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.commands import AddThing, EditThing
from app.domain.fields import Value
from app.domain.setting_rows import ThingDetail
from app.domain.ticket_rows import FormField
from app.text import tr
from ui.models.saving import Step, tie_step
from ui.typed import Entry
from ui.views.settings.kinds import PageKind
from ui.widgets.reference_input import ReferenceInput
from ui.widgets.tie_editor import TieEditor
from ui.widgets.wide_form import WideForm
from ui.workplace import Workplace

# Before the name of an entry: what the record held when it was typed.
_SEEN = "seen:"
_TIES = "ties:"


class ThingForm(QWidget):
    """Asks for the fields and ties of one record after the other."""

    changed = Signal()

    def __init__(self, kind: PageKind, blank: tuple[FormField, ...], workplace: Workplace) -> None:
        super().__init__()
        self._thing = kind.thing
        self._seat = workplace.seat
        self._blank = blank
        self._detail: ThingDetail | None = None
        self._sent: dict[str, Entry] = {}
        self._is_landed = False
        self.form = WideForm(blank, workplace.backend, workplace.theme)
        self.editors = {
            each.thing: TieEditor(each, workplace.backend, workplace.theme) for each in kind.ties
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(workplace.theme.px(16))
        column.addWidget(self.form)
        self.beside = kind.beside(self.form, workplace.theme) if kind.beside else None
        if self.beside is not None:
            column.addWidget(self.beside)
        for editor in self.editors.values():
            column.addWidget(editor)
            editor.changed.connect(self.changed)
        column.addStretch(1)
        self.form.changed.connect(self.changed)

    def show_detail(self, detail: ThingDetail | None, *, keeps_typed: bool = False) -> None:
        """Show another record (None: one that is yet to be added), or this one as it is now."""
        self._detail = detail
        fields = detail.form if detail else self._blank
        if self._is_landed and keeps_typed:
            self._take_landed(fields)
        self._is_landed = False
        self.form.renew(fields, keeps_typed=keeps_typed)
        # No category stands below itself.
        parent = self.form.rows.get("parent")
        if parent is not None and isinstance(parent.box, ReferenceInput):
            parent.box.left_out = detail.id if detail else 0
        for editor in self.editors.values():
            editor.show_ties(detail.ties if detail else (), keeps_wishes=keeps_typed)

    def focus(self) -> None:
        """Put the keyboard on the name of a record that is there, or on what a new one still lacks."""
        first = next(self.form.asked(), None)
        if self._detail is not None and first is not None:
            first.focus()
        else:
            self.form.focus()

    def suggest(self, name: str, value: int, shown: str) -> None:
        """Suggest what a field of a new record may hold; it counts as nothing that was typed."""
        row = self.form.rows[name]
        row.begin(replace(row.field, suggestion=value, suggestion_shown=shown))

    def land(self) -> None:
        """Know that what was sent is taken: when the record is shown next, only what came after is typed."""
        self._is_landed = True

    def _take_landed(self, fields: Iterable[FormField]) -> None:
        for field in fields:
            row = self.form.rows[field.name]
            row.begin(field, keeps_entry=row.entry != self._sent.get(field.name, row.entry))

    def entries(self) -> dict[str, Entry]:
        """Give everything that is typed, with what the record held then."""
        typed = self.form.entries()
        fields = {name: self.form.rows[name].field for name in typed}
        # Not shown in a list of drafts: nobody typed it.
        seen = {
            _SEEN + name: (json.dumps((each.value, each.shown)), "")
            for name, each in fields.items()
        }
        ties = {
            _TIES + name: entry
            for name, editor in self.editors.items()
            if (entry := editor.entry) is not None
        }
        return {**typed, **seen, **ties}

    def show_entries(self, entries: Mapping[str, Entry]) -> None:
        """Show what was typed before, over what the record held then."""
        for name, row in self.form.rows.items():
            if _SEEN + name in entries:
                value, shown = json.loads(str(entries[_SEEN + name][0]))
                row.begin(replace(row.field, value=value, shown=shown))
        self.form.show_entries(entries)
        for name, editor in self.editors.items():
            if _TIES + name in entries:
                editor.ties.restore(entries[_TIES + name])

    def complain(self) -> list[str]:
        """Take what is chosen and not taken yet; mark what is missing or wrong, and give the labels of it all."""
        wrong = [editor.kind.title for editor in self.editors.values() if not editor.settle()]
        return [*self.form.complain(), *wrong]

    def steps(self, row_id: int, command_id: int) -> tuple[Step, ...]:
        """Give what is to be told so that the record `row_id` is as it is filled in.

        `command_id`: of the command about the record itself.
        """
        self._sent = {name: row.entry for name, row in self.form.rows.items()}
        ties = [
            tie_step(self._seat, (self._thing, row_id), tie, is_wanted=is_wanted)
            for editor in self.editors.values()
            for tie, is_wanted in editor.ties.wishes()
        ]
        return (*self._own_steps(row_id, command_id), *ties)

    def _own_steps(self, row_id: int, command_id: int) -> tuple[Step, ...]:
        if self._detail is None:
            values = self.form.told("field")
            add = self._seat.command(
                AddThing, command_id=command_id, thing=self._thing, row_id=row_id, values=values
            )
            return (Step(tr("{name} added", name=values.get("name") or ""), add, True),)
        touched = [row for row in self.form.rows.values() if row.is_touched]
        if not touched:
            return ()
        wanted: dict[str, Value] = {
            row.field.name: row.entry[0] if row.is_filled else None for row in touched
        }
        seen = {row.field.name: row.field.value for row in touched}
        edit = self._seat.command(
            EditThing,
            command_id=command_id,
            thing=self._thing,
            row_id=row_id,
            values=wanted,
            based_on=seen,
        )
        labels = ", ".join(row.field.label for row in touched)
        return (Step(tr("{fields} changed", fields=labels), edit, True),)
