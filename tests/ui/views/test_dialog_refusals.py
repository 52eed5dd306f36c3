"""What the desk refuses is told in the dialog, and nothing that was typed is lost by it."""

from PySide6.QtWidgets import QApplication
from support.dialogs import Desk, shown_dialogs, way_of
from support.seats import Chair
from support.world import World

from app.domain.commands import AssignTicket, EditThing, EditTicket
from ui.views.transition_dialog import TransitionDialog

TEXT = "MTU auf 1400 gesetzt; 東京も確認済み"


def resolving(desk: Desk, ticket: int) -> TransitionDialog:
    """Open the dialog that resolves, with everything filled in."""
    dialog = desk.begin(ticket, "resolve")
    desk.choose(dialog, "resolution_code", "Configuration")
    dialog.form.rows["resolution"].box.setPlainText(TEXT)
    return dialog


def in_diagnosis(world: World) -> int:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    return ticket


def test_somebody_without_the_right_is_told_whom_to_ask(
    desk: Desk, world: World, chair: Chair
) -> None:
    ticket = world.log()
    detail = desk.detail(ticket)
    workplace = chair.take(world, "rui")
    dialog = TransitionDialog(workplace, detail, way_of(detail, "cancel"), desk.parent)
    dialog.open()
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.rows["reason"].box.setPlainText(TEXT)
    assert desk.refuse(dialog).startswith("Rui may not do this: “Cancel” is for")
    assert dialog.form.rows["reason"].entry[0] == TEXT
    dialog.reject()


def test_a_ticket_that_ended_meanwhile_says_by_whom(desk: Desk, world: World) -> None:
    ticket = in_diagnosis(world)
    dialog = resolving(desk, ticket)
    world.bring("ben", ticket, "cancel")
    assert "was cancelled by Ben at" in desk.refuse(dialog)
    assert dialog.form.rows["resolution"].entry[0] == TEXT
    dialog.reject()


def test_a_value_no_longer_in_use_is_told_and_another_can_be_chosen(
    desk: Desk, world: World
) -> None:
    ticket = in_diagnosis(world)
    dialog = resolving(desk, ticket)
    code = world.id("resolution_code", "Configuration corrected")
    world.tell("ada", EditThing, thing="resolution_code", row_id=code, values={"active": 0})
    assert "“Configuration corrected” is no longer in use" in desk.refuse(dialog)
    desk.choose(dialog, "resolution_code", "User")
    desk.finish(dialog)
    assert world.held(ticket).values["resolution"] == TEXT


def test_what_the_desk_misses_is_marked_where_it_is_asked(desk: Desk, world: World) -> None:
    dialog = desk.begin(world.log(), "wait")
    desk.choose(dialog, "waiting_reason", "Awaiting the supp")
    note = dialog.form.rows["note"]
    assert note.isHidden()
    reason = world.id("waiting_reason", "Awaiting the supplier")
    world.tell("ada", EditThing, thing="waiting_reason", row_id=reason, values={"waits_on": "user"})
    assert desk.refuse(dialog) == "Wait needs a note that the user sees."
    desk.qtbot.waitUntil(lambda: not note.isHidden())
    note.box.setPlainText(TEXT)
    desk.finish(dialog)


def test_a_ticket_that_moved_on_is_looked_at_again_with_what_was_typed(
    desk: Desk, world: World
) -> None:
    ticket = in_diagnosis(world)
    dialog = resolving(desk, ticket)
    world.bring("ben", ticket, "escalate")
    assert "was put to “Investigation” by Ben" in desk.refuse(dialog)
    dialog.strip.act()
    desk.qtbot.waitUntil(lambda: dialog not in shown_dialogs() and bool(shown_dialogs()))
    again = shown_dialogs()[0]
    assert again.form.rows["resolution"].entry[0] == TEXT
    desk.finish(again)
    assert desk.clock(ticket) == "stopped"


