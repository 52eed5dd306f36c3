"""Canned texts in the window, by keyboard: by name, from the list, with gaps, in dialogs, and made of what is written."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from support.hands import CTRL, Hands
from support.reach import nameless
from support.seats import Chair
from support.whole import history
from support.world import World

from app.domain.commands import AddThing
from app.domain.questions import WholeTicket
from app.domain.setting_questions import ThingIds, WholeThing
from ui.views.form_dialog import FormDialog
from ui.views.text_chooser import TextChooser
from ui.views.transition_dialog import TransitionDialog, start_transition
from ui.widgets.canned_offering import CannedOffering

THANKS = "Thank you, {requester.first_name}! {ticket.number} 😀 {follow_up} and {vendor_ref}."


class Desk:
    """A ticket in a pane, its composer, and anna's hands."""

    def __init__(self, hands: Hands, ticket: int) -> None:
        self.hands = hands
        self.ticket = ticket
        self.pane = hands.panes.ticket
        self.composer = self.pane.face.composer
        self.offering: CannedOffering = self.pane.canning.offering
        self.pane.show_ticket(ticket)
        hands.until(lambda: self.pane.detail is not None and self.pane.reader.is_here)

    @property
    def text(self) -> str:
        return self.composer.text.toPlainText()

    @property
    def selected(self) -> str:
        return self.composer.text.textCursor().selectedText()

    def write(self, text: str) -> None:
        self.hands.qtbot.keyClicks(self.composer.text, text)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        self.hands.press(key, *modifiers)

    def offered(self) -> list[str]:
        self.hands.until(self.offering.list.isVisible)
        return [each.label for each in self.offering.options.options]

    def insert(self, typed: str, name: str) -> None:
        """Type the beginning of a name, and take the text."""
        self.write(typed)
        self.hands.until(lambda: self.offering.list.isVisible() and self.offered() == [name])
        self.hands.qtbot.keyClick(self.offering.list, Qt.Key.Key_Return)

    def front(self, kind: type[QDialog]) -> Any:
        self.hands.until(lambda: isinstance(QApplication.activeWindow(), kind))
        return QApplication.activeWindow()


@pytest.fixture
def hands(workplace: Any, qtbot: QtBot, world: World) -> Hands:
    return Hands(workplace, qtbot, world)


Say = Callable[..., int]


@pytest.fixture
def say(world: World) -> Say:
    """Give anna a text."""

    def added(name: str, text: str, login: str = "anna", **more: Any) -> int:
        row_id = world.new_id()
        values = {"name": name, "text": text, **more}
        world.tell(login, AddThing, thing="canned_text", row_id=row_id, values=values)
        return row_id

    return added


@pytest.fixture
def desk(hands: Hands, world: World) -> Desk:
    return Desk(hands, world.log(title="VPN drops"))


def test_a_text_is_inserted_by_its_name_and_taken_back_in_one_step(desk: Desk, say: Say) -> None:
    say("thanks", THANKS)
    say("hello", "Hello {requester.name}")
    QAbstractItemModelTester(desk.offering.options)
    desk.pane.compose(public=True)
    desk.write("Dear all, /")
    assert desk.offered() == ["/hello", "/thanks"]
    desk.insert("th", "/thanks")
    number = desk.pane.detail.row.number if desk.pane.detail else ""
    filled = f"Dear all, Thank you, Uma! {number} 😀 [follow-up date?] and [vendor's reference?]."
    assert desk.text == filled
    assert desk.selected == "[follow-up date?]"
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.text == "Dear all, /th"
    desk.press(Qt.Key.Key_Z, CTRL, Qt.KeyboardModifier.ShiftModifier)
    assert desk.text == filled


def test_tab_goes_from_gap_to_gap_and_then_on(desk: Desk, say: Say) -> None:
    say("thanks", THANKS)
    desk.pane.compose(public=True)
    desk.insert("/th", "/thanks")
    desk.write("Friday")
    desk.press(Qt.Key.Key_Tab)
    assert desk.selected == "[vendor's reference?]"
    desk.write("RMA 7")
    assert desk.text.endswith("Friday and RMA 7.")
    desk.press(Qt.Key.Key_Tab)
    desk.write(" Bye.")
    assert desk.text.endswith("Friday and RMA 7. Bye.")
    desk.press(Qt.Key.Key_Tab)
    assert desk.composer.send.hasFocus()


