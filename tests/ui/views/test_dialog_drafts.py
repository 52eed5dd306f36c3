"""What a dialog that was left keeps, and what it offers to begin with."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from support.dialogs import Desk
from support.world import World

from app.domain.commands import EditTicket


def test_esc_in_any_box_keeps_what_is_being_typed_in_it(desk: Desk, world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    for name, text in {"cause": "Tunnel", "resolution": "MTU", "resolution_code": "conf"}.items():
        dialog = desk.begin(ticket, "resolve")
        desk.keyboard.go_to(dialog.form, name)
        desk.qtbot.keyClicks(desk.keyboard.focus, text)
        desk.keyboard.press(Qt.Key.Key_Escape)
        assert dialog.isHidden()
    again = desk.begin(ticket, "resolve")
    shown = {name: row.entry[1] for name, row in again.form.rows.items()}
    assert (shown["cause"], shown["resolution"]) == ("Tunnel", "MTU")
    assert shown["resolution_code"] == "conf"
    desk.keyboard.go_to(again.form, "resolution_code")
    desk.qtbot.waitUntil(lambda: bool(again.form.rows["resolution_code"].box.options.options))
    desk.keyboard.press(Qt.Key.Key_Tab)
    desk.finish(again)
    assert world.held(ticket).values["cause"] == "Tunnel"


def test_what_depends_on_a_choice_is_there_again_with_it(desk: Desk, world: World) -> None:
    ticket = world.log()
    dialog = desk.begin(ticket, "wait")
    desk.choose(dialog, "waiting_reason", "Awaiting the user")
    dialog.form.rows["note"].box.setPlainText("أي بوابة تستخدم؟")
    desk.keyboard.press(Qt.Key.Key_Escape)
    again = desk.begin(ticket, "wait")
    desk.qtbot.waitUntil(lambda: not again.form.rows["note"].isHidden())
    assert again.form.rows["note"].entry[0] == "أي بوابة تستخدم؟"
    desk.finish(again)


def test_waiting_again_asks_for_the_note_that_the_last_reason_calls_for(
    desk: Desk, world: World
) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "wait", "resume")
    dialog = desk.begin(ticket, "wait")
    assert dialog.form.rows["waiting_reason"].entry[1] == "Awaiting the user"
    desk.qtbot.waitUntil(lambda: not dialog.form.rows["note"].isHidden())
    dialog.reject()


def test_a_suggestion_is_named_one_until_it_is_changed(desk: Desk, world: World) -> None:
    ticket = world.log(category=world.id("category", "VPN"), impact=2, urgency=2)
    world.bring("anna", ticket, "triage")
    dialog = desk.begin(ticket, "escalate")
    row = dialog.form.rows["team"]
    assert (row.entry[1], row.title) == ("Network", "Team (suggested)")
    desk.choose(dialog, "team", "Platform")
    assert row.title == "Team"
    assert dialog.form.rows["assignee"].title == "Assignee (optional)"
    dialog.reject()


def quick(desk: Desk, buttons: list[QPushButton], text: str) -> None:
    button = next(each for each in buttons if each.text() == text)
    button.setFocus()
    desk.keyboard.press(Qt.Key.Key_Space)


def test_a_follow_up_is_set_and_taken_off_by_one_key(desk: Desk, world: World) -> None:
    ticket = world.log()
    world.tell("anna", EditTicket, ticket=ticket, values={"follow_up_at": 1_700_000_000_000_000})
    dialog = desk.begin(ticket, "wait")
    desk.choose(dialog, "waiting_reason", "Awaiting the supp")
    row = dialog.form.rows["follow_up_at"]
    suggested, offers = row.entry[0], [each.text() for each in row.box.buttons]
    assert offers[-1] == "No date"
    assert suggested is not None
    quick(desk, row.box.buttons, "No date")
    assert row.entry[0] is None
    quick(desk, row.box.buttons, offers[0])
    assert row.entry[0] == suggested
    quick(desk, row.box.buttons, "No date")
    desk.finish(dialog)
    assert world.held(ticket).values["follow_up_at"] is None


@pytest.mark.parametrize(("length", "says"), [(200, ""), (230, "20 characters left."),
                                              (253, "3 characters too many.")])  # fmt: skip
def test_a_line_says_how_much_more_fits(desk: Desk, world: World, length: int, says: str) -> None:
    dialog = desk.begin(world.log(), "wait")
    desk.choose(dialog, "waiting_reason", "Awaiting the supp")
    row = dialog.form.rows["vendor_ref"]
    row.box.setText("x" * length)
    assert row.box.accessibleDescription() == says
    assert (row in [r for r in dialog.form.asked() if r.fault]) == (length > 250)
    dialog.reject()
