"""The settings pages: roles and teams, the matrix, thousands of people, other windows, screen readers."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.people import fill
from support.reach import nameless
from support.seats import Chair
from support.settings import CTRL, Settings
from support.statements import spoken_statements
from support.world import World

from app.domain.canonical import parsed
from app.domain.commands import AddThing, AssignTicket, EditThing, PublishMatrix
from app.domain.priority import DEFAULT_MATRIX, cells_text
from app.domain.setting_questions import MatrixVersions
from app.domain.views import NamedView
from ui.models.lines import LINE
from ui.widgets.reading_order import in_reading_order

Opened = Callable[..., Settings]


@pytest.fixture
def opened(qtbot: QtBot, chair: Chair, world: World) -> Opened:
    """Open the settings as somebody."""
    return lambda login="ada": Settings(qtbot, chair, world, login)


def ties(settings: Settings, thing: str, name: str) -> list[tuple[str, str, bool]]:
    return [
        (tie.thing, tie.shown, tie.is_active) for tie in settings.detail(thing, name).ties
    ]  # fmt: skip


def add(settings: Settings, qtbot: QtBot, kind: str, *typed: str) -> None:
    """Add a role, a team, a member or a category by keyboard."""
    editor = settings.pane.form.editors[kind]
    first = next(iter(editor.boxes.values()))
    (first.line if hasattr(first, "line") else first).setFocus()
    for text, box in zip(typed, editor.boxes.values(), strict=False):
        if hasattr(box, "line"):
            settings.type(text)
            qtbot.waitUntil(lambda box=box, text=text: box._offered == text)
            settings.press(Qt.Key.Key_Return)
            qtbot.waitUntil(lambda box=box: not box.is_busy)
        else:
            settings.type(text)
            settings.press(Qt.Key.Key_Tab)
    settings.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(editor.ties.wishes()))


def test_roles_and_teams_are_saved_with_the_person_and_told_one_by_one(
    opened: Opened, qtbot: QtBot
) -> None:
    settings = opened()
    settings.show("person")
    settings.find("Anna")
    add(settings, qtbot, "role_grant", "team", "net")
    add(settings, qtbot, "membership", "net")
    settings.pane.form.editors["role_grant"].view.setFocus()
    settings.press(Qt.Key.Key_Home)
    settings.press(Qt.Key.Key_Delete)
    assert "not saved yet" in settings.page.view.currentIndex().data(
        Qt.ItemDataRole.AccessibleTextRole
    )
    settings.save()
    assert settings.said() == "Saved: team lead · Network added, agent taken off and Network added."
    assert ties(settings, "person", "Anna") == [
        ("role_grant", "agent", False),
        ("role_grant", "team lead · Network", True),
        ("membership", "Network", True),
    ]
    qtbot.waitUntil(settings.pane.afresh.isHidden)


def test_a_role_taken_off_is_the_same_record_when_it_is_given_again(
    opened: Opened, qtbot: QtBot
) -> None:
    settings = opened()
    settings.show("person")
    settings.find("Anna")
    for is_there in (False, True):
        if is_there:
            add(settings, qtbot, "role_grant", "agent")
        else:
            settings.pane.form.editors["role_grant"].view.setFocus()
            settings.press(Qt.Key.Key_Delete)
        settings.save()
        assert ties(settings, "person", "Anna") == [("role_grant", "agent", is_there)]
        qtbot.waitUntil(settings.pane.afresh.isHidden)


def test_a_new_person_is_born_with_roles(opened: Opened, qtbot: QtBot) -> None:
    settings = opened()
    settings.show("person")
    settings.begin_new()
    settings.type("Nell")
    add(settings, qtbot, "role_grant", "agent")
    add(settings, qtbot, "membership", "serv")
    settings.save()
    assert settings.said() == "Saved: Nell added, agent added and Service desk added."
    assert len(ties(settings, "person", "Nell")) == 2


def test_what_is_refused_beside_what_is_saved_stays_wanted(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    settings = opened()
    settings.show("person")
    settings.find("Anna")
    add(settings, qtbot, "membership", "net")
    settings.pane.form.form.rows["site"].focus()
    settings.type("Porto")
    network = world.id("team", "Network")
    world.tell("ada", EditThing, thing="team", row_id=network, values={"active": 0})
    settings.save()
    assert "“Network” is no longer in use" in settings.said()
    assert "Saved: Site changed." in settings.said()
    assert settings.values("person", "Anna")["site"] == "Porto"
    assert len(settings.pane.form.editors["membership"].ties.wishes()) == 1


def test_a_team_name_that_names_nothing_is_not_lost_in_silence(
    opened: Opened, qtbot: QtBot
) -> None:
    settings = opened()
    settings.show("person")
    settings.find("Anna")
    box = settings.pane.form.editors["membership"].boxes["team"]
    box.line.setFocus()
    settings.type("nowhere")
    qtbot.waitUntil(lambda: box._offered == "nowhere")
    settings.press(Qt.Key.Key_Return, CTRL)
    assert "Teams" in settings.said()
    assert box.line.text() == "nowhere"


def test_members_and_default_categories_are_set_from_the_team(opened: Opened, qtbot: QtBot) -> None:
    settings = opened()
    settings.show("team")
    settings.find("Platform")
    add(settings, qtbot, "membership", "sol")
    add(settings, qtbot, "category", "vpn")
    settings.save()
    assert ties(settings, "team", "Platform") == [
        ("membership", "Sol", True),
        ("category", "Access / VPN", True),
    ]
    assert settings.values("category", "VPN")["team"] == settings.detail("team", "Platform").id


def test_open_tickets_of_somebody_retired_are_told_and_shown(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    ben = world.id("person", "ben")
    ticket = world.log()
    world.tell("anna", AssignTicket, ticket=ticket, values={"assignee": ben})
    settings = opened()
    settings.show("person")
    settings.find("Ben")
    settings.pane.retire.click()
    qtbot.waitUntil(settings.pane.retire_bar.isVisible)
    settings.press(Qt.Key.Key_Backtab)
    settings.press(Qt.Key.Key_Space)
    told = "1 open ticket assigned"
    qtbot.waitUntil(settings.pane.retire_bar.bring_back.isVisible)
    qtbot.waitUntil(lambda: told in settings.pane.retire_bar.text)
    with qtbot.waitSignal(settings.window.tickets_wanted) as wanted:
        settings.pane.retire_bar.ticket_buttons[0].click()
    view = wanted.args[0]
    assert isinstance(view, NamedView)
    assert view.filter(0, (), 0).assignees == (ben,)


def test_the_matrix_is_walked_typed_into_and_published(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    settings = opened()
    settings.show("matrix")
    page = settings.matrix
    qtbot.waitUntil(lambda: "version 1" in page.version.text())
    page.table.setFocus()
    settings.press(Qt.Key.Key_Right)
    settings.press(Qt.Key.Key_4)
    settings.press(Qt.Key.Key_Down)
    settings.press(Qt.Key.Key_Space)
    assert "Publish version 2" in page.publish.text()
    settings.press(Qt.Key.Key_Return, CTRL)
    assert page.strip.text.startswith("2 cells change. Open tickets keep their priority")
    settings.press(Qt.Key.Key_3)
    assert page.strip.text == ""
    settings.press(Qt.Key.Key_4)
    settings.press(Qt.Key.Key_Return, CTRL)
    assert "version 1" in page.version.text()
    settings.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "version 2" in page.version.text())
    assert "keep theirs" in page.strip.text
    newest = world.desk("ada").ask(MatrixVersions())[0]
    cells = parsed(newest.cells)
    assert (cells["1.2"], cells["2.2"]) == (4, 4)
    assert [line.mark for line in page.history.log.lines] == ["in force", ""]
    assert page.afresh.isHidden()
    assert not page.publish.isEnabled()


def test_nothing_is_published_while_nothing_is_changed(opened: Opened, qtbot: QtBot) -> None:
    settings = opened()
    settings.show("matrix")
    page = settings.matrix
    qtbot.waitUntil(lambda: "version 1" in page.version.text())
    index, why = page.grid.index(0, 0), "Nothing is changed yet: set a cell, or other levels."
    for is_changed in (False, True, False):
        page.grid.set(index, 2 if is_changed else 1)
        assert page.publish.isVisible()
        assert page.publish.isEnabled() is is_changed
        told = "" if is_changed else why
        assert (page.publish.toolTip(), page.publish.accessibleDescription()) == (told, told)
    page.focus()
    settings.press(Qt.Key.Key_Return, CTRL)
    assert page.strip.text == "Nothing is changed here."


def test_a_click_chooses_a_cell_the_next_turns_it_and_levels_can_be_five(
    opened: Opened, qtbot: QtBot
) -> None:
    settings = opened()
    settings.show("matrix")
    page = settings.matrix
    qtbot.waitUntil(lambda: "version 1" in page.version.text())
    index = page.grid.index(0, 0)
    place = page.table.visualRect(index).center()
    other = page.table.visualRect(page.grid.index(1, 1)).center()
    before = page.grid.cells
    for pos in (place, other, place):
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=pos)
        assert page.grid.cells == before
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.grid.at(index) == 2
    page.levels.buttons()[2].click()
    assert page.grid.levels == 5
    names = [page.grid.headerData(n, each) for n in range(5) for each in Qt.Orientation]
    assert all(name[1:].startswith(" · ") for name in names)
    assert len(parsed(page.grid.cells)) == 25
    page.afresh.click()
    assert (page.grid.levels, page.grid.at(index)) == (3, 1)


def test_a_matrix_published_meanwhile_is_told_and_mine_stays(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    settings = opened()
    settings.show("matrix")
    page = settings.matrix
    qtbot.waitUntil(lambda: "version 1" in page.version.text())
    page.grid.set(page.grid.index(0, 0), 3)
    cells = cells_text({**DEFAULT_MATRIX, (3, 3): 4})
    world.tell("ada", PublishMatrix, row_id=world.new_id(), cells=cells)
    qtbot.waitUntil(lambda: "Ada published version 2" in page.strip.text)
    assert page.grid.at(page.grid.index(0, 0)) == 3
    page.strip.act()
    assert page.grid.at(page.grid.index(2, 2)) == 4


def test_an_agent_cannot_change_the_matrix(opened: Opened, qtbot: QtBot) -> None:
    settings = opened("anna")
    settings.show("matrix")
    page = settings.matrix
    qtbot.waitUntil(settings.window.right_strip.isVisible)
    page.table.setFocus()
    settings.press(Qt.Key.Key_5)
    assert page.grid.at(page.grid.index(0, 0)) == 1
    assert not page.publish.isVisible()


def test_a_right_that_is_given_meanwhile_opens_the_pages(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    settings = opened("anna")
    settings.show("person")
    qtbot.waitUntil(settings.window.right_strip.isVisible)
    values = {"person": world.id("person", "anna"), "role": "administrator"}
    world.tell("ada", AddThing, thing="role_grant", row_id=world.new_id(), values=values)
    qtbot.waitUntil(settings.page.new.isEnabled)
    assert settings.window.right_strip.isHidden()


def test_of_thousands_of_people_only_those_looked_at_are_read(
    opened: Opened, qtbot: QtBot, world: World
) -> None:
    fill(world, 5_000)
    settings = opened()
    with spoken_statements() as spoken:
        settings.window.show_page("person")
        qtbot.waitUntil(lambda: settings.page.model.rowCount() > 5_000)
        qtbot.waitUntil(lambda: settings.page.model.index(0, 0).data(LINE) is not None)
        settings.wait_for(settings.page.model.index(0, 0).data(LINE).title)
        qtbot.waitUntil(lambda: bool(settings.pane.history.log.lines))
    people = [text for text, _ in spoken if "person" in text and text.startswith("SELECT")]
    assert len(people) < 25
    assert len(settings.page.model._rows) <= 200
    settings.press(Qt.Key.Key_F, CTRL)
    settings.type("person 4242")
    qtbot.waitUntil(lambda: settings.lines == ["Person 4242"])
    settings.press(Qt.Key.Key_Down)
    settings.wait_for("Person 4242")


def test_every_model_is_sound(opened: Opened, qtbot: QtBot, world: World) -> None:
    settings = opened()
    for thing in ("person", "category", "team"):
        settings.window.show_page(thing)
        QAbstractItemModelTester(
            settings.page.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        for editor in settings.pane.form.editors.values():
            QAbstractItemModelTester(
                editor.ties, QAbstractItemModelTester.FailureReportingMode.Fatal
            )
        qtbot.waitUntil(lambda: all(settings.lines))
        settings.page.search.setText("a")
        qtbot.waitUntil(settings.page.view.isVisible)
        settings.page.search.clear()
    settings.window.show_page("matrix")
    QAbstractItemModelTester(
        settings.matrix.grid, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    settings.matrix.grid.set_levels(5)
    settings.matrix.grid.set_levels(3)


def test_everything_has_a_name_and_tab_goes_through_in_reading_order(
    opened: Opened, qtbot: QtBot
) -> None:
    settings = opened()
    for thing in ("person", "team", "category"):
        settings.show(thing)
        qtbot.waitUntil(lambda: settings.pane.shown.detail is not None)
        check_controls(settings, settings.pane)
    settings.show("matrix")
    qtbot.waitUntil(settings.matrix.publish.isVisible)
    check_controls(settings, settings.matrix)
    assert nameless(settings.window) == []


def is_of_a_choice(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and widget.group() is not None


def check_controls(settings: Settings, part: QWidget) -> None:
    shown = [each for each in in_reading_order(part) if each.isVisible() and each.isEnabled()]
    shown[0].setFocus()
    stops = [QApplication.focusWidget()]
    for _ in shown[1:]:
        settings.press(Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    # Of buttons that are one choice Tab reaches one, and the arrow keys the others.
    reached = [each for each in shown if each in stops or not is_of_a_choice(each)]
    assert stops[: len(reached)] == reached
