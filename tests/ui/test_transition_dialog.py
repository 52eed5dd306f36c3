"""Taking transitions through their dialogs: what is asked, refused, kept and disputed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from support.dialogs import Desk
from support.world import World

from app.domain.commands import AddThing, EditTicket, PublishMatrix
from app.domain.priority import DEFAULT_MATRIX, cells_text
from ui.views.transition_dialog import TransitionDialog, start_transition
from ui.widgets.priority_line import PriorityLine


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


def test_the_priority_and_the_categorys_service_follow_while_one_chooses(
    desk: Desk, world: World
) -> None:
    cells = cells_text({**DEFAULT_MATRIX, (2, 2): 1})
    world.tell("ada", PublishMatrix, row_id=world.new_id(), cells=cells)
    dialog = desk.begin(world.log(), "triage")
    line = dialog.findChild(PriorityLine)
    assert line.text() == "Priority follows from impact and urgency."
    desk.keyboard.fill(dialog.form, "category", "VPN")
    service = dialog.form.rows["service"]
    desk.qtbot.waitUntil(lambda: service.entry[1] == "Network")
    assert service.title == "Service (suggested)"
    hint = dialog.form.rows["category"].box.line.accessibleDescription()
    assert hint == "Service: Network. Escalated to Network."
    desk.keyboard.fill(dialog.form, "impact", "2")
    desk.keyboard.fill(dialog.form, "urgency", "2")
    desk.qtbot.waitUntil(lambda: line.text() == "Priority: P1 · Critical")
    ticket = dialog._detail.row.id
    desk.finish(dialog)
    values = world.held(ticket).values
    assert (values["priority"], values["service"]) == (1, world.id("service", "Network"))


def test_what_was_filled_in_by_hand_is_not_suggested_away(desk: Desk, world: World) -> None:
    other = world.new_id()
    world.tell("ada", AddThing, thing="service", row_id=other, values={"name": "Portal"})
    dialog = desk.begin(world.log(impact=3), "triage")
    desk.choose(dialog, "service", "Port")
    desk.choose(dialog, "category", "VPN")
    desk.keyboard.fill(dialog.form, "urgency", "3")
    line = dialog.findChild(PriorityLine)
    desk.qtbot.waitUntil(lambda: line.text() == "Priority: P5 · Minor")
    assert dialog.form.rows["service"].entry == (other, "Portal")
    dialog.reject()


def test_first_contact_asks_in_parts(desk: Desk, world: World) -> None:
    dialog = desk.begin(world.log(), "first_contact")
    headings = [each for each in dialog.form.findChildren(QLabel) if each.property("section")]
    assert [each.text() for each in headings] == ["Triage", "Resolve"]
    below = headings[1].y()
    rows = dialog.form.rows
    assert rows["assignee"].y() < below < rows["resolution_kind"].y()
    dialog.reject()
    alone = desk.begin(world.log(), "triage")
    assert not [each for each in alone.form.findChildren(QLabel) if each.property("section")]
    alone.reject()


def reopened(desk: Desk, world: World) -> tuple[int, TransitionDialog]:
    """Open the dialog that resolves a ticket whose resolution did not hold."""
    ticket = world.log()
    world.bring("anna", ticket, "triage", "resolve", "reopen")
    return ticket, desk.begin(ticket, "resolve")


def test_a_resolution_that_did_not_hold_is_not_sent_again_without_a_look(
    desk: Desk, world: World
) -> None:
    _, dialog = reopened(desk, world)
    told = "The earlier resolution did not hold: Fix · Configuration corrected · MTU set to 1400."
    assert dialog.earlier.text == told
    assert desk.refuse(dialog) == "Not ready yet: Resolution code and Resolution text."
    dialog.reject()


def test_the_earlier_resolution_is_there_for_whoever_wants_it(desk: Desk, world: World) -> None:
    ticket, dialog = reopened(desk, world)
    desk.write(dialog, "resolution", "Again, and for good:")
    dialog.earlier.act()
    assert dialog.earlier.isHidden()
    box = dialog.form.rows["resolution"].box
    assert box.toPlainText() == "Again, and for good:\nMTU set to 1400."
    assert box.hasFocus()
    # It is a draft like anything typed.
    assert "resolution_code" in desk.workplace.typed.of((ticket, "resolve"))
    desk.finish(dialog)
    assert world.held(ticket).values["resolution"] == "Again, and for good:\nMTU set to 1400."


def test_a_first_resolution_has_none_before_it(desk: Desk, world: World) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    dialog = desk.begin(ticket, "resolve")
    assert dialog.earlier.isHidden()
    dialog.reject()
