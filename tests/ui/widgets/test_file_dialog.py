"""A dialog for files keeps its hands off what it lists."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileSystemModel
from pytestqt.qtbot import QtBot

from ui.widgets.file_dialog import FileDialog


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "desk.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE thing(id)")
        connection.commit()
        yield file


def locks() -> int:
    lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    return sum(f" {os.getpid()} " in line for line in lines)


@pytest.mark.skipif(sys.platform != "linux", reason="locks are listed, and lost, on Linux")
def test_a_list_of_files_takes_no_lock_from_the_desk(journal: Path, qtbot: QtBot) -> None:
    before = locks()
    assert before > 0
    dialog = FileDialog(None, "Save as", str(journal.parent / "new.pdf"))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.findChildren(QFileSystemModel)[0].directoryLoaded):
        dialog.open()
    model = dialog.findChildren(QFileSystemModel)[0]
    index = model.index(str(journal))
    qtbot.waitUntil(lambda: model.data(index.siblingAtColumn(2)) == "File")
    assert not model.fileIcon(index).isNull()
    assert locks() == before
