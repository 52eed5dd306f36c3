"""What is asked about many tickets at once, and about an edit that is to be undone."""

from dataclasses import dataclass

from app.domain.fields import Values
from app.domain.questions import Question
from app.domain.rows import Possibility

# More tickets are not changed by one order.
MOST_AT_ONCE = 10_000


@dataclass(frozen=True)
class SharedWays(Question[tuple[Possibility, ...]]):
    """The transitions and gestures that lead on from where every one of these tickets stands.

    Their `form` is asked once for all of them: what some have already may stay empty.
    """

    tickets: tuple[int, ...]
    asker: int


@dataclass(frozen=True)
class Made:
    """What an edit or an assignment made of which fields, texts in full."""

    kind: str
    was: Values
    now: Values


@dataclass(frozen=True)
class EditMade(Question[Made]):
    """What an edit or assignment changed: that which brought a ticket to this version."""

    ticket: int
    version: int
