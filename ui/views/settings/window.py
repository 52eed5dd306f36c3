"""The window of the desk's settings: its pages at the left, one of them at work."""

from functools import partial
from operator import methodcaller

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.changes import Changes
from app.text import tr
from ui.presenter import Presenter
from ui.typed import Subject
from ui.views.settings.kinds import MATRIX, PageKind, page_kinds
from ui.views.settings.matrix_page import MatrixPage
from ui.views.settings.page_list import PageList
from ui.views.settings.rights import SettingsRights
from ui.views.settings.thing_page import ThingPage
from ui.widgets.placing import fit
from ui.widgets.strip import Strip
from ui.workplace import Workplace

# What the page that is shown does by a key, wherever the keyboard is.
_OF_THE_PAGE = (
    ("Ctrl+N", "begin_new"),
    ("Ctrl+Return", "save"),
    ("Ctrl+Enter", "save"),
    ("Ctrl+F", "focus_search"),
    ("F5", "reload"),
)


class SettingsWindow(QMainWindow):
    """Shows one page at a time; closed, it only goes out of sight, and keeps what was typed."""

    tickets_wanted = Signal(object)  # NamedView

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.setWindowTitle(tr("Desk settings"))
        self._workplace = workplace
        self._is_stale = True
        self.rights = SettingsRights(workplace, self)
        self.rights.learned.connect(self._show_rights)
        self.right_strip = Strip(workplace.theme)
        self.strip = Strip(workplace.theme)
        self._presenter = Presenter(self.strip)
        self._kinds = page_kinds()
        self._made: dict[int, ThingPage | MatrixPage] = {}
        self.list = PageList([kind.title for kind in self._kinds], workplace.theme)
        self.pages = QStackedWidget()
        self._lay_out()
        self._add_keys()
        self.list.currentRowChanged.connect(self._show_page)
        self.list.activated.connect(lambda _: self.page.focus())
        workplace.backend.changed.connect(self._hear)
        workplace.backend.state_changed.connect(self._presenter.away)
        self._place()

    @property
    def page(self) -> ThingPage | MatrixPage:
        """Give the page that is shown."""
        return self._made[self.list.currentRow()]

    def open(self) -> None:
        """Come to the front, with the page that was shown last and the keyboard where one looks."""
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
            self.page.focus()
        self.show()
        self.raise_()
        self.activateWindow()

    def show_page(self, thing: str) -> None:
        """Show the page of a kind of things."""
        self._go_to([kind.thing for kind in self._kinds].index(thing))

    def show_draft(self, subject: Subject) -> None:
        """Show what a draft was typed of."""
        _, thing, row_id = subject
        self.show_page(str(thing))
        if isinstance(self.page, ThingPage) and row_id:
            self.page.pane.show_record(int(row_id))
            self.page.pane.focus()
        else:
            self.page.begin_new()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while it was out of sight."""
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.rights.ask()
            for page in self._made.values():
                page.reload()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where it was."""
        self._workplace.preferences.keep("settings_window", self.saveGeometry())
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc where nothing else is to be left by it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _show_page(self, row: int) -> None:
        if row not in self._made:
            page = self._made[row] = self._make_page(self._kinds[row])
            page.tickets_wanted.connect(self.tickets_wanted)
            self.pages.addWidget(page)
            page.reload()
        self.pages.setCurrentWidget(self._made[row])
        self._show_rights()

    def _make_page(self, kind: PageKind) -> ThingPage | MatrixPage:
        if kind.thing != MATRIX:
            return ThingPage(kind, self._workplace)
        page = MatrixPage(kind.title, self._workplace)
        page.left.connect(self.list.setFocus)
        return page

    def _hear(self, changes: Changes) -> None:
        if not self.isVisible():
            self._is_stale = True
            return
        if changes.everything or changes.ids("role_grant") or changes.ids("person"):
            self.rights.ask()
        for page in self._made.values():
            page.hear(changes)

    def _show_rights(self) -> None:
        for row, page in self._made.items():
            page.show_refusal(self.rights.refusal(self._kinds[row]))
        row = self.list.currentRow()
        refusal = self.rights.refusal(self._kinds[row]) if row >= 0 else ""
        if refusal:
            self.right_strip.say(refusal, "warning")
        else:
            self.right_strip.clear()

    def _add_keys(self) -> None:
        for key, act in (
            ("Ctrl+Shift+N", self._begin_below),
            ("Ctrl+W", self.close),
            ("F6", self._walk),
            *((key, partial(self._tell_page, deed)) for key, deed in _OF_THE_PAGE),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        for number in range(len(self._kinds)):
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            shortcut.activated.connect(partial(self._go_to, number))

    def _go_to(self, number: int) -> None:
        self.list.setCurrentRow(number)
        self.page.focus()

    def _tell_page(self, deed: str) -> None:
        methodcaller(deed)(self.page)

    def _begin_below(self) -> None:
        if isinstance(self.page, ThingPage):
            self.page.begin_new(below=True)

    def _walk(self) -> None:
        """Go from the pages to the list, to the form, and round."""
        focused = self.focusWidget()
        parts = ((self.list, self.list.setFocus), *self.page.parts)
        has = next(
            (n for n, (part, _) in enumerate(parts)
             if focused and (part is focused or part.isAncestorOf(focused))), 0,
        )  # fmt: skip
        parts[(has + 1) % len(parts)][1]()

    def _lay_out(self) -> None:
        px = self._workplace.theme.px
        row = QHBoxLayout()
        row.setContentsMargins(px(4), px(4), 0, 0)
        row.setSpacing(px(4))
        row.addWidget(self.list)
        row.addWidget(self.pages, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.right_strip, self.strip):
            column.addWidget(widget)
        column.addLayout(row, 1)
        self.setCentralWidget(body)

    def _place(self) -> None:
        remembered = self._workplace.preferences.state("settings_window")
        if remembered.isEmpty() or not self.restoreGeometry(remembered):
            px = self._workplace.theme.px
            fit(self, QSize(px(1180), px(720)))
