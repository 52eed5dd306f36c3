"""Bringing in people, teams, services and categories from a table of text: what is asked, and what is answered."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from app.domain.commands import Command, ImportRow
from app.domain.fields import Values
from app.domain.questions import Question
from app.domain.rows import FieldChange
from app.text import tr

# What each kind of table is about, in the order in which they name one another.
THING_OF = {"teams": "team", "services": "service", "categories": "category", "people": "person"}
IMPORTS = tuple(THING_OF)
LARGEST_IMPORT = 50_000_000  # bytes

# What becomes, or became, of a row.
ADDED, CHANGED, UNCHANGED, REFUSED = "added", "changed", "unchanged", "refused"
# Not reached: the import was stopped before it.
LEFT = "left"
OUTCOMES = (ADDED, CHANGED, UNCHANGED, REFUSED, LEFT)

C = TypeVar("C", bound=Command)


@dataclass(frozen=True)
class PlannedRow:
    """What one row of the table would do: `line` is where it begins, counted from 1.

    `texts` holds its cells by column, `record` the id of what it is about where that is on the desk, `based_on` what
    stands there in the fields it changes, `ids` how many new records it makes; `reason` says why it is refused.
    """

    line: int
    name: str
    outcome: str
    changes: tuple[FieldChange, ...] = ()
    reason: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    record: int | None = None
    based_on: Values = field(default_factory=dict)
    ids: int = 0

    @property
    def is_due(self) -> bool:
        """Whether there is something to tell the desk."""
        return self.outcome in (ADDED, CHANGED)

    def command(
        self, kind: str, make: Callable[..., ImportRow], new_id: Callable[[], int]
    ) -> ImportRow:
        """Give the row as a command of `kind`; `make` adds id, person and channel."""
        ids = tuple(new_id() for _ in range(self.ids))
        told = {"texts": self.texts, "record": self.record, "based_on": self.based_on}
        return make(table=kind, ids=ids, **told)


@dataclass(frozen=True)
class ImportPlan:
    """What a table would do to the desk, and how it was read; `unused` are the headings nobody knows."""

    kind: str
    encoding: str
    separator: str
    unused: tuple[str, ...]
    rows: tuple[PlannedRow, ...]

    @property
    def read_as(self) -> str:
        """Say how it was read, as a sentence."""
        separators = {",": tr("commas"), ";": tr("semicolons"), "\t": tr("tabs")}
        return tr(
            "Read as {encoding}, with {separator}.",
            encoding=self.encoding,
            separator=separators[self.separator],
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """Give how many rows there are of each outcome."""
        return _counted(self.rows)


@dataclass(frozen=True)
class ImportedRow:
    """What became of a row, and why where it was refused."""

    line: int
    name: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True)
class ImportReport:
    """What became of each row; `stopped` says what ended it before its end, if anything did."""

    rows: tuple[ImportedRow, ...]
    stopped: str = ""

    @property
    def counts(self) -> Mapping[str, int]:
        """Give how many rows there are of each outcome."""
        return _counted(self.rows)

    @property
    def is_whole(self) -> bool:
        """Whether every row is on the desk now."""
        counts = self.counts
        return not counts[REFUSED] and not counts[LEFT]


def _counted(rows: tuple[PlannedRow, ...] | tuple[ImportedRow, ...]) -> Mapping[str, int]:
    found = Counter(row.outcome for row in rows)
    return {outcome: found[outcome] for outcome in OUTCOMES}


@dataclass(frozen=True)
class ImportPreview(Question[ImportPlan]):
    """What a table of `kind` (one of `IMPORTS`) would add, change, leave and be refused, as `asker` brings it in.

    `content`: the bytes of a CSV file, in whatever encoding, or a text such as one that was pasted.
    """

    kind: str
    content: bytes | str
    asker: int
