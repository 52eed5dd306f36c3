"""What a queue is to show: a view, narrowed, in some order and some columns."""

import time
from dataclasses import dataclass

from app.domain.fields import Values
from app.domain.filter_language import narrowed
from app.domain.filter_questions import FilterTerm
from app.domain.questions import ANY, Filter, Sort
from app.domain.saved_views import USUAL_COLUMNS, saved_values
from app.domain.views import NamedView
from ui.models.paged_table import Listing
from ui.seat import Seat


@dataclass(frozen=True)
class Wanted:
    """A view with what narrows it (`terms`, as a filter `narrowing`); `base` of a saved one is what it begins with."""

    view: NamedView
    sort: Sort
    narrowing: Filter = ANY
    terms: tuple[FilterTerm, ...] = ()
    columns: tuple[str, ...] = USUAL_COLUMNS

    @staticmethod
    def of(view: NamedView, columns: tuple[str, ...] = USUAL_COLUMNS) -> "Wanted":
        """Give a view as it is; `columns` for one that has none of its own."""
        own = view.saved.columns if view.saved is not None else columns
        return Wanted(view, view.sort, view.narrowing, view.terms, own)

    def listing(self, seat: Seat) -> Listing:
        """Give it as the tickets of whoever sits here, at the present moment."""
        whole = self.view.filter(seat.person.id, seat.teams, time.time_ns() // 1_000)
        return Listing(narrowed(whole, self.narrowing), self.sort)

    @property
    def base(self) -> str:
        """Give the key of the view every desk has that it begins with; empty for a view of the moment."""
        return self.view.saved.base if self.view.saved is not None else self.view.key

    @property
    def is_narrowed(self) -> bool:
        """Whether there are conditions that the view does not have."""
        return _pieces(self.terms) != _pieces(self.view.terms)

    @property
    def is_changed(self) -> bool:
        """Whether it is not what was saved any more."""
        saved = self.view.saved
        if saved is None:
            return False
        return self.is_narrowed or (self.sort, self.columns) != (saved.sort, saved.columns)

    def values(self) -> Values:
        """Give it as what is saved."""
        return saved_values(self.base, self.terms, self.sort, self.columns)


def _pieces(terms: tuple[FilterTerm, ...]) -> frozenset[str]:
    return frozenset(text for term in terms for text in (term.pinned or (term.text,)))
