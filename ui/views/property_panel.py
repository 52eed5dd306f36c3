"""A ticket's properties in two columns, edited in place; where it is narrow, with the labels above them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.domain.ticket_rows import Property
from app.text import tr
from ui.models.drafts import Draft
from ui.widgets.property_field import PropertyField
from ui.widgets.undo_key import UndoKey
from ui.workplace import Workplace

# What is always in view, and while a ticket waits; the rest unfolds.
_FIRST = (
    "category", "service", "impact", "urgency", "priority", "team", "assignee", "requester",
)  # fmt: skip
_OF_WAITING = ("waiting_reason", "follow_up_at", "vendor_ref")
_HEADING = ("title",)
# Narrower than this labels stand above, and there is one column, in pixels at 100 %.
_NARROW, _SLIM = 440, 240
# What is left of an input where there is little room, in pixels at 100 %.
_LEAST = 40
# A label beside its input is no wider than this, or than its longest word: it goes on in a second line.
_LABEL = 72
_REMEMBERED = "ticket_more"


class PropertyPanel(QWidget):
    """Fields of one ticket; what a person sets is told by `edited`."""

    edited = Signal(object)  # Edit
    doubted = Signal(str)  # what is wrong with what was typed or pasted
    rearranged = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.fields: dict[str, PropertyField] = {}
        self._first: tuple[str, ...] = ()
        self._rest: tuple[str, ...] = ()
        self._arranged: tuple[object, ...] = ()
        self._room = 0
        self._undo_key = UndoKey(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.more = QPushButton()  # stands where whoever shows this panel puts it
        self.more.setCheckable(True)
        self.more.setProperty("quiet", True)
        self.more.setChecked(bool(workplace.preferences.number(_REMEMBERED, 0)))
        self.more.toggled.connect(self._unfold)
        workplace.theme.changed.connect(self._arrange)

    def show_properties(
        self,
        properties: Sequence[Property],
        draft: Draft,
        marks: Mapping[str, str],
        *,
        is_waiting: bool,
        is_another: bool,
    ) -> None:
        """Show a ticket's properties, with what is wanted of them and who else changed them."""
        first = {*_FIRST, *(_OF_WAITING if is_waiting else ())}
        told = [each for each in properties if each.name not in _HEADING]
        for name in self.fields.keys() - {each.name for each in told}:
            self._remove(name)
        for prop in told:
            field = self._field(prop)
            edit = draft.edits.get(prop.name)
            field.show(prop, edit, marks.get(prop.name, ""), is_another=is_another)
        names = [each.name for each in told]
        self._first = tuple(name for name in names if name in first)
        self._rest = tuple(name for name in names if name not in first)
        self._arrange()

    def commit(self) -> None:
        """Tell what is typed and not told yet."""
        for field in self.fields.values():
            if field.input.is_busy:
                field.input.settle()

    def widgets(self) -> list[QWidget]:
        """Give what can have the focus, in reading order."""
        return [self.fields[name].input for name in (*self._first, *self._rest)]

    def fit(self, room: int) -> None:
        """Go from two columns to one and back, for the width there is whether one scrolls or not."""
        self._room = room
        self._arrange()

    def _field(self, prop: Property) -> PropertyField:
        field = self.fields.get(prop.name)
        if field is not None and field.fits(prop):
            return field
        if field is not None:
            self._remove(prop.name)
        field = PropertyField(prop, self._workplace.backend, self)
        for widget in (field.label, field.input):
            widget.setParent(self)
        self._undo_key.watch(field.input)
        field.edited.connect(self.edited)
        field.doubted.connect(self.doubted)
        self.fields[prop.name] = field
        self._arranged = ()
        return field

    def _remove(self, name: str) -> None:
        field = self.fields.pop(name)
        for widget in (field.label, field.input):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        field.deleteLater()
        self._arranged = ()

    def _unfold(self) -> None:
        self._workplace.preferences.keep(_REMEMBERED, int(self.more.isChecked()))
        self._arrange()

    def _arrange(self) -> None:
        px = self._workplace.theme.px
        shape = _Shape.of(self._room, px(100))
        wanted = (shape, self._first, self._rest, self.more.isChecked(), px(100))
        if wanted == self._arranged or not self._first:
            return
        self._arranged = wanted
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(2) if shape.is_stacked else px(4))
        while self._grid.takeAt(0) is not None:
            pass
        self._place(shape)
        self.rearranged.emit()

    def _place(self, shape: "_Shape") -> None:
        row = column = 0
        for name in self._first:
            row, column = self._put(self.fields[name], row, column, shape)
        row, column = row + bool(column), 0
        self.more.setText(tr("Less") if self.more.isChecked() else tr("More"))
        self.more.setVisible(bool(self._rest))
        for name in self._rest:
            field = self.fields[name]
            for widget in (field.label, field.input):
                widget.setVisible(self.more.isChecked())
            if self.more.isChecked():
                row, column = self._put(field, row, column, shape)
        for place in range(4):
            self._grid.setColumnStretch(place, int(place in shape.wide_columns))

    def _put(self, field: PropertyField, row: int, column: int, shape: "_Shape") -> tuple[int, int]:
        """Put a field at its place in the grid, and give the place of the next."""
        if field.is_long and column:
            row, column = row + 1, 0
        if shape.is_stacked:
            span = shape.columns if field.is_long else 1
            self._grid.addWidget(field.label, 2 * row, column, 1, span)
            self._grid.addWidget(field.input, 2 * row + 1, column, 1, span)
        else:
            side = Qt.AlignmentFlag.AlignTop if field.is_long else Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(field.label, 2 * row, 2 * column, side)
            self._grid.addWidget(field.input, 2 * row, 2 * column + 1, 1, 3 if field.is_long else 1)
        field.input.setMinimumWidth(self._workplace.theme.px(_LEAST))
        field.limit_label(0 if shape.is_stacked else self._workplace.theme.px(_LABEL))
        for widget in (field.label, field.input):
            widget.show()
        if field.is_long or column + 1 == shape.columns:
            return row + 1, 0
        return row, column + 1


@dataclass(frozen=True)
class _Shape:
    """How fields stand: in how many columns, and whether their labels stand above them."""

    columns: int
    is_stacked: bool

    @staticmethod
    def of(width: int, unit: int) -> "_Shape":
        """Choose for a width; `unit`: the pixels that 100 are at the text size of now."""
        wide = width * 100 // unit
        return _Shape(1 if wide < _SLIM else 2, wide < _NARROW)

    @property
    def wide_columns(self) -> tuple[int, ...]:
        """Give the columns of the grid that share the room."""
        return tuple(range(self.columns)) if self.is_stacked else (1, 3)
