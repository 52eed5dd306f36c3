"""The files of a ticket, and those on their way to it."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.domain import events
from app.domain.files import MEGABYTE
from app.domain.ticket_rows import AttachmentRow
from app.text import tr
from ui.carriage import Carriage
from ui.models.contents import thumbnail
from ui.models.file_kinds import has_picture_name
from ui.models.shipments import Shipment
from ui.widgets.file_card import SIDE, FileCard, ShipmentCard
from ui.widgets.flow_layout import FlowLayout
from ui.workplace import Workplace

# A larger picture than this is fetched only when somebody looks at it.
_LARGEST = 8 * MEGABYTE
_KEPT = 200


class FileStrip(QWidget):
    """Cards in the order the files came; hidden while there are none."""

    preview_wanted = Signal(object)  # AttachmentRow
    open_wanted = Signal(object)
    save_wanted = Signal(object)
    remove_wanted = Signal(object)
    cancel_wanted = Signal(object)  # Shipment
    rearranged = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backend = workplace.backend
        self._theme = workplace.theme
        self._files: tuple[AttachmentRow, ...] = ()
        self._can_remove = False
        self._fetching: list[Carriage] = []
        self._pictures: OrderedDict[str, QImage] = OrderedDict()
        self.cards: list[FileCard] = []
        self.shipments: list[ShipmentCard] = []
        self._flow = FlowLayout(workplace.theme.px(8), self)
        self.setAccessibleName(tr("Files"))
        self._theme.changed.connect(self._draw)
        self.hide()

    def show_files(self, files: tuple[AttachmentRow, ...], may: tuple[str, ...]) -> None:
        """Show the files a ticket has now."""
        can_remove = events.DETACHED in may
        if (files, can_remove) != (self._files, self._can_remove):
            self._files, self._can_remove = files, can_remove
            self._draw()

    def show_shipments(self, shipments: Sequence[Shipment]) -> None:
        """Show what is on its way to the ticket."""
        known = {card.shipment: card for card in self.shipments}
        for shipment in known.keys() - set(shipments):
            self._take_out(known[shipment])
        self.shipments = [known.get(each) or self._shipment_card(each) for each in shipments]
        self._rearrange()

    def show_progress(self, shipment: Shipment) -> None:
        """Show how far something on its way is."""
        for card in self.shipments:
            if card.shipment is shipment:
                card.show_progress()

    def widgets(self) -> list[QWidget]:
        """Give what can have the focus, in reading order."""
        return [*self.cards, *(card.cancel for card in self.shipments)]

    def _draw(self) -> None:
        for carriage in self._fetching:
            carriage.cancel()
        self._fetching = []
        focused = next((card.file for card in self.cards if card.hasFocus()), None)
        for old in self.cards:
            self._take_out(old)
        self.cards = [self._card(file) for file in self._files]
        for card in self.cards:
            if card.file == focused:
                card.setFocus()
        # What is on its way stands behind what is there.
        for shipment in self.shipments:
            self._flow.removeWidget(shipment)
            self._flow.addWidget(shipment)
        self._rearrange()

    def _card(self, file: AttachmentRow) -> FileCard:
        card = FileCard(self._theme, file, can_remove=self._can_remove, parent=self)
        card.clicked.connect(lambda: self.preview_wanted.emit(file))
        card.open_wanted.connect(lambda: self.open_wanted.emit(file))
        card.save_wanted.connect(lambda: self.save_wanted.emit(file))
        card.remove_wanted.connect(lambda: self.remove_wanted.emit(file))
        self._flow.addWidget(card)
        card.show()
        if has_picture_name(file.name) and file.size <= _LARGEST:
            self._show_picture(card)
        return card

    def _shipment_card(self, shipment: Shipment) -> ShipmentCard:
        card = ShipmentCard(self._theme, shipment, self)
        card.cancel_wanted.connect(lambda: self.cancel_wanted.emit(shipment))
        self._flow.addWidget(card)
        card.show()
        return card

    def _show_picture(self, card: FileCard) -> None:
        known = self._pictures.get(card.file.sha256)
        if known is not None:
            card.show_picture(known)
            return
        side = round(self._theme.px(SIDE) * self.devicePixelRatioF())
        fetched = thumbnail(card.file, side)
        # A broken picture keeps its sheet; opening it says why.
        self._fetching.append(
            self._backend.carry(
                fetched,
                lambda picture: self._keep(card, picture),
                owner=card,
                failed=lambda _: None,
            )
        )

    def _keep(self, card: FileCard, picture: QImage | None) -> None:
        if picture is None:
            return
        self._pictures[card.file.sha256] = picture
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        card.show_picture(picture)

    def _take_out(self, card: QWidget) -> None:
        self._flow.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _rearrange(self) -> None:
        self.setVisible(bool(self.cards or self.shipments))
        # Who measures it now is not to measure what it was before.
        self.updateGeometry()
        self.rearranged.emit()
