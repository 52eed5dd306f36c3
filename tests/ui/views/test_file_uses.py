"""Files of a ticket looked at, saved, opened and removed."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import (
    QObject,
    QPoint,
    Qt,
    QUrl,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QDesktopServices,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot
from support.attached import Desk, picture, png
from support.world import World

from app.domain.files import MEGABYTE, PIECE
from ui import formats
from ui.views.preview_dialog import PreviewDialog
from ui.widgets.picture_view import PictureView
from ui.workplace import Workplace


@pytest.fixture
def desk(workplace: Workplace, qtbot: QtBot, world: World) -> Desk:
    return Desk(workplace, qtbot, world)


def colour_of(card: Any) -> QColor:
    shown = card.icon().pixmap(32, 32).toImage()
    return QColor(shown.pixel(shown.width() // 2, shown.height() // 2))


def test_a_picture_is_shown_small_and_large(desk: Desk) -> None:
    desk.have(png(picture(400)), "screen.png")
    (card,) = desk.strip.cards
    desk.until(lambda: colour_of(card) == QColor("#2563eb"))
    card.click()
    dialog = desk.pane.findChild(PreviewDialog)
    desk.until(lambda: isinstance(dialog.shown, PictureView))
    assert dialog.shown.sizeHint().width() == 400
    assert dialog.open_it.isVisible()
    dialog.close()


def preview_of(desk: Desk, content: bytes, name: str) -> PreviewDialog:
    file = desk.have(content, name)
    desk.pane.attaching.uses.look(file)
    dialog = next(each for each in desk.pane.findChildren(PreviewDialog) if each.file == file)
    desk.until(
        lambda: dialog.shown is not dialog.message or "kind of file" in dialog.message.text()
    )
    return dialog


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("Grüße 東京".encode(), "Grüße 東京"),
        ("Grüße".encode("utf-8-sig"), "Grüße"),
        ("Grüße 東京".encode("utf-16"), "Grüße 東京"),
        ("Grüße".encode("cp1252"), "Grüße"),
        (b"<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_text_is_shown_as_text(desk: Desk, content: bytes, shown: str) -> None:
    dialog = preview_of(desk, content, "page.html")
    assert isinstance(dialog.shown, QPlainTextEdit)
    assert dialog.shown.toPlainText() == shown
    assert not dialog.open_it.isVisible()
    dialog.close()


def test_of_a_long_text_the_beginning_is_shown(desk: Desk) -> None:
    dialog = preview_of(desk, "é".encode() * MEGABYTE, "long.log")
    assert isinstance(dialog.shown, QPlainTextEdit)
    assert dialog.shown.toPlainText() == "é" * (MEGABYTE // 2)
    assert "first megabyte" in dialog.strip.text
    dialog.close()


def test_what_is_not_shown_says_what_to_do(desk: Desk) -> None:
    document = preview_of(desk, b"%PDF-1.7\n\0\0", "bill.pdf")
    assert "Open it" in document.message.text()
    program = preview_of(desk, b"MZ\0\0", "setup.exe")
    assert "it could run" in program.message.text()
    bomb = preview_of(desk, png(picture())[:40], "broken.png")
    assert "Open it" in bomb.message.text()
    vector = preview_of(desk, b"<svg width='9'/>", "drawing.svg")
    assert isinstance(vector.shown, QPlainTextEdit)
    for dialog in (document, program, bomb, vector):
        dialog.close()


def test_a_file_is_saved_and_nothing_half_is_left(desk: Desk, tmp_path: Path) -> None:
    file = desk.have(b"x" * (2 * PIECE), "dump.bin")
    desk.strip.cards[0].save_wanted.emit()
    dialog = desk.pane.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("dump.bin")
    dialog.fileSelected.emit(str(tmp_path / "mine.bin"))
    desk.until(lambda: desk.said.startswith("Saved as"))
    dialog.fileSelected.emit(str(tmp_path / "nowhere" / "mine.bin"))
    desk.until(lambda: "was not saved" in desk.said)
    dialog.reject()
    assert (tmp_path / "mine.bin").read_bytes() == desk.content(file)
    assert list(tmp_path.glob("*.part")) == []


class Programs(QObject):
    """Stands for the programs of this computer: hears what would be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def programs() -> Iterator[Programs]:
    heard = Programs()
    QDesktopServices.setUrlHandler("file", heard, "open")
    yield heard
    QDesktopServices.unsetUrlHandler("file")


