"""Bringing in a table from a settings page: previewed, brought in row by row, stopped, refused."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from support.reach import nameless
from support.seats import Chair
from support.settings import CTRL, Settings
from support.world import World

from app.domain.imports import LARGEST_IMPORT
from ui.models.lines import LINE
from ui.views.settings.import_dialog import ImportDialog

PEOPLE = "login;name;site\numa;Uma;Porto\nzed;Zed;Lisbon\nnia;;Lisbon\nvic;Vic;\n"


@pytest.fixture
def settings(qtbot: QtBot, chair: Chair, world: World) -> Settings:
    """Open ada's settings."""
    opened = Settings(qtbot, chair, world)
    opened.show("person")
    qtbot.waitUntil(opened.page.importing.isEnabled)
    return opened


def begin(settings: Settings, qtbot: QtBot, file: Path, text: str = PEOPLE) -> ImportDialog:
    file.write_text(text, encoding="utf-8")
    dialog = settings.page.importing.open(file)
    qtbot.waitUntil(lambda: dialog.plan is not None)
    return dialog


def told(dialog: ImportDialog) -> list[tuple[str, str, str]]:
    lines = [dialog.rows.index(n).data(LINE) for n in range(dialog.rows.rowCount())]
    return [(line.title, line.detail, line.mark) for line in lines]


def test_a_table_is_previewed_and_then_brought_in(
    settings: Settings, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = begin(settings, qtbot, tmp_path / "people.csv")
    QAbstractItemModelTester(dialog.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [(title, mark) for title, _, mark in told(dialog)] == [
        ("nia", "refused"),
        ("uma", "changed"),
        ("zed", "new"),
    ]
    assert "Site: Porto" in told(dialog)[1][1]
    assert dialog.subtitle.text() == "1 new · 1 changed · 1 unchanged · 1 refused"
    assert nameless(dialog) == []
    assert settings.detail("person", "Uma").form[5].value is None
    with qtbot.waitSignal(dialog.imported):
        settings.press(Qt.Key.Key_Return, CTRL)
    assert settings.values("person", "Uma")["site"] == "Porto"
    assert settings.values("person", "Zed")["login"] == "zed"
    assert "refused" in dialog.strip.text
    qtbot.waitUntil(lambda: "Zed" in settings.lines)
    dialog.primary.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_the_same_table_again_does_nothing(
    settings: Settings, qtbot: QtBot, tmp_path: Path
) -> None:
    text = "login,name\numa,Uma\n"
    dialog = begin(settings, qtbot, tmp_path / "people.csv", text)
    assert "Nothing in this table" in dialog.strip.text
    assert not dialog.primary.isEnabled()
    settings.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not settings.window.isHidden())


def test_what_is_not_read_is_a_warning_and_how_it_was_read_is_said(
    settings: Settings, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = begin(settings, qtbot, tmp_path / "people.csv", "login;name;aktiv\numa;Uma;nein\n")
    assert dialog.strip.kind == "warning"
    assert dialog.strip.text == (
        "The column “aktiv” is not known here: what it says is not read."
        " Nothing in this table would change the desk."
    )
    assert dialog.read_as.text() == "Read as UTF-8, with semicolons."
    dialog.reject()


def test_the_rows_scroll_in_one_place_where_the_dialog_is_low(
    settings: Settings, qtbot: QtBot, tmp_path: Path
) -> None:
    text = "login;name\n" + "".join(f"p{n};Person {n}\n" for n in range(30))
    dialog = begin(settings, qtbot, tmp_path / "people.csv", text)
    dialog.strip.say("word " * 40, "warning")
    dialog.setFixedHeight(430)
    dialog.grab()
    assert dialog.list.view.verticalScrollBar().maximum() > 0
    assert dialog._area.verticalScrollBar().maximum() == 0
    dialog.reject()


def test_an_import_is_stopped_by_esc_and_can_go_on(
    settings: Settings, qtbot: QtBot, tmp_path: Path
) -> None:
    text = "login;name\n" + "".join(f"p{n};Person {n}\n" for n in range(2_000))
    dialog = begin(settings, qtbot, tmp_path / "people.csv", text)
    settings.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.bar.value() > 0)
    with qtbot.waitSignal(dialog.imported) as imported:
        settings.press(Qt.Key.Key_Escape)
    counts = imported.args[0].counts
    assert counts["added"] > 0
    assert counts["left"] > 0
    assert "What was brought in stays" in dialog.strip.text
    dialog.primary.click()


@pytest.mark.parametrize("size", [None, LARGEST_IMPORT + 1])
def test_a_file_that_cannot_be_read_is_said(
    settings: Settings, qtbot: QtBot, tmp_path: Path, size: int | None
) -> None:
    file = tmp_path / "people.csv"
    if size is not None:
        with file.open("wb") as stream:
            stream.truncate(size)
    dialog = settings.page.importing.open(file)
    qtbot.waitUntil(lambda: bool(dialog.strip.text))
    assert "people.csv" in dialog.strip.text
    assert not dialog.primary.isEnabled()
    dialog.reject()


def test_only_what_can_be_imported_has_the_button_and_only_who_may(
    settings: Settings, qtbot: QtBot, chair: Chair, world: World
) -> None:
    settings.show("waiting_reason")
    assert settings.page.importing.isHidden()
    agent = Settings(qtbot, chair, world, "anna")
    agent.show("person")
    qtbot.waitUntil(lambda: not agent.page.importing.isEnabled())
    assert "administrator" in agent.page.importing.toolTip()
