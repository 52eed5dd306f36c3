"""The page of texts: everybody has it, with a preview, and variables written by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.reach import nameless
from support.seats import Chair
from support.settings import Settings
from support.world import World

from app.domain.commands import AddThing, EditThing
from ui.widgets.canned_preview import CannedPreview

TEXT = "canned_text"
Opened = Callable[..., Settings]


@pytest.fixture
def opened(qtbot: QtBot, chair: Chair, world: World) -> Opened:
    """Open the page as somebody."""

    def open_page(login: str = "anna") -> Settings:
        settings = Settings(qtbot, chair, world, login)
        settings.window.show_page(TEXT)
        qtbot.waitUntil(settings.page.new.isEnabled)
        return settings

    return open_page


def preview(settings: Settings) -> CannedPreview:
    found = settings.pane.form.beside
    assert isinstance(found, CannedPreview)
    return found


def add(world: World, login: str, name: str, **more: object) -> int:
    row_id = world.new_id()
    values = {"name": name, "text": "Thank you.", **more}
    world.tell(login, AddThing, thing=TEXT, row_id=row_id, values=values)
    return row_id


def test_an_agent_adds_edits_and_retires_a_text_by_keyboard_alone(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    settings = opened()
    settings.begin_new()
    settings.type("/Thanks")
    settings.write("text", "Thank you, ")
    settings.type("{first")
    aid = preview(settings)
    qtbot.waitUntil(aid.offering.list.isVisible)
    qtbot.keyClick(aid.offering.list, Qt.Key.Key_Return)
    assert aid.shown.toPlainText() == "Thank you, Klaus"
    assert nameless(settings.window) == []
    settings.save()
    assert "added" in settings.said()
    settings.wait_for("thanks")
    qtbot.waitUntil(lambda: settings.lines == ["thanks"])

    # Offscreen a list that popped up stays the active window.
    settings.window.activateWindow()
    qtbot.waitUntil(settings.window.isActiveWindow)
    for _ in range(10):
        if settings.focus is aid.list:
            break
        settings.press(Qt.Key.Key_Tab)
    settings.press(Qt.Key.Key_Down)
    settings.press(Qt.Key.Key_Return)
    assert settings.focus is settings.pane.form.form.rows["text"].box
    assert "{requester.name}" in aid.offering.text.toPlainText()
    settings.save()
    assert "Text changed" in settings.said()

    settings.pane.retire.setFocus()
    settings.press(Qt.Key.Key_Space)
    qtbot.waitUntil(settings.pane.retire_bar.isVisible)
    settings.press(Qt.Key.Key_Backtab)
    settings.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: settings.lines == [])


def test_what_is_wrong_with_a_text_is_said_while_it_is_typed_and_when_it_is_saved(
    opened: Opened,
) -> None:
    settings = opened()
    settings.begin_new()
    settings.type("thanks")
    settings.write("text", "Thank you, {requester.nme}")
    told = "{requester.nme} is no variable. Did you mean {requester.name}?"
    assert preview(settings).fault.text() == told
    settings.save()
    assert settings.said() == told


def test_the_page_is_everybodys_and_the_others_say_who_may(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    add(world, "anna", "mine")
    add(world, "ada", "network", team=world.id("team", "Network"))
    settings = opened()
    qtbot.waitUntil(lambda: settings.lines == ["mine"])
    assert settings.window.right_strip.text == ""
    settings.window.show_page("team")
    assert "takes the right of administrator" in settings.window.right_strip.text
    settings.window.show_page(TEXT)
    assert settings.window.right_strip.text == ""
    hers = opened("ada")
    qtbot.waitUntil(lambda: hers.lines == ["network"])


def test_who_leads_a_team_sees_its_texts_at_once(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    network = world.id("team", "Network")
    add(world, "ada", "network", team=network)
    settings = opened()
    assert settings.lines == []
    values = {"person": world.id("person", "anna"), "role": "lead", "team": network}
    row_id = world.new_id()
    world.tell("ada", AddThing, thing="role_grant", row_id=row_id, values=values)
    qtbot.waitUntil(lambda: settings.lines == ["network"])
    world.tell("ada", EditThing, thing="role_grant", row_id=row_id, values={"active": 0})
    qtbot.waitUntil(lambda: settings.lines == [])
