"""Drafts: on disk within a second, given back once, and never to be sent twice."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.draft_files import DraftFiles
from ui.typed import About, Kept, Typed

NOTE = (1, "note")
ABOUT = About("Work note", 1, "INC-000001", "No network", 4)
Window = Callable[[], Typed]


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    """Open windows on one folder; those still open at the end are closed."""
    windows: list[Typed] = []

    def opened() -> Typed:
        typed = Typed()
        typed.use(DraftFiles(tmp_path / "drafts", typed))
        windows.append(typed)
        return typed

    yield opened
    for typed in windows:
        typed.close()


def contents(folder: Path) -> list[str]:
    return [json.loads(file.read_bytes())["entries"]["text"][1] for file in folder.rglob("*.json")]


def write(typed: Typed, text: str, subject: tuple[int | str, ...] = NOTE) -> None:
    typed.keep(subject, {"text": (None, text)} if text else {}, ABOUT)


def found_by(typed: Typed, qtbot: QtBot) -> tuple[Kept, ...]:
    with qtbot.waitSignal(typed.found) as found:
        pass
    drafts: tuple[Kept, ...] = found.args[0]
    return drafts


def test_what_is_typed_is_on_disk_soon_and_gone_once_it_is_sent(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    typed = window()
    write(typed, "مرحبا 東京 \u202e=cmd")
    qtbot.waitUntil(lambda: contents(tmp_path) == ["مرحبا 東京 \u202e=cmd"])
    typed.forget(NOTE)
    qtbot.waitUntil(lambda: contents(tmp_path) == [])


def test_the_next_window_finds_what_a_closed_one_left(window: Window, qtbot: QtBot) -> None:
    first = window()
    write(first, "as far as I came")
    kept = first.kept(NOTE)
    first.close()
    assert found_by(window(), qtbot) == (kept,)


def test_a_window_leaves_the_drafts_of_a_living_one_alone(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    first = window()
    write(first, "being typed")
    qtbot.waitUntil(lambda: contents(tmp_path) == ["being typed"])
    second = window()
    write(second, "here too")
    qtbot.waitUntil(lambda: sorted(contents(tmp_path)) == ["being typed", "here too"])
    assert [each.text for each in second.all()] == ["here too"]


def test_a_file_that_is_no_draft_is_kept_aside_and_hinders_nothing(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    first = window()
    write(first, "whole")
    first.close()
    folder = next((tmp_path / "drafts").iterdir())
    (folder / "torn.json").write_bytes(b'{"subject": [1, "no')
    assert [kept.text for kept in found_by(window(), qtbot)] == ["whole"]
    assert (folder / "torn.unreadable").exists()


def test_a_disk_that_takes_nothing_is_told_of(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "drafts").write_text("a file where the folder should be")
    typed = Typed()
    files = DraftFiles(tmp_path / "drafts", typed)
    with qtbot.waitSignal(typed.failed) as failed:
        typed.use(files)
    assert failed.args == ["Not a directory"]
    write(typed, "still here")
    typed.close()
    assert typed.of(NOTE)["text"][1] == "still here"


def test_what_was_sent_before_the_window_ended_is_not_given_back() -> None:
    typed = Typed()
    write(typed, "sent")
    sent = typed.kept(NOTE)
    assert sent is not None
    later = Typed()
    later.restore([sent], [sent.command])
    assert later.all() == ()
    later.restore([sent], [])
    assert later.of(NOTE) == {"text": (None, "sent")}


def test_of_two_drafts_of_one_ticket_both_are_in_the_list() -> None:
    typed, other = Typed(), Typed()
    write(other, "typed in the window that died")
    write(typed, "typed in this one")
    typed.restore(other.all(), [])
    assert [kept.text for kept in typed.all()] == [
        "typed in this one",
        "typed in the window that died",
    ]
    assert typed.of(NOTE)["text"][1] == "typed in this one"


def test_a_draft_keeps_its_command_while_it_changes_and_gets_a_new_one_after() -> None:
    typed = Typed()
    write(typed, "a")
    first = typed.command_of(NOTE)
    write(typed, "ab")
    assert typed.command_of(NOTE) == first
    typed.forget(NOTE)
    write(typed, "c")
    assert typed.command_of(NOTE) != first
