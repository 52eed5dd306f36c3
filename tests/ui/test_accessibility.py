"""What a screen reader is told of the main window, and the order in which Tab goes through it."""

from pytestqt.qtbot import QtBot
from support.reach import nameless, reached
from support.world import World

from ui.preferences import Preferences
from ui.theme import Theme
from ui.views.desk_panes import DeskPanes
from ui.views.knowledge_pane import KnowledgePane
from ui.views.palette import Palette
from ui.views.shortcut_list import ShortcutList
from ui.views.welcome import Welcome
from ui.workplace import Workplace


def shown(workplace: Workplace, qtbot: QtBot, world: World) -> DeskPanes:
    """Give the panes of a window with a ticket in them."""
    world.bring("anna", world.log(description="Every day at ten."), "triage")
    panes = DeskPanes(workplace)
    qtbot.addWidget(panes)
    panes.resize(1440, 800)
    panes.show()
    panes.views.choose("All tickets")
    qtbot.waitUntil(lambda: panes.ticket.detail is not None)
    return panes


def test_everything_in_the_main_window_has_a_name_and_a_role(
    workplace: Workplace, qtbot: QtBot, world: World
) -> None:
    panes = shown(workplace, qtbot, world)
    assert len(list(reached(panes))) > 15
    assert nameless(panes) == []


def test_tab_goes_from_pane_to_pane_as_they_are_read(
    workplace: Workplace, qtbot: QtBot, world: World
) -> None:
    panes = shown(workplace, qtbot, world)
    order = [panes.views, panes.queue, panes.ticket, panes.knowledge]
    met = [
        next(place for place, pane in enumerate(order) if pane.isAncestorOf(each))
        for each in reached(panes)
    ]
    assert met == sorted(met)


def test_the_smaller_windows_name_everything_too(
    workplace: Workplace, qtbot: QtBot, theme: Theme, preferences: Preferences
) -> None:
    for each in (
        Palette(workplace, (), lambda _: None),
        ShortcutList(theme),
        Welcome(theme, "here"),
        KnowledgePane(workplace),
    ):
        qtbot.addWidget(each)
        each.show()
        assert nameless(each) == []
