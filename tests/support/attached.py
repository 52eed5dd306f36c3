"""A pane with a ticket, and somebody's hands with files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMimeData,
    QUrl,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
)
from pytestqt.qtbot import QtBot
from support.world import World

from app.domain.file_questions import AttachmentsOf
from app.domain.files import StoredFile
from app.domain.ticket_rows import AttachmentRow
from ui.views.ticket_pane import TicketPane
from ui.workplace import Workplace


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
