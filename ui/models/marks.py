"""Which fields of a ticket others changed since it was shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.rows import TicketDetail
from app.text import tr
from ui import formats


@dataclass(frozen=True)
class Mark:
    """Somebody else's change of a field, as people read it."""

    label: str
    actor: str
    at: int
    before: str

    def told(self, now: int) -> str:
        """Give it in a sentence."""
        moment = formats.moment(self.at, now)
        if not self.before:
            return tr("{label}: changed by {actor}, {moment}",
                      label=self.label, actor=self.actor, moment=moment)  # fmt: skip
        return tr("{label}: changed by {actor}, {moment} (was {before})",
                  label=self.label, actor=self.actor, moment=moment, before=self.before)  # fmt: skip


def marks_after(
    marks: Mapping[str, Mark], old: TicketDetail, new: TicketDetail, me: int
) -> dict[str, Mark]:
    """Add to `marks` what others changed from `old` to `new`; what I changed myself is marked no more."""
    found = dict(marks)
    for entry in new.history:
        if entry.version <= old.row.version:
            continue
        for change in entry.changes:
            found.pop(change.name, None)
            if entry.actor_id != me:
                actor = entry.on_behalf_of or entry.actor
                found[change.name] = Mark(change.label, actor, entry.occurred_at, change.before)
    return found
