"""The settings window stands still under the hand, and fits the screen with its frame."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.seats import Chair
from support.settings import CTRL, Settings
from support.world import World

from app.domain.commands import EditThing
from app.domain.questions import WholeTicket
from app.domain.setting_questions import CategoryTree
from ui.theme import Theme
from ui.views.main_window import MainWindow
from ui.views.ticket_window import TicketWindow
from ui.widgets.placing import AROUND

Opened = Callable[..., Settings]


@pytest.fixture
def opened(qtbot: QtBot, chair: Chair, world: World) -> Opened:
    """Open the settings as somebody."""
    return lambda login="ada": Settings(qtbot, chair, world, login)


def places(settings: Settings, *widgets: QWidget) -> list[QPoint]:
    settings.window.grab()  # lays out what is due
    return [each.mapTo(settings.window, QPoint()) for each in widgets]


def test_what_is_told_moves_neither_form_nor_buttons(opened: Opened) -> None:
    settings = opened()
    settings.show("person")
    settings.find("Uma")
    row = settings.pane.form.form.rows["site"]
    parts = (settings.pane.form.form.rows["name"], row, settings.pane.retire)
    before = places(settings, *parts)
    settings.press(Qt.Key.Key_Return)
    settings.write("site", "Lisbon")
    settings.save()
    assert "Site changed" in settings.said()
    assert places(settings, *parts) == before


@pytest.mark.parametrize(("thing", "field"), [("team", "tier"), ("waiting_reason", "waits_on")])
def test_a_new_record_has_no_choice_of_the_one_before(
    opened: Opened, qtbot: QtBot, thing: str, field: str
) -> None:
    settings = opened()
    settings.show(thing)
    row = settings.pane.form.form.rows[field]
    qtbot.waitUntil(lambda: row.entry[0] is not None)
    settings.begin_new()
    assert row.entry == (None, "")


def test_a_new_category_stands_beside_or_below_the_chosen_one(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    settings = opened()
    settings.show("category")
    vpn, access = world.id("category", "VPN"), world.id("category", "Access")
    parent = settings.pane.form.form.rows["parent"]
    for key, above in ((CTRL, access), (CTRL | Qt.KeyboardModifier.ShiftModifier, vpn)):
        settings.page.view.setCurrentIndex(settings.page.model.index_of(vpn))
        settings.wait_for("VPN")
        settings.press(Qt.Key.Key_N, key)
        assert parent.entry[0] == above
        assert settings.page.begun.isHidden()
    settings.type("Token")
    settings.save()
    assert settings.values("category", "Token")["parent"] == vpn


def test_a_category_is_not_offered_as_its_own_parent(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    settings = opened()
    settings.show("category")
    settings.page.view.setCurrentIndex(settings.page.model.index_of(world.id("category", "Access")))
    settings.wait_for("Access")
    box = settings.pane.form.form.rows["parent"].box
    box.setFocus()
    box.showPopup()
    qtbot.waitUntil(lambda: bool(box.options.options))
    assert "Access" not in {each.label for each in box.options.options}


def test_a_retired_team_is_marked_where_it_is_still_named(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    team, vpn = world.id("team", "Network"), world.id("category", "VPN")
    world.tell("ada", EditThing, thing="category", row_id=vpn, values={"team": team})
    ticket = world.log(team=team)
    world.tell("ada", EditThing, thing="team", row_id=team, values={"active": 0})
    detail = world.desk("ada").ask(WholeTicket(ticket, world.id("person", "ada")))
    assert {each.name: each.shown for each in detail.properties}["team"] == "Network (retired)"
    tree = world.desk("ada").ask(CategoryTree())
    assert next(row.detail for row in tree if row.id == vpn).startswith("Network (retired)")
    assert detail.history[0].changes == () or all(
        "(retired)" not in each.after for each in detail.history[0].changes
    )


def test_what_is_told_does_not_move_the_matrix(opened: Opened, qtbot: QtBot) -> None:
    settings = opened()
    settings.show("matrix")
    page = settings.matrix
    qtbot.waitUntil(lambda: "version 1" in page.version.text())
    before = places(settings, page.table, page.publish)
    settings.press(Qt.Key.Key_Return, CTRL)
    page.strip.say("Published.", "good")
    assert places(settings, page.table, page.publish) == before


def test_a_window_leaves_room_for_its_frame(
    opened: Opened, theme: Theme, world: World, qtbot: QtBot
) -> None:
    settings = opened()
    ticket = TicketWindow(settings.workplace, world.log())
    main = MainWindow(theme)
    for window in (settings.window, ticket, main):
        whole = window.size() + AROUND
        assert whole.boundedTo(window.screen().availableGeometry().size()) == whole
    for made in (ticket, main):
        qtbot.addWidget(made)