def test_a_harmless_file_is_opened_as_a_copy_that_can_only_be_read(
    desk: Desk, programs: Programs
) -> None:
    file = desk.have(b"%PDF-1.7 bill", "bill.pdf")
    for _ in range(2):
        desk.pane.attaching.uses.open(file)
    desk.until(lambda: len(programs.opened) == 2)
    (place,) = set(programs.opened)
    assert (place.name, place.read_bytes()) == ("bill.pdf", b"%PDF-1.7 bill")
    assert stat.S_IMODE(place.stat().st_mode) == stat.S_IRUSR
    desk.pane.attaching.uses._copies.cleanup()
    assert not place.exists()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"MZ", "setup.exe", "it could run on this computer"),
        (b"echo", "run.sh", "it could run on this computer"),
        (b"<html>", "page.html", "it could run on this computer"),
        (b"PK\x03\x04", "macros.docm", "it could run on this computer"),
        (b"\xd0\xcf\x11\xe0", "old.doc", "it could run on this computer"),
        (b"MZ", "trick.png.exe", "it could run on this computer"),
        (b"MZ\0\0", "lie.png", "is not what its name says"),
        (b"<script>", "lie.pdf", "is not what its name says"),
        (b"\x7fELF\0", "lie.txt", "is not what its name says"),
        (b"MZ", "lie.docx", "is not what its name says"),
    ],
)
def test_what_could_run_is_never_opened(
    desk: Desk, programs: Programs, content: bytes, name: str, sentence: str
) -> None:
    file = desk.have(content, name)
    desk.pane.attaching.uses.open(file)
    desk.until(lambda: sentence in desk.said)
    assert programs.opened == []


def test_a_file_is_removed_and_put_back(desk: Desk) -> None:
    first = desk.have(b"x", "a.txt")
    card = desk.strip.cards[0]
    card.setFocus()
    desk.qtbot.keyClick(card, Qt.Key.Key_Delete)
    desk.until(lambda: desk.names() == [] and "“a.txt” was removed." in desk.said)
    assert not desk.strip.isVisible()
    desk.pane.face.strip._button.click()
    desk.until(lambda: desk.names() == ["a.txt"])
    assert desk.files[0].sha256 == first.sha256


def test_a_card_offers_what_may_be_done(desk: Desk) -> None:
    desk.have(b"MZ", "setup.exe")
    desk.have(b"hello", "a.txt", visibility="public")
    offered = []
    for card in desk.strip.cards:
        desk.qtbot.mouseClick(card, Qt.MouseButton.RightButton)
        QApplication.sendEvent(card, _menu_event(card))
        menu = card.findChild(QMenu)
        offered.append(
            [each.text() for each in menu.actions() if isinstance(each, QAction) and each.text()]
        )
        menu.close()
    assert offered == [["Preview", "Save as…", "Remove"], ["Preview", "Open", "Save as…", "Remove"]]
    assert [card.accessibleName() for card in desk.strip.cards] == [
        "File setup.exe, 2 bytes, only staff sees it",
        "File a.txt, 5 bytes, the user sees it",
    ]


def _menu_event(card: Any) -> QContextMenuEvent:
    return QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(4, 4), card.mapToGlobal(QPoint(4, 4))
    )


def test_files_are_told_as_large_as_they_are() -> None:
    sizes = (1, 1023, 1024, 14_500, 25 * MEGABYTE)
    assert [formats.size(each) for each in sizes] == [
        "1 byte",
        "1023 bytes",
        "1 kB",
        "14 kB",
        "25.0 MB",
    ]
