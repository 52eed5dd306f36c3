"""The named views of a queue, as filters for one person."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.questions import NEWEST_FIRST, URGENT_FIRST, Filter, Sort
from app.domain.workflow import StepClock
from app.text import tr

OPEN = (StepClock.RUNS, StepClock.PAUSED, StepClock.STOPPED)
_AT_WORK = (StepClock.RUNS, StepClock.PAUSED)


@dataclass(frozen=True)
class NamedView:
    """A view with its title and, for a person, their teams and the present moment, its filter.

    `empty`: what it means that nothing is there; `belongs`: what comes here; `is_own`: what somebody follows,
    rather than what is to be done.
    """

    title: str
    filter: Callable[[int, tuple[int, ...], int], Filter]
    empty: str
    belongs: str
    sort: Sort = URGENT_FIRST
    is_own: bool = False


def named_views() -> tuple[NamedView, ...]:
    """Give the views every desk has, in the order of the left column."""
    return (*_to_be_done(), *_followed())


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


def view_named(title: str) -> NamedView | None:
    """Find a view by its title, whatever its case, signs and spaces; a beginning is enough."""
    wanted = _bare(title)
    views = named_views()
    exact = (view for view in views if _bare(view.title) == wanted)
    begun = (view for view in views if wanted and _bare(view.title).startswith(wanted))
    return next(exact, None) or next(begun, None)


def _bare(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())
