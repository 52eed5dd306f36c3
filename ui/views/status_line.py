"""The line at the bottom: which desk, whether it answers, and who sits here."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from app.text import tr

if TYPE_CHECKING:
    # The seat comes with the desk; this line is there before.
    from ui.seat import Seat


class StatusLine(QStatusBar):
    """Says it in words, at the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._desk = ""
        self._state = QLabel()
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

    def tell_place(self, *, is_shared: bool, where: str) -> None:
        """Say which desk it is about from now on; nobody sits there yet."""
        self._desk = tr("Shared database") if is_shared else tr("Embedded database")
        self._state.setToolTip(where)
        self._seat.clear()

    def tell(self, doing: str) -> None:
        """Say what is being done to come to the desk."""
        self._state.setText(doing)

    def tell_seat(self, seat: "Seat") -> None:
        """Say who sits here, and at which desk."""
        self.tell_place(is_shared=seat.is_shared, where=seat.where)
        self._seat.setText(
            tr("Signed in as {name} ({roles})", name=seat.person.name, roles=seat.stands)
        )
        self.tell_state("")

    def tell_state(self, sentence: str) -> None:
        """Say that the desk answers, or (with a sentence) that it does not."""
        state = tr("not reached") if sentence else tr("live")
        self._state.setText(f"{self._desk} · {state}")
