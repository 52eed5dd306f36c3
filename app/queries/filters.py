"""A queue's filter as conditions on the ticket table."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.db import tables
from app.domain.fields import MENTIONED
from app.domain.questions import Filter
from app.domain.workflow import StepClock

_t = tables.ticket.c
_category = tables.things["category"]


def conditions(asked: Filter) -> Iterator[sa.ColumnElement[bool]]:
    """Give the conditions of a filter; all of them hold."""
    if asked.only_open:
        yield is_open()
    yield from _sets(asked)
    yield from _spans(asked)
    yield from (holds(_t.title, word) for word in asked.words)
    if asked.awake_at is not None:
        yield sa.or_(
            _t.clock_state != StepClock.PAUSED,
            _t.follow_up_at.is_(None),
            _t.follow_up_at <= asked.awake_at,
        )
    for relation, people in ((MENTIONED, asked.mentioned), ("watcher", asked.watched)):
        if people:
            beside = tables.ticket_person.c
            theirs = (beside.person.in_(people), beside.relation == relation)
            yield _t.id.in_(sa.select(beside.ticket_id).where(*theirs))
    if asked.has_attachment:
        yield has_files()


def _sets(asked: Filter) -> Iterator[sa.ColumnElement[bool]]:
    several: tuple[tuple[sa.Column[Any], tuple[Any, ...]], ...] = (
        (_t.clock_state, asked.clocks),
        (_t.step, asked.steps),
        (_t.team, asked.teams),
        (_t.requester, asked.requesters),
        (_t.contact, asked.contacts),
        (_t.number, asked.numbers),
        (_t.id, asked.ids),
    )
    yield from (column.in_(values) for column, values in several if values)
    yield from (
        _one_of(column, values)
        for column, values in ((_t.assignee, asked.assignees), (_t.priority, asked.priorities))
        if values
    )
    if asked.categories:
        yield _t.category.in_(_with_children(asked.categories))


def _one_of(column: sa.Column[Any], values: tuple[int, ...]) -> sa.ColumnElement[bool]:
    """Give a condition where 0 stands for nothing there."""
    some = [value for value in values if value]
    if not some:
        return column.is_(None)
    return column.in_(some) if 0 not in values else sa.or_(column.in_(some), column.is_(None))


def _with_children(categories: tuple[int, ...]) -> sa.Select[tuple[int]]:
    asked = sa.select(_category.c.id).where(_category.c.id.in_(categories))
    whole = asked.cte("asked", recursive=True)
    children = sa.select(_category.c.id).join(whole, _category.c.parent == whole.c.id)
    return sa.select(whole.union(children).c.id)


def _spans(asked: Filter) -> Iterator[sa.ColumnElement[bool]]:
    for column, start, end in (
        (_t.opened_at, asked.opened_from, asked.opened_before),
        (_t.updated_at, asked.updated_from, asked.updated_before),
    ):
        if start is not None:
            yield column >= start
        if end is not None:
            yield column < end


def has_files() -> sa.ColumnElement[bool]:
    """Say that a ticket has a file."""
    file = tables.attachment.c
    return sa.exists().where(file.ticket_id == _t.id, file.active == 1)


def is_open() -> sa.ColumnElement[bool]:
    """Say that a ticket has not ended, to the letter as the partial index does: SQLite knows it by that."""
    return _t.clock_state != sa.literal_column(f"'{StepClock.FINAL}'")


def holds(title: sa.ColumnElement[str], word: str) -> sa.ColumnElement[bool]:
    """Say that a title has this run of letters, whatever their case."""
    return sa.or_(*(title.ilike(f"%{_plain(each)}%", escape="\\") for each in _cases(word)))


def _cases(word: str) -> tuple[str, ...]:
    # Without a language both databases compare only ASCII letters whatever their case.
    return (word,) if word.isascii() else tuple({word, word.lower(), word.upper(), word.title()})


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
