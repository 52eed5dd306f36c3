"""Saved views as one person sees them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.filter_questions import FilterReading, FilterTerm, TypedFilter
from app.domain.questions import Filter, Sort
from app.domain.roles import Standing, keeps, shares
from app.domain.saved_views import SAVED_VIEW, SavedView, SavedViews, TeamsToShareWith
from app.queries.kept import is_used_by
from app.queries.people import teams_of
from app.queries.records import standing
from app.queries.typed_filters import typed_filter
from app.queries.workflows import Workflows
from app.text import tr

_view, _team, _card = tables.things[SAVED_VIEW], tables.things["team"], tables.person_card


def saved_views(
    connection: Connection, question: SavedViews, workflows: Workflows
) -> tuple[SavedView, ...]:
    """Answer `SavedViews`."""
    me = standing(connection, question.asker)
    statement = (
        sa.select(_view, _card.c.name.label("owner_name"), _team.c.name.label("team_name"), _team.c.active.label("team_active"))
        .outerjoin_from(_view, _card, _card.c.id == _view.c.owner)
        .outerjoin(_team, _team.c.id == _view.c.team)
        .where(_view.c.active == 1, is_used_by(connection, _view, me.person))
        .order_by(_view.c.name, _view.c.id)
    )  # fmt: skip
    rows = connection.execute(statement).mappings().all()
    return tuple(
        _seen(row, _reading(connection, row["conditions"], me, workflows), me) for row in rows
    )


def _reading(
    connection: Connection, conditions: str | None, me: Standing, workflows: Workflows
) -> FilterReading:
    asked = TypedFilter("", me.person, kept=conditions or "")
    reading = typed_filter(connection, asked, workflows)
    if reading.fault:
        # Never more than was asked for.
        told = FilterTerm(conditions or "", tr("Conditions"), reading.fault)
        return FilterReading(Filter(ids=(-1,)), (told,))
    return reading


def _seen(row: sa.RowMapping, reading: FilterReading, me: Standing) -> SavedView:
    team_name = row["team_name"] or ""
    if team_name and not row["team_active"]:
        team_name = tr("{name} (no longer in use)", name=team_name)
    return SavedView(
        id=row["id"],
        version=row["version"],
        name=row["name"],
        owner=row["owner"],
        owner_name=row["owner_name"] or "",
        team=row["team"],
        team_name=team_name,
        base=row["base"],
        conditions=row["conditions"] or "",
        terms=reading.terms,
        narrowing=reading.filter,
        sort=Sort(row["sort"], bool(row["descending"])),
        columns=tuple(row["columns"].split(" ")),
        may_change=keeps(me, row["owner"], row["team"]),
    )


def teams_to_share_with(
    connection: Connection, question: TeamsToShareWith
) -> tuple[tuple[int, str], ...]:
    """Answer `TeamsToShareWith`."""
    me = standing(connection, question.asker)
    mine = teams_of(connection, me.person)
    statement = sa.select(_team.c.id, _team.c.name).where(_team.c.active == 1)
    rows: Any = connection.execute(statement.order_by(_team.c.name)).all()
    return tuple((row.id, row.name) for row in rows if shares(me, row.id, mine))
