"""A ticket as a PDF: whole for staff, and for the user without what they may not see."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot
from support.world import World

from app.domain.commands import AddNote, Reply
from app.domain.questions import WholeTicket
from app.domain.rows import TicketDetail
from ui.models.ticket_sheet import ticket_sheet
from ui.views.ticket_pane import TicketPane
from ui.views.ticket_print import TicketPrint
from ui.views.ticket_window import ticket_slots
from ui.workplace import Workplace

PUBLIC, SECRET = "Is <b>gate 4</b> & 東京 yours?", "She sounded angry. مرحبا"


@pytest.fixture
def ticket(world: World) -> int:
    """Log a ticket with a note and a reply."""
    ticket = world.log(title="Scanner <beeps>")
    world.tell("anna", AddNote, ticket=ticket, text=SECRET)
    world.tell("anna", Reply, ticket=ticket, text=PUBLIC)
    return ticket


def detail_of(world: World, ticket: int) -> TicketDetail:
    return world.desk("anna").ask(WholeTicket(ticket, world.id("person", "anna")))


def pages_of(file: Path) -> int:
    return len(re.findall(rb"/Type /Page\b", file.read_bytes()))


def words(detail: TicketDetail, *, for_user: bool) -> str:
    sheet = QTextDocument()
    sheet.setHtml(ticket_sheet(detail, detail.history, 0, for_user=for_user))
    return sheet.toPlainText()


def test_staff_reads_everything(world: World, ticket: int) -> None:
    told = words(detail_of(world, ticket), for_user=False)
    for text in ("Scanner <beeps>", SECRET, PUBLIC, "Logged"):
        assert text in told


def test_the_user_reads_what_they_may_see(world: World, ticket: int) -> None:
    world.bring("anna", ticket, "triage")
    told = words(detail_of(world, ticket), for_user=True)
    assert "Scanner <beeps>" in told
    assert PUBLIC in told
    for text in (SECRET, "Impact", "Triage", "Service desk"):
        assert text not in told


@pytest.fixture
def dialog(workplace: Workplace, world: World, ticket: int, qtbot: QtBot) -> TicketPrint:
    """Open the dialog by its key's deed on a shown ticket."""
    pane = TicketPane(workplace)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_ticket(ticket)
    ticket_slots(pane)["print"]()
    qtbot.waitUntil(lambda: pane.findChild(TicketPrint) is not None)
    dialog = pane.findChild(TicketPrint)
    assert isinstance(dialog, TicketPrint)
    return dialog


def test_a_long_history_goes_whole_into_the_file(
    dialog: TicketPrint,
    workplace: Workplace,
    world: World,
    ticket: int,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    file = tmp_path / "sheet.pdf"
    dialog.write(file)
    qtbot.waitUntil(file.exists)
    assert file.read_bytes().startswith(b"%PDF-")
    assert pages_of(file) == 1
    for number in range(230):
        world.tell("anna", AddNote, ticket=ticket, text=f"Looked again, {number}.")
    later = TicketPrint(workplace, detail_of(world, ticket), dialog.parentWidget())
    with qtbot.waitSignal(later.accepted):
        later.write(file)
    assert pages_of(file) > 5


def test_a_place_that_takes_no_file_is_named(
    dialog: TicketPrint, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "nowhere" / "sheet.pdf"
    dialog.write(file)
    qtbot.waitUntil(lambda: "cannot be written" in dialog.strip.text)
    assert str(file) in dialog.strip.text
    assert not QFile.exists(str(file))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
