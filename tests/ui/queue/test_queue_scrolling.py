"""Where a queue stands after it was sorted, or after what is shown changed."""

import pytest
from pytestqt.qtbot import QtBot
from support.queues import AGENT, Crowd, is_settled
from support.seats import Chair
from support.world import World

from app.domain.commands import EditTicket
from app.domain.questions import NEWEST_FIRST, Sort
from app.domain.views import named_views
from ui.views.queue_pane import QueuePane
from ui.workplace import Workplace

OLDEST_FIRST = Sort("updated", descending=False)


def shown(workplace: Workplace, qtbot: QtBot, title: str, height: int = 400) -> QueuePane:
    pane = QueuePane(workplace)
    qtbot.addWidget(pane)
    pane.resize(900, height)
    pane.show()
    pane.show_view(next(view for view in named_views() if view.title == title))
    qtbot.waitUntil(lambda: is_settled(pane))
    return pane


def is_seen(pane: QueuePane) -> bool:
    """Say whether the whole row of the current ticket is in sight."""
    table = pane.table
    box = table.visualRect(table.currentIndex())
    return table.currentIndex().isValid() and table.viewport().rect().contains(box.center())


@pytest.fixture
def tickets(world: World) -> list[int]:
    """Give thirty tickets, the newest first."""
    return [world.log(title=f"Ticket {number}") for number in range(30)][::-1]


def test_a_sort_keeps_the_current_ticket_in_sight(
    workplace: Workplace, qtbot: QtBot, tickets: list[int]
) -> None:
    pane = shown(workplace, qtbot, "All tickets")
    for sort in (OLDEST_FIRST, Sort("number"), Sort("number", descending=False), NEWEST_FIRST):
        pane.view.sort(sort)
        qtbot.waitUntil(lambda: is_settled(pane))
        assert pane.current == tickets[0]
        assert is_seen(pane), sort


def test_a_sort_keeps_the_current_ticket_of_a_long_queue_in_sight(
    chair: Chair, many: Crowd, qtbot: QtBot
) -> None:
    pane = shown(chair.take(many, AGENT), qtbot, "All tickets")
    current = pane.current
    pane.view.sort(OLDEST_FIRST)
    qtbot.waitUntil(lambda: is_settled(pane))
    assert pane.current == current
    assert pane.table.currentIndex().row() == len(pane.model.list) - 1
    assert is_seen(pane)


def test_the_current_ticket_stays_in_sight_when_its_own_change_moves_it(
    workplace: Workplace, qtbot: QtBot, world: World, tickets: list[int]
) -> None:
    pane = shown(workplace, qtbot, "All tickets")
    pane.table.choose(tickets[20])
    pane.table.scrollTo(pane.table.currentIndex())
    qtbot.waitUntil(lambda: is_seen(pane))
    world.tell(
        "anna",
        EditTicket,
        ticket=tickets[20],
        values={"title": "Moved up"},
        based_on={"title": "Ticket 9"},
    )
    qtbot.waitUntil(lambda: pane.model.list.place_of(tickets[20]) == 0)
    qtbot.waitUntil(lambda: is_settled(pane))
    assert pane.current == tickets[20]
    assert is_seen(pane)


def test_who_scrolled_away_from_the_current_ticket_stays_where_they_are(
    workplace: Workplace, qtbot: QtBot, world: World, tickets: list[int]
) -> None:
    pane = shown(workplace, qtbot, "All tickets")
    bar = pane.table.verticalScrollBar()
    bar.setValue(pane.table.rowHeight(0) * 12)
    top = pane.model.list.at(pane.table.rowAt(0))
    world.tell(
        "anna",
        EditTicket,
        ticket=tickets[0],
        values={"title": "Changed"},
        based_on={"title": "Ticket 29"},
    )
    world.log(title="New")
    qtbot.waitUntil(lambda: len(pane.model.list) == 31 and is_settled(pane))
    assert pane.model.list.at(pane.table.rowAt(0)) == top
    assert pane.current == tickets[0]
