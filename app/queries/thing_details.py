"""One of the desk's own things, whole: what it holds, and what binds it to others."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.events import OPENED
from app.domain.fields import THINGS, Value
from app.domain.roles import STAFF, THING_ROLES, TICKET_RIGHTS, people_with, role_label
from app.domain.setting_forms import form_of
from app.domain.setting_questions import (
    LoggingRefusal,
    MatrixVersions,
    SettingsRefusal,
    WholeThing,
)
from app.domain.setting_rows import MatrixVersion, ThingDetail, Tie
from app.errors import listed
from app.queries.names import Names
from app.queries.records import names_of_roles, standing
from app.text import tr

_grant, _membership = tables.things["role_grant"], tables.things["membership"]
_team, _person, _category = (tables.things[name] for name in ("team", "person", "category"))
_FEW = 5


def whole_thing(connection: Connection, question: WholeThing) -> ThingDetail | None:
    """Answer `WholeThing`."""
    thing, table = THINGS[question.thing], tables.things[question.thing]
    row = connection.execute(sa.select(table).where(table.c.id == question.row_id)).mappings()
    found = row.first()
    if found is None:
        return None
    values: dict[str, Value] = {field.name: found[field.name] for field in thing.fields}
    names = Names.of(connection, thing.fields, (), values)
    return ThingDetail(
        thing=thing.name,
        id=question.row_id,
        version=found["version"],
        name=str(values["name"]),
        is_active=bool(values["active"]),
        form=form_of(thing, values, names.shown),
        ties=tuple(_ties(connection, thing.name, question.row_id)),
    )


def _ties(connection: Connection, thing: str, row_id: int) -> Iterable[Tie]:
    if thing == "person":
        return [*_roles(connection, row_id), *_teams(connection, row_id)]
    if thing == "team":
        return [*_members(connection, row_id), *_categories(connection, row_id)]
    return ()


def role_shown(role: str, team: str | None) -> str:
    """Give a role as people read it: “team lead · Network”."""
    return " · ".join(filter(None, (role_label(role), team)))


def _roles(connection: Connection, person: int) -> list[Tie]:
    statement = (
        sa.select(_grant.c.id, _grant.c.role, _grant.c.team, _grant.c.active, _team.c.name)
        .outerjoin_from(_grant, _team, _team.c.id == _grant.c.team)
        .where(_grant.c.person == person)
        .order_by(_grant.c.id)
    )
    return [
        Tie("role_grant", row.id, (("role", row.role), ("team", row.team)),
            role_shown(row.role, row.name), bool(row.active))
        for row in connection.execute(statement)
    ]  # fmt: skip


def _teams(connection: Connection, person: int) -> list[Tie]:
    mine = _membership.c.person == person
    return _memberships(connection, _team, _membership.c.team, mine)


def _members(connection: Connection, team: int) -> list[Tie]:
    theirs = _membership.c.team == team
    ties = _memberships(connection, _person, _membership.c.person, theirs)
    at_work = set(connection.scalars(
        sa.select(_grant.c.person).where(_grant.c.active == 1, _grant.c.role.in_(STAFF))
    ))  # fmt: skip
    told = tr("no role: is assigned no tickets")
    return [
        tie if dict(tie.values)["person"] in at_work else replace(tie, warning=told)
        for tie in ties
    ]  # fmt: skip


def _memberships(
    connection: Connection,
    others: sa.Table,
    column: sa.Column[Any],
    which: sa.ColumnElement[bool],
) -> list[Tie]:
    statement = (
        sa.select(_membership.c.id, column.label("other"), _membership.c.active, others.c.name)
        .join_from(_membership, others, others.c.id == column)
        .where(which)
        .order_by(others.c.name, _membership.c.id)
    )
    return [
        Tie("membership", row.id, ((column.name, row.other),), row.name, bool(row.active))
        for row in connection.execute(statement)
    ]


def _categories(connection: Connection, team: int) -> list[Tie]:
    mine = (_category.c.team == team) & (_category.c.active == 1)
    ids = list(connection.scalars(sa.select(_category.c.id).where(mine)))
    names = Names(connection, {"category": set(ids)})
    ties = [Tie("category", each, (("id", each),), names.name("category", each)) for each in ids]
    return sorted(ties, key=lambda tie: tie.shown)


def settings_refusal(connection: Connection, question: SettingsRefusal) -> str:
    """Answer `SettingsRefusal`."""
    allowed = STAFF if question.owned else THING_ROLES
    if standing(connection, question.asker).roles & set(allowed):
        return ""
    if question.owned:
        return tr(
            "Texts are written by those who work at this desk. Ask {holders} for a role.",
            holders=_few(connection),
        )
    roles = listed([role_label(role) for role in THING_ROLES], tr(" or "))
    return tr("You can read these settings. To change them takes the right of {roles}: ask {holders}.",
              roles=roles, holders=_few(connection))  # fmt: skip


def _few(connection: Connection) -> str:
    return listed(names_of_roles(connection, THING_ROLES)[:_FEW], tr(" or "))


def logging_refusal(connection: Connection, question: LoggingRefusal) -> str:
    """Answer `LoggingRefusal`."""
    allowed = TICKET_RIGHTS[OPENED]
    if standing(connection, question.asker).roles & set(allowed):
        return ""
    people = listed(people_with(allowed))
    holders = listed(names_of_roles(connection, allowed)[:_FEW], tr(" or "))
    told = tr("New incidents are logged by {people}.", people=people)
    way = tr("Ask {holders}, or an administrator for the role.", holders=holders)
    return f"{told} {way}" if holders else told


def matrix_versions(connection: Connection, question: MatrixVersions) -> tuple[MatrixVersion, ...]:
    """Answer `MatrixVersions`."""
    matrix, event, card = tables.things["matrix"], tables.desk_event, tables.person_card
    born = (event.c.thing == "matrix") & (event.c.thing_id == matrix.c.id) & (event.c.version == 1)
    statement = (
        sa.select(matrix.c.id, matrix.c.number, matrix.c.cells, card.c.name, event.c.occurred_at)
        .join_from(matrix, event, born)
        .outerjoin(card, card.c.id == event.c.actor)
        .order_by(matrix.c.number.desc())
        .limit(question.limit)
    )
    return tuple(
        MatrixVersion(row.id, row.number, row.cells, row.name or "", row.occurred_at)
        for row in connection.execute(statement)
    )
