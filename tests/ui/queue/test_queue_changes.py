"""A queue while others work, and while the database is away."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.outage import outage
from support.queues import AGENT, Opened, crowd, settle, titles_of, view
from support.seats import Chair
from support.world import World

from app.channels.author import Author
from app.desk import Desk
from app.domain.commands import EditTicket, LogTicket
from app.domain.questions import PersonByLogin, Sort
from ui.models.paged_table import MARK
from ui.views.queue_pane import QueuePane
from ui.workplace import Workplace


def test_anothers_work_arrives_and_nothing_jumps(
    opened: Opened, tickets: dict[str, int], world: World, qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    pane.select_ticket(tickets["mine"])
    told: list[int] = []
    pane.current_changed.connect(told.append)
    based = {"title": "Payroll export"}
    world.tell(
        "ben",
        EditTicket,
        ticket=tickets["theirs"],
        values={"title": "Payroll late"},
        based_on=based,
    )
    qtbot.waitUntil(lambda: titles_of(pane.model)[0] == "Payroll late")
    assert pane.model.index(0, 0).data(MARK) is True
    new = world.log("ben", title="Just in")
    qtbot.waitUntil(lambda: titles_of(pane.model)[0] == "Just in")
    assert pane.head.count.text() == "8 tickets"
    assert pane.current == tickets["mine"]
    assert pane.table.chosen() == (tickets["mine"],)
    assert told == []
    assert new not in told


def test_a_ticket_that_leaves_the_view_stays_current_until_one_walks_on(
    opened: Opened, tickets: dict[str, int], world: World, qtbot: QtBot
) -> None:
    pane = opened("My work")
    pane.bar.sort_wanted.emit(Sort("number", descending=False))
    settle(qtbot, pane)
    assert pane.current == tickets["mine"]
    told: list[int] = []
    pane.current_changed.connect(told.append)
    world.bring("anna", tickets["mine"], "resolve")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    assert pane.current == tickets["mine"]
    assert told == []
    assert pane.table.chosen() == ()
    pane.focus_list()
    qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    assert told == [tickets["awake"]]
    world.bring("anna", tickets["mine"], "reopen")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    assert pane.current == tickets["awake"]


def test_a_database_away_is_told_where_it_happened_and_tried_again(
    opened: Opened, tickets: dict[str, int], world: World, qtbot: QtBot
) -> None:
    pane = opened("All tickets")
    with outage(world):
        pane.show_view(view("All open"))
        qtbot.waitUntil(pane.strip.isVisible)
        assert "cannot be opened" in pane.strip.text
        assert pane.model.rowCount() == 7
    pane.show_view(view("All open"))
    settle(qtbot, pane)
    assert not pane.strip.isVisible()
    assert pane.model.rowCount() == 6


def test_a_queue_never_read_says_so(workplace: Workplace, world: World, qtbot: QtBot) -> None:
    pane = QueuePane(workplace)
    qtbot.addWidget(pane)
    pane.show()
    with outage(world):
        pane.show_view(view("All open"))
        qtbot.waitUntil(lambda: pane.body.empty.heading.text() == "The queue could not be read")


def test_what_is_seen_stays_in_place_while_others_come(
    chair: Chair, tmp_path: Path, qtbot: QtBot
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    pane = QueuePane(chair.take(crowd(url, 300), AGENT))
    qtbot.addWidget(pane)
    pane.resize(900, 640)
    pane.show()
    pane.show_view(view("All tickets"))
    settle(qtbot, pane)

    def top() -> tuple[int, int]:
        row = pane.table.rowAt(0)
        return pane.model.list.at(row), pane.table.rowViewportPosition(row)

    pane.table.verticalScrollBar().setValue(150 * 46 + 17)
    before = top()
    assert before[1] == -17
    desk = Desk(url)
    found = desk.ask(PersonByLogin(AGENT))
    assert found is not None
    author = Author(desk, found.id)
    new = author.new_id()
    author.tell(LogTicket, ticket=new, values={"title": "Just in"})
    qtbot.waitUntil(lambda: pane.model.rowCount() == 301)
    assert pane.model.list.at(0) == new
    assert top() == before
    # At its top a queue shows what is new.
    pane.table.scrollToTop()
    newest = author.new_id()
    author.tell(LogTicket, ticket=newest, values={"title": "Newer"})
    qtbot.waitUntil(lambda: top() == (newest, 0))
    desk.close()