def test_what_is_possible_no_more_says_so_and_keeps_the_text(desk: Desk, world: World) -> None:
    ticket = in_diagnosis(world)
    dialog = resolving(desk, ticket)
    world.bring("ben", ticket, "resolve")
    assert "was put to “Resolved” by Ben" in desk.refuse(dialog)
    dialog.strip.act()
    desk.qtbot.waitUntil(lambda: "is not possible any more" in dialog.strip.text)
    assert dialog.form.rows["resolution"].entry[0] == TEXT
    dialog.reject()


def test_theirs_may_stay_instead_of_mine(desk: Desk, world: World) -> None:
    ticket = in_diagnosis(world)
    dialog = resolving(desk, ticket)
    dialog.form.rows["cause"].box.setText("Provider")
    theirs = {"resolution": "Theirs.", "cause": "Tunnel"}
    world.tell("ben", EditTicket, ticket=ticket, values=theirs)
    assert desk.refuse(dialog)
    desk.qtbot.waitUntil(lambda: len(dialog.disputes.disputes) == 2)
    assert dialog.disputes.heading == "Ben changed this ticket while you were writing"
    dialog.disputes.theirs_kept.emit("resolution")
    dialog.disputes.mine_used.emit("cause")
    assert dialog.form.rows["resolution"].entry[0] == "Theirs."
    desk.finish(dialog)
    values = world.held(ticket).values
    assert (values["resolution"], values["cause"]) == ("Theirs.", "Provider")


def test_what_was_not_touched_is_not_disputed(desk: Desk, world: World) -> None:
    ticket = world.log(assignee=world.id("person", "ben"))
    dialog = desk.begin(ticket, "triage")
    for name, text in {"category": "VPN", "impact": "2", "urgency": "2"}.items():
        desk.keyboard.fill(dialog.form, name, text)
    sol = world.id("person", "sol")
    world.tell("ben", AssignTicket, ticket=ticket, values={"assignee": sol})
    desk.finish(dialog)
    assert world.held(ticket).values["assignee"] == sol


def test_what_was_emptied_is_told(desk: Desk, world: World) -> None:
    ticket = world.log(assignee=world.id("person", "ben"))
    dialog = desk.begin(ticket, "triage")
    for name, text in {"category": "VPN", "impact": "2", "urgency": "2"}.items():
        desk.keyboard.fill(dialog.form, name, text)
    line = dialog.form.rows["assignee"].box.line
    line.setFocus()
    line.selectAll()
    desk.qtbot.keyClick(line, "\b")
    dialog.primary.setFocus()
    desk.finish(dialog)
    assert world.held(ticket).values["assignee"] is None


def test_a_dialog_dismissed_under_way_ends_when_the_desk_has_answered(
    desk: Desk, world: World
) -> None:
    ticket = in_diagnosis(world)
    dialog = resolving(desk, ticket)
    with desk.qtbot.waitSignal(dialog.taken):
        dialog.finish()
        dialog.reject()
        assert dialog.isHidden()
    assert desk.workplace.typed.of((ticket, "resolve")) == {}
    assert desk.clock(ticket) == "stopped"


def test_a_refusal_after_that_is_told_in_the_window_and_the_text_is_kept(
    desk: Desk, world: World
) -> None:
    ticket = in_diagnosis(world)
    dialog = resolving(desk, ticket)
    world.bring("ben", ticket, "cancel")
    with desk.qtbot.waitSignal(desk.workplace.backend.refused) as refused:
        dialog.finish()
        dialog.close()
    assert "was cancelled by Ben" in refused.args[0].sentence
    assert desk.workplace.typed.of((ticket, "resolve"))["resolution"][0] == TEXT
    desk.qtbot.waitUntil(lambda: shown_dialogs() == [])
    assert QApplication.activeModalWidget() is None


def test_a_word_that_names_nothing_is_told_with_its_field(desk: Desk, world: World) -> None:
    dialog = desk.begin(world.log(), "triage")
    row = dialog.form.rows["category"]
    row.box.line.setFocus()
    desk.qtbot.keyClicks(row.box.line, "zzz")
    desk.qtbot.waitUntil(lambda: row.box._offered == "zzz")
    assert desk.refuse(dialog) == "Not ready yet: Category, Impact and Urgency."
    told = row.box.line.accessibleDescription()
    assert told == "Category: nothing is called “zzz”. Choose from the list."
    dialog.reject()
