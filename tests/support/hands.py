"""A main window's panes with several tickets, and hands that choose and change many of them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.queues import is_settled
from support.world import World

from app.domain.fields import Value
from app.domain.views import view_named
from ui.views.bulk_menu import BulkMenu
from ui.views.desk_panes import DeskPanes
from ui.views.form_dialog import FormDialog
from ui.widgets.reference_input import ReferenceInput
from ui.workplace import Workplace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Hands:
    """A window with somebody's hands in it."""

    def __init__(self, workplace: Workplace, qtbot: QtBot, world: World) -> None:
        self.qtbot = qtbot
        self.world = world
        self.workplace = workplace
        self.panes = DeskPanes(workplace)
        qtbot.addWidget(self.panes)
        self.panes.resize(1280, 720)
        self.panes.show()
        self.until(self.panes.isActiveWindow)
        self.queue = self.panes.queue
        self.orders = self.panes.many.orders
        self.undo_list = self.panes.many.undo_list

    def until(self, is_so: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(is_so()))

    def show(self, title: str = "All tickets") -> None:
        view = view_named(title)
        assert view is not None
        self.panes.views.choose(view.title)
        self.until(lambda: self.queue.head.title.text() == view.title and is_settled(self.queue))
        self.queue.focus_list()

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier, times: int = 1) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= each
        for _ in range(times):
            focused = QApplication.focusWidget()
            assert focused is not None
            self.qtbot.keyClick(focused, key, held)

    def choose(self, count: int) -> None:
        """Choose the first few by keyboard."""
        self.press(Qt.Key.Key_Home)
        self.press(Qt.Key.Key_Down, SHIFT, times=count - 1)
        assert self.orders.selection.count == count

    @property
    def dialog(self) -> FormDialog:
        """Give the dialog in front, once it has the keyboard."""
        self.until(lambda: isinstance(QApplication.activeWindow(), FormDialog))
        found = QApplication.activeWindow()
        assert isinstance(found, FormDialog)
        return found

    def has_dialog(self) -> bool:
        tops = QApplication.topLevelWidgets()
        return any(isinstance(each, FormDialog) and each.isVisible() for each in tops)

    def menu(self) -> BulkMenu:
        """Open the menu of the chosen tickets."""
        self.orders.offer()
        self.until(lambda: isinstance(QApplication.activePopupWidget(), BulkMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, BulkMenu)
        return menu

    def pick(self, text: str) -> None:
        """Choose something of the menu by keyboard."""
        menu = self.menu()
        action = next(each for each in menu.actions() if each.text().replace("&", "") == text)
        for _ in menu.actions():
            if menu.activeAction() is action:
                break
            self.qtbot.keyClick(menu, Qt.Key.Key_Down)
        assert menu.activeAction() is action
        self.qtbot.keyClick(menu, Qt.Key.Key_Return)

    def fill(self, name: str, text: str) -> None:
        """Choose a record in the dialog by a few letters, or write a text."""
        row = self.dialog.form.rows[name]
        box = row.box
        row.focus()
        if isinstance(box, ReferenceInput):
            self.qtbot.keyClicks(box.line, text)
            self.until(lambda: box._offered == text and bool(box.options.options))
            self.qtbot.keyClick(box.line, Qt.Key.Key_Return)
            self.until(lambda: box.value is not None)
        else:
            self.qtbot.keyClicks(box, text)

    def finish(self) -> None:
        self.qtbot.keyClick(self.dialog, Qt.Key.Key_Return, CTRL)

    def ended(self) -> str:
        """Give what the queue says once nothing is under way any more."""
        self.until(lambda: not self.panes.many.bulk.is_running)
        return self.queue.strip.text

    def values(self, tickets: list[int], name: str) -> list[Value]:
        return [self.world.held(ticket).values[name] for ticket in tickets]
