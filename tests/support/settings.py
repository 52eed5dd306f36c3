"""The settings window on a world's desk, used by keyboard."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.seats import Chair
from support.world import World

from app.domain.setting_questions import ThingIds, WholeThing
from app.domain.setting_rows import ThingDetail
from ui.models.lines import LINE, Line
from ui.views.settings.matrix_page import MatrixPage
from ui.views.settings.thing_page import ThingPage
from ui.views.settings.thing_pane import ThingPane
from ui.views.settings.window import SettingsWindow

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Settings:
    """A window of somebody, and what the desk holds after what they did there."""

    def __init__(self, qtbot: QtBot, chair: Chair, world: World, login: str = "ada") -> None:
        self._qtbot = qtbot
        self._world = world
        self.workplace = chair.take(world, login)
        self.window = SettingsWindow(self.workplace)
        qtbot.addWidget(self.window)
        self.window.open()
        qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def page(self) -> ThingPage:
        """Give the page that is shown."""
        page = self.window.page
        assert isinstance(page, ThingPage)
        return page

    @property
    def matrix(self) -> MatrixPage:
        """Give the page of the matrix."""
        page = self.window.page
        assert isinstance(page, MatrixPage)
        return page

    @property
    def pane(self) -> ThingPane:
        """Give the form's side of the page."""
        return self.page.pane

    @property
    def lines(self) -> list[str]:
        """Give the titles of the list, those below others behind them; of what is being read, empty ones."""
        return [line.title if line else "" for line in _lines(self.page, QModelIndex())]

    def show(self, thing: str) -> None:
        """Show a page, and wait for its list."""
        self.window.show_page(thing)
        if isinstance(self.window.page, ThingPage):
            self._qtbot.waitUntil(lambda: bool(self.lines) and all(self.lines))

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the keyboard is."""
        self._qtbot.keyClick(self.focus, key, modifier)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self._qtbot.keyClicks(self.focus, text)

    @property
    def focus(self) -> QWidget:
        """Give what has the keyboard."""
        return QApplication.focusWidget() or self.window

    def find(self, name: str) -> None:
        """Search for a record, go to it by the arrow, and wait until it is shown."""
        self.press(Qt.Key.Key_F, CTRL)
        self.type(name)
        self._qtbot.waitUntil(lambda: self.lines[-1:] == [name])
        self.press(Qt.Key.Key_Down)
        for _ in self.lines[1:]:
            self.press(Qt.Key.Key_Down)
        self.wait_for(name)

    def wait_for(self, name: str) -> None:
        """Wait until the record of a name is shown whole."""
        self._qtbot.waitUntil(lambda: self.pane.title.text() == name)

    def begin_new(self) -> None:
        """Begin a new record."""
        self.press(Qt.Key.Key_N, CTRL)

    def write(self, name: str, text: str) -> None:
        """Go to a field of the form by Tab, and put `text` in the place of what is there."""
        row = self.pane.form.form.rows[name]
        for _ in range(40):
            if row.isAncestorOf(self.focus):
                break
            self.press(Qt.Key.Key_Tab)
        assert row.isAncestorOf(self.focus)
        self.press(Qt.Key.Key_A, CTRL)
        if text:
            self.type(text)
        else:
            self.press(Qt.Key.Key_Delete)

    def save(self) -> None:
        """Press Ctrl+Enter, and wait for what the desk says to it."""
        self.press(Qt.Key.Key_Return, CTRL)
        self._qtbot.waitUntil(lambda: not self.pane.submission.is_busy)

    def said(self) -> str:
        """Give what the pane's strip says."""
        return self.pane.strip.text

    def detail(self, thing: str, name: str) -> ThingDetail:
        """Give a record as the desk holds it."""
        desk = self._world.desk("ada")
        ids = desk.ask(ThingIds(thing, name, retired=True))
        found = [desk.ask(WholeThing(thing, each)) for each in ids]
        return next(each for each in found if each and each.name == name)

    def values(self, thing: str, name: str) -> dict[str, object]:
        """Give what a record holds."""
        return {each.name: each.value for each in self.detail(thing, name).form}


def _lines(page: ThingPage, parent: QModelIndex) -> list[Line | None]:
    found: list[Line | None] = []
    for row in range(page.model.rowCount(parent)):
        index = page.view.model().index(row, 0, parent)
        found.append(index.data(LINE))
        found += _lines(page, index) if page.kind.thing == "category" else []
    return found
