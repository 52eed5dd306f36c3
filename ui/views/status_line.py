"""The line at the bottom: which desk, whether it answers, and who sits here."""

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from app.domain.roles import role_label
from app.errors import listed
from app.text import tr
from ui.seat import Seat


class StatusLine(QStatusBar):
    """Says it in words, at the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._desk = tr("Desk")
        self._state = QLabel(tr("Opening the desk…"))
        self._seat = QLabel()
        for label in (self._state, self._seat):
            label.setContentsMargins(8, 0, 8, 0)
            self.addWidget(label)

    @property
    def state(self) -> str:
        """Give what it says of the desk."""
        return self._state.text()

    @property
    def seat(self) -> str:
        """Give what it says of the person."""
        return self._seat.text()

    def tell_seat(self, seat: Seat) -> None:
        """Say who sits here, and at which desk."""
        self._desk = tr("Shared database") if seat.is_shared else tr("Embedded database")
        self._state.setToolTip(seat.where)
        roles = listed([role_label(role) for role in seat.person.roles]) or tr("no role")
        stands = ", ".join((roles, *seat.team_names))
        self._seat.setText(tr("Signed in as {name} ({roles})", name=seat.person.name, roles=stands))
        self.tell_state("")

    def tell_state(self, sentence: str) -> None:
        """Say that the desk answers, or (with a sentence) that it does not."""
        state = tr("not reached") if sentence else tr("live")
        self._state.setText(f"{self._desk} · {state}")
