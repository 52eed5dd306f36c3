"""A settings page: a list of the desk's own things of one kind, and the form of the one that is chosen."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.domain.changes import Changes
from app.errors import DeskError
from app.text import tr
from ui.formats import count
from ui.models.category_list import CategoryList
from ui.models.shown_thing import typed_subject
from ui.models.thing_list import ThingList
from ui.theme import Theme
from ui.throttle import Throttle
from ui.views.settings.begun_row import BegunRow
from ui.views.settings.import_button import ImportButton
from ui.views.settings.kinds import PageKind
from ui.views.settings.thing_pane import ThingPane
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.line_delegate import LineDelegate
from ui.widgets.tick_box import TickBox
from ui.workplace import Workplace

# How wide list and form are at first, in parts of the page.
_SHARES = (2, 3)


class SearchLine(QLineEdit):
    """Where a list is narrowed; Down and Esc lead to the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Down or Enter, or by Esc once it is empty."""
        is_escape = event.key() == Qt.Key.Key_Escape
        if is_escape and self.text():
            self.clear()
        elif is_escape or event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ThingPage(QSplitter):
    """A list beside a form."""

    tickets_wanted = Signal(object)  # NamedView

    def __init__(self, kind: PageKind, workplace: Workplace) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.kind = kind
        self._workplace = workplace
        self._theme = workplace.theme
        self.model = _model_of(kind.thing, workplace, self)
        self.pane = ThingPane(kind, workplace)
        self.search = SearchLine(clearButtonEnabled=True)
        self.search.setPlaceholderText(tr("Search   Ctrl+F"))
        self.search.setAccessibleName(tr("Search: {what}", what=kind.title))
        self.retired = TickBox(tr("Show retired"), workplace.theme)
        self.new = QPushButton(kind.new)
        self.new.setToolTip(tr("{action}   {key}", action=kind.new, key="Ctrl+N"))
        self.importing = ImportButton(kind, workplace)
        self.ways_in = QWidget()
        ways = FlowLayout(workplace.theme.px(8), self.ways_in)
        for widget in (self.new, self.importing, self.retired):
            ways.addWidget(widget)
        self.begun = BegunRow(kind, workplace.typed)
        self.total = QLabel()
        self.total.setProperty("secondary", True)
        self.left = QWidget()
        self.view = _tree_view(self.model, workplace.theme)
        self.view.setAccessibleName(kind.title)
        self.empty = EmptyState()
        self._throttle = Throttle(self._read, self)
        self._lay_out()
        self._listen()

    @property
    def parts(self) -> tuple[tuple[QWidget, Callable[[], None]], ...]:
        """Give the parts F6 goes through."""
        return ((self.left, self.focus), (self.pane, self.pane.focus))

    @property
    def is_read(self) -> bool:
        """Whether a record is shown whole."""
        return self.pane.shown.detail is not None

    def reload(self) -> None:
        """Read the list, and the record shown, anew."""
        self.model.freshen()
        self._throttle.wish()
        self.pane.hear(Changes(everything=True))

    def show_refusal(self, refusal: str) -> None:
        """Be read-only where there is a reason why."""
        self.new.setDisabled(bool(refusal))
        self.new.setToolTip(refusal or tr("{action}   {key}", action=self.kind.new, key="Ctrl+N"))
        self.importing.show_refusal(refusal)
        self.pane.show_refusal(refusal)

    def focus(self) -> None:
        """Put the keyboard into the list, on a row."""
        if not self.view.selectionModel().hasSelection():
            self.view.setCurrentIndex(self.model.index(0, 0))
        (self.empty if self.view.isHidden() else self.view).setFocus()

    def focus_search(self) -> None:
        """Put the keyboard into the search line."""
        self.search.setFocus()
        self.search.selectAll()

    def begin_new(self, *, below: bool = False) -> None:
        """Ask what a new record is to hold, or say who may add one.

        A category stands beside the one that is chosen, or `below` it.
        """
        if self.pane.refusal:
            self.pane.strip.say(self.pane.refusal, "warning")
            return
        chosen = self.view.currentIndex()
        self.view.selectionModel().clear()
        parent = chosen if below else chosen.parent()
        is_in_tree = isinstance(self.model, CategoryList) and parent.isValid()
        self.pane.begin_new((self.model.id_of(parent), str(parent.data())) if is_in_tree else None)

    def save(self) -> None:
        """Save what is filled in, wherever the keyboard is."""
        self.pane.save()

    def hear(self, changes: Changes) -> None:
        """Show what was changed, here or elsewhere."""
        mine = changes.ids(self.kind.thing)
        beside = changes.ids("role_grant") | changes.ids("membership") | changes.ids("team")
        if changes.everything or beside:
            self.model.freshen()
        elif mine:
            self.model.freshen(mine)
        if changes.everything or mine or (beside and self.kind.is_owned):
            self._throttle.wish()
        self.pane.hear(changes)

    def _lay_out(self) -> None:
        px = self._theme.px
        title = QLabel(self.kind.title)
        title.setProperty("title", True)
        head = FlowLayout(px(8))
        head.addWidget(title)
        head.addWidget(self.total)
        above = QVBoxLayout()
        above.setContentsMargins(px(12), px(12), px(8), 0)
        above.setSpacing(px(8))
        above.addLayout(head)
        above.addWidget(self.search)
        above.addWidget(self.ways_in)
        left = self.left
        left.setProperty("panel", True)
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(above)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.begun)
        self.empty.hide()
        for place, widget in enumerate((left, self.pane)):
            self.addWidget(widget)
            self.setStretchFactor(place, _SHARES[place])
            widget.setMinimumWidth(px(160))
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setSizes([share * px(200) for share in _SHARES])

    def _listen(self) -> None:
        self.search.textChanged.connect(self._read)
        self.search.left.connect(self.focus)
        self.retired.toggled.connect(self._read)
        self.new.clicked.connect(self.begin_new)
        self.model.shown.connect(self._take)
        self.model.failed.connect(self._fail)
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.view.activated.connect(lambda _: self.pane.focus())
        self.begun.clicked.connect(self.begin_new)
        self.pane.left.connect(self._leave_form)
        self.pane.saved.connect(self._show_saved)
        self.pane.typed_changed.connect(self.model.note_unsaved)
        self.pane.typed_changed.connect(self.begun.tell)
        self.pane.tickets_wanted.connect(self.tickets_wanted)

    def _leave_form(self) -> None:
        """Go back to the list, or, from what is not in it yet, to what stands for it."""
        if self.pane.shown.is_new and not self.begun.isHidden():
            self.begun.setFocus()
        else:
            self.focus()

    def _read(self) -> None:
        self.model.show(self.search.text(), retired=self.retired.isChecked())

    def _take(self) -> None:
        self._throttle.done()
        number = self.model.rowCount()
        if isinstance(self.model, CategoryList):
            self.view.expandAll()
        else:
            self.total.setText(count(number))
        is_found = bool(number)
        has_keyboard = self.view.hasFocus() or self.empty.hasFocus()
        self.empty.setHidden(is_found)
        self.view.setVisible(is_found)
        if not is_found:
            self._say_empty()
        elif self.pane.row_id:
            self._point_at(self.pane.row_id)
        elif not self.pane.is_at_work:
            self.view.setCurrentIndex(self.model.index(0, 0))
        if has_keyboard:
            (self.view if is_found else self.empty).setFocus()

    def _say_empty(self) -> None:
        if self.search.text():
            self.empty.say(
                tr("Nothing is found"), tr("No name matches “{text}”.", text=self.search.text()),
                tr("Clear the search"), self.search.clear,
            )  # fmt: skip
        else:
            self.empty.say(self.kind.nothing, self.kind.belongs, self.kind.new, self.begin_new)
        self.empty.action.setEnabled(bool(self.search.text()) or self.new.isEnabled())

    def _point_at(self, row_id: int) -> None:
        index = self.model.index_of(row_id)
        if index.isValid() and index != self.view.currentIndex():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _show_saved(self, row_id: int) -> None:
        if self.pane.row_id == row_id:
            self._point_at(row_id)

    def _choose(self, current: QModelIndex) -> None:
        row_id = self.model.id_of(current)
        if row_id and row_id != self.pane.row_id:
            self.pane.show_record(row_id)

    def _fail(self, error: DeskError) -> None:
        self.pane.strip.say(error.sentence, "error", tr("Try again"), self._read)


def _model_of(thing: str, workplace: Workplace, page: ThingPage) -> ThingList | CategoryList:
    def is_unsaved(row_id: int) -> bool:
        return bool(workplace.typed.of(typed_subject(thing, row_id)))

    if thing == "category":
        return CategoryList(workplace.backend, is_unsaved, page)
    return ThingList(workplace.backend, thing, is_unsaved, page, workplace.seat.person.id)


def _tree_view(model: ThingList | CategoryList, theme: Theme) -> QTreeView:
    view = QTreeView()
    view.setModel(model)
    view.setItemDelegate(LineDelegate(theme, view))
    view.setHeaderHidden(True)
    view.setUniformRowHeights(True)
    view.setRootIsDecorated(isinstance(model, CategoryList))
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setExpandsOnDoubleClick(False)
    view.setTabKeyNavigation(False)
    return view
