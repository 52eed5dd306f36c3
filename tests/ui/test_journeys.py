"""The five phases in the real main window, by keyboard alone; two windows on one ticket."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot
from support.seats import WorldOpening
from support.world import World

from ui.backend import Backend
from ui.theme import Theme
from ui.views.desk_panes import DeskPanes
from ui.views.main_window import MainWindow
from ui.views.new_incident import NewIncidentDialog

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Agent:
    """Somebody at a window who has a keyboard and no mouse."""

    def __init__(self, window: MainWindow, world: World, qtbot: QtBot) -> None:
        self.window = window
        self.world = world
        self.qtbot = qtbot
        self.ticket = 0

    @property
    def panes(self) -> DeskPanes:
        assert self.window.panes is not None
        return self.window.panes

    def until(self, is_so: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(is_so()))

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def dialog(self) -> QDialog | None:
        tops = QApplication.topLevelWidgets()
        return next((each for each in tops if isinstance(each, QDialog) and each.isVisible()), None)

    def call(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL_SHIFT) -> None:
        """Press a shortcut of the window in front, and wait for its dialog."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        self.press(key, modifier)
        self.until(lambda: self.dialog() is not None and self.dialog().isActiveWindow())

    def tab_to(self, name: str) -> QWidget:
        """Go on by Tab until the control called `name` has the keyboard."""
        for _ in range(40):
            focused = QApplication.focusWidget()
            if focused is not None and focused.accessibleName().startswith(name):
                return focused
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(name)

    def name(self, label: str, text: str) -> None:
        """Name a record by typing the beginning of its name, and Enter."""
        box = self.tab_to(label)
        line = box.lineEdit() if isinstance(box, QComboBox) else box
        line.selectAll()
        QTest.keyClicks(line, text)
        popup = line.completer().popup()
        self.until(popup.isVisible)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.until(lambda: text.casefold() in line.text().casefold())

    def write(self, label: str, text: str) -> None:
        self.tab_to(label)
        self.type(text)

    def finish(self, clock: str) -> None:
        """Finish the dialog by Ctrl+Enter; the desk holds what came of it, and the window shows it."""
        self.press(Qt.Key.Key_Return, CTRL)
        self.until(lambda: self.dialog() is None)
        self.shows(clock)

    def shows(self, clock: str) -> None:
        def is_so() -> bool:
            detail = self.panes.ticket.detail
            if detail is None or detail.row.id != self.ticket or detail.row.clock != clock:
                return False
            return detail.row.version == self.world.held(self.ticket).version

        self.until(is_so)


Sit = Callable[[str], Agent]


@pytest.fixture
def sit(qtbot: QtBot, theme: Theme, world: World) -> Iterator[Sit]:
    windows: list[MainWindow] = []

    def sat(login: str) -> Agent:
        backend = Backend(WorldOpening(world, login))
        window = MainWindow(theme)
        window.serve(backend)
        windows.append(window)
        backend.setParent(window)
        window.resize(1280, 720)
        window.show()
        backend.start()
        qtbot.waitUntil(lambda: window.panes is not None)
        qtbot.waitUntil(window.isActiveWindow)
        return Agent(window, world, qtbot)

    yield sat
    for window in windows:
        window.close()
        window.deleteLater()


def test_what_is_typed_at_once_after_the_shortcut_is_in_the_new_incident(sit: Sit) -> None:
    anna = sit("anna")
    anna.press(Qt.Key.Key_N, CTRL)
    for letter in "uma":
        # As a desktop does it: to the window that has the keyboard at this moment.
        QTest.keyClick(QGuiApplication.focusWindow(), letter)
    dialog = anna.dialog()
    assert isinstance(dialog, NewIncidentDialog)
    assert dialog.requester.line.text() == "uma"
    anna.until(dialog.isActiveWindow)
    QTest.keyClick(QGuiApplication.focusWindow(), "x")
    assert dialog.requester.line.text() == "umax"
    anna.press(Qt.Key.Key_N, CTRL)
    anna.window.activateWindow()
    anna.until(anna.window.isActiveWindow)
    anna.press(Qt.Key.Key_N, CTRL)
    anna.until(dialog.isActiveWindow)
    assert anna.window.findChildren(NewIncidentDialog) == [dialog]
    dialog.reject()