def test_what_has_gaps_is_asked_about_once(desk: Desk, say: Say, world: World) -> None:
    say("thanks", THANKS)
    desk.pane.compose(public=True)
    desk.insert("/th", "/thanks")
    desk.press(Qt.Key.Key_Return, CTRL)
    strip = desk.pane.face.strip
    assert strip.text.startswith("2 gaps are left: [follow-up date?], [vendor's reference?].")
    assert desk.selected == "[follow-up date?]"
    desk.write("Friday")
    desk.press(Qt.Key.Key_Return, CTRL)
    assert strip.text.startswith("One gap is left: [vendor's reference?].")
    assert [event.kind for event in history(world.store, desk.ticket)] == ["opened"]
    held = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, CTRL, "", True)
    QApplication.sendEvent(desk.composer.text, held)
    assert not desk.composer.text.isReadOnly()
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.hands.until(lambda: history(world.store, desk.ticket)[-1].kind == "replied")
    desk.hands.until(lambda: not desk.text)


def test_a_path_an_address_and_a_word_with_a_slash_are_left_alone(desk: Desk, say: Say) -> None:
    say("etc", "And so on.")
    desk.pane.compose(public=False)
    for typed in ("see src/etc", "https://e", "24/e", "and /etc/h"):
        desk.composer.text.clear()
        desk.write(typed)
        desk.hands.workplace.backend.ask(
            WholeTicket(desk.ticket, 1), lambda _: None, owner=desk.pane, back=True
        )
        assert desk.text == typed
        assert not desk.offering.list.isVisible()


def test_esc_leaves_what_was_typed(desk: Desk, say: Say) -> None:
    say("thanks", THANKS)
    desk.pane.compose(public=False)
    desk.write("/th")
    assert desk.offered() == ["/thanks"]
    desk.hands.qtbot.keyClick(desk.offering.list, Qt.Key.Key_Escape)
    assert not desk.offering.list.isVisible()
    assert desk.text == "/th"


def test_a_text_is_found_without_its_name(desk: Desk, say: Say) -> None:
    say("thanks", THANKS)
    say("hello", "Hello {requester.name}")
    desk.pane.compose(public=True)
    desk.write("A: ")
    desk.pane.canning.insert()
    chooser: TextChooser = desk.front(TextChooser)
    assert nameless(chooser) == []
    desk.hands.until(lambda: chooser.option is not None and chooser.option.label == "/hello")
    assert chooser.preview.toPlainText() == "Hello Uma"
    desk.press(Qt.Key.Key_Down)
    assert "Thank you, Uma!" in chooser.preview.toPlainText()
    desk.hands.qtbot.keyClicks(chooser.search, "hel")
    desk.hands.until(lambda: chooser.model.rowCount() == 1)
    desk.press(Qt.Key.Key_Return)
    desk.hands.until(lambda: desk.text == "A: Hello Uma")
    assert desk.hands.panes.focusWidget() is desk.composer.text


def test_who_has_no_text_is_told_where_they_come_from(desk: Desk) -> None:
    desk.pane.canning.insert()
    chooser: TextChooser = desk.front(TextChooser)
    desk.hands.until(lambda: "There is no text yet" in chooser.preview.toPlainText())
    desk.press(Qt.Key.Key_Return)
    assert chooser.isVisible()
    desk.press(Qt.Key.Key_Escape)


def test_what_is_written_becomes_a_text_for_any_ticket(desk: Desk, world: World) -> None:
    desk.pane.compose(public=True)
    number = desk.pane.detail.row.number if desk.pane.detail else ""
    desk.write(f"Hello Uma, about {number} {{x}}: done.")
    desk.pane.canning.save()
    dialog: FormDialog = desk.front(FormDialog)
    rows = dialog.form.rows
    assert (
        rows["text"].entry[1] == "Hello {requester.first_name}, about {ticket.number} {{x}}: done."
    )
    desk.hands.fill("name", "done it")
    desk.hands.finish()
    desk.hands.until(lambda: "is no name for a text" in dialog.strip.text)
    rows["name"].box.selectAll()
    desk.hands.qtbot.keyClicks(rows["name"].box, "Done")
    desk.hands.finish()
    desk.hands.until(lambda: "/done inserts this text" in desk.pane.face.strip.text)
    found = world.desk("anna").ask(ThingIds("canned_text", asker=world.id("person", "anna")))
    detail = world.desk("anna").ask(WholeThing("canned_text", found[0]))
    assert detail is not None
    assert detail.name == "done"
    assert desk.text.startswith("Hello Uma")


