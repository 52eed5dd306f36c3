"""Which ticket stands where in a long list."""

from array import array
from collections.abc import Mapping

from app.domain.rows import Ids

# A ticket is looked for this far around its last place first; so many are each looked for by itself.
_NEAR, _FEW = 1_000, 20
NOWHERE = -1


class IdList:
    """Ids in order; 0 stands for a place about to go or to be filled."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids

    def __len__(self) -> int:
        return len(self.ids)

    def at(self, place: int) -> int:
        """Give the id at a place; 0 where there is none."""
        return self.ids[place] if 0 <= place < len(self.ids) else 0

    def some(self, places: range) -> tuple[int, ...]:
        """Give the ids at `places`, as far as there are any."""
        return tuple(self.ids[places.start : places.stop])

    def place_of(self, ticket: int, near: int = 0) -> int:
        """Give the place of a ticket, or NOWHERE."""
        start = max(0, near - _NEAR)
        for some, offset in ((self.ids[start : near + _NEAR], start), (self.ids, 0)):
            try:
                return some.index(ticket) + offset
            except ValueError:
                continue
        return NOWHERE

    def places_of(self, last: Mapping[int, int]) -> dict[int, int]:
        """Give the places of several tickets whose `last` places are known."""
        if len(last) <= _FEW:
            return {ticket: self.place_of(ticket, near) for ticket, near in last.items()}
        found = {ticket: place for place, ticket in enumerate(self.ids) if ticket in last}
        return {ticket: found.get(ticket, NOWHERE) for ticket in last}

    def begins(self, other: "IdList") -> bool:
        """Say whether `other` begins with all of this."""
        # The first few tell most lists apart; a slice of a million is a copy of 8 MB.
        few = slice(0, min(_NEAR, len(self.ids)))
        return self.ids[few] == other.ids[few] and self.ids == other.ids[: len(self.ids)]

    def padded(self, length: int) -> "IdList":
        """Give this with empty places behind it, up to `length`."""
        missing = length - len(self.ids)
        return IdList(self.ids + array("q", bytes(8 * missing))) if missing > 0 else self
