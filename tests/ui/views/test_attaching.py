"""Files in the ticket pane: given, on their way, seen, saved, opened and removed; and what is never opened."""

import hashlib
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QUrl,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QClipboard,
    QColor,
    QContextMenuEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QImageWriter,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from support.world import World

from app.domain.file_questions import AttachmentsOf
from app.domain.files import MEGABYTE, PIECE, StoredFile
from app.domain.ticket_rows import AttachmentRow
from ui import formats
from ui.models.timeline_model import ROW
from ui.views.preview_dialog import PreviewDialog
from ui.views.ticket_pane import TicketPane
from ui.widgets.picture_view import PictureView
from ui.workplace import Workplace

ELSEWHERE = "Put it where others can reach it, and write down where that is."


class Desk:
    """A pane with a ticket, and somebody's hands with files."""

    def __init__(self, workplace: Workplace, qtbot: QtBot, world: World) -> None:
        self.qtbot, self.world, self.workplace = qtbot, world, workplace
        self.ticket = world.log()
        self.pane = TicketPane(workplace)
        qtbot.addWidget(self.pane)
        self.pane.resize(600, 760)
        self.pane.show()
        self.show(self.ticket)

    def show(self, ticket: int) -> None:
        self.pane.show_ticket(ticket)
        self.until(lambda: self.pane.detail is not None and self.pane.detail.row.id == ticket)

    def until(self, is_so: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(is_so()))

    @property
    def files(self) -> tuple[AttachmentRow, ...]:
        return self.world.desk("anna").ask(AttachmentsOf(self.ticket))

    @property
    def strip(self) -> Any:
        return self.pane.face.files

    @property
    def said(self) -> str:
        return self.pane.face.strip.text

    def names(self) -> list[str]:
        return [card.file.name for card in self.strip.cards]

    def content(self, row: AttachmentRow) -> bytes:
        return b"".join(self.world.desk("anna").pieces(StoredFile(row.sha256, row.size)))

    def give(self, *places: Path) -> None:
        self.pane.attaching.give_files(places)

    def have(self, content: bytes, name: str, **fields: Any) -> AttachmentRow:
        """Let the ticket have a file already."""
        number = self.world.attach("ben", self.ticket, content, name, **fields)
        self.until(lambda: number in [card.file.id for card in self.strip.cards])
        return next(row for row in self.files if row.id == number)


@pytest.fixture
def desk(workplace: Workplace, qtbot: QtBot, world: World) -> Desk:
    return Desk(workplace, qtbot, world)


def picture(side: int = 40) -> QImage:
    image = QImage(side, side // 2, QImage.Format.Format_RGB32)
    image.fill(QColor("#2563eb"))
    return image


def png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def mime_of(*places: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(place)) for place in places])
    return mime


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


def test_what_is_attached_elsewhere_comes_up_and_keeps_the_focus(desk: Desk) -> None:
    desk.have(b"x", "a.txt")
    desk.pane.activateWindow()
    desk.strip.cards[0].setFocus()
    desk.until(desk.strip.cards[0].hasFocus)
    desk.have(b"y", "b.txt")
    assert desk.names() == ["a.txt", "b.txt"]
    assert desk.strip.cards[0].hasFocus()
