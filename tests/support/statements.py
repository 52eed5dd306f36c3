"""What is said to a database, for counting."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from app.db.store import Store

# A statement and its parameters.
Spoken = tuple[str, Any]


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """Collect the statements that SQLAlchemy sends to `store` meanwhile."""
    with _heard(store._engine) as found:
        sent: list[str] = []
        yield sent
        sent += [statement for statement, _ in found]


@contextmanager
def spoken_statements() -> Iterator[list[Spoken]]:
    """Collect what is sent to any database, by any thread, but for the beginnings of transactions."""
    with _heard(sa.Engine) as found:
        spoken: list[Spoken] = []
        yield spoken
        spoken += [each for each in found if not each[0].startswith("BEGIN")]


@contextmanager
def _heard(engine: Any) -> Iterator[list[Spoken]]:
    found: list[Spoken] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        found.append((statement, parameters))

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
