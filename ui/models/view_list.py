"""The views of the left column: those every desk has, and those saved, in groups, each with its count."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.changes import Changes
from app.domain.questions import TicketCounts
from app.domain.saved_views import SAVED_VIEW, SavedView, SavedViews
from app.domain.views import NamedView, named_views, view_of_saved
from app.text import tr
from ui.formats import count
from ui.models.arrangement import Arrangement
from ui.throttle import Throttle
from ui.workplace import Workplace

_MINUTE_MS = 60_000
# What else a saved view's name, conditions or sight depend on.
_NAMED = (SAVED_VIEW, "team", "person", "category", "membership", "role_grant", "workflow_version")


@dataclass(frozen=True)
class Group:
    """Views under one heading, in their order."""

    heading: str
    views: tuple[NamedView, ...]


class ViewList(QObject):
    """Knows the views somebody sees, and how many tickets each has."""

    arranged = Signal()  # other views, or in another order
    counted = Signal()

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backend, self._seat = workplace.backend, workplace.seat
        self.arrangement = Arrangement(workplace.preferences)
        self._standard = named_views()
        self._saved: tuple[NamedView, ...] = ()
        self._counts: dict[str, str] = {}
        self._day = date.min
        self.is_known = False  # whether it was heard which views are saved
        self._throttle = Throttle(self._count, self, least_ms=500)
        # An import changes thousands of names one by one.
        self._reads = Throttle(self.read, self)
        minute = QTimer(self, interval=_MINUTE_MS)
        minute.timeout.connect(self._tick)
        minute.start()
        workplace.backend.changed.connect(self._hear)
        self._count()
        self.read()

    @property
    def all(self) -> tuple[NamedView, ...]:
        """Give every view, hidden ones too."""
        return (*self._standard, *self._saved)

    @property
    def saved(self) -> tuple[SavedView, ...]:
        """Give the saved ones."""
        return tuple(view.saved for view in self._saved if view.saved is not None)

    @property
    def hidden(self) -> tuple[NamedView, ...]:
        """Give those that are left out."""
        return tuple(view for view in self.all if view.key in self.arrangement.hidden)

    def groups(self) -> tuple[Group, ...]:
        """Give what is to be seen, in its order."""
        hidden = self.arrangement.hidden
        found = []
        for heading, views in self._sorted():
            keys = {view.key: view for view in views if view.key not in hidden}
            if keys:
                ordered = (keys[key] for key in self.arrangement.arranged([*keys]))
                found.append(Group(heading, tuple(ordered)))
        return tuple(found)

    def find(self, key: str) -> NamedView | None:
        """Give a view by its key, or by the title of one every desk has."""
        by_key = (view for view in self.all if view.key == key)
        by_title = (view for view in self._standard if view.title == key)
        return next(by_key, None) or next(by_title, None)

    def count_of(self, view: NamedView) -> str:
        """Give how many tickets a view has, as it is shown; empty until it is known."""
        return self._counts.get(view.key, "")

    def put(self, key: str, place: int) -> None:
        """Put a view at a place of its group."""
        group = next((g for g in self.groups() if key in [view.key for view in g.views]), None)
        if group is not None:
            self.arrangement.put(key, place, [view.key for view in group.views])
            self.arranged.emit()

    def move(self, key: str, by: int) -> None:
        """Move a view up (-1) or down (1) in its group."""
        for group in self.groups():
            keys = [view.key for view in group.views]
            if key in keys:
                self.put(key, keys.index(key) + by)

    def hide(self, key: str) -> None:
        """Leave a view out of the column."""
        self.arrangement.hide(key)
        self.arranged.emit()

    def show(self, *keys: str) -> None:
        """Let views be in the column again."""
        self.arrangement.show(*keys)
        self.arranged.emit()

    def read(self, then: Callable[[], None] | None = None) -> None:
        """Ask which views are saved; `then` comes after they are known."""
        self._day = date.today()  # noqa: DTZ011 - a day where the person sits

        def take(saved: tuple[SavedView, ...]) -> None:
            self._take(saved)
            if then is not None:
                then()

        asked = SavedViews(self._seat.person.id)
        key = "" if then is not None else "saved"
        self._backend.ask(asked, take, owner=self, key=key, back=True)

    def _take(self, saved: tuple[SavedView, ...]) -> None:
        self._reads.done()
        views = tuple(map(view_of_saved, saved))
        is_new = [view.saved for view in views] != [view.saved for view in self._saved]
        self._saved = views
        if is_new or not self.is_known:
            self.is_known = True
            self.arranged.emit()
        if is_new:
            self._throttle.wish()

    def _sorted(self) -> Iterator[tuple[str, tuple[NamedView, ...]]]:
        yield tr("MY DESK"), tuple(view for view in self._standard if not view.is_own)
        yield tr("FOLLOWED"), tuple(view for view in self._standard if view.is_own)
        teams: dict[str, list[NamedView]] = {"": []}
        for view in self._saved:
            teams.setdefault(view.saved.team_name if view.saved else "", []).append(view)
        yield tr("MY VIEWS"), tuple(teams.pop(""))
        for team in sorted(teams):
            yield team.upper(), tuple(teams[team])

    def _hear(self, changes: Changes) -> None:
        if changes.everything or any(changes.ids(kind) for kind in _NAMED):
            self._reads.wish()
        if changes.everything or changes.ids("ticket"):
            self._throttle.wish()

    def _tick(self) -> None:
        # Yesterday's “today” is not today's.
        if self._day != date.today():  # noqa: DTZ011 - a day where the person sits
            self.read()
        self._throttle.wish()

    def _count(self) -> None:
        # Conditions of one's own may take long to count; the desk's views do not wait for them.
        for views in filter(None, (self._standard, self._saved)):
            self._ask_counts(views)

    def _ask_counts(self, views: tuple[NamedView, ...]) -> None:
        now = time.time_ns() // 1_000
        whole = (view.whole(self._seat.person.id, self._seat.teams, now) for view in views)
        asked = TicketCounts(tuple(whole))
        self._backend.ask(
            asked,
            lambda counts: self._take_counts(views, counts, asked.most),
            owner=self,
            key="counts" if views is self._standard else "saved counts",
            back=True,
        )

    def _take_counts(
        self, views: tuple[NamedView, ...], counts: tuple[int, ...], most: int
    ) -> None:
        if views is not self._standard or not self._saved:
            self._throttle.done()
        self._counts |= {
            view.key: count(min(number, most), at_least=number > most)
            for view, number in zip(views, counts, strict=True)
        }
        self.counted.emit()
