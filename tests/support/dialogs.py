"""Dialogs on a world's tickets, opened and filled in as a person does, with or without a mouse."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from support.seats import Chair
from support.world import World

from app.domain.questions import WholeTicket
from app.domain.rows import Possibility, TicketDetail
from app.errors import DeskError
from ui.views.transition_dialog import TransitionDialog, start_transition
from ui.widgets.form import Form
from ui.widgets.reference_input import ReferenceInput
from ui.workplace import Workplace

_MOST_STEPS = 60


class Keyboard:
    """Presses keys into whatever has the focus."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    @property
    def focus(self) -> QWidget:
        """Give what has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key."""
        self._qtbot.keyClick(self.focus, key, modifier)

    def go_to(self, form: Form, name: str) -> None:
        """Press Tab until the row called `name` is reached."""
        for _ in range(_MOST_STEPS):
            if form.rows[name].isAncestorOf(self.focus):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {name}")

    def fill(self, form: Form, name: str, text: str) -> None:
        """Go to a row and fill it in: by typing, by a few letters and Enter, or by the arrow keys."""
        self.go_to(form, name)
        box = form.rows[name].box
        if isinstance(box, ReferenceInput):
            box.line.selectAll()
            self._qtbot.keyClicks(self.focus, text)
            self._qtbot.waitUntil(lambda: box._offered == text and bool(box.options.options))
            self.press(Qt.Key.Key_Return)
            self._qtbot.waitUntil(lambda: not box.is_busy)
        elif isinstance(self.focus, QRadioButton):
            self.press(Qt.Key.Key_Space)
            for _ in box.buttons():
                if text not in box.shown:
                    self.press(Qt.Key.Key_Right)
            assert text in box.shown
        elif isinstance(box, QComboBox):
            self._qtbot.keyClicks(self.focus, text)
        else:
            self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self._qtbot.keyClicks(self.focus, text)

    def finish(self) -> None:
        """Press Ctrl+Enter."""
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


class Desk:
    """Opens dialogs on tickets as a window does."""

    def __init__(self, workplace: Workplace, world: World, qtbot: QtBot, chair: Chair) -> None:
        self.workplace = workplace
        self.world = world
        self.chair = chair
        self.qtbot = qtbot
        self.keyboard = Keyboard(qtbot)
        self.parent = QWidget()
        self.refusals: list[DeskError] = []
        qtbot.addWidget(self.parent)

    def of(self, login: str) -> "Desk":
        """Give the dialogs of somebody else."""
        return Desk(self.chair.take(self.world, login), self.world, self.qtbot, self.chair)

    def detail(self, ticket: int) -> TicketDetail:
        """Give a ticket as whoever sits here sees it now."""
        person = self.workplace.seat.person
        return self.world.desk(person.login).ask(WholeTicket(ticket, person.id))

    def begin(self, ticket: int, key: str) -> TransitionDialog:
        """Open the dialog of a transition."""
        detail = self.detail(ticket)
        dialog = start_transition(
            self.workplace, detail, way_of(detail, key), self.parent, self.refusals.append
        )
        assert dialog is not None
        self.qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    def write(self, dialog: TransitionDialog, name: str, text: str) -> None:
        """Type a text into one row."""
        row = dialog.form.rows[name]
        row.focus()
        QApplication.focusWidget().setFocus()
        self.qtbot.keyClicks(row.box, text)

    def choose(self, dialog: TransitionDialog, name: str, text: str) -> None:
        """Choose a record by typing the beginning of its name, and Enter."""
        box = dialog.form.rows[name].box
        box.line.setFocus()
        box.line.selectAll()
        self.qtbot.keyClicks(box.line, text)
        self.qtbot.waitUntil(lambda: box._offered == text and bool(box.options.options))
        self.qtbot.keyClick(box.line, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: box.value is not None)

    def finish(self, dialog: TransitionDialog) -> None:
        """Press Ctrl+Enter, and wait until the desk has taken it."""
        with self.qtbot.waitSignal(dialog.taken):
            self.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def refuse(self, dialog: TransitionDialog) -> str:
        """Press Ctrl+Enter, and give what the dialog says to it."""
        self.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.waitUntil(lambda: not dialog.is_busy)
        return dialog.strip.text

    def clock(self, ticket: int) -> str:
        """Give what the ticket's clock does now."""
        return self.detail(ticket).row.clock


def way_of(detail: TicketDetail, key: str) -> Possibility:
    """Give what is possible on a ticket by its key."""
    return next(each for each in detail.possible if each.key == key)


def shown_dialogs() -> list[TransitionDialog]:
    """Give the dialogs of transitions that are in sight."""
    tops = QApplication.topLevelWidgets()
    return [each for each in tops if isinstance(each, TransitionDialog) and each.isVisible()]
