"""Files in the ticket pane: given, on their way, seen, saved, opened and removed; and what is never opened."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QMimeData,
    QPoint,
    QPointF,
    Qt,
)
from PySide6.QtGui import (
    QClipboard,
    QDragEnterEvent,
    QDropEvent,
    QImage,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from support.attached import Desk, mime_of, picture
from support.world import World

from app.domain.files import MEGABYTE, PIECE
from ui.models.timeline_model import ROW
from ui.views.preview_dialog import PreviewDialog
from ui.workplace import Workplace

ELSEWHERE = "Put it where others can reach it, and write down where that is."


@pytest.fixture
def desk(workplace: Workplace, qtbot: QtBot, world: World) -> Desk:
    return Desk(workplace, qtbot, world)


def drop(desk: Desk, mime: QMimeData, over: QWidget | None = None) -> QDropEvent:
    over = over or desk.pane
    common = (
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(50, 50), *common)
    QApplication.sendEvent(over, enter)
    assert enter.isAccepted() == (not desk.pane.attaching.target.isHidden())
    event = QDropEvent(QPointF(50, 50), *common)
    QApplication.sendEvent(over, event)
    assert desk.pane.attaching.target.isHidden()
    return event


@pytest.mark.parametrize("name", ["category", "vendor_ref", "description"])
def test_a_file_dropped_on_a_box_of_words_is_attached(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    desk.world.bring("anna", desk.ticket, "wait")
    desk.until(lambda: "vendor_ref" in desk.pane.face.properties.fields)
    desk.pane.face.properties.more.setChecked(True)
    place = tmp_path / "trace.log"
    place.write_bytes(b"12:00 lost carrier\n")
    box = desk.pane.face.properties.fields[name].input
    takers = [each for each in (box, *box.findChildren(QWidget)) if each.acceptDrops()]
    drop(desk, mime_of(place), takers[0])
    desk.until(lambda: desk.names() == ["trace.log"])
    assert not box.is_busy
    assert not desk.pane.errands.draft(desk.ticket).edits


def test_files_dropped_on_the_pane_are_attached(desk: Desk, tmp_path: Path) -> None:
    places = [tmp_path / "trace.log", tmp_path / "dump.bin"]
    places[0].write_bytes(b"12:00 lost carrier\n")
    places[1].write_bytes(b"\0" * (3 * PIECE + 7))
    drop(desk, mime_of(*places))
    desk.until(lambda: desk.names() == ["trace.log", "dump.bin"])
    assert [row.visibility for row in desk.files] == ["internal", "internal"]
    assert desk.content(desk.files[1]) == places[1].read_bytes()
    assert desk.strip.shipments == []
    assert "File attached" in str(desk.pane.face.timeline.history.index(2, 0).data())


def test_what_the_composer_writes_for_the_user_goes_to_the_user(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "how to.txt"
    place.write_text("Turn it off and on.")
    desk.pane.compose(public=True)
    drop(desk, mime_of(place))
    assert "The user will see them" in desk.pane.attaching.target.says.text()
    desk.until(lambda: desk.names() == ["how to.txt"])
    assert desk.files[0].visibility == "public"


def test_text_dropped_is_no_file(desk: Desk) -> None:
    mime = QMimeData()
    mime.setText("hello")
    assert not drop(desk, mime).isAccepted() or desk.files == ()
    assert desk.files == ()


@pytest.fixture
def clipboard() -> Iterator[QClipboard]:
    """Give the clipboard, and leave nothing of Python's in it: it outlives Python."""
    clipboard = QApplication.clipboard()
    yield clipboard
    clipboard.clear()


def test_a_screenshot_is_pasted_into_the_composer(desk: Desk, clipboard: QClipboard) -> None:
    text = desk.pane.face.composer.text
    clipboard.setImage(picture())
    text.setPlainText("See: ")
    text.paste()
    desk.until(lambda: len(desk.names()) == 1)
    (row,) = desk.files
    assert row.name.startswith("Screenshot 20")
    assert row.name.endswith(".png")
    assert row.media_type == "image/png"
    assert QImage.fromData(desk.content(row)) == picture()
    assert text.toPlainText() == "See: "


def test_a_file_is_pasted_and_text_stays_text(
    desk: Desk, clipboard: QClipboard, tmp_path: Path
) -> None:
    place = tmp_path / "a.txt"
    place.write_text("a")
    text = desk.pane.face.composer.text
    clipboard.setMimeData(mime_of(place))
    text.paste()
    desk.until(lambda: desk.names() == ["a.txt"])
    both = QMimeData()
    both.setText("a cell")
    both.setImageData(picture())
    clipboard.setMimeData(both)
    text.paste()
    assert text.toPlainText() == "a cell"
    assert len(desk.files) == 1


