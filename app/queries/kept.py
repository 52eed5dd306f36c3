"""What people keep themselves: conditions that it is somebody's to change, or to use."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.roles import THING_ROLES
from app.queries.people import teams_of
from app.queries.records import standing


def is_used_by(connection: Connection, table: sa.Table, person: int) -> sa.ColumnElement[bool]:
    """Give the condition that something is a person's own, or shared with a team they are in or lead."""
    led = [grant.team for grant in standing(connection, person).grants if grant.role == "lead"]
    teams = {*teams_of(connection, person), *(team for team in led if team is not None)}
    return sa.or_(table.c.owner == person, table.c.team.in_(sorted(teams)))


def is_changed_by(connection: Connection, thing: str, person: int) -> sa.ColumnElement[bool]:
    """Give the condition that something is a person's to change; of what is not shared, only their own."""
    table, grants = tables.things[thing], standing(connection, person).grants
    led = {grant.team for grant in grants if grant.role == "lead"}
    has_all = None in led or any(grant.role in THING_ROLES for grant in grants)
    of_teams = table.c.team.is_not(None) if has_all else table.c.team.in_(sorted(filter(None, led)))
    return sa.or_(table.c.owner == person, of_teams)
