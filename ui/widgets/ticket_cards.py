"""A few tickets one below the other, each with what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.clock import SystemClock
from app.domain.rows import TicketRow
from app.text import tr
from ui.formats import moment
from ui.theme import Theme
from ui.widgets.elided_label import ElidedLabel


class TicketCards(QWidget):
    """Cards under a heading; hidden while there are none."""

    opened = Signal(object)
    joined = Signal(object)  # TicketRow: what is being written belongs to this one

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heading = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._heading.setProperty("secondary", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self._column.addWidget(self._heading)
        self._cards: list[QFrame] = []
        self.tickets: tuple[TicketRow, ...] = ()
        self.hide()

    def show_tickets(self, heading: str, tickets: Sequence[TicketRow]) -> None:
        """Show these instead of those before."""
        self._heading.setText(heading)
        if tuple(tickets) == self.tickets:
            return
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.tickets = tuple(tickets)
        self._cards = [self._card(each) for each in tickets]
        for card in self._cards:
            self._column.addWidget(card)
        self.setVisible(bool(tickets))

    def buttons(self) -> list[QPushButton]:
        """Give the buttons, in reading order."""
        return [each for card in self._cards for each in card.findChildren(QPushButton)]

    def _card(self, ticket: TicketRow) -> QFrame:
        px = self._theme.px
        card = QFrame()
        card.setObjectName("card")
        card.setStyleSheet(
            f"#card {{ border: 1px solid {self._theme.colours.line}; border-radius: {px(8)}px; }}"
        )
        title = ElidedLabel(f"{ticket.number}  {ticket.title}")
        title.setFont(self._theme.font(bold=True))
        opened = tr("opened {moment}", moment=moment(ticket.opened_at, SystemClock().now()))
        about = ElidedLabel(" · ".join(filter(None, (ticket.requester, ticket.step, opened))))
        about.setProperty("secondary", True)
        grid = QGridLayout(card)
        grid.setContentsMargins(px(12), px(6), px(6), px(6))
        grid.setVerticalSpacing(px(2))
        grid.addWidget(title, 0, 0)
        grid.addWidget(about, 1, 0)
        grid.addWidget(self._button(tr("Open"), ticket, self._open), 0, 1, 2, 1)
        grid.addWidget(self._button(tr("Add to it"), ticket, self._join), 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)
        return card

    def _button(
        self, text: str, ticket: TicketRow, act: Callable[[TicketRow], None]
    ) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setProperty("quiet", True)
        button.setAccessibleName(f"{text}: {ticket.number} {ticket.title}")
        button.clicked.connect(lambda: act(ticket))
        return button

    def _open(self, ticket: TicketRow) -> None:
        self.opened.emit(ticket.id)

    def _join(self, ticket: TicketRow) -> None:
        self.joined.emit(ticket)
