"""Files given to the ticket in a pane: by drop, paste or a dialog."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QVBoxLayout, QWidget

from app.domain import events
from app.domain.rows import TicketDetail
from app.domain.ticket_rows import AttachmentRow
from app.errors import DeskError
from app.text import tr
from ui.formats import count
from ui.models.shipments import Shipment, Shipments
from ui.views.file_uses import FileUses
from ui.views.ticket_face import TicketFace
from ui.widgets.file_dialog import FileDialog
from ui.widgets.note_edit import places_in
from ui.workplace import Workplace

# How far from the edge of the pane, in pixels.
_RIM = 8


class Attaching(QObject):
    """Takes files given to a pane for the ticket it shows, and hears what is wanted of those it has."""

    def __init__(self, workplace: Workplace, pane: QWidget, face: TicketFace) -> None:
        super().__init__(pane)
        self._workplace = workplace
        self._pane = pane
        self._face = face
        self._detail: TicketDetail | None = None
        self.shipments = Shipments(workplace, self)
        self.uses = FileUses(workplace, pane)
        self.target = DropTarget(pane)
        pane.setAcceptDrops(True)
        pane.installEventFilter(self)
        self._listen()

    def show_detail(self, detail: TicketDetail) -> None:
        """Work for this ticket from now on."""
        self._detail = detail
        self._face.files.show_shipments(self.shipments.of(detail.row.id))

    def give_files(self, places: Sequence[Path]) -> None:
        """Attach files of this computer, for whom the composer writes."""
        detail = self._allowed()
        if detail is not None:
            is_public = self._face.composer.is_public
            self.shipments.send_files(detail.row.id, places, is_public=is_public)

    def give_picture(self, picture: QImage) -> None:
        """Attach a picture out of the clipboard."""
        detail = self._allowed()
        if detail is not None:
            is_public = self._face.composer.is_public
            self.shipments.send_picture(detail.row.id, picture, is_public=is_public)

    def give_text(self, text: str) -> None:
        """Attach a text that is too long to be pasted into the composer."""
        detail = self._allowed()
        if detail is not None:
            is_public = self._face.composer.is_public
            self.shipments.send_text(detail.row.id, text, is_public=is_public)
            told = tr(
                "The pasted text has {length} characters; it is attached as a file.",
                length=count(len(text)),
            )
            self._face.strip.say(told, "plain")

    def choose(self) -> None:
        """Let files be chosen."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        remembered = self._workplace.preferences.text("attach_from", home)
        dialog = FileDialog(self._pane, tr("Attach files, 25 MB each at most"), remembered)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_chosen)
        dialog.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped anywhere on the pane."""
        if isinstance(event, QDragEnterEvent):
            return self._invite(event)
        if event.type() is QEvent.Type.DragLeave:
            self.target.hide()
        elif isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self.target.hide()
            places = places_in(event.mimeData())
            if places:
                event.acceptProposedAction()
                self.give_files(places)
                return True
        return super().eventFilter(watched, event)

    def _listen(self) -> None:
        face, files = self._face, self._face.files
        face.composer.attach_wanted.connect(self.choose)
        face.composer.text.files_given.connect(self.give_files)
        face.composer.text.picture_given.connect(self.give_picture)
        face.composer.text.long_text_given.connect(self.give_text)
        files.preview_wanted.connect(self.uses.look)
        face.timeline.file_wanted.connect(self._look)
        files.open_wanted.connect(self.uses.open)
        files.save_wanted.connect(self.uses.save)
        files.remove_wanted.connect(self.uses.remove)
        files.cancel_wanted.connect(self.shipments.cancel)
        self.shipments.moved.connect(self._show_shipments)
        self.shipments.progressed.connect(self._show_progress)
        self.shipments.refused.connect(self._tell)
        self.uses.refused.connect(self._tell)
        self.uses.told.connect(face.strip.say)
        self.uses.removed.connect(self._offer_back)

    def _look(self, attachment: int) -> None:
        """Show a file that the timeline tells of, if it is there still."""
        files = self._detail.files if self._detail is not None else ()
        file = next((each for each in files if each.id == attachment), None)
        if file is not None:
            self.uses.look(file)
        else:
            self._face.strip.say(tr("This file was taken off the ticket."), "warning")

    def _allowed(self) -> TicketDetail | None:
        if self._detail is None or events.ATTACHED in self._detail.may:
            return self._detail
        self._face.strip.say(tr("You may not attach files to this ticket."), "warning")
        return None

    def _invite(self, event: QDragEnterEvent) -> bool:
        if self._detail is None or not self._face.isVisible() or not places_in(event.mimeData()):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.target.invite(is_public=self._face.composer.is_public)
        return True

    def _take_chosen(self, chosen: list[str]) -> None:
        places = [Path(each) for each in chosen]
        if places:
            self._workplace.preferences.keep("attach_from", str(places[0].parent))
            self.give_files(places)

    def _offer_back(self, file: AttachmentRow) -> None:
        if self._is_shown(file.ticket):
            told = tr("“{name}” was removed.", name=file.name)
            self._face.strip.say(told, "plain", tr("Undo"), lambda: self._put_back(file))

    def _put_back(self, file: AttachmentRow) -> None:
        self._face.strip.clear()
        self.shipments.put_back(file)

    def _show_shipments(self, ticket: int) -> None:
        if self._is_shown(ticket):
            self._face.files.show_shipments(self.shipments.of(ticket))

    def _show_progress(self, shipment: Shipment) -> None:
        self._face.files.show_progress(shipment)

    def _is_shown(self, ticket: int) -> bool:
        return self._detail is not None and self._detail.row.id == ticket

    def _tell(self, ticket: int, error: DeskError) -> None:
        if self._is_shown(ticket):
            self._face.strip.say(error.sentence, "error")
        else:
            self._workplace.backend.refused.emit(error)


class DropTarget(QFrame):
    """Covers a pane while files are over it, and says what becomes of them."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        self.setProperty("drop", True)
        # The pane is what they are dropped on.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.says = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.says.setProperty("heading", True)
        column = QVBoxLayout(self)
        column.addWidget(self.says)
        self.hide()

    def invite(self, *, is_public: bool) -> None:
        """Show itself over the pane."""
        seen = tr("The user will see them.") if is_public else tr("Only staff will see them.")
        self.says.setText(tr("Drop files to attach them, 25 MB each at most.\n{seen}", seen=seen))
        self.setGeometry(self._pane.rect().adjusted(_RIM, _RIM, -_RIM, -_RIM))
        self.raise_()
        self.show()
