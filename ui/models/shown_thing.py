"""Which of the desk's own things a pane shows, and what was typed of it."""

from collections.abc import Callable, Mapping

from app.domain.setting_rows import ThingDetail
from app.text import tr
from ui.models.saving import Outcome
from ui.typed import About, Entry, Subject, Typed

SETTING = "setting"


def typed_subject(thing: str, row_id: int) -> Subject:
    """Give the subject under which what is typed of a record is kept; 0: of one that is yet to be added."""
    return (SETTING, thing, row_id)


class ShownThing:
    """One record, one that is yet to be added (`is_new`), or none (`row_id` 0)."""

    def __init__(self, thing: str, new: str, typed: Typed, make_id: Callable[[], int]) -> None:
        """Take the kind of thing, and what a new one is called in a list of drafts."""
        self.thing = thing
        self.row_id = 0
        self.is_new = False
        self.detail: ThingDetail | None = None
        self.is_taking = False  # while drafts are tidied that were sent
        self._new = new
        self._typed = typed
        self._make_id = make_id
        # Of the record, not of each attempt: what is sent twice is added once.
        self._new_id = make_id()

    @property
    def told_id(self) -> int:
        """Give the id under which it is told of: that it has, or that it will have."""
        return self._new_id if self.is_new else self.row_id

    @property
    def subject(self) -> Subject:
        """Give the subject under which what is typed of it is kept."""
        return typed_subject(self.thing, self.row_id)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Give what was typed of it and is not saved."""
        return self._typed.of(self.subject)

    @property
    def command_id(self) -> int:
        """Give the id of the command its draft becomes: by it the desk knows what was sent already."""
        return self._typed.command_of(self.subject)

    def keep(self, entries: Mapping[str, Entry]) -> None:
        """Keep what is typed of it; nothing forgets it."""
        self._typed.keep(self.subject, entries, self._about)

    def point_at(self, row_id: int, *, is_new: bool = False) -> bool:
        """Show another record; False where it is the one shown already."""
        if row_id == self.row_id and is_new == self.is_new:
            return False
        self.row_id, self.is_new, self.detail = row_id, is_new, None
        return True

    @property
    def _about(self) -> About:
        # Of a new one the first letters of its name say nothing yet: a list of drafts shows what is typed by now.
        name = self.detail.name if self.detail else ""
        return About(tr("Desk settings") if name else self._new, title=name)

    def take(self, outcome: Outcome) -> bool:
        """Forget what the desk has by now; says whether the outcome is about what is shown.

        What was refused beside it is another draft, of the record that is there now.
        """
        is_shown = outcome.row_id == self.told_id
        was = typed_subject(self.thing, 0 if outcome.is_born else outcome.row_id)
        entries = dict(self._typed.of(was))
        if outcome.is_born:
            self._new_id = self._make_id()
            if is_shown:
                self.row_id, self.is_new = outcome.row_id, False
        self.is_taking = True
        if outcome.is_landed:
            self._typed.forget(was)
            left = entries if outcome.refused else {}
            self._typed.keep(typed_subject(self.thing, outcome.row_id), left, self._about)
        self.is_taking = False
        return is_shown
