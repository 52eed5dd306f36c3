"""Logging an incident: who, what, and whether it is known already."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.world import World

from app.domain.commands import EditThing
from app.domain.questions import WholeTicket
from ui.views.new_incident import NewIncidentDialog
from ui.views.transition_dialog import TransitionDialog
from ui.workplace import Workplace


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(workplace: Workplace, parent: QWidget, qtbot: QtBot) -> NewIncidentDialog:
    dialog = NewIncidentDialog(workplace, parent)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def choose(dialog: NewIncidentDialog, qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(dialog.requester.line, text)
    qtbot.waitUntil(lambda: dialog.requester.list.count() == 1)
    qtbot.keyClick(dialog.requester.line, Qt.Key.Key_Return)


def test_an_incident_is_logged_by_keyboard_alone(
    workplace: Workplace, parent: QWidget, qtbot: QtBot, world: World
) -> None:
    dialog = opened(workplace, parent, qtbot)
    choose(dialog, qtbot, "uma")
    assert dialog.requester.line.text() == "Uma"
    title, description = (dialog.form.rows[name].box for name in ("title", "description"))
    qtbot.keyClicks(title, "Scanner beeps twice")
    qtbot.keyClick(title, Qt.Key.Key_Tab)
    qtbot.keyClicks(description, "At goods-in.")
    with qtbot.waitSignal(dialog.logged) as logged:
        qtbot.keyClick(description, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    values = world.held(logged.args[0]).values
    assert (values["title"], values["description"]) == ("Scanner beeps twice", "At goods-in.")
    assert (values["requester"], values["contact"]) == (world.id("person", "uma"), "phone")


@pytest.mark.parametrize("typed", ["Vic", "vic", "+49 30", "B-77"])
def test_a_requester_is_found_by_name_login_phone_and_badge(
    workplace: Workplace, parent: QWidget, qtbot: QtBot, world: World, typed: str
) -> None:
    values = {"phone": "+49 30 1234", "badge": "B-7788", "site": "Berlin"}
    world.tell("ada", EditThing, thing="person", row_id=world.id("person", "vic"), values=values)
    dialog = opened(workplace, parent, qtbot)
    choose(dialog, qtbot, typed)
    assert dialog.requester.line.text() == "Vic · Berlin"
    dialog.reject()


def test_open_tickets_of_the_same_person_are_shown(
    workplace: Workplace, parent: QWidget, qtbot: QtBot, world: World
) -> None:
    ticket = world.log(title="Laptop is hot")
    dialog = opened(workplace, parent, qtbot)
    choose(dialog, qtbot, "uma")
    qtbot.waitUntil(lambda: [each.id for each in dialog.theirs.tickets] == [ticket])
    dialog.reject()


def test_what_is_known_already_is_joined(
    workplace: Workplace, parent: QWidget, qtbot: QtBot, world: World
) -> None:
    ticket = world.log(title="VPN drops every 20 minutes", requester=world.id("person", "vic"))
    dialog = opened(workplace, parent, qtbot)
    choose(dialog, qtbot, "uma")
    qtbot.keyClicks(dialog.form.rows["title"].box, "vpn drops again")
    qtbot.waitUntil(lambda: [each.id for each in dialog.similar.tickets] == [ticket])
    with qtbot.waitSignal(dialog.logged) as logged:
        dialog.similar.joined.emit(dialog.similar.tickets[0])
    assert logged.args == [ticket]
    detail = world.desk("anna").ask(WholeTicket(ticket, world.id("person", "anna")))
    assert [(each.relation, each.name) for each in detail.people] == [("Affected", "Uma")]
    assert detail.history[-1].note == "vpn drops again"


def test_without_a_requester_nothing_is_logged_and_it_says_so(
    workplace: Workplace, parent: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(workplace, parent, qtbot)
    qtbot.keyClicks(dialog.requester.line, "nobody")
    dialog.finish()
    assert dialog.strip.text == "Not ready yet: Requester and What is wrong, in one line."
    assert dialog.requester.line.accessibleDescription().startswith("Who has the trouble?")
    dialog.reject()


def test_esc_keeps_what_was_typed(workplace: Workplace, parent: QWidget, qtbot: QtBot) -> None:
    dialog = opened(workplace, parent, qtbot)
    dialog.form.rows["title"].box.setText("الطابعة لا تعمل")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    again = opened(workplace, parent, qtbot)
    assert again.form.rows["title"].entry[0] == "الطابعة لا تعمل"
    again.start_afresh()
    assert again.form.rows["title"].entry[0] is None
    again.reject()


def test_solving_on_first_contact_is_one_dialog_more(
    workplace: Workplace, parent: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(workplace, parent, qtbot)
    choose(dialog, qtbot, "uma")
    qtbot.keyClicks(dialog.form.rows["title"].box, "Locked out")
    dialog.solve.click()

    def shown() -> list[TransitionDialog]:
        tops = QApplication.topLevelWidgets()
        return [each for each in tops if isinstance(each, TransitionDialog) and each.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    asked = [name for name, row in shown()[0].form.rows.items() if row.field.required]
    assert asked == [
        "category",
        "impact",
        "urgency",
        "resolution_kind",
        "resolution_code",
        "resolution",
    ]
    shown()[0].reject()
