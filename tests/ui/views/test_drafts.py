"""What is begun on a ticket outlives its window, and is shown wherever the ticket is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support import crash_drafts
from support.dialogs import Desk, Keyboard
from support.seats import Chair
from support.whole import history
from support.world import World

from app.domain.commands import AddNote, EditTicket
from ui.models.draft_keeper import DraftKeeper
from ui.views.draft_list import DraftList
from ui.views.ticket_pane import TicketPane, go_on
from ui.workplace import Workplace


class Window:
    """A ticket pane whose drafts are on disk."""

    def __init__(self, chair: Chair, world: World, qtbot: QtBot) -> None:
        self.workplace: Workplace = chair.take(world, "anna")
        self.keeper = DraftKeeper(self.workplace)
        self.pane = TicketPane(self.workplace)
        qtbot.addWidget(self.pane)
        self.pane.resize(560, 720)
        self.pane.show()
        self.box = self.pane.face.composer.text
        self._qtbot = qtbot

    def show(self, ticket: int) -> None:
        self.pane.show_ticket(ticket)
        self._qtbot.waitUntil(lambda: self.pane.reader.is_here)

    def write(self, text: str, *, public: bool = False) -> None:
        self.pane.compose(public=public)
        self.box.setPlainText(text)

    def close(self) -> None:
        self.keeper.close()
        self.pane.close()


def test_a_note_and_a_reply_are_there_in_the_next_window_with_what_happened_since(
    chair: Chair, world: World, qtbot: QtBot
) -> None:
    ticket = world.log()
    first = Window(chair, world, qtbot)
    first.show(ticket)
    first.write("Looked at the switch")
    first.write("We are at it", public=True)
    first.close()
    world.tell("ben", EditTicket, ticket=ticket, values={"impact": 1})
    second = Window(chair, world, qtbot)
    qtbot.waitUntil(lambda: len(second.workplace.typed.all()) == 2)
    second.show(ticket)
    assert second.box.toPlainText() == "Looked at the switch"
    assert "Since then: Ben" in second.pane.face.strip.text
    second.pane.compose(public=True)
    assert second.box.toPlainText() == "We are at it"
    second.close()


def test_a_draft_comes_while_its_ticket_is_shown_already(
    chair: Chair, world: World, qtbot: QtBot
) -> None:
    ticket = world.log()
    first = Window(chair, world, qtbot)
    first.show(ticket)
    first.write("half a")
    second = Window(chair, world, qtbot)
    second.show(ticket)
    kept = first.workplace.typed.all()
    first.close()
    second.workplace.typed.restore(kept, [])
    qtbot.waitUntil(lambda: second.box.toPlainText() == "half a")
    second.close()


def test_what_was_sent_is_gone_from_the_disk_too(
    chair: Chair, world: World, qtbot: QtBot, tmp_path: Path
) -> None:
    ticket = world.log()
    window = Window(chair, world, qtbot)
    window.show(ticket)
    window.write("Found it")
    qtbot.waitUntil(lambda: len(list(tmp_path.rglob("drafts/**/*.json"))) == 1)
    window.pane.errands.send(ticket)
    qtbot.waitUntil(lambda: not list(tmp_path.rglob("drafts/**/*.json")))
    assert history(world.store, ticket)[-1].kind == "noted"
    window.close()


def test_two_panes_on_one_ticket_show_one_draft(
    workplace: Workplace, world: World, qtbot: QtBot
) -> None:
    ticket = world.log()
    panes = [TicketPane(workplace) for _ in range(2)]
    for pane in panes:
        qtbot.addWidget(pane)
        pane.show_ticket(ticket)
        qtbot.waitUntil(lambda pane=pane: pane.reader.is_here)
    panes[0].compose(public=False)
    panes[0].face.composer.text.setPlainText("  once")
    assert panes[1].face.composer.text.toPlainText() == "  once"
    panes[1].errands.send(ticket)
    qtbot.waitUntil(lambda: panes[0].face.composer.text.toPlainText() == "")
    notes = [event for event in history(world.store, ticket) if event.kind == "noted"]
    assert len(notes) == 1


def test_a_form_is_kept_while_it_is_typed_and_says_what_happened_since(
    desk: Desk, world: World
) -> None:
    ticket = world.log()
    world.bring("anna", ticket, "triage")
    dialog = desk.begin(ticket, "resolve")
    dialog.form.rows["resolution"].box.setPlainText("Cable replaced")
    (kept,) = desk.workplace.typed.all()
    assert (kept.about.action, kept.text) == ("Resolve", "Cable replaced")
    dialog.reject()
    world.tell("ben", AddNote, ticket=ticket, text="The cable is fine.")
    again = desk.begin(ticket, "resolve")
    assert "Since then: Ben" in again.strip.text
    again.reject()


def test_the_list_goes_on_with_a_draft_and_takes_back_a_discarded_one(
    desk: Desk, world: World, qtbot: QtBot
) -> None:
    ticket = world.log()
    pane = TicketPane(desk.workplace)
    qtbot.addWidget(pane)
    pane.show_ticket(ticket)
    qtbot.waitUntil(lambda: pane.reader.is_here)
    pane.compose(public=True)
    pane.face.composer.text.setPlainText("Dear Klaus,")
    drafts = DraftList(desk.workplace, pane)
    with qtbot.waitActive(drafts):
        drafts.open()
    assert drafts.list.count() == 1
    drafts.discard.click()
    assert (drafts.list.count(), pane.face.composer.text.toPlainText()) == (0, "")
    drafts.strip.act()
    assert pane.face.composer.text.toPlainText() == "Dear Klaus,"
    with qtbot.waitSignal(drafts.chosen) as chosen:
        Keyboard(qtbot).press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    pane.compose(public=False)
    go_on(pane, chosen.args[0])
    assert pane.face.composer.is_public


@pytest.mark.parametrize("seed", [7])
def test_what_was_typed_a_second_before_a_kill_is_there(world: World, seed: int) -> None:
    tally = crash_drafts.run_crash(world, 2, seed)
    assert (tally.kills, tally.wrong) == (2, [])
    assert tally.typed > 0
