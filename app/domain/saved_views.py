"""Views that people save: what a queue shows, under a name, for themselves or for a team."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.fields import MOST_COLUMNS, VIEW_COLUMNS, Values
from app.domain.filter_language import read_terms
from app.domain.filter_questions import FilterTerm
from app.domain.questions import ANY, NEWEST_FIRST, Filter, Question, Sort
from app.text import tr

SAVED_VIEW = "saved_view"
# Shown until somebody chooses others. The ticket itself is always there: it takes the room that is left.
USUAL_COLUMNS = ("priority", "ticket", "step", "team", "age", "updated")
TICKET_COLUMN = "ticket"


@dataclass(frozen=True)
class SavedView:
    """A view somebody saved, as one of those who see it finds it.

    `team` None: nobody else sees it. `conditions` as they are stored, `terms` with what they stand for now,
    `narrowing` as a filter. `may_change`: whether the asker may.
    """

    id: int
    version: int
    name: str
    owner: int
    owner_name: str
    team: int | None
    team_name: str
    base: str
    conditions: str = ""
    terms: tuple[FilterTerm, ...] = ()
    narrowing: Filter = ANY
    sort: Sort = NEWEST_FIRST
    columns: tuple[str, ...] = USUAL_COLUMNS
    may_change: bool = True

    @property
    def key(self) -> str:
        """Give what tells it from every other view."""
        return str(self.id)

    @property
    def values(self) -> Values:
        """Give what it shows as it is stored."""
        return {
            **saved_values(self.base, (), self.sort, self.columns),
            "conditions": self.conditions or None,
        }


@dataclass(frozen=True)
class SavedViews(Question[tuple[SavedView, ...]]):
    """The views in use that `asker` sees: their own, and those of the teams they are in or lead, by name."""

    asker: int


@dataclass(frozen=True)
class TeamsToShareWith(Question[tuple[tuple[int, str], ...]]):
    """Ids and names of the teams in use that `asker` may share a view with, by name."""

    asker: int


def saved_values(
    base: str, terms: Sequence[FilterTerm], sort: Sort, columns: Sequence[str]
) -> Values:
    """Give what a queue shows as the values of a saved view."""
    return {
        "base": base,
        "conditions": conditions_of(terms) or None,
        "sort": sort.key,
        "descending": int(sort.descending),
        "columns": " ".join(columns),
    }


def conditions_of(terms: Sequence[FilterTerm]) -> str:
    """Give conditions as they are saved: naming records by their ids, whatever these will be called."""
    pinned = (text for term in terms for text in (term.pinned or (term.text,)))
    return " ".join(dict.fromkeys(pinned))


def fault_of(values: Values) -> str:
    """Say what is wrong with the values of a saved view; empty where nothing is."""
    columns = str(values.get("columns") or "").split(" ")
    if unknown := [name for name in columns if name not in VIEW_COLUMNS]:
        return tr("There is no column “{name}”. There are: {names}.",
                  name=unknown[0], names=", ".join(VIEW_COLUMNS))  # fmt: skip
    is_twice = len({*columns}) < len(columns)
    if TICKET_COLUMN not in columns or is_twice or len(columns) > MOST_COLUMNS:
        return tr("A view has the ticket among its columns, at most {most}, and none twice.",
                  most=MOST_COLUMNS)  # fmt: skip
    return read_terms(str(values.get("conditions") or "")).fault
