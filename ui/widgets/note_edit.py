"""The box a note or reply is written in; files and pictures put into it are not text."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QImage

from ui.widgets.plain_text import PlainTextInput


def places_in(mime: QMimeData) -> list[Path]:
    """Give the files of this computer that something dropped or pasted names."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class NoteEdit(PlainTextInput):
    """Takes text; what else is pasted or dropped it passes on."""

    files_given = Signal(object)  # list of Path
    picture_given = Signal(object)  # QImage

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take files and pictures too."""
        return bool(places_in(source)) or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text as text; pass on files, and pictures that come without a text of their own."""
        places = places_in(source)
        if places:
            self.files_given.emit(places)
        elif source.hasImage() and not source.hasText():
            picture = QImage(source.imageData())
            self.picture_given.emit(picture)
        else:
            super().insertFromMimeData(source)
