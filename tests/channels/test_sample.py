"""The sample desk: believable in every step, the same for a seed, and true to its history."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.channels.sample import make_sample
from app.clock import SystemClock
from app.db import tables
from app.desk import Desk
from app.errors import DeskExists

_SAME = (
    "number", "title", "description", "step", "team", "assignee", "requester", "priority",
    "opened_at", "updated_at", "resolution", "reopen_count",
)  # fmt: skip


def rows(desk: Desk) -> list[tuple[object, ...]]:
    columns = (tables.ticket.c[name] for name in _SAME)
    with desk.store.reading() as connection:
        found = connection.execute(sa.select(*columns).order_by(tables.ticket.c.number))
        return [tuple(row) for row in found]


def test_a_sample_has_tickets_in_every_step_and_checks(empty_url: str) -> None:
    made = make_sample(empty_url, 1, SystemClock().now())
    assert 140 <= made.tickets <= 160
    with made.desk.store.reading() as connection:
        steps = set(connection.scalars(sa.select(tables.ticket.c.step)))
        known = set(connection.scalars(sa.select(tables.workflow_step.c.key)))
    assert steps == known
    assert made.desk.check() == []
    made.desk.close()
    with pytest.raises(DeskExists):
        make_sample(empty_url, 1, SystemClock().now())


def test_a_seed_makes_the_same_tickets(tmp_path: Path) -> None:
    now = SystemClock().now()
    found = []
    for name, seed in (("one", 7), ("two", 7), ("three", 8)):
        made = make_sample(f"sqlite:///{tmp_path / name}.db", seed, now)
        found.append(rows(made.desk))
        made.desk.close()
    assert found[0] == found[1]
    assert found[0] != found[2]
