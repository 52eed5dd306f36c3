"""A history as lines of a timeline: days, what was written, what happened, and runs of that folded."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from app.clock import as_datetime
from app.domain import events
from app.domain.rows import FieldChange, HistoryEntry
from app.text import tr


class RowKind(StrEnum):
    """What a line of a timeline is."""

    DAY = "day"
    SPOKEN = "spoken"  # a note, a reply, a transition with words
    EVENT = "event"  # what happened without a word
    FOLD = "fold"  # several of those in one line


@dataclass(frozen=True)
class TimelineRow:
    """One line; `at` in microseconds UTC, `entries` those it tells of (a day: none)."""

    kind: RowKind
    at: int
    entries: tuple[HistoryEntry, ...] = ()
    is_open: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """Give what tells this line from others of the same ticket."""
        ends = (self.entries[0].version, self.entries[-1].version) if self.entries else (self.at, 0)
        return self.kind, *ends, self.is_open

    @property
    def entry(self) -> HistoryEntry:
        """Give the entry it tells of; of a fold, the last."""
        return self.entries[-1]

    @property
    def file(self) -> int:
        """Give the id of the file it tells of; 0 for none."""
        return self.entry.file if self.kind is RowKind.EVENT else 0

    @property
    def is_public(self) -> bool:
        """Whether the user sees what it says."""
        return bool(self.entries) and self.entry.visibility == "public"


def timeline_rows(history: Sequence[HistoryEntry], opened: Collection[int]) -> list[TimelineRow]:
    """Give a history, oldest first, as lines; a fold with an entry whose version is in `opened` is open."""
    rows: list[TimelineRow] = []
    for _, entries in groupby(history, lambda entry: local_day(entry.occurred_at)):
        of_day = tuple(entries)
        rows.append(TimelineRow(RowKind.DAY, of_day[0].occurred_at))
        for is_loud, run in groupby(of_day, is_spoken):
            some = tuple(run)
            rows += _spoken(some) if is_loud else _quiet(some, opened)
    return rows


def local_day(at: int) -> date:
    """Give the day of a moment in this computer's zone."""
    return as_datetime(at).astimezone().date()


def _spoken(entries: Sequence[HistoryEntry]) -> Iterator[TimelineRow]:
    return (TimelineRow(RowKind.SPOKEN, each.occurred_at, (each,)) for each in entries)


def _quiet(entries: tuple[HistoryEntry, ...], opened: Collection[int]) -> Iterator[TimelineRow]:
    lines = [TimelineRow(RowKind.EVENT, each.occurred_at, (each,)) for each in entries]
    if len(entries) == 1:
        yield from lines
        return
    is_open = any(each.version in opened for each in entries)
    yield TimelineRow(RowKind.FOLD, entries[-1].occurred_at, entries, is_open)
    if is_open:
        yield from lines


def is_spoken(entry: HistoryEntry) -> bool:
    """Say whether somebody wrote something, or the ticket began with it."""
    if entry.kind in (events.NOTED, events.REPLIED, *events.BIRTHS):
        return True
    return bool(entry.purpose) and bool(body(entry))


def body(entry: HistoryEntry) -> str:
    """Give all that somebody wrote with an entry, titled where it is not plain what it is."""
    if entry.kind in (events.NOTED, events.REPLIED):
        return entry.note or tr("The text was erased.")
    if entry.kind in events.BIRTHS:
        return entry.note or tr("No description was given.")
    said = [entry.note] if entry.note else []
    said += [f"{title}: {text}" for title, text in entry.words if text != entry.note]
    said += [f"{each.label}: {each.after}" for each in entry.changes if each.is_text and each.after]
    if not said and entry.purpose and entry.visibility == "public":
        # The user hears of it all the same: it is no less than what was said the first time.
        return tr("What was written before still stands.")
    return "\n".join(said)


def changed(entry: HistoryEntry) -> str:
    """Give what else an entry changed, in one line; empty for a birth, whose fields stand above."""
    if entry.kind in events.BIRTHS:
        return ""
    is_told = is_spoken(entry)
    shown = (each for each in entry.changes if not (is_told and each.is_text))
    return ", ".join(map(_changed, shown))


_LONG = 120


def _changed(change: FieldChange) -> str:
    before, after = (_short(text) for text in (change.before, change.after))
    if not change.before:
        return tr("{label}: {after}", label=change.label, after=after)
    return tr("{label}: {before} → {after}", label=change.label, before=before, after=after or "–")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[: _LONG - 1] + "…"


def happened(entry: HistoryEntry) -> str:
    """Give what an entry without words did, after the name of who did it."""
    told = changed(entry)
    if entry.kind in (events.EDITED, events.ASSIGNED) and told:
        return told
    # Of a link or a person: what it is, then who or which.
    words = " ".join(text for _, text in reversed(entry.words))
    return " · ".join(filter(None, (entry.label, words, told)))
