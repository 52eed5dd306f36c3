"""What is done with a file of a ticket: looked into, opened, saved, removed."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.commands import DetachFile
from app.domain.ticket_rows import AttachmentRow
from app.file_errors import CanRun
from app.text import tr
from ui.models.contents import copy_to_open, save
from ui.models.file_kinds import may_open
from ui.views.preview_dialog import PreviewDialog
from ui.widgets.file_dialog import FileDialog
from ui.workplace import Workplace


class FileUses(QObject):
    """Does what is wanted of a file; `refused` tells why not."""

    told = Signal(str, str)  # what to say of the ticket shown, and its kind
    removed = Signal(object)  # AttachmentRow
    refused = Signal(object, object)  # ticket, DeskError

    def __init__(self, workplace: Workplace, pane: QWidget) -> None:
        super().__init__(pane)
        self._workplace = workplace
        self._pane = pane
        # Copies that other programs look at; they go with the window.
        self._copies: TemporaryDirectory[str] | None = None

    def look(self, file: AttachmentRow) -> None:
        """Show what is in a file."""
        dialog = PreviewDialog(self._workplace, file, self._pane)
        dialog.open_wanted.connect(self.open)
        dialog.save_wanted.connect(self.save)
        # It stands before the pane, whose strip nobody sees then.
        self.told.connect(dialog.strip.say)
        self.refused.connect(dialog.refuse)
        dialog.show()

    def open(self, file: AttachmentRow) -> None:
        """Open a copy of a file that cannot run with the program this computer has for it."""
        if not may_open(file.name):
            self.refused.emit(file.ticket, CanRun(file.name))
            return
        if self._copies is None:
            self._copies = TemporaryDirectory(prefix="firstline-", ignore_cleanup_errors=True)
            self.destroyed.connect(self._copies.cleanup)
        copied = copy_to_open(file, Path(self._copies.name))
        self._workplace.backend.carry(
            copied,
            self._show_copy,
            owner=self,
            failed=lambda error: self.refused.emit(file.ticket, error),
        )

    def save(self, file: AttachmentRow) -> None:
        """Ask where to save a file, and save it there."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        remembered = Path(self._workplace.preferences.text("save_to", folder))
        dialog = FileDialog(self._pane, tr("Save as"), str(remembered / file.name))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda place: self._save_to(file, Path(place)))
        dialog.open()

    def remove(self, file: AttachmentRow) -> None:
        """Take a file off the ticket, with a way back."""
        seat, backend = self._workplace.seat, self._workplace.backend
        backend.tell(
            seat.command(DetachFile, ticket=file.ticket, attachment=file.id),
            lambda _: self.removed.emit(file),
            owner=self,
            failed=lambda error: self.refused.emit(file.ticket, error),
        )

    def _save_to(self, file: AttachmentRow, place: Path) -> None:
        self._workplace.preferences.keep("save_to", str(place.parent))
        self._workplace.backend.carry(
            save(file, place),
            lambda saved: self.told.emit(tr("Saved as {place}", place=saved), "good"),
            owner=self,
            failed=lambda error: self.refused.emit(file.ticket, error),
        )

    def _show_copy(self, place: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
            told = tr(
                "This computer has no program for “{name}”. Save it instead.", name=place.name
            )
            self.told.emit(told, "warning")
