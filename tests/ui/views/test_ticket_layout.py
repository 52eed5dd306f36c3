"""How the ticket pane uses its room: nothing is wider than it, and a ticket always looks the same."""

import itertools

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from support.world import World

from app.domain.commands import EditTicket, LinkTicket
from ui.views.ticket_pane import TicketPane
from ui.widgets.conflict_bar import Dispute
from ui.workplace import Workplace

_LONG = "Every printer of the second floor answers nobody " * 3
_WORD = "Donaudampfschifffahrtsgesellschaft" * 5


@pytest.fixture
def pane(workplace: Workplace, qtbot: QtBot) -> TicketPane:
    """Give a pane of the usual size."""
    pane = TicketPane(workplace)
    qtbot.addWidget(pane)
    pane.resize(560, 720)
    pane.show()
    return pane


def _show(pane: TicketPane, ticket: int, qtbot: QtBot) -> None:
    pane.show_ticket(ticket)
    qtbot.waitUntil(lambda: pane.detail is not None and pane.detail.row.id == ticket)
    _settle(qtbot)


def _settle(qtbot: QtBot) -> None:
    """Let the window's loop go round until every layout has had its turn."""
    rounds = itertools.count()
    qtbot.waitUntil(lambda: next(rounds) > 10)


def _marked(pane: TicketPane, world: World, qtbot: QtBot) -> int:
    """Show a ticket with long texts in every place, and have somebody change them."""
    other = world.log(title=_WORD[:120])
    ticket = world.log(title=_WORD[:150], description=_LONG)
    world.tell("anna", LinkTicket, ticket=ticket, relation="related_to", other=other)
    _show(pane, ticket, qtbot)
    world.tell("ben", EditTicket, ticket=ticket, values={"title": _LONG, "description": _WORD})
    qtbot.waitUntil(pane.face.marks.isVisible)
    return ticket


@pytest.mark.parametrize("width", [380, 500, 700])
def test_before_theirs_and_mine_can_be_read(
    pane: TicketPane, world: World, qtbot: QtBot, width: int
) -> None:
    """All of a value of a usual length, in as many lines as it takes; of a long one the rest on hover."""
    pane.resize(width, 720)
    _show(pane, world.log(), qtbot)
    values = ("Service desk", "Network infrastructure & telephony, second line", _WORD[:60])
    disputes = [
        Dispute("team", "Team", *values),
        Dispute("description", "Text", _LONG * 9, "", "x"),
    ]
    conflict = pane.face.conflict
    conflict.show_disputes("Ben changed this ticket while you were writing", disputes)
    _settle(qtbot)
    labels = {each.accessibleName(): each for each in conflict.findChildren(QLabel)}
    for value in values:
        label = labels[value]
        assert label.text().replace("\u200b", "") == value
        assert label.heightForWidth(label.width()) <= label.height()
    cut = next(each for name, each in labels.items() if name.endswith("…"))
    assert cut.toolTip() == _LONG * 9
    assert labels["nothing"].text() == "nothing"
    assert conflict.width() <= pane.width()
    assert pane.height() == 720


@pytest.mark.parametrize("width", [380, 500, 700])
@pytest.mark.parametrize("is_unfolded", [False, True])
def test_nothing_is_wider_than_what_is_seen(
    pane: TicketPane, world: World, qtbot: QtBot, width: int, *, is_unfolded: bool
) -> None:
    face = pane.face
    pane.resize(width, 720)
    face.properties.more.setChecked(is_unfolded)
    _marked(pane, world, qtbot)
    _settle(qtbot)
    viewport = face.upper.viewport()
    assert face.upper.content.width() == viewport.width()
    for each in viewport.findChildren(QWidget):
        if each.isVisible():
            left = each.mapTo(viewport, each.rect().topLeft()).x()
            right = each.mapTo(viewport, each.rect().topRight()).x()
            assert 0 <= left <= right < viewport.width(), each
    assert pane.width() == width


def test_marks_are_whole_where_they_are_heard_and_hovered(
    pane: TicketPane, world: World, qtbot: QtBot
) -> None:
    _marked(pane, world, qtbot)
    marks = pane.face.marks
    assert isinstance(marks, QPushButton)
    for told in (marks.accessibleName(), marks.toolTip()):
        assert "Title: changed by Ben" in told
        assert "Description: changed by Ben" in told
        assert _WORD[:150] in told
    _settle(qtbot)
    assert marks.fontMetrics().horizontalAdvance(marks.text()) > marks.width()


def _different(world: World) -> list[int]:
    short = world.log(title="VPN")
    waiting = world.log(title=_LONG[:140], description=_LONG)
    world.bring("anna", waiting, "triage", "wait")
    ended = world.log(title=_WORD[:150])
    world.bring("anna", ended, "cancel")
    linked = world.log(title="Printer")
    for other in (short, waiting, ended):
        world.tell("anna", LinkTicket, ticket=linked, relation="related_to", other=other)
    return [short, waiting, ended, linked]


@pytest.mark.parametrize("size", [(380, 640), (472, 500), (480, 720), (560, 900), (700, 560)])
@pytest.mark.parametrize("is_unfolded", [False, True])
def test_a_ticket_looks_the_same_whatever_was_shown_before(
    pane: TicketPane,
    world: World,
    qtbot: QtBot,
    size: tuple[int, int],
    *,
    is_unfolded: bool,
) -> None:
    face = pane.face
    pane.resize(*size)
    face.properties.more.setChecked(is_unfolded)
    tickets = _different(world)
    found: dict[int, list[tuple[QRect, QRect]]] = {}
    for ticket in [*tickets, *tickets, *reversed(tickets)]:
        _show(pane, ticket, qtbot)
        found.setdefault(ticket, []).append((face.properties.geometry(), face.timeline.geometry()))
        content = face.upper.content
        assert content.height() == content.heightForWidth(content.width())
        assert face.upper.height() <= content.height()
    for seen in found.values():
        assert seen == [seen[0]] * 3
