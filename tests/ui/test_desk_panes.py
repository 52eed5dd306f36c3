"""The panes at every width and text size: what has no room folds, and nothing is cut."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.world import World

from app.domain.views import named_views
from ui.theme import BODY, SECONDARY, Theme
from ui.views.desk_panes import DeskPanes
from ui.workplace import Workplace


@pytest.fixture
def panes(workplace: Workplace, qtbot: QtBot, world: World, theme: Theme) -> Iterator[DeskPanes]:
    """Give the panes of a window of 1280 pixels, with a ticket in them."""
    world.log()
    panes = DeskPanes(workplace)
    qtbot.addWidget(panes)
    panes.resize(1280, 680)
    panes.show()
    panes.views.choose("All tickets")
    qtbot.waitUntil(lambda: panes.ticket.detail is not None)
    yield panes
    theme.set_scale(100)


def lefts(panes: DeskPanes, *parts: QWidget) -> list[int]:
    return [part.mapTo(panes, QPoint(0, 0)).x() for part in parts]


@pytest.mark.parametrize("scale", [80, 100, 130])
def test_the_views_column_is_as_wide_as_its_titles(
    panes: DeskPanes, theme: Theme, scale: int
) -> None:
    theme.set_scale(scale)
    assert panes.views.isVisible()
    bold, small = QFontMetrics(theme.font(BODY, bold=True)), QFontMetrics(theme.font(SECONDARY))
    longest = max(bold.horizontalAdvance(view.title) for view in named_views())
    room = panes.views.list.viewport().width() - theme.px(14) * 2
    assert room >= longest + theme.px(8) + small.horizontalAdvance("9,999")


def test_where_text_is_large_the_views_are_a_menu(
    panes: DeskPanes, theme: Theme, qtbot: QtBot
) -> None:
    theme.set_scale(200)
    button = panes.queue.head.views
    qtbot.waitUntil(button.isVisible)
    assert panes.views.isHidden()
    qtbot.waitUntil(lambda: panes.views.count_of("All tickets") == "1")
    panes.focus("views")
    qtbot.waitUntil(button.menu().isVisible)
    texts = [action.text() for action in button.menu().actions()]
    assert [text.split("\t")[0].replace("&&", "&") for text in texts] == [
        *(view.title for view in named_views()), "", "What can be done to this view…",
    ]  # fmt: skip
    assert "All tickets\t1" in texts
    next(each for each in button.menu().actions() if each.text().startswith("All open")).trigger()
    button.menu().hide()
    assert panes.queue.head.title.text() == "All open"
    panes.focus("queue")
    panes.walk(-1)
    assert panes.ticket.isAncestorOf(panes.window().focusWidget())
    theme.set_scale(100)
    assert panes.views.isVisible()
    assert not button.isVisible()


@pytest.mark.parametrize("scale", [100, 200])
def test_no_title_of_a_column_is_cut_by_its_arrow(
    panes: DeskPanes, theme: Theme, scale: int
) -> None:
    theme.set_scale(scale)
    header = panes.queue.table.header
    bold = QFontMetrics(theme.font(SECONDARY, bold=True))
    for place, column in enumerate(panes.queue.model.columns):
        if column.sort and not header.isSectionHidden(place):
            wanted = bold.horizontalAdvance(f"{column.title} ↓") + theme.px(16)
            assert header.sectionSize(place) >= wanted, column.title


def test_a_long_title_of_a_view_is_cut_with_an_ellipsis_and_asks_for_no_room(
    panes: DeskPanes, theme: Theme
) -> None:
    theme.set_scale(200)
    panes.views.choose("To confirm & close")
    head = panes.queue.head
    assert head.title.minimumSizeHint().width() == 0
    assert not head.count.isVisible()
    right = head.title.geometry().right()
    assert head.views.geometry().left() - right < theme.px(16)
    assert right <= head.views.geometry().left() < head.new.geometry().left()
