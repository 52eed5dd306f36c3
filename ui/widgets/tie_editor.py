"""What binds a thing to others: a list, a line to add by, and Delete to take off."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app.domain.fields import Value
from app.domain.setting_rows import Tie
from app.domain.ticket_rows import FormField
from app.text import tr
from ui.backend import Backend
from ui.models.tie_list import TieList
from ui.theme import Theme
from ui.typed import Entry
from ui.widgets.boxes import Box, input_of, make_box, name_box
from ui.widgets.inputs import ChoiceInput
from ui.widgets.line_delegate import LineDelegate
from ui.widgets.marking import mark_widget
from ui.widgets.reference_input import ReferenceInput

_ROW, _MOST_ROWS = 30, 5
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True)
class TieKind:
    """A kind of tie: the records it is made of, its heading, and what is asked to add one.

    `more_when`: the value of the first field with which the others are asked too.
    """

    thing: str
    title: str
    nothing: str
    fields: tuple[FormField, ...]
    more_when: Value = None


class _TieView(QListView):
    turned = Signal(object)  # QModelIndex

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take off by Delete; Enter and Esc are the form's."""
        if event.key() in _REMOVING and self.currentIndex().isValid():
            self.turned.emit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)


class TieEditor(QWidget):
    """Shows a `TieList` and lets it be changed."""

    changed = Signal()

    def __init__(self, kind: TieKind, backend: Backend, theme: Theme) -> None:
        super().__init__()
        self.kind = kind
        self._theme = theme
        self.ties = TieList(kind.thing, self)
        self.view = _TieView()
        self.view.setModel(self.ties)
        self.view.setProperty("boxed", True)
        self.view.setItemDelegate(LineDelegate(theme, self.view, _ROW))
        self.view.setAccessibleName(kind.title)
        self.boxes = {field.name: make_box(field, backend, theme) for field in kind.fields}
        self.add = QPushButton(tr("Add"), autoDefault=False)
        self.add.setAccessibleName(tr("Add: {what}", what=kind.title))
        self.take_off = QPushButton(tr("Take off"), autoDefault=False)
        self.take_off.setToolTip(tr("Delete: takes off the chosen one, or wants it again."))
        self.take_off.setAccessibleName(tr("Take off: {what}", what=kind.title))
        self._nothing = QLabel(kind.nothing, wordWrap=True)
        self._nothing.setProperty("secondary", True)
        self._lay_out()
        self._listen()
        self._fit()

    @property
    def entry(self) -> Entry | None:
        """Give what is wished, as something typed; None where nothing is."""
        return self.ties.entry

    def show_ties(self, ties: tuple[Tie, ...], *, keeps_wishes: bool) -> None:
        """Show the ties of another thing, or of this one as they are now."""
        self.ties.show(ties, keeps_wishes=keeps_wishes)
        if not keeps_wishes:
            self._clear()

    def settle(self) -> bool:
        """Add what is chosen in the boxes and was not added; False where what is typed names nothing."""
        boxes = [box for box in self.boxes.values() if not box.isHidden()]
        for box in boxes:
            if isinstance(box, ReferenceInput):
                box.settle()
        ends, shown = self._chosen()
        if ends is not None:
            self.ties.want(ends, shown)
            self._clear()
        for box in boxes:
            mark_widget(box, "invalid", is_on=_is_busy(box))
        unknown = next(filter(_is_busy, boxes), None)
        if unknown is not None:
            input_of(unknown).setFocus()
        return unknown is None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add by Enter once something is chosen."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self._chosen()[0] is not None:
            self._add()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> tuple[tuple[tuple[str, Value], ...] | None, str]:
        """Give what is chosen to be added, and how it reads; None while it is not whole."""
        boxes = {name: box for name, box in self.boxes.items() if not box.isHidden()}
        entries = {name: _entry(box) for name, box in boxes.items()}
        if entries[self._first][0] is None or any(map(_is_busy, boxes.values())):
            return None, ""
        ends = tuple((name, entries[name][0] if name in entries else None) for name in self.boxes)
        return ends, " · ".join(filter(None, (shown for _, shown in entries.values())))

    @property
    def _first(self) -> str:
        return self.kind.fields[0].name

    def _add(self) -> None:
        self.settle()
        input_of(self.boxes[self._first]).setFocus()

    def _clear(self) -> None:
        for box in self.boxes.values():
            if isinstance(box, ReferenceInput | ChoiceInput):
                box.show_value(None, "")
        self._ask_more()

    def _ask_more(self) -> None:
        """Show the boxes that the first one's choice calls for."""
        first = _entry(self.boxes[self._first])[0]
        for name, box in self.boxes.items():
            if name != self._first:
                box.setVisible(first is not None and first == self.kind.more_when)
        self.add.setEnabled(first is not None)

    def _fit(self) -> None:
        count = self.ties.rowCount()
        self.view.setVisible(bool(count))
        self._nothing.setVisible(not count)
        self.take_off.setVisible(bool(count))
        height = self._theme.px(_ROW) * min(count, _MOST_ROWS)
        self.view.setFixedHeight(height + 2 * self.view.frameWidth())
        if count and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.ties.index(0))

    def _turn(self, index: QModelIndex) -> None:
        row = index.row()
        self.ties.turn(index)
        self.view.setCurrentIndex(self.ties.index(min(row, self.ties.rowCount() - 1)))

    def _listen(self) -> None:
        self.view.turned.connect(self._turn)
        self.take_off.clicked.connect(lambda: self._turn(self.view.currentIndex()))
        self.add.clicked.connect(self._add)
        self.ties.modelReset.connect(self._fit)
        self.ties.changed.connect(self.changed)
        self._theme.changed.connect(self._fit)
        for box in self.boxes.values():
            if isinstance(box, ReferenceInput | ChoiceInput):
                box.committed.connect(self._ask_more)
        self._ask_more()

    def _lay_out(self) -> None:
        px = self._theme.px
        label = QLabel(self.kind.title)
        label.setBuddy(self.view)
        for field in self.kind.fields:
            name_box(
                self.boxes[field.name],
                tr("{title}: {label}", title=self.kind.title, label=field.label),
            )
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for box in self.boxes.values():
            row.addWidget(box, 1)
        row.addWidget(self.add)
        row.addWidget(self.take_off)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for widget in (label, self._nothing, self.view):
            column.addWidget(widget)
        column.addLayout(row)


def _is_busy(box: QWidget) -> bool:
    return isinstance(box, ReferenceInput) and box.is_busy


def _entry(box: QWidget) -> Entry:
    made: Box = box  # type: ignore[assignment]
    return made.entry
