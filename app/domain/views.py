"""The named views of a queue, as filters for one person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.domain.fields import VIEW_BASES
from app.domain.filter_language import narrowed
from app.domain.filter_questions import FilterTerm
from app.domain.questions import ANY, NEWEST_FIRST, URGENT_FIRST, Filter, Sort
from app.domain.saved_views import SavedView
from app.domain.workflow import StepClock
from app.text import tr

OPEN = (StepClock.RUNS, StepClock.PAUSED, StepClock.STOPPED)
_AT_WORK = (StepClock.RUNS, StepClock.PAUSED)


@dataclass(frozen=True)
class NamedView:
    """A view with its title and, for a person, their teams and the present moment, its filter.

    `empty`: what it means that nothing is there; `belongs`: what comes here; `is_own`: what somebody follows,
    rather than what is to be done. `key` stays whatever the language, one of VIEW_BASES, and is empty for a view
    of the moment. A saved view has more: `terms` narrow it, as `narrowing`.
    """

    title: str
    filter: Callable[[int, tuple[int, ...], int], Filter]
    empty: str
    belongs: str
    sort: Sort = URGENT_FIRST
    is_own: bool = False
    key: str = ""
    narrowing: Filter = ANY
    terms: tuple[FilterTerm, ...] = ()
    saved: SavedView | None = None

    def whole(self, me: int, teams: tuple[int, ...], now: int) -> Filter:
        """Give all that it finds for a person at a moment."""
        return narrowed(self.filter(me, teams, now), self.narrowing)


def named_views() -> tuple[NamedView, ...]:
    """Give the views every desk has, in the order of the left column."""
    views = (*_to_be_done(), *_followed())
    return tuple(replace(view, key=key) for key, view in zip(VIEW_BASES, views, strict=True))


def view_of_saved(saved: SavedView) -> NamedView:
    """Give a saved view as one to choose: what it begins with, narrowed."""
    base = next(view for view in named_views() if view.key == saved.base)
    return replace(
        base,
        title=saved.name,
        empty=tr("Nothing fits"),
        belongs=tr("No ticket has all that this view asks for."),
        sort=saved.sort,
        key=saved.key,
        narrowing=saved.narrowing,
        terms=saved.terms,
        saved=saved,
    )


def _to_be_done() -> tuple[NamedView, ...]:
    return (
        NamedView(
            tr("My work"),
            _my_work,
            tr("Nothing is waiting for you"),
            tr("Tickets assigned to you come here. What waits comes back on its follow-up date."),
        ),
        NamedView(
            tr("My teams"),
            _my_teams,
            tr("Your teams have nothing to do"),
            tr("Tickets of the teams you are in come here, whoever has them."),
        ),
        unassigned(),
        NamedView(
            tr("Waiting"),
            lambda *_: Filter(clocks=(StepClock.PAUSED,)),
            tr("Nothing waits"),
            tr(
                "Tickets that wait for a user, a vendor or a change come here; their clocks stand still."
            ),
        ),
        NamedView(
            tr("To confirm & close"),
            lambda *_: Filter(clocks=(StepClock.STOPPED,)),
            tr("Nothing is to be confirmed"),
            tr("Resolved tickets come here until their users say that it works again."),
        ),
        NamedView(
            tr("All open"),
            lambda *_: Filter(clocks=OPEN),
            tr("Nothing is open"),
            tr("All tickets that have not reached their end come here."),
        ),
        NamedView(
            tr("All tickets"),
            lambda *_: Filter(),
            tr("This desk has no tickets yet"),
            tr("Log the first one with “New incident”."),
            NEWEST_FIRST,
        ),
    )


def _followed() -> tuple[NamedView, ...]:
    return (
        NamedView(
            tr("Mentioned"),
            lambda me, *_: Filter(mentioned=(me,)),
            tr("Nobody has mentioned you"),
            tr(
                "Tickets with a note that names you (@ and your login) come here, until you take yourself off."
            ),
            NEWEST_FIRST,
            is_own=True,
        ),
        NamedView(
            tr("Watched"),
            lambda me, *_: Filter(watched=(me,)),
            tr("You watch no ticket"),
            tr("Tickets you watch come here: Ctrl+Shift+L on a ticket."),
            NEWEST_FIRST,
            is_own=True,
        ),
    )


def unassigned() -> NamedView:
    """Give the view of what nobody has yet."""
    return NamedView(
        tr("Unassigned"),
        lambda *_: Filter(clocks=_AT_WORK, assignees=(0,)),
        tr("Everything has somebody"),
        tr("Tickets that nobody works on yet come here."),
    )


def view_of(title: str, filter_: Filter) -> NamedView:
    """Give a view of what something names, for a while."""
    empty = tr("Nothing is left here")
    return NamedView(title, lambda *_: filter_, empty, tr("These tickets have found their way."))


def _my_work(me: int, _: tuple[int, ...], now: int) -> Filter:
    return Filter(clocks=_AT_WORK, assignees=(me,), awake_at=now)


def _my_teams(_: int, teams: tuple[int, ...], now: int) -> Filter:
    # A person without a team has no team's tickets, not everybody's.
    return Filter(clocks=_AT_WORK, teams=teams or (0,), awake_at=now)


def view_named(title: str, saved: Sequence[SavedView] = ()) -> NamedView | None:
    """Find a view by its title, whatever its case, signs and spaces; a beginning is enough.

    `saved`: views to look among after those every desk has.
    """
    wanted = _bare(title)
    views = (*named_views(), *map(view_of_saved, saved))
    exact = (view for view in views if _bare(view.title) == wanted)
    begun = (view for view in views if wanted and _bare(view.title).startswith(wanted))
    return next(exact, None) or next(begun, None)


def _bare(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())
