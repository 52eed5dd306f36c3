"""Files on their way from this computer to tickets."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from app.domain.changes import Changes
from app.domain.commands import AttachFile
from app.domain.files import LARGEST_FILE, media_type_of, tidy_name
from app.domain.ticket_rows import AttachmentRow
from app.errors import DeskError, Refused
from app.file_errors import Cancelled, EmptyFile, FileTooLarge, FileUnreadable
from app.text import tr
from ui.carriage import Carriage
from ui.desk import Desk
from ui.workplace import Workplace

Opener = Callable[[], AbstractContextManager[BinaryIO]]


@dataclass(eq=False)
class Shipment:
    """One file on its way to a ticket; `size` and `done` in bytes (0: not known yet)."""

    ticket: int
    name: str
    size: int = 0
    done: int = 0
    carriage: Carriage | None = None


class Shipments(QObject):
    """Sends files one after the other; says beforehand what cannot be sent."""

    moved = Signal(object)  # the ticket that has other shipments now
    progressed = Signal(object)  # Shipment
    refused = Signal(object, object)  # ticket, DeskError

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backend = workplace.backend
        self._seat = workplace.seat
        self._shipments: list[Shipment] = []
        self._backend.crashed.connect(self._give_up)

    def of(self, ticket: int) -> tuple[Shipment, ...]:
        """Give what is on its way to a ticket."""
        return tuple(each for each in self._shipments if each.ticket == ticket)

    def send_files(self, ticket: int, places: Sequence[Path], *, is_public: bool) -> None:
        """Send files of this computer; what is too large, empty or no file is refused at once."""
        faults = []
        for place in places:
            try:
                size = _size(place)
            except Refused as error:
                faults.append(error.sentence)
                continue
            shipment = Shipment(ticket, tidy_name(place.name), size)
            self._send(shipment, partial(_opened, place), is_public=is_public)
        if faults:
            self.refused.emit(ticket, Refused("\n".join(faults)))

    def send_picture(self, ticket: int, picture: QImage, *, is_public: bool) -> None:
        """Send a picture from the clipboard, as PNG."""
        name = tr("Screenshot {moment}.png", moment=_moment())
        self._send(Shipment(ticket, name), lambda: BytesIO(_png(picture)), is_public=is_public)

    def send_text(self, ticket: int, text: str, *, is_public: bool) -> None:
        """Send a text from the clipboard, as UTF-8."""
        name = tr("Pasted text {moment}.txt", moment=_moment())
        self._send(Shipment(ticket, name), lambda: BytesIO(text.encode()), is_public=is_public)

    def put_back(self, file: AttachmentRow) -> None:
        """Attach a file again that was taken off; its content is still there."""
        command = self._seat.command(
            AttachFile,
            ticket=file.ticket,
            attachment=self._seat.new_id(),
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            visibility=file.visibility,
        )
        self._backend.tell(
            command, owner=self, failed=lambda error: self.refused.emit(file.ticket, error)
        )

    def cancel(self, shipment: Shipment) -> None:
        """Call a shipment off; of what was sent nothing stays."""
        if shipment.carriage is not None:
            shipment.carriage.cancel()
        self._end(shipment)

    def _send(self, shipment: Shipment, opened: Opener, *, is_public: bool) -> None:
        command = self._seat.command(
            AttachFile,
            ticket=shipment.ticket,
            attachment=self._seat.new_id(),
            name=shipment.name,
            media_type=media_type_of(shipment.name),
            size=0,
            sha256="",
            visibility="public" if is_public else "internal",
        )

        def run(desk: Desk, carriage: Carriage) -> Changes:
            try:
                with opened() as stream:
                    return desk.attach(command, stream, carriage.tell, carriage.is_cancelled)
            except OSError as error:
                raise FileUnreadable(shipment.name, error.strerror or str(error)) from error

        self._shipments.append(shipment)
        shipment.carriage = self._backend.carry(
            run,
            lambda _: self._end(shipment),
            owner=self,
            failed=lambda error: self._fail(shipment, error),
            progress=lambda done, size: self._progress(shipment, done, size),
            is_sent=True,
        )
        self.moved.emit(shipment.ticket)

    def _progress(self, shipment: Shipment, done: int, size: int) -> None:
        shipment.done, shipment.size = done, size
        self.progressed.emit(shipment)

    def _fail(self, shipment: Shipment, error: DeskError) -> None:
        self._end(shipment)
        if not isinstance(error, Cancelled):
            self.refused.emit(shipment.ticket, error)

    def _end(self, shipment: Shipment) -> None:
        if shipment in self._shipments:
            self._shipments.remove(shipment)
            self.moved.emit(shipment.ticket)

    def _give_up(self) -> None:
        """Forget what was under way when something went wrong that nobody foresaw."""
        for shipment in tuple(self._shipments):
            self.cancel(shipment)


def _size(place: Path) -> int:
    name = tidy_name(place.name)
    try:
        size = place.stat().st_size
    except OSError as error:
        raise FileUnreadable(name, error.strerror or str(error)) from error
    if not place.is_file():
        raise FileUnreadable(name, tr("it is a folder; attach the files in it"))
    if size > LARGEST_FILE:
        raise FileTooLarge(size, name)
    if not size:
        raise EmptyFile(name)
    return size


def _moment() -> str:
    # Colons are in no file's name.
    return f"{datetime.now():%Y-%m-%d %H.%M.%S}"  # noqa: DTZ005 - where the person sits


def _opened(place: Path) -> BinaryIO:
    return place.open("rb")


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())