def test_the_five_phases_by_keyboard_alone(sit: Sit, world: World) -> None:
    anna = sit("anna")
    anna.press(Qt.Key.Key_7, ALT)
    anna.until(lambda: anna.panes.views.title == "All tickets")

    anna.call(Qt.Key.Key_N, CTRL)
    anna.type("uma")
    anna.until(lambda: anna.dialog().requester.list.count() == 1)
    anna.press(Qt.Key.Key_Return)
    anna.write("What is wrong, in one line", "VPN drops every 20 minutes")
    anna.press(Qt.Key.Key_Return, CTRL)
    anna.until(lambda: anna.panes.ticket.detail is not None)
    anna.ticket = anna.panes.ticket.ticket
    anna.shows("runs")

    anna.call(Qt.Key.Key_T)
    anna.name("Category", "VPN")
    for label in ("Impact", "Urgency"):
        anna.tab_to(label)
        anna.press(Qt.Key.Key_Space)
        anna.press(Qt.Key.Key_Right)
    anna.finish("runs")
    assert world.held(anna.ticket).values["priority"] == 3

    anna.call(Qt.Key.Key_W)
    anna.name("Waiting reason", "Awaiting the user")
    anna.write("Note to the user", "Which gateway do you use?")
    anna.finish("paused")
    anna.window.activateWindow()
    anna.until(anna.window.isActiveWindow)
    anna.press(Qt.Key.Key_U, CTRL_SHIFT)
    anna.shows("runs")

    anna.call(Qt.Key.Key_E)
    anna.name("Team", "Network")
    anna.write("What was found so far", "MTU looks wrong.")
    anna.finish("runs")

    resolve(anna)
    anna.call(Qt.Key.Key_O)
    anna.write("Reason", "It is back.")
    anna.finish("runs")
    resolve(anna)

    anna.call(Qt.Key.Key_D)
    anna.finish("final")
    assert anna.panes.ticket.detail.phase == 5


def resolve(agent: Agent) -> None:
    agent.call(Qt.Key.Key_R)
    agent.name("Resolution code", "Configuration")
    agent.tab_to("Resolution text")
    agent.press(Qt.Key.Key_A, CTRL)
    agent.type("MTU set to 1400.")
    agent.finish("stopped")


def test_two_windows_on_one_field_ask_once(sit: Sit, world: World) -> None:
    ticket = world.log(title="Scanner beeps")
    anna, ben = sit("anna"), sit("ben")
    for agent in (anna, ben):
        agent.ticket = ticket
        agent.panes.views.choose("All tickets")
        agent.shows("runs")
    _hold_news(ben)
    _retitle(anna, "Scanner beeps twice")
    anna.until(lambda: world.held(ticket).values["title"] == "Scanner beeps twice")
    _retitle(ben, "Scanner of goods-in beeps")
    conflict = ben.panes.ticket.face.conflict
    ben.until(conflict.isVisible)
    assert [each.theirs for each in conflict.disputes] == ["Scanner beeps twice"]
    assert world.held(ticket).values["title"] == "Scanner beeps twice"
    conflict.mine_used.emit("title")
    ben.until(lambda: world.held(ticket).values["title"] == "Scanner of goods-in beeps")
    anna.until(lambda: anna.panes.ticket.detail.row.title == "Scanner of goods-in beeps")


def test_what_others_do_appears_while_one_is_typing(sit: Sit, world: World) -> None:
    ticket = world.log(title="Scanner beeps")
    anna, ben = sit("anna"), sit("ben")
    for agent in (anna, ben):
        agent.ticket = ticket
        agent.panes.views.choose("All tickets")
        agent.shows("runs")
    anna.window.activateWindow()
    anna.until(anna.window.isActiveWindow)
    anna.press(Qt.Key.Key_M, CTRL)
    anna.type("Firmware 4.2, I think")
    _retitle(ben, "Scanner beeps twice")
    anna.until(lambda: anna.panes.ticket.detail.row.title == "Scanner beeps twice")
    composer = anna.panes.ticket.face.composer.text
    assert composer.toPlainText() == "Firmware 4.2, I think"
    assert anna.window.focusWidget() is composer
    anna.window.activateWindow()
    anna.until(anna.window.isActiveWindow)
    anna.press(Qt.Key.Key_Return, CTRL)
    anna.until(lambda: anna.panes.ticket.detail.history[-1].note == "Firmware 4.2, I think")


def _hold_news(agent: Agent) -> None:
    """Let a window hear nothing of others, as when the news comes a moment later than the typing."""
    agent.panes.workplace.backend.changed.disconnect()


def _retitle(agent: Agent, title: str) -> None:
    agent.window.activateWindow()
    agent.until(agent.window.isActiveWindow)
    agent.press(Qt.Key.Key_F2)
    QApplication.focusWidget().selectAll()
    agent.type(title)
    agent.press(Qt.Key.Key_Return)
