"""The named views of a queue, as filters for one person."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.questions import Filter
from app.domain.workflow import StepClock
from app.text import tr

_OPEN = (StepClock.RUNS, StepClock.PAUSED, StepClock.STOPPED)
_AT_WORK = (StepClock.RUNS, StepClock.PAUSED)


@dataclass(frozen=True)
class NamedView:
    """A view with its title and, for a person and their teams, its filter and sort."""

    title: str
    filter: Callable[[int, tuple[int, ...]], Filter]
    sort: str = "priority"


def named_views() -> tuple[NamedView, ...]:
    """Give the views every desk has, in the order of the left column."""
    return (
        NamedView(tr("My work"), lambda me, _: Filter(clocks=_AT_WORK, assignee=me)),
        # A person without a team has no team's tickets, not everybody's.
        NamedView(tr("My teams"), lambda _, teams: Filter(clocks=_AT_WORK, teams=teams or (0,))),
        NamedView(tr("Unassigned"), lambda *_: Filter(clocks=_AT_WORK, assignee=0)),
        NamedView(tr("Waiting"), lambda *_: Filter(clocks=(StepClock.PAUSED,))),
        NamedView(tr("To confirm & close"), lambda *_: Filter(clocks=(StepClock.STOPPED,))),
        NamedView(tr("All open"), lambda *_: Filter(clocks=_OPEN)),
        NamedView(tr("All tickets"), lambda *_: Filter(), "updated"),
    )


def view_named(title: str) -> NamedView | None:
    """Find a view by its title, whatever its case, signs and spaces; a beginning is enough."""
    wanted = _bare(title)
    views = named_views()
    exact = (view for view in views if _bare(view.title) == wanted)
    begun = (view for view in views if wanted and _bare(view.title).startswith(wanted))
    return next(exact, None) or next(begun, None)


def _bare(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())