def test_a_dialog_takes_texts_filled_with_what_it_is_about_to_set(
    hands: Hands, say: Say, world: World
) -> None:
    say("wait", "Until {follow_up}, {vendor_ref}.")
    ticket = world.log()
    detail = world.desk("anna").ask(WholeTicket(ticket, world.id("person", "anna")))
    way = next(each for each in detail.possible if each.purpose == "wait")
    refused = hands.workplace.backend.refused.emit
    dialog = start_transition(hands.workplace, detail, way, hands.panes, refused)
    assert isinstance(dialog, TransitionDialog)
    hands.until(dialog.isActiveWindow)
    reason = world.id("waiting_reason", "Awaiting the user")
    dialog.form.rows["waiting_reason"].show_entry(reason, "Awaiting the user")
    dialog.form.learn_meanings()
    hands.until(lambda: any(row.field.name == "note" for row in dialog.form.asked()))
    dialog.form.rows["follow_up_at"].show_entry(1_900_000_000_000_000, "2030-03-17 17:46")
    dialog.form.rows["note"].focus()
    offering = dialog.texts.offerings["note"]
    hands.qtbot.keyClicks(offering.text, "/w")
    hands.until(offering.list.isVisible)
    hands.qtbot.keyClick(offering.list, Qt.Key.Key_Tab)
    assert offering.text.toPlainText() == "Until 2030-03-17, [vendor's reference?]."
    hands.qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.strip.text.startswith("One gap is left: [vendor's reference?].")
    assert offering.text.textCursor().selectedText() == "[vendor's reference?]"
    with hands.qtbot.waitSignal(dialog.taken):
        hands.qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert history(world.store, ticket)[-1].stated()["note"] == (
        "Until 2030-03-17, [vendor's reference?]."
    )


def test_a_dialog_lists_the_texts_too(hands: Hands, say: Say, world: World) -> None:
    say("found", "Checked the link.")
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    detail = world.desk("anna").ask(WholeTicket(ticket, world.id("person", "anna")))
    way = next(each for each in detail.possible if each.purpose == "escalate")
    refused = hands.workplace.backend.refused.emit
    dialog = start_transition(hands.workplace, detail, way, hands.panes, refused)
    assert isinstance(dialog, TransitionDialog)
    hands.until(dialog.isActiveWindow)
    hands.press(Qt.Key.Key_T, CTRL)
    hands.until(lambda: isinstance(QApplication.activeWindow(), TextChooser))
    chooser = QApplication.activeWindow()
    assert isinstance(chooser, TextChooser)
    hands.until(lambda: chooser.option is not None)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: dialog.form.rows["note"].entry[1] == "Checked the link.")
    dialog.reject()


def test_a_colleagues_texts_are_not_offered(desk: Desk, say: Say, chair: Chair) -> None:
    say("thanks", THANKS, "ben")
    desk.pane.compose(public=False)
    desk.pane.canning.insert()
    chooser: TextChooser = desk.front(TextChooser)
    desk.hands.until(lambda: "There is no text yet" in chooser.preview.toPlainText())
    desk.press(Qt.Key.Key_Escape)


def test_who_types_faster_than_the_list_comes_gets_what_was_typed(desk: Desk, say: Say) -> None:
    say("callback", "I call you back.")
    say("thanks", "Thanks.")
    desk.pane.compose(public=False)
    desk.write("/")
    assert desk.offered() == ["/callback", "/thanks"]
    desk.write("th")
    desk.hands.qtbot.keyClick(desk.offering.list, Qt.Key.Key_Return)
    desk.hands.until(lambda: desk.text == "Thanks.")
