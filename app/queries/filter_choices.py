"""What there is to filter by: steps, teams, people, categories, channels."""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.choices import choices_of
from app.domain.fields import TICKET
from app.domain.filter_language import ATTACHMENT, HAS, Term
from app.domain.filter_questions import FilterChoice
from app.domain.roles import ROLES_AT_WORK
from app.queries.workflows import Workflows, newest_workflows
from app.text import tr

_person, _grant = tables.things["person"], tables.things["role_grant"]
Named = list[tuple[Any, str]]


def steps_of(connection: Connection, workflows: Workflows) -> Iterator[tuple[str, str]]:
    """Give key and label of the steps of every workflow's newest version, each label once."""
    told: dict[str, str] = {}
    for version in newest_workflows(connection):
        for step in workflows.get(connection, version).steps:
            told.setdefault(step.key, tr(step.label))
    yield from told.items()


def channels_of() -> Named:
    """Give key and label of the ways a ticket comes in."""
    field = TICKET.field("contact")
    return [(value, label) for value, label in choices_of(field)] if field else []


def filter_choices(
    connection: Connection, _: object, workflows: Workflows
) -> tuple[FilterChoice, ...]:
    """Answer `FilterChoices`."""
    return tuple(_choices(connection, workflows))


def _choices(connection: Connection, workflows: Workflows) -> Iterator[FilterChoice]:
    for _, label in steps_of(connection, workflows):
        yield _choice("step", label)
    for level in range(1, 6):
        yield FilterChoice("priority", f"P{level}", Term("priority", f"p{level}").text)
    for name in _in_use(connection, "team"):
        yield _choice("team", name)
    yield FilterChoice("assignee", tr("You"), Term("assignee", "me").text)
    yield FilterChoice("assignee", tr("Nobody"), Term("assignee", "nobody").text)
    at_work = sa.select(_grant.c.person).where(
        _grant.c.active == 1, _grant.c.role.in_(ROLES_AT_WORK)
    )
    people = sa.select(_person.c.name).where(_person.c.active == 1, _person.c.id.in_(at_work))
    for name in connection.scalars(people.order_by(_person.c.name)):
        yield _choice("assignee", name)
    for name in _in_use(connection, "category"):
        yield _choice("category", name)
    for _, label in channels_of():
        yield _choice("channel", label)
    yield FilterChoice(HAS, tr("Attachment"), Term(HAS, ATTACHMENT).text)


def _choice(key: str, name: str) -> FilterChoice:
    return FilterChoice(key, name, Term(key, name.replace('"', "")).text)


def _in_use(connection: Connection, thing: str) -> Iterable[str]:
    table = tables.things[thing]
    return connection.scalars(
        sa.select(table.c.name).where(table.c.active == 1).distinct().order_by(table.c.name)
    )
