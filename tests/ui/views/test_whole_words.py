"""Where there is room for a word it is not cut, at any text size."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from support.dialogs import Desk
from support.queues import settle, view
from support.seats import Chair
from support.settings import Settings
from support.world import World

from app.domain.commands import AssignTicket
from app.domain.views import named_views
from ui.theme import Theme
from ui.views.palette import Palette
from ui.views.queue_head import QueueHead
from ui.views.queue_pane import QueuePane
from ui.views.shortcut_list import ShortcutList
from ui.widgets.placing import room_of
from ui.workplace import Workplace

_SCALES = pytest.mark.parametrize("scale", [100, 150, 200])


@pytest.fixture
def settings(qtbot: QtBot, chair: Chair, world: World, theme: Theme) -> Settings:
    """Give the settings, opened before the text became larger."""
    settings = Settings(qtbot, chair, world)
    settings.window.resize(1280, 720)
    return settings


@_SCALES
def test_the_pages_of_the_settings_are_named_whole(
    settings: Settings, theme: Theme, scale: int
) -> None:
    theme.set_scale(scale)
    metrics = QFontMetrics(theme.font(bold=True))
    pages = settings.window.list
    for place in range(pages.count()):
        room = pages.visualItemRect(pages.item(place)).width() - theme.px(18)
        assert metrics.horizontalAdvance(pages.item(place).text()) <= room


@_SCALES
def test_all_columns_of_the_matrix_are_seen(
    settings: Settings, qtbot: QtBot, theme: Theme, scale: int
) -> None:
    theme.set_scale(scale)
    settings.window.show_page("matrix")
    qtbot.waitUntil(lambda: settings.matrix.is_read)
    for levels in (3, 5):
        settings.matrix.grid.set_levels(levels)
        table = settings.matrix.table
        qtbot.waitUntil(lambda table=table: _columns_fit(table))
        assert table.height() >= table.horizontalHeader().height() + table.verticalHeader().length()


def _columns_fit(table: QWidget) -> bool:
    return bool(table.horizontalHeader().length() <= table.viewport().width())  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [420, 560, 600, 640, 900])
def test_a_queue_is_named_whole(theme: Theme, qtbot: QtBot, width: int) -> None:
    head = QueueHead(theme)
    qtbot.addWidget(head)
    head.resize(width, 40)
    head.show()
    for each in named_views():
        head.show_title(each.title)
        head.tell_count("10,000+", open_only=True)
        wanted = head.title.sizeHint().width()
        qtbot.waitUntil(lambda wanted=wanted: head.title.width() >= wanted)


def test_what_columns_do_not_need_is_for_the_titles(
    workplace: Workplace, world: World, qtbot: QtBot
) -> None:
    ticket = world.log(title="Every printer of the second floor answers nobody since last night")
    world.bring("anna", ticket, "triage")
    pane = QueuePane(workplace)
    qtbot.addWidget(pane)
    pane.resize(730, 640)
    pane.show()
    pane.show_view(view("All open"))
    settle(qtbot, pane)
    header, keys = pane.table.header, [each.key for each in pane.model.columns]
    width = {key: header.sectionSize(place) for place, key in enumerate(keys)}
    metrics = QFontMetrics(workplace.theme.font())
    team = world.id("team", "Service desk")
    assert width["step"] <= metrics.horizontalAdvance("Diagnosis") + 20
    assert width["team"] <= metrics.horizontalAdvance("Unassigned") + 20
    assert sum(width.values()) == pane.table.viewport().width()
    # A longer name takes what it needs as soon as it is there; the column does not shrink again.
    world.tell("anna", AssignTicket, ticket=ticket, values={"team": team})
    needed = metrics.horizontalAdvance("Service desk") + 20
    place = keys.index("team")
    qtbot.waitUntil(lambda: header.sectionSize(place) == needed)


@pytest.fixture
def window(workplace: Workplace, qtbot: QtBot) -> QWidget:
    """Give a window at the right edge of the screen."""
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    window.setGeometry(room.right() - 200, room.top(), 200, 160)
    window.show()
    return window


@_SCALES
@pytest.mark.parametrize("kind", ["palette", "shortcuts"])
def test_lists_stand_within_the_screen(
    workplace: Workplace, window: QWidget, kind: str, scale: int
) -> None:
    workplace.theme.set_scale(scale)
    makers: dict[str, Callable[[], QWidget]] = {
        "palette": lambda: Palette(workplace, (), lambda _: None, window),
        "shortcuts": lambda: ShortcutList(workplace.theme, window),
    }
    made = makers[kind]()
    made.show()
    assert room_of(made).contains(made.frameGeometry())
    made.close()


def test_two_buttons_of_a_dialog_never_say_the_same(desk: Desk, world: World) -> None:
    ticket = world.log()
    dialog = desk.begin(ticket, "cancel")
    assert [each.text() for each in dialog.findChildren(QPushButton) if each.isVisible()] == [
        "Go back",
        "Cancel INC-000001   Ctrl+Enter",
    ]
