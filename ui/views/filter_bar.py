"""Narrowing a queue: conditions typed or chosen from a menu, as chips; and its order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.filter_language import DATES, KEYS, NAMING, key_label
from app.domain.filter_questions import (
    FilterChoice,
    FilterChoices,
    FilterReading,
    FilterTerm,
    TypedFilter,
)
from app.domain.questions import Sort
from app.text import tr
from ui.models.queue_columns import Column
from ui.models.shown_view import SAME
from ui.widgets.chip import Chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.term_completer import TermCompleter
from ui.widgets.view_state import ViewState
from ui.workplace import Workplace

# What is too much for a menu is typed after its key.
_TYPED = ("requester", *DATES)


class FilterEdit(QLineEdit):
    """Where conditions are typed; Down and Escape lead to the list, Backspace to the last chip."""

    left = Signal()
    back_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Down, or by Escape or Backspace once it is empty."""
        is_empty = not self.text()
        if event.key() == Qt.Key.Key_Down or (event.key() == Qt.Key.Key_Escape and is_empty):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        elif event.key() == Qt.Key.Key_Backspace and is_empty:
            # Held down, it ends where the text does.
            if not event.isAutoRepeat():
                self.back_wanted.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Says by what a queue is to be narrowed and sorted."""

    filtered = Signal(object)  # FilterReading
    sort_wanted = Signal(object)  # Sort
    left = Signal()

    def __init__(
        self, workplace: Workplace, columns: Sequence[Column], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._backend, self._person = workplace.backend, workplace.seat.person.id
        self._terms: tuple[FilterTerm, ...] = ()
        self._sort = Sort()
        by_key = {column.sort: column for column in reversed(columns) if column.sort}
        self._sorts = tuple(column for column in columns if by_key.get(column.sort) is column)
        self.edit = FilterEdit(clearButtonEnabled=True)
        self.edit.setPlaceholderText(tr("Filter: team:network p1 assignee:me words"))
        self.edit.setAccessibleName(tr("Filter"))
        self.edit.returnPressed.connect(lambda: self._read(self.edit.text()))
        self.edit.left.connect(self.left)
        self.edit.back_wanted.connect(self._go_back)
        self._completer = TermCompleter(self.edit)
        self.edit.setCompleter(self._completer)
        self.fault = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.fault.setProperty("danger", True)
        self.fault.hide()
        self.edit.textChanged.connect(self.fault.hide)
        self.add = QPushButton(tr("Add filter"))
        self.add.setMenu(QMenu(self.add))
        self.add.menu().aboutToShow.connect(self._ask_choices)
        self.order = QPushButton()
        self.order.setMenu(QMenu(self.order))
        self.state = ViewState()
        self._chips = QWidget()
        self._flow = FlowLayout(workplace.theme.px(4), self._chips)
        self._flow.addWidget(self.state)
        self._chips.hide()
        self._lay_out()
        self._offer(())
        self._ask_choices()
        self.show_sort(self._sort)

    @property
    def chips(self) -> list[Chip]:
        """Give the chips in their order."""
        return [chip for chip in self._chips.findChildren(Chip) if not chip.isHidden()]

    def forget(self) -> None:
        """Take away what was typed and not read."""
        self.edit.clear()
        self.fault.hide()

    def show_terms(self, terms: tuple[FilterTerm, ...]) -> None:
        """Show these conditions, without telling; what is being typed stays."""
        if terms != self._terms:
            self._show_terms(terms)

    def tell_state(self, kind: str) -> None:
        """Show how this stands to what was saved."""
        self.state.tell(kind)
        self._chips.setVisible(bool(self._terms) or kind != SAME)

    def show_sort(self, sort: Sort) -> None:
        """Show in which order the queue is."""
        self._sort = sort
        menu = self.order.menu()
        menu.clear()
        keys = QActionGroup(menu)
        for column in self._sorts:
            action = QAction(column.says, menu, checkable=True, checked=column.sort == sort.key)
            wanted = Sort(column.sort, column.most_first)
            action.triggered.connect(lambda _=False, wanted=wanted: self.sort_wanted.emit(wanted))
            keys.addAction(action)
            menu.addAction(action)
            if column.sort == sort.key:
                arrow = "↓" if sort.descending else "↑"
                self.order.setText(tr("{title} {arrow}", title=column.says, arrow=arrow))
        menu.addSeparator()
        turned = Sort(sort.key, not sort.descending)
        menu.addAction(tr("Turn the order round")).triggered.connect(
            lambda: self.sort_wanted.emit(turned)
        )
        self.order.setAccessibleName(tr("Order: {order}", order=self.order.text()))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.edit, 1)
        row.addWidget(self.add)
        row.addWidget(self.order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.fault)
        column.addWidget(self._chips)

    def _read(self, typed: str) -> None:
        """Ask what the conditions and what was typed besides mean together."""
        kept = " ".join(term.text for term in self._terms)
        asked = TypedFilter(typed, self._person, kept)
        self._backend.ask(asked, self._take, owner=self, key="typed")

    def _take(self, reading: FilterReading) -> None:
        self.fault.setText(reading.fault)
        self.fault.setAccessibleName(reading.fault)
        self.fault.setVisible(bool(reading.fault))
        if not reading.fault:
            self.edit.clear()
            self._show_terms(reading.terms)
            self.filtered.emit(reading)

    def _show_terms(self, terms: tuple[FilterTerm, ...]) -> None:
        self._terms = terms
        for old in self.chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._flow.removeWidget(self.state)
        for term in terms:
            chip = Chip(term)
            chip.removed.connect(self._remove)
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.state)
        self.tell_state(self.state.kind)

    def _go_back(self) -> None:
        """Go to the last chip, where the same key takes it away: by one too many nothing is lost."""
        if self.chips:
            self.chips[-1].setFocus(Qt.FocusReason.BacktabFocusReason)

    def _remove(self, term: FilterTerm) -> None:
        # The chip that goes must not take the keyboard with it.
        self.edit.setFocus()
        self._show_terms(tuple(each for each in self._terms if each != term))
        self._read("")

    def _ask_choices(self) -> None:
        self._backend.ask(FilterChoices(), self._offer, owner=self, key="choices", back=True)

    def _offer(self, choices: tuple[FilterChoice, ...]) -> None:
        self._completer.offer([f"{key.replace('_', '-')}:" for key in KEYS], choices)
        menu = self.add.menu()
        menu.clear()
        for key in NAMING:
            offered = [choice for choice in choices if choice.key == key]
            if offered:
                more = menu.addMenu(key_label(key))
                for choice in offered:
                    action = more.addAction(choice.label.replace("&", "&&"))
                    action.triggered.connect(lambda _=False, text=choice.text: self._read(text))
        for key in _TYPED:
            action = menu.addAction(tr("{label}…", label=key_label(key)))
            action.triggered.connect(lambda _=False, key=key: self._begin(key))

    def _begin(self, key: str) -> None:
        """Let a condition be typed on."""
        text = self.edit.text()
        gap = " " if text and not text.endswith(" ") else ""
        self.edit.setText(f"{text}{gap}{key.replace('_', '-')}:")
        self.edit.setFocus()
