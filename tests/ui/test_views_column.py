"""The left column: views with counts that are honest and never waited for."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.queues import AGENT, Crowd
from support.seats import Chair
from support.world import World

from app.domain.views import NamedView
from ui.views.views_column import ViewsColumn
from ui.workplace import Workplace


def opened(workplace: Workplace, qtbot: QtBot) -> tuple[ViewsColumn, list[str]]:
    column = ViewsColumn(workplace)
    qtbot.addWidget(column)
    column.show()
    went: list[str] = []
    column.chosen.connect(
        lambda view: went.append(view.title if isinstance(view, NamedView) else "?")
    )
    return column, went


def test_views_are_walked_by_keyboard_and_chosen_by_name(
    workplace: Workplace, qtbot: QtBot
) -> None:
    column, went = opened(workplace, qtbot)
    column.choose("My work")
    column.list.setFocus()
    qtbot.keyClick(column.list, Qt.Key.Key_Down)
    qtbot.keyClick(column.list, Qt.Key.Key_Up)
    qtbot.keyClick(column.list, Qt.Key.Key_Up)
    column.choose("All open")
    column.choose("No such view")
    assert went == ["My work", "My teams", "My work", "All open"]


def test_counts_follow_the_desk(workplace: Workplace, world: World, qtbot: QtBot) -> None:
    column, _ = opened(workplace, qtbot)
    qtbot.waitUntil(lambda: column.count_of("All tickets") == "0")
    world.log("ben")
    qtbot.waitUntil(lambda: column.count_of("All tickets") == "1")
    assert column.count_of("Unassigned") == "1"
    assert column.count_of("My work") == "0"
    item = column.list.item(3)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Unassigned, 1"


def test_a_large_count_is_not_counted_to_its_end(chair: Chair, many: Crowd, qtbot: QtBot) -> None:
    column, _ = opened(chair.take(many, AGENT), qtbot)
    qtbot.waitUntil(lambda: column.count_of("All tickets") == "10,000+")
    assert "+" not in column.count_of("Waiting")
