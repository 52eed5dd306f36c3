"""The canned texts that somebody inserts."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.functions import coalesce

from app.db import tables
from app.db.fold import Fold
from app.domain.canned_questions import CannedTexts
from app.domain.fields import CANNED_TEXT
from app.domain.ticket_rows import Option
from app.queries.kept import is_used_by
from app.queries.matching import match
from app.text import tr

_text, _team = tables.things[CANNED_TEXT], tables.things["team"]
# So many letters of a text tell it from others of its kind.
_FIRST = 60


def canned_texts(connection: Connection, question: CannedTexts) -> tuple[Option, ...]:
    """Answer `CannedTexts`."""
    spoken = (_text.c.name,) if question.by_name else (_text.c.name, _text.c.text)
    found = match(spoken, question.text)
    is_found = found.rank == 0 if question.by_name else found.condition
    whose = coalesce(_team.c.name, "").label("whose")
    statement = (
        sa.select(_text.c.id, _text.c.name, _text.c.text, whose)
        .outerjoin(_team, _team.c.id == _text.c.team)
        .where(_text.c.active == 1, is_found)
        .where(is_used_by(connection, _text, question.asker))
        .order_by(found.rank, _text.c.team.is_not(None), Fold(_text.c.name), _text.c.id)
    )
    rows = connection.execute(statement.limit(question.limit)).all()
    return tuple(
        Option(row.id, f"/{row.name}", f"{row.whose or tr('yours')} · {first_words(row.text)}",
               meaning=row.text)
        for row in rows
    )  # fmt: skip


def first_words(text: str) -> str:
    """Give the beginning of a text on one line."""
    line = " ".join(text[: 4 * _FIRST].split())
    return line if len(line) <= _FIRST else f"{line[: _FIRST - 1].rstrip()}…"
