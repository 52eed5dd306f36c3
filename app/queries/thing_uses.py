"""What still names one of the desk's own things."""

from collections.abc import Callable, Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.questions import Filter, TicketCounts
from app.domain.setting_questions import ThingUses
from app.domain.setting_rows import Use
from app.domain.views import OPEN
from app.queries.filters import is_open
from app.queries.queues import ticket_counts
from app.text import tr

_Says = Callable[[int], str]


def thing_uses(connection: Connection, question: ThingUses) -> tuple[Use, ...]:
    """Answer `ThingUses`."""
    tickets = _tickets(connection, question.thing, question.row_id)
    return (*tickets, *_things(connection, question.thing, question.row_id))


def _tickets(connection: Connection, thing: str, row_id: int) -> Iterator[Use]:
    filters = _filters(thing, row_id)
    counts = ticket_counts(connection, TicketCounts(tuple(each for each, _ in filters)))
    for (found_by, says), count in zip(filters, counts, strict=True):
        if count:
            yield Use(says(count), found_by)
    column = tables.ticket.c.get(thing)
    if not filters and column is not None:
        statement = sa.select(sa.func.count()).select_from(tables.ticket)
        found = connection.scalar(statement.where(is_open(), column == row_id))
        if found:
            yield Use(_open_tickets(found))


def _filters(thing: str, row_id: int) -> tuple[tuple[Filter, _Says], ...]:
    if thing == "person":
        return (
            (Filter(clocks=OPEN, assignees=(row_id,)), _assigned),
            (Filter(clocks=OPEN, requesters=(row_id,)), _requested),
        )
    if thing == "team":
        return ((Filter(clocks=OPEN, teams=(row_id,)), _open_tickets),)
    if thing == "category":
        return ((Filter(clocks=OPEN, categories=(row_id,)), _open_tickets),)
    return ()


def _things(connection: Connection, thing: str, row_id: int) -> Iterator[Use]:
    for other, column, says in _NAMING.get(thing, ()):
        table = tables.things[other]
        its = (table.c[column] == row_id) & (table.c.active == 1)
        count = connection.scalar(sa.select(sa.func.count()).select_from(table).where(its))
        if count:
            yield Use(says(count))


def _assigned(n: int) -> str:
    return tr("1 open ticket assigned") if n == 1 else tr("{n} open tickets assigned", n=n)


def _requested(n: int) -> str:
    return tr("1 open ticket requested") if n == 1 else tr("{n} open tickets requested", n=n)


def _open_tickets(n: int) -> str:
    return tr("1 open ticket") if n == 1 else tr("{n} open tickets", n=n)


def _teams(n: int) -> str:
    return tr("1 team") if n == 1 else tr("{n} teams", n=n)


def _roles(n: int) -> str:
    return tr("1 role") if n == 1 else tr("{n} roles", n=n)


def _members(n: int) -> str:
    return tr("1 member") if n == 1 else tr("{n} members", n=n)


def _categories(n: int) -> str:
    return tr("1 category") if n == 1 else tr("{n} categories", n=n)


def _views(n: int) -> str:
    return tr("1 saved view") if n == 1 else tr("{n} saved views", n=n)


def _below(n: int) -> str:
    return tr("1 category below it") if n == 1 else tr("{n} categories below it", n=n)


# Of each thing: which other things name it, by which of their columns.
_NAMING: dict[str, tuple[tuple[str, str, _Says], ...]] = {
    "person": (
        ("membership", "person", _teams),
        ("role_grant", "person", _roles),
        ("saved_view", "owner", _views),
    ),
    "team": (
        ("category", "team", _categories),
        ("membership", "team", _members),
        ("role_grant", "team", _roles),
        ("saved_view", "team", _views),
    ),
    "category": (("category", "parent", _below),),
    "service": (("category", "service", _categories),),
}
