"""Counting what a question asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from app.db.store import Store


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """Collect the statements that SQLAlchemy sends to `store` meanwhile."""
    sent: list[str] = []

    def note(*told: Any) -> None:
        sent.append(told[2])

    sa.event.listen(store._engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(store._engine, "before_cursor_execute", note)