def test_a_dialog_chooses_files_and_remembers_where(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text("a")
    desk.pane.face.composer.attach.click()
    dialog = desk.pane.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(place)])
    dialog.reject()
    desk.until(lambda: desk.names() == ["a.txt"])
    assert desk.workplace.preferences.text("attach_from") == str(tmp_path)


def test_what_cannot_be_attached_is_said_before_it_is_read(desk: Desk, tmp_path: Path) -> None:
    large, empty, folder, gone = (
        tmp_path / name for name in ("large.iso", "empty.txt", "folder", "gone.txt")
    )
    with large.open("wb") as file:
        file.truncate(25 * MEGABYTE + 1)
    empty.touch()
    folder.mkdir()
    good = tmp_path / "good.txt"
    good.write_text("good")
    desk.give(large, empty, folder, gone, good)
    assert desk.said.split("\n") == [
        f"“large.iso” has 25.0 MB; 25 MB at most can be attached. {ELSEWHERE}",
        "“empty.txt” is empty: there is nothing to attach.",
        "“folder” cannot be attached: it is a folder; attach the files in it.",
        "“gone.txt” cannot be attached: No such file or directory.",
    ]
    desk.until(lambda: desk.names() == ["good.txt"])


@contextmanager
def held_back(world: World, content: bytes) -> Iterator[None]:
    """Keep the desk from storing `content` meanwhile, as a slow line would."""
    with world.store.writing() as connection:
        if not world.is_sqlite:
            name = hashlib.sha256(content).hexdigest()
            lock = "SELECT pg_advisory_xact_lock('firstline.attachment_piece'::regclass::oid::integer, hashtext(%s))"
            connection.exec_driver_sql(lock, (name,))
        yield


def test_what_is_on_its_way_is_seen_and_called_off(desk: Desk, tmp_path: Path) -> None:
    content = b"z" * (4 * PIECE)
    place = tmp_path / "dump.bin"
    place.write_bytes(content)
    other = desk.world.log()
    with held_back(desk.world, content):
        desk.give(place)
        (card,) = desk.strip.shipments
        assert card.bar.accessibleName() == "Sending dump.bin"
        # Everything else goes on, and another ticket does not show it.
        desk.show(other)
        assert desk.strip.shipments == []
        assert not desk.strip.isVisible()
        desk.show(desk.ticket)
        (card,) = desk.strip.shipments
        card.cancel.click()
        assert desk.strip.shipments == []
    assert desk.workplace.backend.close() == 0
    assert desk.files == ()
    with desk.world.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM attachment_piece").scalar() == 0


def test_progress_is_shown(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "dump.bin"
    place.write_bytes(b"z" * (3 * PIECE))
    told: list[tuple[int, int]] = []
    desk.pane.attaching.shipments.progressed.connect(
        lambda each: told.append((each.done, each.size))
    )
    desk.give(place)
    desk.until(lambda: desk.names() == ["dump.bin"])
    # The reading for its hash is the first half.
    assert told[0] == (PIECE // 2, 3 * PIECE)
    assert told == sorted(told)
    assert told[-1] == (3 * PIECE, 3 * PIECE)


def test_the_timeline_shows_the_file_it_tells_of(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "trace.log"
    place.write_bytes(b"12:00 lost carrier\n")
    desk.give(place)
    desk.until(lambda: desk.names() == ["trace.log"])
    timeline = desk.pane.face.timeline
    desk.until(lambda: timeline.history.rowCount() == 3)
    at = timeline.history.index(2, 0)
    assert at.data(Qt.ItemDataRole.ToolTipRole) == "A click shows the file."
    timeline.scrollTo(at)
    spot = timeline.visualRect(at).center()
    desk.qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    dialog = desk.pane.findChild(PreviewDialog)
    assert dialog.file.name == "trace.log"
    dialog.close()
    desk.pane.attaching.uses.remove(desk.files[0])
    desk.until(lambda: desk.files == () and desk.pane.detail.files == ())
    # Two changes without a word are folded by now.
    timeline.file_wanted.emit(at.data(ROW).entries[0].file)
    assert desk.said == "This file was taken off the ticket."


def test_closing_waits_for_what_is_on_its_way(desk: Desk, tmp_path: Path) -> None:
    places = [tmp_path / f"{number}.bin" for number in range(3)]
    for number, place in enumerate(places):
        place.write_bytes(bytes([number]) * (2 * PIECE))
    desk.give(*places)
    assert desk.workplace.backend.close() == 0
    assert [row.name for row in desk.files] == ["0.bin", "1.bin", "2.bin"]


def test_what_is_attached_elsewhere_comes_up_and_keeps_the_focus(desk: Desk) -> None:
    desk.have(b"x", "a.txt")
    desk.pane.activateWindow()
    desk.strip.cards[0].setFocus()
    desk.until(desk.strip.cards[0].hasFocus)
    desk.have(b"y", "b.txt")
    assert desk.names() == ["a.txt", "b.txt"]
    assert desk.strip.cards[0].hasFocus()
