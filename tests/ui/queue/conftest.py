"""A queue with a view shown, and a few tickets in it."""

import pytest
from pytestqt.qtbot import QtBot
from support.queues import AGENT, Crowd, Opened, settle, view
from support.seats import Chair
from support.world import World

from app.domain.commands import AssignTicket
from ui.views.queue_pane import QueuePane
from ui.workplace import Workplace

LATER = 4_000_000_000_000_000
EARLIER = 10**15


@pytest.fixture
def opened(workplace: Workplace, qtbot: QtBot) -> Opened:
    """Give anna's queue with a view shown."""

    def show(title: str, size: tuple[int, int] = (900, 640)) -> QueuePane:
        pane = QueuePane(workplace)
        qtbot.addWidget(pane)
        pane.resize(*size)
        pane.show()
        pane.show_view(view(title))
        settle(qtbot, pane)
        return pane

    return show


@pytest.fixture
def tickets(world: World) -> dict[str, int]:
    """Give a few tickets in several steps and hands."""
    made = {
        "plain": world.log(title="Badge printer"),
        "mine": world.log(title="VPN drops"),
        "asleep": world.log(title="Awaits a part"),
        "awake": world.log(title="Awaits an answer"),
        "theirs": world.log(title="Payroll export"),
        "solved": world.log(title="VPN slow"),
        "closed": world.log(title="VPN gone"),
    }
    for name in [*made][1:]:
        world.bring("anna", made[name], "triage")
    for name, who in (("mine", "anna"), ("asleep", "anna"), ("awake", "anna"), ("theirs", "ben")):
        world.tell(
            "anna", AssignTicket, ticket=made[name], values={"assignee": world.id("person", who)}
        )
    waiting = world.wait_for_user
    for name, until in (("asleep", LATER), ("awake", EARLIER)):
        values = {**waiting["values"], "follow_up_at": until}
        world.take("anna", made[name], "wait", **{**waiting, "values": values})
    world.bring("anna", made["solved"], "resolve")
    world.bring("anna", made["closed"], "resolve", "confirm")
    return made


@pytest.fixture
def large(chair: Chair, many: Crowd, qtbot: QtBot) -> QueuePane:
    pane = QueuePane(chair.take(many, AGENT))
    qtbot.addWidget(pane)
    pane.resize(900, 640)
    pane.show()
    pane.show_view(view("All tickets"))
    settle(qtbot, pane)
    return pane
