"""Input that nobody meant well: texts without end, thousands of people, every script and what is no letter."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextOption
from pytestqt.qtbot import QtBot
from support.door import assert_whole
from support.hands import CTRL, Hands
from support.seats import Chair
from support.world import World

from app.domain.commands import AddThing, LogTicket, WatchTicket
from app.domain.fields import LONGEST_TEXT
from app.domain.file_questions import AttachmentsOf
from app.domain.files import StoredFile
from app.domain.questions import WholeTicket
from ui.views.transition_dialog import TransitionDialog, start_transition
from ui.widgets.beside_chip import BesideChip
from ui.widgets.plain_text import MOST_PASTED, PlainText, PlainTextInput

FIVE_MEGABYTES = "Zeile ohne Ende " * 330_000
SCRIPTS = (
    "Zoë Müller", "Ольга Иванова", "李小龍", "山田 太郎", "محمد علي", "דוד לוי", "ประเสริฐ", "अनिल कुमार",
    "👩🏽‍💻 Ada", "𐌰𐌻𐌰𐌽", "=HYPERLINK(\"http://x\")", "<b>Bold</b>", "Robert'); DROP TABLE ticket;--", "% _ \\ \" '",
)  # fmt: skip


def pasted(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    return mime


@pytest.fixture
def ticket(hands: Hands, world: World) -> int:
    ticket = world.log(title="Core switch down")
    pane = hands.panes.ticket
    pane.show_ticket(ticket)
    hands.until(lambda: pane.detail is not None and pane.reader.is_here)
    return ticket


def test_a_text_without_end_becomes_a_file(hands: Hands, ticket: int, world: World) -> None:
    pane = hands.panes.ticket
    box = pane.face.composer.text
    hands.qtbot.keyClicks(box, "See the log.")
    box.insertFromMimeData(pasted(FIVE_MEGABYTES))
    assert box.toPlainText() == "See the log."
    told = "The pasted text has 5,280,000 characters; it is attached as a file."
    assert pane.face.strip.text == told
    hands.until(lambda: world.desk("anna").ask(AttachmentsOf(ticket)))
    (file,) = world.desk("anna").ask(AttachmentsOf(ticket))
    assert file.name.startswith("Pasted text 20")
    stored = world.desk("anna").pieces(StoredFile(file.sha256, file.size))
    assert b"".join(stored).decode() == FIVE_MEGABYTES
    assert_whole(world)


def test_a_text_that_can_be_read_is_pasted(hands: Hands, ticket: int) -> None:
    box = hands.panes.ticket.face.composer.text
    box.insertFromMimeData(pasted("x" * (MOST_PASTED - 1)))
    assert len(box.toPlainText()) == MOST_PASTED - 1
    box.insertFromMimeData(pasted("y"))
    assert "y" not in box.toPlainText()


def test_a_dialog_says_what_to_do_with_it(hands: Hands, ticket: int, world: World) -> None:
    world.bring("anna", ticket, "triage")
    detail = world.desk("anna").ask(WholeTicket(ticket, world.id("person", "anna")))
    way = next(each for each in detail.possible if each.purpose == "resolve")
    dialog = start_transition(hands.workplace, detail, way, hands.panes, lambda _: None)
    assert isinstance(dialog, TransitionDialog)
    row = dialog.form.rows["resolution"]
    assert isinstance(row.box, PlainTextInput)
    hands.qtbot.keyClicks(row.box, "MTU set.")
    row.box.insertFromMimeData(pasted(FIVE_MEGABYTES))
    assert row.box.toPlainText() == "MTU set."
    assert row.box.accessibleDescription() == (
        "The text to be pasted has 5,280,000 characters, 20,000 at most are pasted at once. "
        "Paste a part of it, or attach it to the ticket as a file. The user sees this."
    )
    dialog.reject()


def test_a_property_says_so_too(hands: Hands, ticket: int, world: World) -> None:
    face = hands.panes.ticket.face
    world.bring("anna", ticket, "triage", "resolve")
    hands.until(lambda: face.properties.findChildren(PlainTextInput))
    box = face.properties.findChildren(PlainTextInput)[0]
    box.insertFromMimeData(pasted(FIVE_MEGABYTES))
    assert face.strip.text.startswith("The text to be pasted has 5,280,000 characters")


def test_a_word_without_end_is_broken_anywhere() -> None:
    # Breaking it at words takes Qt 24 s.
    box = PlainText()
    box.setPlainText("x" * LONGEST_TEXT)
    assert box.wordWrapMode() is QTextOption.WrapMode.WrapAnywhere
    box.setPlainText("word " * 1_000)
    assert box.wordWrapMode() is QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


@pytest.mark.parametrize("text", ["x" * LONGEST_TEXT, "\n" * 9_999 + "x", "東" * 50_000])
def test_a_ticket_with_a_text_without_end_is_shown(
    hands: Hands, ticket: int, world: World, text: str
) -> None:
    other = world.log(title="Other")
    world.tell("ben", LogTicket, ticket=(long := world.new_id()), values={
        "title": "Long", "requester": world.id("person", "uma"), "description": text})  # fmt: skip
    pane = hands.panes.ticket
    for each in (long, other, long):
        pane.show_ticket(each)
        hands.until(lambda each=each: pane.detail is not None and pane.detail.row.id == each)
    assert world.held(long).values["description"] == text


def test_two_thousand_watch_a_ticket(chair: Chair, qtbot: QtBot, sqlite_world: World) -> None:
    world = sqlite_world
    hands = Hands(chair.take(world, "anna"), qtbot, world)
    ticket = world.log(title="Core switch down")
    hands.panes.ticket.show_ticket(ticket)
    for number in range(2_000):
        person = world.new_id()
        world.tell(
            "ada", AddThing, thing="person", row_id=person, values={"name": f"Watcher {number:04}"}
        )
        world.tell("anna", WatchTicket, ticket=ticket, person=person)
    pane = hands.panes.ticket
    hands.until(lambda: pane.detail is not None and len(pane.detail.people) == 2_000)
    chips = [each for each in pane.face.beside.widgets() if isinstance(each, BesideChip)]
    assert len(chips) == 8
    hands.qtbot.keyClicks(pane.face.composer.text, "Still alive")
    hands.qtbot.keyClick(pane.face.composer.text, "\r", CTRL)
    hands.until(lambda: pane.face.composer.text.toPlainText() == "")


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_name_in_any_script_is_found_and_shown(hands: Hands, world: World, name: str) -> None:
    person = world.new_id()
    world.tell("ada", AddThing, thing="person", row_id=person, values={"name": name})
    ticket = world.log(title=f"{name} cannot log in", requester=person)
    hands.show()
    hands.queue.select_ticket(ticket)
    pane = hands.panes.ticket
    hands.until(lambda: pane.detail is not None and pane.detail.row.id == ticket)
    assert pane.detail is not None
    assert pane.detail.row.requester == name
    assert pane.face.title.label.text() == f"{name} cannot log in"
    assert_whole(world)
