"""Logging an incident: what goes wrong, what is kept, and what is known already."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from support.dialogs import Desk, shown_dialogs
from support.world import World

from app.domain.commands import EditThing
from app.domain.questions import WholeTicket
from app.domain.ticket_questions import Requesters
from ui.views.new_incident import NewIncidentDialog

Opened = Callable[[], NewIncidentDialog]


@pytest.fixture
def open_dialog(desk: Desk) -> Opened:
    """Open the dialog of a new incident in anna's window."""

    def opened() -> NewIncidentDialog:
        dialog = NewIncidentDialog(desk.workplace, desk.parent)
        dialog.open()
        desk.qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened


def choose(desk: Desk, dialog: NewIncidentDialog, text: str) -> None:
    dialog.requester.line.setFocus()
    dialog.requester.line.selectAll()
    desk.qtbot.keyClicks(dialog.requester.line, text)
    desk.qtbot.waitUntil(lambda: dialog.requester.list.count() == 1)
    desk.keyboard.press(Qt.Key.Key_Return)


def test_what_may_follow_later_can_be_told_at_once_by_keyboard(
    desk: Desk, world: World, open_dialog: Opened
) -> None:
    dialog = open_dialog()
    choose(desk, dialog, "uma")
    desk.keyboard.fill(dialog.form, "title", "Scanner beeps twice")
    desk.keyboard.fill(dialog.form, "contact", "Walk")
    while desk.keyboard.focus is not dialog.unfold:
        desk.keyboard.press(Qt.Key.Key_Tab)
    assert dialog.more.isHidden()
    desk.keyboard.press(Qt.Key.Key_Space)
    for name, text in {"category": "VPN", "impact": "2", "urgency": "3", "team": "Plat"}.items():
        desk.keyboard.fill(dialog.more, name, text)
    with desk.qtbot.waitSignal(dialog.logged) as logged:
        desk.keyboard.finish()
    values = world.held(logged.args[0]).values
    told = {name: values[name] for name in ("contact", "impact", "urgency", "team")}
    assert told == {
        "contact": "walk_up", "impact": 2, "urgency": 3, "team": world.id("team", "Platform"),
    }  # fmt: skip


def test_somebody_new_is_added_on_the_way_by_who_may(desk: Desk, world: World) -> None:
    """On a desk of one's own there is nobody yet but oneself."""
    ada = desk.of("ada")
    dialog = NewIncidentDialog(ada.workplace, ada.parent)
    dialog.open()
    ada.qtbot.waitUntil(dialog.isActiveWindow)
    ada.qtbot.keyClicks(dialog.requester.line, " Jane  & Doe")
    ada.qtbot.waitUntil(dialog.requester.add.isVisible)
    assert dialog.requester.add.text() == "Add “Jane  && Doe” as a requester"
    ada.keyboard.press(Qt.Key.Key_Tab)
    assert ada.keyboard.focus is dialog.requester.add
    ada.keyboard.press(Qt.Key.Key_Return)
    ada.qtbot.waitUntil(lambda: dialog.requester.requester is not None)
    assert dialog.requester.line.text() == "Jane & Doe"
    assert dialog.requester.add.isHidden()
    found = world.desk("ada").ask(Requesters("jane"))
    assert [(each.name, each.id) for each in found] == [
        ("Jane & Doe", dialog.requester.requester.id)
    ]
    dialog.reject()


def test_who_may_not_add_anybody_is_told_who_may(desk: Desk, open_dialog: Opened) -> None:
    dialog = open_dialog()
    line = dialog.requester.line
    desk.qtbot.keyClicks(line, "Jane Doe")
    desk.qtbot.waitUntil(lambda: "can add" in line.accessibleDescription())
    # Beside her, whoever made the desk.
    assert line.accessibleDescription().startswith("Nobody found by “Jane Doe”. Ada or ")
    assert dialog.requester.add.isHidden()
    desk.qtbot.keyClick(line, Qt.Key.Key_Backspace)
    desk.qtbot.waitUntil(lambda: "“Jane Do”" in line.accessibleDescription())
    dialog.reject()


def test_nobody_found_is_one_sentence(desk: Desk, open_dialog: Opened) -> None:
    dialog = open_dialog()
    desk.qtbot.keyClicks(dialog.requester.line, "zzz")
    line = dialog.requester.line
    desk.qtbot.waitUntil(lambda: line.accessibleDescription().startswith("Nobody found by "))
    assert dialog.requester.list.isHidden()
    dialog.reject()


def test_who_was_found_for_other_words_is_not_taken(desk: Desk, open_dialog: Opened) -> None:
    dialog = open_dialog()
    desk.qtbot.keyClicks(dialog.requester.line, "uma")
    desk.qtbot.waitUntil(lambda: dialog.requester.list.count() == 1)
    desk.qtbot.keyClicks(dialog.requester.line, "x")
    assert not dialog.requester.is_chosen()
    dialog.reject()


