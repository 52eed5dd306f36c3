"""Tickets somebody keeps in reach, whatever the queue shows: above the list, on this computer only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.questions import TicketRows
from app.domain.rows import TicketRow
from app.text import tr
from ui.widgets.beside_chip import BesideChip
from ui.widgets.flow_layout import FlowLayout
from ui.workplace import Workplace

_REMEMBERED = "pins"
# More would take the list's room.
_MOST = 8


class PinRow(QWidget):
    """A chip for each pinned ticket; hidden while there is none."""

    followed = Signal(object)  # the id of a ticket
    told = Signal(str, str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.chips: list[BesideChip] = []
        px = workplace.theme.px
        self._flow = FlowLayout(px(4))
        row = QVBoxLayout(self)
        row.setContentsMargins(px(12), 0, px(8), px(4))
        row.addLayout(self._flow)
        self.setAccessibleName(tr("Pinned tickets"))
        self.hide()
        workplace.backend.changed.connect(self._hear)
        self._read()

    @property
    def pins(self) -> tuple[int, ...]:
        """Give the ids of the pinned tickets, in the order they were pinned."""
        kept = self._workplace.preferences.text(_REMEMBERED).split(" ")
        return tuple(int(each) for each in kept if each.isdecimal())

    def turn(self, ticket: int) -> None:
        """Pin a ticket, or pin it no more."""
        pins = self.pins
        if ticket in pins:
            self._keep(tuple(each for each in pins if each != ticket))
        elif len(pins) >= _MOST:
            told = tr("{most} tickets are pinned. Take one off: Delete on it.", most=_MOST)
            self.told.emit(told, "warning")
        elif ticket:
            self._keep((*pins, ticket))

    def _keep(self, pins: tuple[int, ...]) -> None:
        # Words: a file of settings takes commas for a list.
        self._workplace.preferences.keep(_REMEMBERED, " ".join(map(str, pins)))
        self._read()

    def _hear(self, changes: Changes) -> None:
        if changes.everything or changes.ids("ticket") & {*self.pins}:
            self._read()

    def _read(self) -> None:
        question = TicketRows(self.pins)
        self._workplace.backend.ask(question, self._show, owner=self, key="pins", back=True)

    def _show(self, rows: tuple[TicketRow, ...]) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(row) for row in rows]
        self.setVisible(bool(rows))

    def _chip(self, row: TicketRow) -> BesideChip:
        name = f"{row.number} {row.title}"
        chip = BesideChip(tr("Pinned"), name, self, leads=True, can_remove=True)
        chip.followed.connect(lambda: self.followed.emit(row.id))
        chip.removed.connect(lambda: self.turn(row.id))
        self._flow.addWidget(chip)
        chip.show()
        return chip
