"""What is wanted of several tickets alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.commands import TicketCommand
from ui.models.bulk import Order
from ui.seat import Seat


@dataclass(frozen=True)
class Wish:
    """A command for each ticket: its kind, what is alike in all, and which field it edits, if it can be undone."""

    kind: type[TicketCommand]
    alike: Mapping[str, object]
    edits: str = ""

    def order(self, seat: Seat, doing: str) -> Order:
        """Give it as an order of whoever sits here."""
        return Order(
            doing,
            lambda _, ticket: seat.command(self.kind, ticket=ticket, **self.alike),
            self.edits,
        )
