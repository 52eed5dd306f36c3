"""Contents of files as they come from the desk; everything here runs off the GUI thread."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from app.domain.files import MEGABYTE, StoredFile
from app.domain.ticket_rows import AttachmentRow
from app.file_errors import Cancelled, FileUnwritable, NotWhatItSays
from ui.carriage import Carriage
from ui.desk import Desk
from ui.models.file_kinds import HEAD, as_text, is_as_named, is_text, picture_format

# As much of a text as is shown.
SHOWN_TEXT = MEGABYTE
# A picture with more pixels than this is not shown: it would take the memory of everything else.
_MOST_PIXELS = 64_000_000
_LARGEST_SIDE = 4096


@dataclass(frozen=True)
class Preview:
    """What can be seen of a file: a picture, a text (`is_cut`: its beginning), or neither."""

    picture: QImage | None = None
    text: str | None = None
    is_cut: bool = False


def preview(file: AttachmentRow) -> Callable[[Desk, Carriage], Preview]:
    """Bring what can be seen of a file."""

    def run(desk: Desk, carriage: Carriage) -> Preview:
        content = bytearray()
        for piece in _pieces(desk, file, carriage):
            content += piece
            is_picture = bool(picture_format(bytes(content[:HEAD])))
            if not is_picture and not is_text(bytes(content[:HEAD])):
                return Preview()
            if not is_picture and len(content) > SHOWN_TEXT:
                return Preview(text=as_text(bytes(content[:SHOWN_TEXT])), is_cut=True)
        if picture_format(bytes(content[:HEAD])):
            return Preview(picture=_picture(bytes(content), _LARGEST_SIDE))
        return Preview(text=as_text(bytes(content)))

    return run


def thumbnail(file: AttachmentRow, side: int) -> Callable[[Desk, Carriage], QImage | None]:
    """Bring a picture, at most `side` pixels high and wide; None where it is none."""

    def run(desk: Desk, carriage: Carriage) -> QImage | None:
        return _picture(b"".join(_pieces(desk, file, carriage)), side)

    return run


def save(file: AttachmentRow, place: Path) -> Callable[[Desk, Carriage], Path]:
    """Write a file to `place`; nothing is there, or what was there before, until all of it is."""

    def run(desk: Desk, carriage: Carriage) -> Path:
        part = place.with_name(f".{place.name[:40]}.part")
        try:
            with part.open("wb") as out:
                for piece in _pieces(desk, file, carriage):
                    out.write(piece)
            part.replace(place)
        except OSError as error:
            raise FileUnwritable(place.name, error.strerror or str(error)) from error
        finally:
            part.unlink(missing_ok=True)
        return place

    return run


def copy_to_open(file: AttachmentRow, folder: Path) -> Callable[[Desk, Carriage], Path]:
    """Write a copy that can only be read, of a file that is what its name says, to be opened."""

    def run(desk: Desk, carriage: Carriage) -> Path:
        own = folder / str(file.id)
        place = own / file.name
        if not place.exists():
            own.mkdir(exist_ok=True)
            save(file, place)(desk, carriage)
            place.chmod(stat.S_IRUSR)
        with place.open("rb") as copy:
            if not is_as_named(file.name, copy.read(HEAD)):
                raise NotWhatItSays(file.name)
        return place

    return run


def _pieces(desk: Desk, file: AttachmentRow, carriage: Carriage) -> Iterator[bytes]:
    done = 0
    for piece in desk.pieces(StoredFile(file.sha256, file.size)):
        if carriage.is_cancelled():
            raise Cancelled
        done += len(piece)
        carriage.tell(done, file.size)
        yield piece


def _picture(content: bytes, side: int) -> QImage | None:
    name = picture_format(content[:HEAD])
    if not name:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    reader = QImageReader(buffer, QByteArray(name.encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return None
    if max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    return None if picture.isNull() else picture
