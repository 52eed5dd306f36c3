"""Records to choose from: those that match what is typed, best first."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.functions import coalesce

from app.db import tables
from app.domain.events import TICKET_STREAM
from app.domain.fields import THINGS
from app.domain.roles import STAFF
from app.domain.ticket_questions import Options, Requesters, TitlesMatching
from app.domain.ticket_rows import Implied, Option, RequesterRow
from app.errors import NotFound
from app.queries.filters import is_open
from app.queries.matching import match
from app.queries.titles import titles_matching
from app.queries.workflows import Workflows
from app.text import tr

_person, _ticket = tables.things["person"], tables.ticket

# Teams of any other level receive a ticket by an escalation.
_FIRST_LEVEL = 1


def options(connection: Connection, question: Options, workflows: Workflows) -> tuple[Option, ...]:
    """Answer `Options`, of tickets too; raises NotFound for a thing without names."""
    thing = question.thing
    if thing == TICKET_STREAM:
        asked = TitlesMatching(question.text, question.limit)
        tickets = titles_matching(connection, asked, workflows)
        return tuple(
            Option(row.id, f"{row.number} {row.title}", f"· {row.step}") for row in tickets
        )
    if thing == "colleague":
        named = _people(question.text, question.limit).where(_is_staff())
        found = connection.execute(named).all()
        return tuple(Option(row.id, row.name, row.login) for row in found)
    if thing not in THINGS or THINGS[thing].field("name") is None:
        raise NotFound(tr("The desk has no names of “{thing}”.", thing=thing))
    if thing == "category":
        return tuple(map(_category, connection.execute(_categories(question))))
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


def _is_staff() -> sa.ColumnElement[bool]:
    grant = tables.things["role_grant"].c
    has_role = (grant.person == _person.c.id, grant.active == 1, grant.role.in_(STAFF))
    return sa.exists().where(*has_role) & _person.c.login.is_not(None)


def _place(person: Any) -> str:  # noqa: ANN401 - a row
    return " · ".join(filter(None, (person.site, person.login)))


def _things(question: Options) -> sa.Select[Any]:
    table = tables.things[question.thing]
    found = match((table.c.name,), question.text)
    own = [table.c[each] for each in ("tier", "waits_on") if each in table.c]
    return (
        sa.select(table.c.id, table.c.name, *own)
        .where(table.c.active == 1, found.condition)
        .order_by(found.rank, table.c.name, table.c.id)
        .limit(question.limit)
    )


def _categories(question: Options) -> sa.Select[Any]:
    table, service, team = (tables.things[each] for each in ("category", "service", "team"))
    parent = table.alias("parent")
    name = coalesce(parent.c.name + " / ", "") + table.c.name
    found = match((table.c.name, parent.c.name, name), question.text)
    source = table.outerjoin(parent, parent.c.id == table.c.parent)
    is_its = (service.c.id == table.c.service) & (service.c.active == 1)
    is_theirs = (team.c.id == table.c.team) & (team.c.active == 1)
    joined = source.outerjoin(service, is_its).outerjoin(team, is_theirs)
    follows = (
        service.c.id.label("service_id"),
        service.c.name.label("service"),
        team.c.id.label("team_id"),
        team.c.name.label("team"),
        team.c.tier,
    )
    return (
        sa.select(table.c.id, name.label("name"), *follows)
        .select_from(joined)
        .where(table.c.active == 1, found.condition)
        .order_by(found.rank, name, table.c.id)
        .limit(question.limit)
    )


def _category(row: sa.Row[Any]) -> Option:
    """Give a category with what it suggests: its service, and its team, if that is the first to work on it."""
    implied, told = [], []
    if row.service:
        implied.append(Implied("service", row.service_id, row.service))
        told.append(tr("Service: {name}.", name=row.service))
    if row.team and row.tier == _FIRST_LEVEL:
        implied.append(Implied("team", row.team_id, row.team))
        told.append(tr("Team: {name}.", name=row.team))
    elif row.team:
        told.append(tr("Escalated to {team}.", team=row.team))
    return Option(row.id, row.name, hint=" ".join(told), implies=tuple(implied))


def _details(row: sa.RowMapping) -> tuple[str, str]:
    """Give what distinguishes a record, and what it means to the desk."""
    detail = tr("level {tier}", tier=row["tier"]) if "tier" in row else ""
    return detail, str(row.get("waits_on", ""))
