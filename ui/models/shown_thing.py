"""Which of the desk's own things a pane shows, and what was typed of it."""

from collections.abc import Callable, Mapping

from app.domain.setting_rows import ThingDetail
from ui.models.saving import Outcome
from ui.typed import Entry, Typed


def typed_subject(thing: str, row_id: int) -> tuple[object, ...]:
    """Give the subject under which what is typed of a record is kept; 0: of one that is yet to be added."""
    return ("setting", thing, row_id)


class ShownThing:
    """One record, one that is yet to be added (`is_new`), or none (`row_id` 0)."""

    def __init__(self, thing: str, typed: Typed, make_id: Callable[[], int]) -> None:
        self.thing = thing
        self.row_id = 0
        self.is_new = False
        self.detail: ThingDetail | None = None
        self._typed = typed
        self._make_id = make_id
        # Of the record, not of each attempt: what is sent twice is added once.
        self._new_id = make_id()

    @property
    def told_id(self) -> int:
        """Give the id under which it is told of: that it has, or that it will have."""
        return self._new_id if self.is_new else self.row_id

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Give what was typed of it and is not saved."""
        return self._typed.of(typed_subject(self.thing, self.row_id))

    def keep(self, entries: dict[str, Entry]) -> None:
        """Keep what is typed of it; nothing forgets it."""
        self._typed.keep(typed_subject(self.thing, self.row_id), entries)

    def point_at(self, row_id: int, *, is_new: bool = False) -> bool:
        """Show another record; False where it is the one shown already."""
        if row_id == self.row_id and is_new == self.is_new:
            return False
        self.row_id, self.is_new, self.detail = row_id, is_new, None
        return True

    def take(self, outcome: Outcome) -> bool:
        """Forget what the desk has by now; says whether the outcome is about what is shown.

        What was refused of a record that was just added is kept as that one's.
        """
        is_shown = outcome.row_id == self.told_id
        kept = typed_subject(self.thing, outcome.row_id)
        if outcome.is_born:
            new = typed_subject(self.thing, 0)
            self._typed.keep(kept, self._typed.of(new))
            self._typed.keep(new, {})
            if is_shown:
                self.row_id, self.is_new = outcome.row_id, False
            self._new_id = self._make_id()
        if not outcome.refused:
            self._typed.keep(kept, {})
        return is_shown
