"""What a queue shows: a view as it was saved, or changed since by whoever sits here."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.fields import MOST_COLUMNS, VIEW_COLUMNS
from app.domain.filter_questions import FilterReading
from app.domain.questions import Sort
from app.domain.saved_views import TICKET_COLUMN, USUAL_COLUMNS
from app.domain.views import NamedView, named_views
from ui.models.wanted import Wanted
from ui.preferences import Preferences

_COLUMNS = "columns"
# How what is shown stands to what was saved. It is the same, or nobody's; a view every desk has, narrowed; a saved
# one, changed, by somebody who may keep that or may not; one that is there no more.
SAME, NARROWED, CHANGED, THEIRS, REMOVED = "same", "narrowed", "changed", "theirs", "removed"


class ShownView(QObject):
    """Holds on to what is wanted; a view's own columns are kept with it, those of others on this computer."""

    shown = Signal()  # other tickets, or in another order
    dressed = Signal()  # the same tickets, otherwise shown

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._is_removed = False
        self.wanted = Wanted.of(named_views()[0], self._usual)

    @property
    def state(self) -> str:
        """Give how what is shown stands to what was saved."""
        if self._is_removed:
            return REMOVED
        saved = self.wanted.view.saved
        if saved is None:
            return NARROWED if self.wanted.terms and self.wanted.base else SAME
        if not self.wanted.is_changed:
            return SAME
        return CHANGED if saved.may_change else THEIRS

    def show(self, view: NamedView) -> None:
        """Show a view as it is."""
        self._is_removed = False
        self.wanted = Wanted.of(view, self._usual)
        self.shown.emit()

    def narrow(self, reading: FilterReading) -> None:
        """Show what meets these conditions."""
        self._want(narrowing=reading.filter, terms=reading.terms)

    def sort(self, sort: Sort) -> None:
        """Show it in another order."""
        self._want(sort=sort)

    def put_columns(self, keys: tuple[str, ...]) -> None:
        """Show other columns."""
        if self.wanted.view.saved is None:
            self._preferences.keep(_COLUMNS, " ".join(keys))
        self.wanted = replace(self.wanted, columns=keys)
        self.dressed.emit()

    def reset(self) -> None:
        """Show the view as it was saved."""
        self.show(self.wanted.view)

    def clear(self) -> None:
        """Take away the conditions that are not the view's own."""
        view = self.wanted.view
        self._want(narrowing=view.narrowing, terms=view.terms)

    def renew(self, view: NamedView | None) -> None:
        """Go on with the view as it is saved now; None: it is there no more. What was changed here stays."""
        if view is None:
            self._is_removed = self.wanted.view.saved is not None
            self.dressed.emit()
        elif view.saved != self.wanted.view.saved or self._is_removed:
            if self.wanted.is_changed:
                self._is_removed = False
                self.wanted = replace(self.wanted, view=view)
                self.dressed.emit()
            else:
                self.show(view)

    def _want(self, **different: Any) -> None:  # noqa: ANN401 - fields of Wanted
        self.wanted = replace(self.wanted, **different)
        self.shown.emit()

    @property
    def _usual(self) -> tuple[str, ...]:
        kept = tuple(self._preferences.text(_COLUMNS).split())
        known = tuple(dict.fromkeys(key for key in kept if key in VIEW_COLUMNS))[:MOST_COLUMNS]
        return known if TICKET_COLUMN in known else USUAL_COLUMNS
