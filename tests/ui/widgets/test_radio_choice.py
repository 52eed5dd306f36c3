"""Choosing among a few by arrow keys and digits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.dialogs import Desk
from support.world import World

from ui.widgets.priority_line import PriorityLine
from ui.widgets.radio_choice import RadioChoice


@pytest.fixture
def choice(qtbot: QtBot, qapp: QApplication) -> RadioChoice:
    """Give a choice of three words, nothing chosen yet."""
    choice = RadioChoice((("a", "Alpha"), ("b", "Beta"), ("c", "Gamma")), 8)
    qtbot.addWidget(choice)
    choice.show()
    qtbot.waitUntil(choice.isActiveWindow)
    choice.take_focus()
    return choice


def press(qtbot: QtBot, choice: RadioChoice, *keys: Qt.Key) -> list[object]:
    """Press keys where the keyboard is, and give what was told at each."""
    told: list[object] = []
    choice.committed.connect(lambda value, _: told.append(value))
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)
    return told


def test_arrows_choose_and_go_round(choice: RadioChoice, qtbot: QtBot) -> None:
    down, up = Qt.Key.Key_Down, Qt.Key.Key_Up
    assert press(qtbot, choice, down, Qt.Key.Key_Right, down, up, Qt.Key.Key_Left) == [*"bcacb"]
    assert choice.buttons()[1].hasFocus()


def test_from_right_to_left_the_sideways_arrows_follow_the_eye(
    choice: RadioChoice, qtbot: QtBot
) -> None:
    choice.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert press(qtbot, choice, Qt.Key.Key_Left, Qt.Key.Key_Right) == ["b", "a"]


def test_a_digit_chooses_a_word_by_its_place(choice: RadioChoice, qtbot: QtBot) -> None:
    keys = (Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_0, Qt.Key.Key_1)
    assert press(qtbot, choice, *keys) == ["c", "a"]


def test_a_digit_chooses_the_number_it_is(qtbot: QtBot) -> None:
    levels = RadioChoice(((3, "3 levels"), (4, "4 levels"), (5, "5 levels")), 8)
    qtbot.addWidget(levels)
    levels.show()
    qtbot.waitUntil(levels.isActiveWindow)
    levels.take_focus()
    assert press(qtbot, levels, Qt.Key.Key_5, Qt.Key.Key_1, Qt.Key.Key_3) == [5, 3]


def test_triage_is_chosen_by_arrows_and_digits_and_the_priority_follows(
    desk: Desk, world: World
) -> None:
    dialog = desk.begin(world.log(), "triage")
    (line,) = dialog.findChildren(PriorityLine)
    keyboard = desk.keyboard
    keyboard.go_to(dialog.form, "impact")
    keyboard.press(Qt.Key.Key_1)
    keyboard.go_to(dialog.form, "urgency")
    keyboard.press(Qt.Key.Key_2)
    assert [dialog.form.rows[each].entry[0] for each in ("impact", "urgency")] == [1, 2]
    desk.qtbot.waitUntil(lambda: "2" in line.text())
    keyboard.press(Qt.Key.Key_Down)
    assert dialog.form.rows["urgency"].entry[0] == 3
    desk.qtbot.waitUntil(lambda: "3" in line.text())
    dialog.reject()
