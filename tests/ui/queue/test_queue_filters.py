"""What narrows a queue: typed, chosen from a menu, taken away again."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.queues import Opened, chips, is_settled, settle, type_filter, view


def test_a_filter_that_leaves_the_current_ticket_out_begins_at_the_top(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    pane.select_ticket(tickets["plain"])
    with qtbot.waitSignal(pane.current_changed) as told:
        type_filter(qtbot, pane, "assignee:ben")
    assert told.args == [tickets["theirs"]]


@pytest.mark.parametrize(
    "case",
    [
        ("step:waiting", "Step: Waiting", {"asleep", "awake"}),
        ("p3 priority:none", "Priority: P3", None),
        ("team:network", "Team: Network", set()),
        ("assignee:me", "Person: You", {"mine", "asleep", "awake"}),
        ("assignee:nobody", "Person: Nobody", {"plain", "solved", "closed"}),
        ("category:vpn", "Category: VPN", None),
        ("requester:uma", "Requester: Uma", None),
        ("channel:phone", "Channel: Phone", set()),
        ("before:2020-01-01", "Opened before: 2020-01-01", set()),
        ("after:2020-01-01", "Opened from: 2020-01-01", None),
        ("changed-after:today vpn", "Changed from: today", {"mine", "solved", "closed"}),
        ("INC-000002", "Number: INC-000002", {"mine"}),
        ("vpn slow", "Title: “vpn”", {"solved"}),
    ],
)
def test_each_filter_narrows_the_queue(
    opened: Opened,
    tickets: dict[str, int],
    qtbot: QtBot,
    case: tuple[str, str, set[str] | None],
) -> None:
    text, chip, names = case
    pane = opened("All tickets")
    type_filter(qtbot, pane, text)
    qtbot.waitUntil(lambda: bool(pane.bar.chips) and is_settled(pane))
    assert chips(pane)[0] == chip
    assert pane.bar.edit.text() == ""
    if names is not None:
        assert {*pane.model.list.ids} == {tickets[name] for name in names}


def test_chips_are_taken_away_by_keyboard(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    type_filter(qtbot, pane, "vpn assignee:nobody")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    chip = pane.bar.chips[0]
    assert chip.accessibleName() == "Condition Title: “vpn”, press to take away"
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 3)
    assert chips(pane) == ["Person: Nobody"]
    assert pane.bar.edit.hasFocus()
    pane.bar.chips[0].click()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 7)
    assert chips(pane) == []


def test_what_cannot_be_read_is_told_and_kept(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    type_filter(qtbot, pane, "team:nowhere vpn")
    qtbot.waitUntil(pane.bar.fault.isVisible)
    sentence = "Team: there is no “nowhere”. There are: Network, Platform, Service desk."
    assert pane.bar.fault.text() == sentence
    assert pane.bar.edit.text() == "team:nowhere vpn"
    assert pane.model.rowCount() == 7
    qtbot.keyClick(pane.bar.edit, Qt.Key.Key_Backspace)
    assert not pane.bar.fault.isVisible()


def test_conditions_are_chosen_from_the_menu(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    menu = pane.bar.add.menu()
    qtbot.waitUntil(lambda: len(menu.actions()) == 12)
    assert [action.text() for action in menu.actions()] == [
        "Step", "Priority", "Team", "Person", "Category", "Channel", "Has",
        "Requester…", "Opened from…", "Opened before…", "Changed from…", "Changed before…",
    ]  # fmt: skip
    steps = menu.actions()[0].menu()
    next(each for each in steps.actions() if each.text() == "Waiting").trigger()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    assert chips(pane) == ["Step: Waiting"]
    menu.actions()[7].trigger()
    assert pane.bar.edit.text() == "requester:"


def test_conditions_are_completed_while_they_are_typed(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    completer = pane.bar.edit.completer()
    qtbot.waitUntil(lambda: completer.model().rowCount() > 20)
    pane.bar.edit.setText("vpn ")
    pane.bar.edit.setCursorPosition(4)
    pane.focus_filter()
    pane.bar.edit.deselect()
    qtbot.keyClicks(pane.bar.edit, "team:serv")
    assert completer.currentCompletion() == 'vpn team:"Service desk" '


def test_a_filter_narrows_a_view_and_never_widens_it(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("My work")
    type_filter(qtbot, pane, "assignee:ben")
    qtbot.waitUntil(lambda: pane.body.is_empty)
    assert pane.body.empty.heading.text() == "Nothing fits"
    pane.body.empty.action.click()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    assert chips(pane) == []


def test_another_view_begins_unfiltered(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    type_filter(qtbot, pane, "vpn")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 3)
    pane.show_view(view("All open"))
    settle(qtbot, pane)
    assert chips(pane) == []
    assert pane.model.rowCount() == 6


def test_escape_and_down_lead_from_the_filter_to_the_list(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
        pane.focus_filter()
        qtbot.keyClick(pane.bar.edit, key)
        assert pane.table.hasFocus()


def test_backspace_goes_to_the_last_chip_and_takes_it_away(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    type_filter(qtbot, pane, "assignee:none vpn")
    qtbot.waitUntil(lambda: len(pane.bar.chips) == 2)
    shown = chips(pane)
    edit = pane.bar.edit
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.hasFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert pane.bar.chips[-1].hasFocus()
    assert chips(pane) == shown
    for _ in shown:
        if edit.hasFocus():
            qtbot.keyClick(edit, Qt.Key.Key_Backspace)
        qtbot.keyClick(pane.bar.chips[-1], Qt.Key.Key_Backspace)
        assert edit.hasFocus()
    assert chips(pane) == []
    qtbot.waitUntil(lambda: pane.model.rowCount() == 7)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.hasFocus()


def test_backspace_held_down_ends_with_the_text(
    opened: Opened, tickets: dict[str, int], qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    type_filter(qtbot, pane, "vpn")
    qtbot.waitUntil(lambda: len(pane.bar.chips) == 1)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, "\b", True
    )
    QApplication.sendEvent(pane.bar.edit, held)
    assert pane.bar.edit.hasFocus()
