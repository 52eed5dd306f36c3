"""Records to choose from: those that match what is typed, best first."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.functions import coalesce

from app.db import tables
from app.domain.fields import THINGS
from app.domain.ticket_questions import Options, Requesters
from app.domain.ticket_rows import Option, RequesterRow
from app.errors import NotFound
from app.queries.filters import is_open
from app.queries.matching import match
from app.queries.workflows import Workflows
from app.text import tr

_person, _ticket = tables.things["person"], tables.ticket


def options(connection: Connection, question: Options, _: Workflows) -> tuple[Option, ...]:
    """Answer `Options`; raises NotFound for a thing without names."""
    thing = question.thing
    if thing not in THINGS or THINGS[thing].field("name") is None:
        raise NotFound(tr("The desk has no names of “{thing}”.", thing=thing))
    if thing == "person":
        people = connection.execute(_people(question.text, question.limit)).all()
        return tuple(Option(row.id, row.name, _place(row)) for row in people)
    rows = connection.execute(_things(question)).mappings()
    return tuple(Option(row["id"], row["name"], *_details(row)) for row in rows)


def requesters(
    connection: Connection, question: Requesters, _: Workflows
) -> tuple[RequesterRow, ...]:
    """Answer `Requesters`."""
    chosen = _people(question.text, question.limit).subquery().c
    is_theirs = (_ticket.c.requester == chosen.id) & is_open()
    count = sa.select(sa.func.count()).select_from(_ticket).where(is_theirs).scalar_subquery()
    # Counted once the few are chosen, not for everybody that matches.
    counted = sa.select(*chosen, count.label("open_tickets"))
    people = connection.execute(counted.order_by(chosen.rank, chosen.name, chosen.id)).all()
    return tuple(
        RequesterRow(
            row.id, row.name, row.login or "", row.phone or "", row.badge or "",
            row.site or "", bool(row.vip), row.open_tickets,
        )
        for row in people
    )  # fmt: skip


def _people(text: str, limit: int) -> sa.Select[Any]:
    column = _person.c
    found = match((column.name, column.login, column.email, column.phone, column.badge), text)
    rank = found.rank.label("rank")
    shown = (column.name, column.login, column.phone, column.badge, column.site, column.vip)
    statement = sa.select(column.id, *shown, rank).where(column.active == 1, found.condition)
    return statement.order_by(rank, column.name, column.id).limit(limit)


def _place(person: Any) -> str:  # noqa: ANN401 - a row
    return " · ".join(filter(None, (person.site, person.login)))


def _things(question: Options) -> sa.Select[Any]:
    table = tables.things[question.thing]
    source: sa.FromClause = table
    name: sa.ColumnElement[str] = table.c.name
    spoken = [name]
    if question.thing == "category":
        parent = table.alias("parent")
        source = table.outerjoin(parent, parent.c.id == table.c.parent)
        name = coalesce(parent.c.name + " / ", "") + table.c.name
        spoken.append(parent.c.name)
    found = match(spoken, question.text)
    own = [table.c[each] for each in ("tier", "waits_on") if each in table.c]
    return (
        sa.select(table.c.id, name.label("name"), *own)
        .select_from(source)
        .where(table.c.active == 1, found.condition)
        .order_by(found.rank, name, table.c.id)
        .limit(question.limit)
    )


def _details(row: sa.RowMapping) -> tuple[str, str]:
    """Give what distinguishes a record, and what it means to the desk."""
    detail = tr("level {tier}", tier=row["tier"]) if "tier" in row else ""
    return detail, str(row.get("waits_on", ""))