def test_a_vip_with_site_and_phone_is_recognised_in_the_list(
    desk: Desk, world: World, open_dialog: Opened
) -> None:
    values = {"phone": "+49 30 1234", "site": "Berlin", "vip": 1}
    world.tell("ada", EditThing, thing="person", row_id=world.id("person", "vic"), values=values)
    dialog = open_dialog()
    desk.qtbot.keyClicks(dialog.requester.line, "vic")
    desk.qtbot.waitUntil(lambda: dialog.requester.list.count() == 1)
    told = dialog.requester.list.item(0).text()
    assert all(part in told for part in ("Vic", "Berlin", "+49 30 1234", "VIP"))
    dialog.reject()


def test_tickets_of_somebody_no_longer_chosen_are_not_shown(
    desk: Desk, world: World, open_dialog: Opened
) -> None:
    world.log(title="Laptop is hot")
    dialog = open_dialog()
    choose(desk, dialog, "uma")
    desk.qtbot.waitUntil(lambda: bool(dialog.theirs.tickets))
    desk.qtbot.keyClicks(dialog.requester.line, "x")
    assert dialog.theirs.tickets == ()
    dialog.reject()


def test_the_requesters_own_ticket_gets_a_note_and_nobody_beside(
    desk: Desk, world: World, open_dialog: Opened
) -> None:
    ticket = world.log(title="VPN drops")
    dialog = open_dialog()
    choose(desk, dialog, "uma")
    desk.qtbot.waitUntil(lambda: [each.id for each in dialog.theirs.tickets] == [ticket])
    dialog.form.rows["title"].box.setText("VPNが切れる")
    join = dialog.theirs.buttons()[1]
    with desk.qtbot.waitSignal(dialog.joined) as joined:
        join.click()
    assert joined.args == ["Added to INC-000001: what you wrote is a work note."]
    detail = world.desk("anna").ask(WholeTicket(ticket, world.id("person", "anna")))
    assert detail.people == ()
    assert detail.history[-1].note == "VPNが切れる"


def test_a_ticket_known_already_is_opened_beside(
    desk: Desk, world: World, open_dialog: Opened
) -> None:
    ticket = world.log(title="Printer prints blank pages", requester=world.id("person", "vic"))
    dialog = open_dialog()
    dialog.form.rows["title"].box.setText("blank pages on printer")
    desk.qtbot.waitUntil(lambda: [each.id for each in dialog.similar.tickets] == [ticket])
    with desk.qtbot.waitSignal(dialog.opened) as opened:
        dialog.similar.buttons()[0].click()
    assert opened.args == [ticket]
    assert dialog.isVisible()
    dialog.reject()


def test_a_refusal_keeps_everything_and_is_logged_once_afterwards(
    desk: Desk, world: World, open_dialog: Opened
) -> None:
    dialog = open_dialog()
    choose(desk, dialog, "uma")
    dialog.form.rows["title"].box.setText("الطابعة لا تعمل")
    dialog.unfold.click()
    desk.keyboard.fill(dialog.more, "category", "VPN")
    vpn = world.id("category", "VPN")
    world.tell("ada", EditThing, thing="category", row_id=vpn, values={"active": 0})
    desk.keyboard.finish()
    desk.qtbot.waitUntil(lambda: "is no longer in use" in dialog.strip.text)
    assert dialog.form.rows["title"].entry[0] == "الطابعة لا تعمل"
    desk.keyboard.fill(dialog.more, "category", "Acc")
    with desk.qtbot.waitSignal(dialog.logged) as logged:
        desk.keyboard.finish()
        desk.keyboard.finish()
    assert world.held(logged.args[0]).values["category"] == world.id("category", "Access")
    assert logged.args[0] == dialog._ticket


def test_what_was_left_is_there_again_with_who_it_was_about(
    desk: Desk, world: World, open_dialog: Opened
) -> None:
    dialog = open_dialog()
    choose(desk, dialog, "uma")
    desk.keyboard.fill(dialog.form, "title", "Scanner")
    dialog.unfold.click()
    desk.keyboard.fill(dialog.more, "team", "Plat")
    desk.keyboard.press(Qt.Key.Key_Escape)
    again = open_dialog()
    desk.qtbot.waitUntil(lambda: again.requester.requester is not None)
    assert again.strip.text == "This is what you typed before."
    assert not again.more.isHidden()
    assert again.more.rows["team"].entry == (world.id("team", "Platform"), "Platform")
    again.strip.act()
    assert again.requester.requester is None
    assert again.form.rows["title"].entry == (None, "")
    assert again.form.rows["contact"].entry[0] == "phone"
    again.reject()
    assert desk.workplace.typed.of(("new incident",)) == {}


def test_first_contact_ends_resolved(desk: Desk, world: World, open_dialog: Opened) -> None:
    dialog = open_dialog()
    choose(desk, dialog, "uma")
    desk.keyboard.fill(dialog.form, "title", "Locked out")
    with desk.qtbot.waitSignal(dialog.logged) as logged:
        dialog.solve.click()
    desk.qtbot.waitUntil(lambda: bool(shown_dialogs()) and shown_dialogs()[0].isActiveWindow())
    solving = shown_dialogs()[0]
    answers = {
        "category": "VPN", "impact": "3", "urgency": "3",
        "resolution_code": "User", "resolution": "Unlocked.",
    }  # fmt: skip
    for name, text in answers.items():
        desk.keyboard.fill(solving.form, name, text)
    with desk.qtbot.waitSignal(solving.taken):
        desk.keyboard.finish()
    assert desk.clock(logged.args[0]) == "stopped"
