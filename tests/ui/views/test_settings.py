"""The settings pages: adding, editing, retiring and bringing back, by keyboard alone."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from support.seats import Chair
from support.settings import Settings
from support.world import World

from app.domain.commands import EditThing
from app.domain.setting_questions import ThingHistory

Opened = Callable[..., Settings]
NAMES = {
    "person": "Zoë Quist",
    "team": "Printing",
    "category": "Screens",
    "service": "Payroll",
    "resolution_code": "Cable replaced",
    "waiting_reason": "Awaiting a part",
}


@pytest.fixture
def opened(qtbot: QtBot, chair: Chair, world: World) -> Opened:
    """Open the settings as somebody."""
    return lambda login="ada": Settings(qtbot, chair, world, login)


def typed_name(thing: str) -> str:
    # keyClicks types ASCII only.
    return NAMES[thing].encode("ascii", "ignore").decode()


@pytest.mark.parametrize("thing", NAMES)
def test_a_thing_is_added_edited_retired_and_brought_back_by_keyboard_alone(
    opened: Opened, qtbot: QtBot, thing: str
) -> None:
    settings = opened()
    settings.show(thing)
    name = typed_name(thing)
    settings.begin_new()
    settings.type(name)
    if thing in ("team", "waiting_reason"):
        settings.press(Qt.Key.Key_Tab)
        settings.press(Qt.Key.Key_Space)
    settings.save()
    assert f"{name} added" in settings.said()
    assert settings.detail(thing, name).is_active
    if thing == "team":
        assert settings.values(thing, name)["tier"] == 1
    settings.wait_for(name)

    settings.write("name", f"{name} 2")
    settings.save()
    settings.wait_for(f"{name} 2")
    assert "Name changed" in settings.said()

    for _ in range(60):
        if settings.focus is settings.pane.retire:
            break
        settings.press(Qt.Key.Key_Tab)
    settings.press(Qt.Key.Key_Space)
    qtbot.waitUntil(settings.pane.retire_bar.isVisible)
    assert f"Retire {name} 2?" in settings.pane.retire_bar.text
    settings.press(Qt.Key.Key_Backtab)
    settings.press(Qt.Key.Key_Space)
    qtbot.waitUntil(settings.pane.retire_bar.bring_back.isVisible)
    assert not settings.detail(thing, f"{name} 2").is_active
    qtbot.waitUntil(lambda: f"{name} 2" not in settings.lines)

    settings.page.retired.click()
    qtbot.waitUntil(lambda: f"{name} 2" in settings.lines)
    settings.pane.retire_bar.bring_back.setFocus()
    settings.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: settings.detail(thing, f"{name} 2").is_active)
    qtbot.waitUntil(settings.pane.retire.isVisible)
    assert settings.pane.retire_bar.isHidden()


def test_what_is_typed_is_there_again_after_esc_and_after_other_records(
    opened: Opened, qtbot: QtBot
) -> None:
    settings = opened()
    settings.show("person")
    settings.find("Uma")
    settings.press(Qt.Key.Key_Return)
    settings.write("site", "Lisbon")
    settings.press(Qt.Key.Key_Escape)
    assert settings.focus is settings.page.view
    settings.find("Vic")
    assert settings.pane.form.form.rows["site"].entry[1] == ""
    settings.find("Uma")
    qtbot.waitUntil(lambda: settings.pane.form.form.rows["site"].entry[1] == "Lisbon")
    assert "typed before" in settings.said()
    settings.pane.form.form.rows["site"].focus()
    settings.save()
    assert settings.values("person", "Uma")["site"] == "Lisbon"
    qtbot.waitUntil(settings.pane.afresh.isHidden)


def test_a_new_record_that_was_left_is_there_again(opened: Opened, qtbot: QtBot) -> None:
    settings = opened()
    settings.show("service")
    settings.begin_new()
    settings.type("Mail")
    settings.press(Qt.Key.Key_Escape)
    begun = settings.page.begun
    assert settings.focus is begun
    assert "New service “Mail” is not saved" in begun.text()
    settings.press(Qt.Key.Key_Escape)
    assert not settings.window.isVisible()
    settings.window.open()
    qtbot.waitUntil(settings.window.isActiveWindow)
    settings.find("Network")
    assert begun.isVisible()
    begun.click()
    assert settings.pane.form.form.rows["name"].entry[1] == "Mail"
    settings.pane.start_afresh()
    assert begun.isHidden()


def test_two_administrators_on_one_field_are_asked_once(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    settings = opened()
    settings.show("team")
    settings.find("Platform")
    settings.press(Qt.Key.Key_Return)
    settings.write("email", "mine@example.org")
    values = {"email": "theirs@example.org", "tier": 2}
    team = world.id("team", "Platform")
    world.tell("ada", EditThing, thing="team", row_id=team, values=values)
    tier = settings.pane.form.form.rows["tier"]
    qtbot.waitUntil(lambda: tier.entry[0] == 2)
    assert settings.pane.form.form.rows["email"].entry[1] == "mine@example.org"
    settings.save()
    qtbot.waitUntil(settings.pane.disputes.isVisible)
    dispute = settings.pane.disputes.disputes[0]
    assert (dispute.before, dispute.theirs, dispute.mine) == (
        "", "theirs@example.org", "mine@example.org",
    )  # fmt: skip
    mine = next(
        each
        for each in settings.pane.disputes.findChildren(QPushButton)
        if each.text() == "Use mine"
    )
    mine.setFocus()
    settings.press(Qt.Key.Key_Space)
    assert settings.pane.disputes.isHidden()
    assert settings.focus is settings.pane.form.form.rows["email"].box
    settings.save()
    qtbot.waitUntil(lambda: settings.values("team", "Platform")["email"] == "mine@example.org")


def test_theirs_can_be_kept(opened: Opened, qtbot: QtBot, world: World) -> None:
    settings = opened()
    settings.show("team")
    settings.find("Platform")
    settings.press(Qt.Key.Key_Return)
    settings.write("email", "mine@example.org")
    values = {"email": "theirs@example.org"}
    team = world.id("team", "Platform")
    world.tell("ada", EditThing, thing="team", row_id=team, values=values)
    settings.save()
    qtbot.waitUntil(settings.pane.disputes.isVisible)
    settings.pane.disputes.theirs_kept.emit("email")
    assert settings.pane.disputes.isHidden()
    assert settings.pane.form.form.rows["email"].entry[1] == "theirs@example.org"
    assert not settings.pane.form.form.rows["email"].is_touched


def test_a_refusal_says_why_where_it_happened_and_loses_nothing(opened: Opened) -> None:
    settings = opened()
    settings.show("person")
    settings.begin_new()
    settings.type("Another Anna")
    settings.write("login", "anna")
    settings.save()
    assert "the same Login" in settings.said()
    login = settings.pane.form.form.rows["login"].box
    assert settings.focus is login
    assert login.property("invalid")
    assert settings.pane.form.form.rows["name"].entry[1] == "Another Anna"
    settings.write("login", "anna2")
    settings.save()
    assert settings.values("person", "Another Anna")["login"] == "anna2"


def test_the_last_administrator_is_not_retired(opened: Opened, qtbot: QtBot, world: World) -> None:
    with world.store.reading() as connection:
        administrators = "SELECT person FROM role_grant WHERE role = 'administrator'"
        people = set(connection.scalars(sa.text(administrators))) - {world.id("person", "ada")}
    for each in people:
        world.tell("ada", EditThing, thing="person", row_id=each, values={"active": 0})
    settings = opened()
    settings.show("person")
    settings.find("Ada")
    settings.pane.retire.setFocus()
    settings.press(Qt.Key.Key_Space)
    qtbot.waitUntil(settings.pane.retire_bar.isVisible)
    assert settings.focus is settings.pane.retire_bar.keep
    settings.pane.retire_bar.retire.click()
    qtbot.waitUntil(lambda: "last administrator" in settings.said())
    assert settings.detail("person", "Ada").is_active


def test_an_agent_reads_and_hears_who_may_change(opened: Opened, qtbot: QtBot) -> None:
    settings = opened("anna")
    settings.show("person")
    qtbot.waitUntil(settings.window.right_strip.isVisible)
    assert "administrator" in settings.window.right_strip.text
    assert "Ada" in settings.window.right_strip.text
    settings.find("Ben")
    assert ("Name", "Ben") in settings.pane.facts.facts
    assert ("Roles", "agent") in settings.pane.facts.facts
    assert not settings.pane.primary.isVisible()
    assert not settings.pane.retire.isVisible()
    assert not settings.page.new.isEnabled()
    settings.page.view.setFocus()
    settings.begin_new()
    assert not settings.pane.shown.is_new
    assert "administrator" in settings.said()
    assert settings.focus is settings.page.view
    assert settings.page.view.selectionModel().hasSelection()


def test_the_history_says_who_changed_what(opened: Opened, qtbot: QtBot, world: World) -> None:
    uma = world.id("person", "uma")
    for site in ("Lisbon", "Porto"):
        world.tell("ada", EditThing, thing="person", row_id=uma, values={"site": site})
    settings = opened()
    settings.show("person")
    settings.find("Uma")
    settings.pane.history_segment.setFocus()
    settings.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(settings.pane.history.log.lines) == 3)
    newest, older, oldest = settings.pane.history.log.lines
    assert newest.title == "Site: Lisbon → Porto"
    assert newest.detail.startswith("Ada · ")
    assert older.title == "Site: nothing → Lisbon"
    assert oldest.title.startswith("Added: Login uma, Name Uma")
    assert len(world.desk("ada").ask(ThingHistory("person", uma))) == 3


def test_what_another_window_changes_comes_in(opened: Opened, qtbot: QtBot, world: World) -> None:
    settings = opened()
    settings.show("service")
    network = world.id("service", "Network")
    values = {"name": "Networks"}
    world.tell("ada", EditThing, thing="service", row_id=network, values=values)
    qtbot.waitUntil(lambda: settings.lines == ["Networks"])
    settings.wait_for("Networks")
