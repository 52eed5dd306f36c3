"""What the desk's settings ask: lists of the desk's own things, one of them whole, and its history."""

from dataclasses import dataclass

from app.domain.questions import Question
from app.domain.rows import HistoryEntry, Ids
from app.domain.setting_rows import MatrixVersion, ThingDetail, ThingRow, Use

# As many entries as are shown of a thing's history.
HISTORY_SHOWN = 200


@dataclass(frozen=True)
class ThingIds(Question[Ids]):
    """The ids of all records of `thing` that match what is typed, best first, then by name.

    `retired`: those out of use as well. Of what belongs to people and teams only what is `asker`'s to change.
    """

    thing: str
    text: str = ""
    retired: bool = False
    asker: int = 0


@dataclass(frozen=True)
class ThingRows(Question[tuple[ThingRow, ...]]):
    """The rows of these records in the order asked; those that are not there are left out."""

    thing: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class CategoryTree(Question[tuple[ThingRow, ...]]):
    """The categories whose paths match what is typed, and all above them, each followed by those below it."""

    text: str = ""
    retired: bool = False


@dataclass(frozen=True)
class WholeThing(Question[ThingDetail | None]):
    """One of the desk's own things with all that binds it to others; None when there is none."""

    thing: str
    row_id: int


@dataclass(frozen=True)
class ThingHistory(Question[tuple[HistoryEntry, ...]]):
    """The last events of a thing and of what binds it to others, newest first."""

    thing: str
    row_id: int
    limit: int = HISTORY_SHOWN


@dataclass(frozen=True)
class ThingUses(Question[tuple[Use, ...]]):
    """What still names a thing, the tickets first; nothing is left out but what there is none of."""

    thing: str
    row_id: int


@dataclass(frozen=True)
class ThingsBegun(Question[frozenset[str]]):
    """The kinds of things the desk has some of in use; of people, others than whoever made it."""


@dataclass(frozen=True)
class SettingsRefusal(Question[str]):
    """Why `asker` may not change the desk's settings, and who may; empty when they may.

    `owned`: those that everybody on the staff has of their own.
    """

    asker: int
    owned: bool = False


@dataclass(frozen=True)
class LoggingRefusal(Question[str]):
    """Why `asker` may not log an incident, and who may; empty when they may."""

    asker: int


@dataclass(frozen=True)
class MatrixVersions(Question[tuple[MatrixVersion, ...]]):
    """The versions of the priority matrix, newest first."""

    limit: int = HISTORY_SHOWN
