"""The desk's own things as lists: ids of all that match, rows by id, categories as a tree."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.functions import coalesce

from app.db import tables
from app.db.fold import Fold
from app.domain.choices import choice_label
from app.domain.fields import CANNED_TEXT, THINGS
from app.domain.folding import folded
from app.domain.roles import role_label
from app.domain.rows import Ids
from app.domain.setting_questions import CategoryTree, ThingIds, ThingRows
from app.domain.setting_rows import ThingRow
from app.queries.canned import first_words
from app.queries.kept import is_changed_by
from app.queries.matching import match
from app.text import tr

_person, _team, _grant = (tables.things[name] for name in ("person", "team", "role_grant"))
_text = tables.things[CANNED_TEXT]
_category, _membership = tables.things["category"], tables.things["membership"]
_SPOKEN = {
    "person": ("name", "login", "email", "phone", "badge", "site"),
    CANNED_TEXT: ("name", "text"),
}
_SEPARATOR = " · "


def thing_ids(connection: Connection, question: ThingIds) -> Ids:
    """Answer `ThingIds`."""
    table = tables.things[question.thing]
    spoken = [table.c[name] for name in _SPOKEN.get(question.thing, ("name",))]
    found = match(spoken, question.text)
    is_shown = sa.true() if question.retired else table.c.active == 1
    if THINGS[question.thing].owned:
        is_shown &= is_changed_by(connection, question.thing, question.asker)
    statement = sa.select(table.c.id).where(found.condition, is_shown)
    order = (found.rank, Fold(table.c.name), table.c.name, table.c.id)
    return array("q", connection.scalars(statement.order_by(*order)))


def thing_rows(connection: Connection, question: ThingRows) -> tuple[ThingRow, ...]:
    """Answer `ThingRows`."""
    if not question.ids:
        return ()
    table = tables.things[question.thing]
    found = connection.execute(sa.select(table).where(table.c.id.in_(question.ids))).mappings()
    rows = {row["id"]: row for row in found}
    more = _more(connection, question)
    return tuple(
        ThingRow(
            each, rows[each]["version"], rows[each]["name"],
            _SEPARATOR.join(filter(None, _details(question.thing, rows[each], more.get(each)))),
            bool(rows[each]["active"]), tr("VIP") if rows[each].get("vip") else "",
        )
        for each in question.ids
        if each in rows
    )  # fmt: skip


def _details(thing: str, row: sa.RowMapping, more: str | None) -> Iterator[str | None]:
    if thing == "person":
        yield from (more, row["login"], row["email"], row["site"])
    elif thing == "team":
        yield from (tr("level {tier}", tier=row["tier"]), more, row["email"])
    elif thing == "waiting_reason":
        field = THINGS[thing].field("waits_on")
        waits_on = choice_label(field, row["waits_on"]) if field else ""
        yield tr("waits on {whom}", whom=waits_on)
    elif thing == CANNED_TEXT:
        yield from (more or tr("yours"), first_words(row["text"]))


def _more(connection: Connection, question: ThingRows) -> Mapping[int, str]:
    """Give what stands in other tables: the roles of people, how many a team has, whose a text is."""
    if question.thing == "person":
        return _roles(connection, question.ids)
    if question.thing == CANNED_TEXT:
        return _owners(connection, question.ids)
    return _sizes(connection, question.ids) if question.thing == "team" else {}


def _roles(connection: Connection, people: Sequence[int]) -> Mapping[int, str]:
    statement = sa.select(_grant.c.person, _grant.c.role).where(
        _grant.c.person.in_(people), _grant.c.active == 1
    )
    roles: dict[int, dict[str, None]] = {}
    for person, role in connection.execute(statement.order_by(_grant.c.id)):
        roles.setdefault(person, {})[role_label(role)] = None
    return {person: ", ".join(labels) for person, labels in roles.items()}


def _owners(connection: Connection, texts: Sequence[int]) -> Mapping[int, str]:
    of_teams = sa.select(_text.c.id, _team.c.name).join(_team, _team.c.id == _text.c.team)
    rows = connection.execute(of_teams.where(_text.c.id.in_(texts)))
    return {text: str(team) for text, team in rows}


def _sizes(connection: Connection, teams: Sequence[int]) -> Mapping[int, str]:
    statement = (
        sa.select(_membership.c.team, sa.func.count())
        .join(_person, _person.c.id == _membership.c.person)
        .where(_membership.c.team.in_(teams), _membership.c.active == 1, _person.c.active == 1)
        .group_by(_membership.c.team)
    )
    counts: list[tuple[int, int]] = [(team, n) for team, n in connection.execute(statement)]
    return {team: tr("1 member") if n == 1 else tr("{n} members", n=n) for team, n in counts}


def category_tree(connection: Connection, question: CategoryTree) -> tuple[ThingRow, ...]:
    """Answer `CategoryTree`; all categories are read: a desk has hundreds, not thousands."""
    tree = _Tree(connection.execute(_CATEGORIES).all())
    wanted = folded(question.text).split()
    shown = {
        each.id
        for each in tree.rows
        if (question.retired or each.active)
        and all(word in tree.path(each.id) for word in wanted)
    }  # fmt: skip
    above = {over for each in shown for over in tree.above(each)}
    return tuple(tree.row(each) for each in tree.walk(None) if each in shown | above)


_service = tables.things["service"]
_CATEGORIES: sa.Select[Any] = (
    sa.select(
        *(_category.c[name] for name in ("id", "version", "name", "parent", "active")),
        coalesce(_team.c.name, "").label("team"),
        _team.c.active.label("team_active"),
        coalesce(_service.c.name, "").label("service"),
        _service.c.active.label("service_active"),
    )
    .outerjoin_from(_category, _team, _team.c.id == _category.c.team)
    .outerjoin(_service, _service.c.id == _category.c.service)
)


def things_begun(connection: Connection) -> frozenset[str]:
    """Answer `ThingsBegun`."""
    return frozenset(
        name for name, table in tables.things.items() if _has_some(connection, name, table)
    )


def _has_some(connection: Connection, thing: str, table: sa.Table) -> bool:
    at_least = 2 if thing == "person" else 1
    in_use = [table.c.active == 1] if "active" in table.c else []
    found = connection.scalars(sa.select(table.c.id).where(*in_use).limit(at_least)).all()
    return len(found) == at_least


def _alive_or_not(name: str, *, is_active: bool) -> str:
    return name if is_active else tr("{name} (retired)", name=name)


class _Tree:
    """The categories of a desk, each below its parent."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows = sorted(rows, key=lambda row: (folded(row.name), row.name, row.id))
        self._by_id = {row.id: row for row in self.rows}
        self._below: dict[int | None, list[int]] = {}
        self._paths: dict[int, str] = {}
        for row in self.rows:
            self._below.setdefault(row.parent, []).append(row.id)

    def above(self, category: int) -> Iterator[int]:
        """Give the categories above one, the nearest first."""
        parent = self._by_id[category].parent
        while parent in self._by_id:
            yield parent
            parent = self._by_id[parent].parent

    def path(self, category: int) -> str:
        """Give the names from the top down to a category, folded."""
        if category not in self._paths:
            row = self._by_id[category]
            over = self.path(row.parent) if row.parent in self._by_id else ""
            self._paths[category] = f"{over} {folded(row.name)}"
        return self._paths[category]

    def walk(self, top: int | None) -> Iterator[int]:
        """Give all below `top`, each before those below it."""
        for each in self._below.get(top, ()):
            yield each
            yield from self.walk(each)

    def row(self, category: int) -> ThingRow:
        """Give a category as a list shows it."""
        row = self._by_id[category]
        follows = ((row.team, row.team_active), (row.service, row.service_active))
        shown = (_alive_or_not(name, is_active=bool(active)) for name, active in follows if name)
        detail = _SEPARATOR.join(shown)
        return ThingRow(
            row.id, row.version, row.name, detail, bool(row.active), parent=row.parent
        )  # fmt: skip
