"""Commands that only look: show, list, check."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import complain
from app.cli.pairs import read_pairs
from app.cli.printing import (
    ViewLine,
    print_findings,
    print_json,
    print_line,
    print_queue,
    print_ticket,
    print_views,
)
from app.cli.session import As, Database, Json, Number, Pairs, find_ticket, opened, person, whole
from app.desk import Desk
from app.domain.fields import Value
from app.domain.questions import Filter, TeamsOf, TicketCounts, TicketPage
from app.domain.rows import Person
from app.domain.saved_views import SavedViews
from app.domain.views import NamedView, named_views, view_named, view_of_saved
from app.errors import InvalidValue, NotFound
from app.services.heads import read_heads, write_heads
from app.text import tr

View = Annotated[
    str,
    typer.Argument(
        metavar="VIEW",
        help=tr(
            "Such as “my work”, “unassigned”, “waiting”, “all open”, or the name of a saved view."
        ),
    ),
]
_EVERYTHING = "all open"
Most = Annotated[int, typer.Option(min=1, max=10_000, help=tr("How many rows at the most."))]
# A figure on a command line is a whole one.
_ALL = 2**31
HeadsFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help=tr("Write the ends of all chains to FILE, to keep elsewhere.")
    ),
]
AgainstFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=tr("Prove that the history seen in FILE is still there.")),
]


def show(number: Number, database: Database = "", login: As = "", json: Json = False) -> None:
    """Show a ticket: its fields, its history, and what is possible now and what that needs."""
    with opened(database) as desk:
        me = person(desk, login)
        ticket = whole(desk, find_ticket(desk, number), me)
        if json:
            print_json(ticket)
        else:
            print_ticket(ticket)


def list_tickets(
    view: View = _EVERYTHING,
    pairs: Pairs = None,
    limit: Most = 50,
    database: Database = "",
    login: As = "",
    json: Json = False,
) -> None:
    """List the tickets of a view; pairs such as team=Network or priority=1 narrow it."""
    told = pairs or []
    if "=" in view:
        view, told = _EVERYTHING, [view, *told]
    with opened(database) as desk:
        print_view(desk, person(desk, login), view, told, limit, json=json)


def list_views(database: Database = "", login: As = "", json: Json = False) -> None:
    """List the views there are, those that were saved after the others, and how many tickets each has."""
    with opened(database) as desk:
        me = person(desk, login)
        saved = desk.ask(SavedViews(me.id))
        views = (*named_views(), *map(view_of_saved, saved))
        teams, now = desk.ask(TeamsOf(me.id)), desk.clock.now()
        asked = tuple(view.whole(me.id, teams, now) for view in views)
        counts = desk.ask(TicketCounts(asked, most=_ALL))
    lines = [
        ViewLine(view.title, view.saved.team_name if view.saved else "", count)
        for view, count in zip(views, counts, strict=True)
    ]
    if json:
        print_json(lines)
    else:
        print_views(lines)


def print_view(
    desk: Desk, me: Person, title: str, pairs: list[str], limit: int = 50, *, json: bool = False
) -> None:
    """Print a named view of `me`, or one they see saved, narrowed by `pairs`."""
    saved = desk.ask(SavedViews(me.id))
    view = view_named(title, saved)
    if view is None:
        titles = ", ".join(
            (*(each.title for each in named_views()), *(each.name for each in saved))
        )
        raise NotFound(tr("There is no view “{title}”. There are: {titles}.",
                          title=title, titles=titles))  # fmt: skip
    page = desk.ask(TicketPage(_narrowed(desk, me, view, pairs), view.sort, limit=limit))
    if json:
        print_json(page.rows)
    else:
        print_queue(view.title, page.rows, more=page.after is not None)


_NARROWING = {
    "team": "teams",
    "assignee": "assignees",
    "requester": "requesters",
    "category": "categories",
    "priority": "priorities",
}


def _narrowed(desk: Desk, me: Person, view: NamedView, pairs: list[str]) -> Filter:
    told = read_pairs(desk, pairs)
    unknown = [*told.said, *(name for name in told.values if name not in _NARROWING)]
    for name in unknown:
        names = ", ".join(_NARROWING)
        raise InvalidValue(tr("A list is not narrowed by “{name}”, only by: {names}.",
                              name=name, names=names))  # fmt: skip
    asked = {_NARROWING[name]: _given(name, value) for name, value in told.values.items()}
    base = view.whole(me.id, desk.ask(TeamsOf(me.id)), desk.clock.now())
    return Filter(**{**vars(base), **asked})


def _given(name: str, value: Value) -> tuple[Value, ...]:
    if value is None:
        raise InvalidValue(tr("“{name}=” has no value. Name one.", name=name))
    return (value,)


def check(
    database: Database = "",
    heads: HeadsFile = None,
    against: AgainstFile = None,
    json: Json = False,
) -> None:
    """Check chains, replay, guards and derived columns; name each ticket that fails, and end with 1."""
    with opened(database) as desk:
        if heads and against and heads.resolve() == against.resolve():
            raise InvalidValue(tr("What was seen then would be lost. Name two files."))
        if heads:
            desk.require_place_for_heads(heads)
        looked = [0]
        # Heads that are about to be replaced prove something, too.
        older = read_heads(heads) if heads and heads.exists() else None
        seen = read_heads(against) if against else None
        if older:
            seen = seen.together(older) if seen else older
        findings = desk.check(seen, lambda count: looked.__setitem__(0, count))
        if heads and findings:
            complain(
                tr("{file} was not written: heads are kept of a desk that is well.", file=heads)
            )
        elif heads:
            write_heads(desk.heads(), heads)
    if json:
        print_json({"tickets": looked[0], "findings": findings})
    else:
        print_findings(findings)
        what = tr("{count} tickets checked: ", count=looked[0])
        if seen:
            what = tr("{count} tickets checked, and {heads} heads seen before: ",
                      count=looked[0], heads=len(seen.heads))  # fmt: skip
        print_line(
            what + (tr("{count} findings", count=len(findings)) if findings else tr("all is well"))
        )
    raise typer.Exit(1 if findings else 0)
