"""Which names match what is typed, and how well."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.sql.functions import coalesce

from app.db.fold import Fold
from app.domain.folding import folded

_ESCAPE = "/"


@dataclass(frozen=True)
class Match:
    """The condition that some columns match, and the rank of one that does: the lower the better."""

    condition: sa.ColumnElement[bool]
    rank: sa.ColumnElement[int]


def match(columns: Sequence[sa.ColumnElement[str]], text: str) -> Match:
    """Match `text`, as typed, with the words of `columns`: each typed word is in one of them.

    The first column beginning as typed comes first, then words that do, then the rest.
    """
    words = folded(text).split()
    if not words:
        return Match(sa.true(), sa.literal(0))
    spoken: sa.ColumnElement[str] = sa.literal("")
    for column in columns:
        spoken = spoken.concat(" ").concat(coalesce(column, ""))
    hay = Fold(spoken)
    begins = [_like(hay, "% {}%", word) for word in words]
    rank = sa.case((_like(hay, " {}%", " ".join(words)), 0), (sa.and_(*begins), 1), else_=2)
    return Match(sa.and_(*(_like(hay, "%{}%", word) for word in words)), rank)


def _like(hay: sa.ColumnElement[str], shape: str, words: str) -> sa.ColumnElement[bool]:
    plain = words
    for sign in (_ESCAPE, "%", "_"):
        plain = plain.replace(sign, _ESCAPE + sign)
    # PostgreSQL in the C locale leaves the capitals of other scripts than Latin as they are.
    cases = {plain} if plain.isascii() else {plain, plain.upper(), plain.title()}
    return sa.or_(*(hay.like(shape.format(each), escape=_ESCAPE) for each in sorted(cases)))
