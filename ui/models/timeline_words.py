"""The words of a timeline: who, what and when, as it is drawn, spoken and copied."""

from dataclasses import dataclass

from app.clock import MICROSECONDS
from app.domain import events
from app.domain.rows import HistoryEntry
from app.text import tr
from ui import formats
from ui.models.timeline_rows import RowKind, TimelineRow, body, changed, happened

# As many names as a fold tells.
_FEW = 3
# By these a person claims a moment; an import or a sample claims every one.
_OF_PEOPLE = ("offline",)
# So much later, in microseconds, is worth a word.
_LATE = 15 * 60 * MICROSECONDS


@dataclass(frozen=True)
class Voices:
    """Whose eyes read a ticket: the person at this window, and the requester's name."""

    me: int = 0
    requester: str = ""

    def who(self, entry: HistoryEntry) -> str:
        """Give who an entry is from: “You” for the person at this window."""
        if entry.on_behalf_of:
            return entry.on_behalf_of
        return tr("You") if entry.actor_id == self.me else entry.actor

    def head(self, entry: HistoryEntry) -> tuple[str, str]:
        """Give who an entry is from, and what it is in a word or two, with who sees it."""
        who = self.who(entry)
        if entry.kind == events.NOTED:
            return who, tr("work note")
        if entry.kind == events.REPLIED:
            return self._reply(entry, who)
        if entry.kind in events.BIRTHS:
            return self._birth(entry, who)
        seen = tr("the user sees this") if entry.visibility == "public" else tr("internal")
        return who, f"{entry.label} · {seen}"

    def head_line(self, entry: HistoryEntry) -> str:
        """Give both in one line."""
        return " · ".join(self.head(entry))

    def day(self, row: TimelineRow, now: int) -> str:
        """Give a day's name."""
        return formats.day(row.at, now)

    def event(self, entry: HistoryEntry) -> str:
        """Give what happened in one line, with who did it."""
        return f"{self.who(entry)} · {happened(entry)}"

    def fold(self, row: TimelineRow) -> str:
        """Give what is folded: how much, and by whom."""
        names = list(dict.fromkeys(self._whose(entry) for entry in row.entries))
        more = tr(" and others") if len(names) > _FEW else ""
        count = len(row.entries)
        return tr("{count} changes by {names}", count=count, names=", ".join(names[:_FEW]) + more)

    def whole(self, row: TimelineRow, now: int) -> str:
        """Give a line with all it says, as it is copied and read aloud."""
        if row.kind is RowKind.DAY:
            return self.day(row, now)
        if row.kind is RowKind.FOLD:
            return "\n".join((self.fold(row), *map(self._copied_event, row.entries)))
        if row.kind is RowKind.EVENT:
            return self._copied_event(row.entry)
        head = f"{self.head_line(row.entry)} · {time_of(row.entry)}"
        return "\n".join(filter(None, (head, body(row.entry), changed(row.entry))))

    def _reply(self, entry: HistoryEntry, who: str) -> tuple[str, str]:
        # The user's own words are passed on by somebody else.
        if entry.on_behalf_of:
            return who, tr("the user's words, by {actor}", actor=entry.actor)
        if self.requester:
            return tr("{who} → {user}", who=who, user=self.requester), tr("reply")
        return who, tr("reply to the user")

    def _birth(self, entry: HistoryEntry, who: str) -> tuple[str, str]:
        told = (each.after for each in entry.changes if each.name == "requester")
        asker = next(told, "")
        if asker and asker != entry.actor:
            # Not from whom it is: that is who reported it.
            logger = tr("you") if entry.actor_id == self.me else entry.actor
            return asker, tr("reported, logged by {who}", who=logger)
        return who, tr("reported") if asker else tr("opened this ticket")

    def _whose(self, entry: HistoryEntry) -> str:
        """Give who an entry is from, inside a sentence."""
        return tr("you") if entry.actor_id == self.me else self.who(entry)

    def _copied_event(self, entry: HistoryEntry) -> str:
        return f"{time_of(entry)} {self.event(entry)}"


def time_of(entry: HistoryEntry) -> str:
    """Give the time of day of an entry, and when it was entered where a person did so much later."""
    time = formats.clock_time(entry.occurred_at)
    is_late = entry.recorded_at - entry.occurred_at >= _LATE
    if not (entry.claimed and is_late and entry.channel in _OF_PEOPLE):
        return time
    return tr("{time}, entered {moment}", time=time, moment=_entered(entry))


def claim(entry: HistoryEntry) -> str:
    """Say when an entry happened and when it was entered; empty where the clock alone told."""
    if not entry.claimed:
        return ""
    happened_at = formats.moment(entry.occurred_at, entry.recorded_at)
    return tr("Happened {moment}, entered {later}", moment=happened_at, later=_entered(entry))


def _entered(entry: HistoryEntry) -> str:
    return formats.moment(entry.recorded_at, entry.occurred_at)
