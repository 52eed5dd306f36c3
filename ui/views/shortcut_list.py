"""Every shortcut in one list (F1), by where it belongs."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from app.text import tr
from ui.actions import deeds, every_deed
from ui.theme import Theme
from ui.widgets.placing import place_over

# An area and, of each thing that can be done there, its text and its keys.
Area = tuple[str, tuple[tuple[str, str], ...]]


def areas(offered: Collection[str]) -> tuple[Area, ...]:
    """Give the shortcuts of a window that offers these deeds: its menus', then those of panes and dialogs."""
    elsewhere = (area for deed, area in _elsewhere().items() if deed in offered)
    return (*_of_menus(offered), *elsewhere)


def _of_menus(offered: Collection[str]) -> tuple[Area, ...]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for deed in every_deed():
        if deed.shortcut and deed.key in offered:
            found[deed.area] = (*found.get(deed.area, ()), (deed.plain, deed.keys))
    return tuple(found.items())


def _elsewhere() -> dict[str, Area]:
    """Give the keys that stand in no menu, each area by a deed of the windows that have it."""
    return {
        "focus_views": (
            tr("In the column of views"),
            (
                (tr("Move a view up or down"), "Alt+Shift+↑ ↓"),
                (tr("Rename, share, hide: the menu of a view"), tr("Menu, Shift+F10")),
                (tr("Remove a saved view"), tr("Delete")),
            ),
        ),
        "focus_queue": (
            tr("In the queue"),
            (
                (tr("Walk through the queue"), "↑ ↓ PgUp PgDn Home End"),
                (tr("Open the chosen ticket in a window of its own"), tr("Enter")),
                (tr("Choose several tickets"), "Shift+↑ ↓ PgUp PgDn Home End"),
                (tr("Choose all of a view"), "Ctrl+A"),
                (tr("Copy number and title of the chosen tickets"), "Ctrl+C"),
            ),
        ),
        "note": (
            tr("Writing and dialogs"),
            (
                (tr("Send what is written, finish a dialog"), tr("Ctrl+Enter")),
                (tr("Insert a text by its name, mention a colleague"), "/  @"),
                (tr("Go to the next gap a text has left"), tr("Tab")),
                (
                    tr("Close a dialog, a list or a ticket's own window; what was typed stays"),
                    tr("Esc"),
                ),
            ),
        ),
        "settings": (
            tr("Desk settings"),
            (
                (tr("Add one"), "Ctrl+N"),
                (tr("Search"), "Ctrl+F"),
                (tr("Save, or publish the matrix"), tr("Ctrl+Enter")),
                (tr("From page to page"), "Alt+1 … Alt+8"),
                (tr("Take a role, a team or a member off"), tr("Delete")),
            ),
        ),
    }


@dataclass(frozen=True)
class _Line:
    """One thing that can be done, and the heading it stands under."""

    heading: QLabel
    name: QLabel
    keys: QLabel

    @property
    def is_shown(self) -> bool:
        return not self.name.isHidden()

    def fits(self, wanted: str) -> bool:
        """Say whether what it does, its keys or its area are wanted."""
        texts = (self.name.text(), self.keys.text(), self.heading.text())
        return any(wanted.casefold() in text.casefold() for text in texts)

    def show(self, *, is_shown: bool) -> None:
        """Show it or not."""
        for label in (self.name, self.keys):
            label.setVisible(is_shown)


class ShortcutList(QDialog):
    """A list of what can be done by key, narrowed by typing."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, offered: Collection[str] | None = None
    ) -> None:
        """Take the deeds that are `offered` where it is asked for; None: the main window's."""
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setProperty("panel", True)
        self._theme = theme
        self._lines: list[_Line] = []
        self.search = QLineEdit(placeholderText=tr("Narrow the list"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Narrow the list"))
        self.search.textChanged.connect(self._narrow)
        body = QWidget()
        body.setProperty("panel", True)
        self._grid = QGridLayout(body)
        self._grid.setHorizontalSpacing(theme.px(24))
        here = {deed.key for deed in deeds()} if offered is None else offered
        for area, rows in areas(here):
            self._add(area, rows)
        self._nothing = QLabel(tr("No shortcut has that."))
        self._nothing.setProperty("secondary", True)
        self._nothing.hide()
        self._grid.addWidget(self._nothing, self._grid.rowCount(), 0)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self._scrolled(body))
        place_over(self, QSize(theme.px(560), theme.px(640)))

    @property
    def shown(self) -> dict[str, list[str]]:
        """Give the texts listed now, by their area."""
        found: dict[str, list[str]] = {}
        for line in self._lines:
            if line.is_shown:
                found.setdefault(line.heading.text(), []).append(line.name.text())
        return found

    def _scrolled(self, body: QWidget) -> QScrollArea:
        area = QScrollArea(widgetResizable=True)
        area.setWidget(body)
        # The box keeps the keyboard; the list is turned by its keys.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = area.verticalScrollBar()
        for key, action in (
            ("PgDown", QScrollBar.SliderAction.SliderPageStepAdd),
            ("PgUp", QScrollBar.SliderAction.SliderPageStepSub),
        ):
            turn = QShortcut(QKeySequence(key), self)
            turn.activated.connect(lambda action=action: bar.triggerAction(action))
        return area

    def _add(self, area: str, rows: tuple[tuple[str, str], ...]) -> None:
        heading = QLabel(area)
        heading.setProperty("section", True)
        heading.setContentsMargins(0, self._theme.px(8) if self._lines else 0, 0, 0)
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)
        for text, shortcut in rows:
            row = self._grid.rowCount()
            name, keys = QLabel(text, wordWrap=True), QLabel(shortcut)
            keys.setProperty("secondary", True)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
            self._lines.append(_Line(heading, name, keys))
        self._grid.setColumnStretch(0, 1)

    def _narrow(self, wanted: str) -> None:
        for line in self._lines:
            line.show(is_shown=line.fits(wanted))
        left = {id(line.heading) for line in self._lines if line.is_shown}
        for line in self._lines:
            line.heading.setVisible(id(line.heading) in left)
        self._nothing.setVisible(not left)
