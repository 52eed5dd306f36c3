"""Taking transitions through their dialogs: what is asked, refused, kept and disputed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.world import World

from app.domain.commands import EditTicket
from app.domain.questions import WholeTicket
from app.domain.rows import TicketDetail
from app.errors import DeskError
from ui.views.transition_dialog import TransitionDialog, start_transition
from ui.workplace import Workplace


class Desk:
    """Opens dialogs on tickets as a window does."""

    def __init__(self, workplace: Workplace, world: World, qtbot: QtBot) -> None:
        self.workplace = workplace
        self.world = world
        self.qtbot = qtbot
        self.parent = QWidget()
        self.refusals: list[DeskError] = []
        qtbot.addWidget(self.parent)

    def detail(self, ticket: int) -> TicketDetail:
        """Give a ticket as anna sees it now."""
        return self.world.desk("anna").ask(WholeTicket(ticket, self.workplace.seat.person.id))

    def begin(self, ticket: int, key: str) -> TransitionDialog:
        """Open the dialog of a transition."""
        detail = self.detail(ticket)
        way = next(each for each in detail.possible if each.key == key)
        dialog = start_transition(self.workplace, detail, way, self.parent, self.refusals.append)
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

    def clock(self, ticket: int) -> str:
        """Give what the ticket's clock does now."""
        return self.detail(ticket).row.clock


@pytest.fixture
def desk(workplace: Workplace, world: World, qtbot: QtBot) -> Desk:
    return Desk(workplace, world, qtbot)


def test_triage_asks_for_what_is_missing_and_no_more(desk: Desk, world: World) -> None:
    ticket = world.log(impact=2)
    dialog = desk.begin(ticket, "triage")
    required = [name for name, row in dialog.form.rows.items() if row.field.required]
    assert required == ["category", "urgency"]
    desk.choose(dialog, "category", "VPN")
    dialog.form.rows["urgency"].box.buttons()[1].click()
    desk.finish(dialog)
    assert desk.detail(ticket).row.priority == 3


def test_what_is_missing_is_marked_and_nothing_is_told(desk: Desk, world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    dialog = desk.begin(ticket, "resolve")
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.strip.text == "Not ready yet: Resolution code and Resolution text."
    assert dialog.form.rows["resolution"].box.accessibleDescription().startswith("This is needed.")
    assert world.held(ticket).version == 2
    dialog.reject()


def test_waiting_asks_what_the_reason_calls_for(desk: Desk, world: World) -> None:
    ticket = world.log()
    dialog = desk.begin(ticket, "wait")
    rows = dialog.form.rows
    assert rows["note"].isHidden()
    assert rows["vendor_ref"].isHidden()
    desk.choose(dialog, "waiting_reason", "Awaiting the supp")
    assert not rows["vendor_ref"].isHidden()
    assert rows["note"].isHidden()
    desk.choose(dialog, "waiting_reason", "Awaiting the user")
    assert rows["vendor_ref"].isHidden()
    desk.write(dialog, "note", "Which gateway do you use?")
    desk.finish(dialog)
    assert desk.clock(ticket) == "paused"
    assert world.held(ticket).values["follow_up_at"] is not None


def test_a_refusal_stays_in_the_dialog_with_what_was_typed(desk: Desk, world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    dialog = desk.begin(ticket, "escalate")
    desk.choose(dialog, "team", "Service")
    desk.write(dialog, "note", "MTU looks wrong.")
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: dialog.strip.text.startswith("Only a level 2 or 3 team"))
    assert dialog.form.rows["note"].entry[0] == "MTU looks wrong."
    desk.choose(dialog, "team", "Network")
    desk.finish(dialog)
    assert world.held(ticket).values["team"] == world.id("team", "Network")


def test_esc_keeps_what_was_typed_for_the_next_time(desk: Desk, world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    dialog = desk.begin(ticket, "resolve")
    dialog.form.rows["resolution"].box.setPlainText("تم تغيير MTU 東京")
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    again = desk.begin(ticket, "resolve")
    assert again.form.rows["resolution"].entry[0] == "تم تغيير MTU 東京"
    desk.choose(again, "resolution_code", "Configuration")
    desk.finish(again)
    assert world.held(ticket).values["resolution"] == "تم تغيير MTU 東京"
    assert desk.workplace.typed.of((ticket, "resolve")) == {}


def test_two_people_on_one_field_are_asked_once(desk: Desk, world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    dialog = desk.begin(ticket, "resolve")
    desk.choose(dialog, "resolution_code", "Configuration")
    desk.write(dialog, "resolution", "Mine.")
    world.tell("ben", EditTicket, ticket=ticket, values={"resolution": "Theirs."})
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: bool(dialog.disputes.disputes))
    dispute = dialog.disputes.disputes[0]
    assert (dispute.before, dispute.theirs, dispute.mine) == ("", "Theirs.", "Mine.")
    dialog.disputes.mine_used.emit("resolution")
    assert dialog.disputes.isHidden()
    desk.finish(dialog)
    assert world.held(ticket).values["resolution"] == "Mine."


def test_what_asks_nothing_is_taken_at_once(desk: Desk, world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "wait")
    detail = desk.detail(ticket)
    way = next(each for each in detail.possible if each.purpose == "resume")
    assert start_transition(desk.workplace, detail, way, desk.parent, desk.refusals.append) is None
    desk.qtbot.waitUntil(lambda: desk.clock(ticket) == "runs")
    start_transition(desk.workplace, detail, way, desk.parent, desk.refusals.append)
    desk.qtbot.waitUntil(lambda: bool(desk.refusals))
    assert "was put to “Logged” by Anna" in desk.refusals[0].sentence
