"""Undo: the window's last edit, by the inverse command, while nobody changed that field since."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot
from support.door import assert_whole, last, said_at
from support.hands import CTRL, SHIFT, Hands
from support.seats import Chair
from support.world import World

from app.domain.changes import Change
from app.domain.commands import AddNote, EditTicket
from ui import actions
from ui.models.drafts import Edit
from ui.views.ticket_window import TicketWindow
from ui.views.undo_actions import name_undo
from ui.workplace import Workplace


class Undoing:
    """A window with one ticket shown, and its undo keys."""

    def __init__(self, hands: Hands, ticket: int) -> None:
        self.hands = hands
        self.ticket = ticket
        self.list = hands.undo_list
        self.pane = hands.panes.ticket
        self.pane.show_ticket(ticket)
        hands.until(lambda: self.pane.detail is not None and self.pane.reader.is_here)

    def edit(self, name: str, value: Any) -> None:
        """Edit a field as its box tells it."""
        detail = self.pane.detail
        assert detail is not None
        before = detail.values.get(name)
        self.pane.errands.edit(self.ticket, Edit(name, value, str(value), before, str(before)))
        self.hands.until(lambda: self.value(name) == value)
        self.hands.until(lambda: self.pane.detail.values.get(name) == value)  # type: ignore[union-attr]

    def value(self, name: str) -> Any:
        return self.hands.world.held(self.ticket).values[name]

    def say(self) -> str:
        """Give what the pane says once an undo has ended."""
        self.hands.until(lambda: not self.hands.panes.many.bulk.is_running)
        self.hands.until(lambda: self.pane.face.strip.text)
        return self.pane.face.strip.text


@pytest.fixture
def undoing(hands: Hands, world: World) -> Undoing:
    return Undoing(hands, world.log(title="VPN drops", impact=2, urgency=2))


def test_an_edit_is_undone_and_done_again(undoing: Undoing, world: World) -> None:
    undoing.edit("title", "VPN drops daily")
    undoing.edit("impact", 1)
    assert undoing.list.undoes == "impact of INC-000001"
    undoing.list.undo()
    assert undoing.say() == "Undone: impact of INC-000001"
    assert (undoing.value("impact"), undoing.value("priority")) == (2, 3)
    assert undoing.list.undoes == "title of INC-000001"
    assert undoing.list.redoes == "impact of INC-000001"
    undoing.list.undo()
    undoing.hands.until(lambda: undoing.value("title") == "VPN drops")
    undoing.hands.until(lambda: not undoing.hands.panes.many.bulk.is_running)
    assert undoing.list.undoes == ""
    undoing.list.redo()
    undoing.hands.until(lambda: undoing.value("title") == "VPN drops daily")
    undoing.hands.until(lambda: undoing.list.redoes == "impact of INC-000001")
    # Another edit ends what could be done again.
    undoing.edit("urgency", 3)
    assert undoing.list.redoes == ""
    undoing.list.redo()
    assert_whole(world)


def test_a_team_brings_back_the_person_it_took_off(undoing: Undoing, world: World) -> None:
    team, network = world.id("team", "Service desk"), world.id("team", "Network")
    undoing.edit("team", team)
    undoing.edit("assignee", world.id("person", "ben"))
    undoing.edit("team", network)
    assert undoing.value("assignee") is None
    undoing.list.undo()
    undoing.hands.until(lambda: undoing.value("team") == team)
    assert undoing.value("assignee") == world.id("person", "ben")


def test_take_is_undone_but_a_note_and_a_transition_are_not(undoing: Undoing, world: World) -> None:
    undoing.pane.assign_to_me()
    undoing.hands.until(lambda: undoing.list.undoes == "assignee of INC-000001")
    undoing.list.undo()
    assert undoing.say() == "Undone: assignee of INC-000001"
    assert undoing.value("assignee") is None
    world.tell("anna", AddNote, ticket=undoing.ticket, text="A word.")
    world.bring("anna", undoing.ticket, "triage")
    assert undoing.list.undoes == ""


def test_what_somebody_changed_since_is_not_undone_and_says_so(
    undoing: Undoing, world: World
) -> None:
    undoing.edit("impact", 1)
    undoing.edit("contact", "mail")
    world.tell("ben", EditTicket, ticket=undoing.ticket, values={"contact": "phone"})
    told = said_at(last(world, undoing.ticket))
    undoing.list.undo()
    assert undoing.say() == (
        f"Not undone: contact of INC-000001. Ben has changed contact since, at {told}."
    )
    assert undoing.value("contact") == "phone"
    # What nobody changed goes back all the same.
    undoing.list.undo()
    undoing.hands.until(lambda: undoing.value("impact") == 2)


def test_a_ticket_that_has_ended_keeps_its_fields(undoing: Undoing, world: World) -> None:
    undoing.edit("impact", 1)
    world.bring("anna", undoing.ticket, "cancel")
    undoing.list.undo()
    assert "was cancelled by Anna at" in undoing.say()
    assert undoing.list.undoes == ""


def test_two_windows_undo_against_each_other(
    undoing: Undoing, world: World, chair: Chair, qtbot: QtBot
) -> None:
    other = Undoing(Hands(chair.take(world, "ben"), qtbot, world), undoing.ticket)
    undoing.edit("impact", 1)
    other.hands.until(lambda: other.pane.detail.values["impact"] == 1)  # type: ignore[union-attr]
    other.edit("impact", 3)
    undoing.list.undo()
    assert "Ben has changed impact since" in undoing.say()
    assert undoing.value("impact") == 3
    other.list.undo()
    other.hands.until(lambda: undoing.value("impact") == 1)
    other.hands.until(lambda: not other.hands.panes.many.bulk.is_running)
    # What was taken back by the other is as anna left it, but her step is used up.
    assert undoing.list.undoes == ""
    other.list.redo()
    other.hands.until(lambda: undoing.value("impact") == 3)
    assert_whole(world)


def test_both_at_once_end_in_one_of_both_values(
    undoing: Undoing, world: World, chair: Chair, qtbot: QtBot
) -> None:
    other = Undoing(Hands(chair.take(world, "ben"), qtbot, world), undoing.ticket)
    undoing.edit("contact", "mail")
    other.hands.until(lambda: other.pane.detail.values["contact"] == "mail")  # type: ignore[union-attr]
    other.edit("impact", 1)
    undoing.list.undo()
    other.list.undo()
    undoing.hands.until(lambda: undoing.value("contact") is None and undoing.value("impact") == 2)
    assert_whole(world)


def test_a_bulk_is_undone_as_one_with_its_refusals(hands: Hands, world: World) -> None:
    tickets = [world.log(title=f"Ticket {number}") for number in range(5)]
    hands.show()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.pick("Assign to me")
    hands.until(lambda: hands.ended() == "Assign to me: 5 done.")
    assert hands.undo_list.undoes == "assignee of 5 tickets"
    world.tell("ben", EditTicket, ticket=tickets[0], values={"assignee": world.id("person", "ben")})
    hands.queue.strip.act()
    hands.until(lambda: "refused" in hands.ended())
    assert hands.queue.strip.text.splitlines()[0] == (
        "Undo: assignee of 5 tickets: 4 done, 1 refused."
    )
    assert "Ben has changed assignee since" in hands.queue.strip.text
    ben = world.id("person", "ben")
    assert hands.values(tickets, "assignee") == [ben, None, None, None, None]
    hands.undo_list.redo()
    me = world.id("person", "anna")
    hands.until(lambda: hands.values(tickets, "assignee") == [ben, me, me, me, me])
    assert_whole(world)


@pytest.fixture
def window(hands: Hands, qtbot: QtBot) -> tuple[QMainWindow, dict[str, QAction]]:
    """Put the panes into a window with their keys."""
    window = QMainWindow()
    qtbot.addWidget(window)
    slots = {"undo": hands.undo_list.undo, "redo": hands.undo_list.redo}
    found = actions.install(window, slots)
    name_undo(found, hands.undo_list)
    window.setCentralWidget(hands.panes)
    window.resize(1280, 720)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    return window, found


def test_the_menu_names_what_it_undoes(
    window: tuple[QMainWindow, dict[str, QAction]], undoing: Undoing
) -> None:
    undo, redo = window[1]["undo"], window[1]["redo"]
    assert (undo.text(), undo.isEnabled(), redo.isEnabled()) == ("Undo", False, False)
    undoing.edit("impact", 1)
    assert (undo.text(), undo.isEnabled()) == ("Undo: impact of INC-000001", True)
    undoing.hands.queue.focus_list()
    undoing.hands.press(Qt.Key.Key_Z, CTRL)
    undoing.hands.until(lambda: undoing.value("impact") == 2)
    undoing.hands.until(lambda: redo.text() == "Redo: impact of INC-000001")
    undoing.hands.press(Qt.Key.Key_Y, CTRL)
    undoing.hands.until(lambda: undoing.value("impact") == 1)
    undoing.hands.until(undo.isEnabled)
    undoing.hands.press(Qt.Key.Key_Z, CTRL)
    undoing.hands.until(lambda: undoing.value("impact") == 2)
    undoing.hands.until(redo.isEnabled)
    undoing.hands.press(Qt.Key.Key_Z, CTRL, SHIFT)
    undoing.hands.until(lambda: undoing.value("impact") == 1)


def test_in_a_text_field_it_undoes_typing_first(
    window: tuple[QMainWindow, dict[str, QAction]], undoing: Undoing, qtbot: QtBot, world: World
) -> None:
    undoing.edit("impact", 1)
    note = undoing.pane.face.composer.text
    note.setFocus()
    qtbot.keyClicks(note, "Typed")
    undoing.hands.press(Qt.Key.Key_Z, CTRL)
    assert note.toPlainText() == ""
    # An empty note is still a text field.
    undoing.hands.press(Qt.Key.Key_Z, CTRL)
    assert undoing.value("impact") == 1
    box = undoing.pane.face.properties.fields["category"].input
    box.line.setFocus()
    qtbot.keyClicks(box.line, "VP")
    undoing.hands.press(Qt.Key.Key_Z, CTRL)
    assert box.line.text() == ""
    assert undoing.value("impact") == 1
    qtbot.keyClicks(box.line, "VPN")
    undoing.hands.until(lambda: box._offered == "VPN" and bool(box.options.options))
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    undoing.hands.until(lambda: undoing.list.undoes == "category of INC-000001")
    # Chosen, nothing is being typed any more: the key is the window's.
    assert box.line.hasFocus()
    undoing.hands.press(Qt.Key.Key_Z, CTRL)
    undoing.hands.until(lambda: undoing.value("category") is None)


def test_a_ticket_in_a_window_of_its_own_has_its_own_list(
    workplace: Workplace, world: World, qtbot: QtBot
) -> None:
    ticket = world.log(impact=2, urgency=2)
    window = TicketWindow(workplace, ticket)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.pane.detail is not None and window.isActiveWindow())
    window.pane.errands.edit(ticket, Edit("impact", 1, "1", 2, "2"))
    qtbot.waitUntil(lambda: window.undo_list.undoes == "impact of INC-000001")
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: world.held(ticket).values["impact"] == 2)
    qtbot.waitUntil(lambda: window._strip.text == "Undone: impact of INC-000001")


def test_the_list_is_bounded(undoing: Undoing) -> None:
    for number in range(120):
        undoing.list.note(str(number), [Change("ticket", number, 2)])
    assert len(undoing.list._done) == 100
    undoing.list.note("many", [Change("ticket", number, 2) for number in range(49_999)])
    assert len(undoing.list._done) == 2
    undoing.list.note("nothing", [Change("person", 1, 2)])
    assert undoing.list.undoes == "many"
