"""What is said to a database, for counting."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

# A statement and its parameters.
Spoken = tuple[str, Any]


@contextmanager
def spoken_statements() -> Iterator[list[Spoken]]:
    """Collect the statements sent to any database, by any thread."""
    found: list[Spoken] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            found.append((statement, parameters))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
