"""Pinned tickets stay in reach, whatever the queue shows."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.hands import Hands
from support.world import World

from app.domain.commands import EditTicket
from ui.workplace import Workplace


def test_a_pinned_ticket_is_one_key_away_and_stays_over_a_restart(
    hands: Hands, world: World, workplace: Workplace, qtbot: QtBot
) -> None:
    ticket, other = world.log(title="VPN drops"), world.log(title="Other")
    pins = hands.panes.many.pins
    assert pins.isHidden()
    hands.panes.ticket.show_ticket(ticket)
    hands.panes.many.pin()
    hands.until(pins.isVisible)
    assert [chip.text() for chip in pins.chips] == ["Pinned: INC-000001 VPN drops"]
    hands.panes.ticket.show_ticket(other)
    qtbot.keyClick(pins.chips[0], Qt.Key.Key_Space)
    assert hands.panes.ticket.ticket == ticket
    world.tell("ben", EditTicket, ticket=ticket, values={"title": "VPN is fine"})
    hands.until(lambda: pins.chips[0].text() == "Pinned: INC-000001 VPN is fine")
    again = Hands(workplace, qtbot, world)
    again.until(lambda: len(again.panes.many.pins.chips) == 1)
    qtbot.keyClick(pins.chips[0], Qt.Key.Key_Delete)
    hands.until(pins.isHidden)
    assert pins.pins == ()


def test_only_so_many_are_pinned(hands: Hands, world: World) -> None:
    for _ in range(9):
        hands.panes.many.pins.turn(world.log())
    assert len(hands.panes.many.pins.pins) == 8
    assert "8 tickets are pinned" in hands.queue.strip.text
    hands.until(lambda: len(hands.panes.many.pins.chips) == 8)
