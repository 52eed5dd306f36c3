"""How far somebody's roles reach on one ticket, and the reason where they do not."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from sqlalchemy.engine import Connection

from app.domain import events
from app.domain.roles import TICKET_RIGHTS, Standing, Touch, people_with, too_far
from app.errors import listed
from app.queries.records import Held, touched_by_others
from app.text import tr

# What people do to a ticket beside its transitions and by hand.
_BY_HAND = (
    events.EDITED,
    events.ASSIGNED,
    events.NOTED,
    events.REPLIED,
    events.LINKED,
    events.WATCHED,
    events.ATTACHED,
    events.DETACHED,
)
# What may still be done once a ticket has ended.
_EVEN_AFTER = (
    events.NOTED,
    events.LINKED,
    events.WATCHED,
    events.ATTACHED,
    events.DETACHED,
)


class Reach:
    """What one person may do on one ticket."""

    def __init__(self, connection: Connection, held: Held, person: Standing) -> None:
        self._connection = connection
        self._held = held
        self._person = person

    def refusal(self, action: str, allowed: Sequence[str]) -> str:
        """Say why `action`, which is for the roles `allowed`, is not for this person; empty when it is."""
        if not any(grant.role in allowed for grant in self._person.grants):
            return tr("{action} is for {roles}.", action=action, roles=listed(people_with(allowed)))
        return "" if self._reaches(allowed) else too_far(self._person, allowed, action)

    def may(self, *, is_over: bool) -> Iterator[str]:
        """Give the kinds of events beside transitions that this person may bring about."""
        for kind in _BY_HAND:
            if (kind in _EVEN_AFTER or not is_over) and self._reaches(TICKET_RIGHTS[kind]):
                yield kind

    def _reaches(self, allowed: Sequence[str]) -> bool:
        touch = Touch.of(self._held.row_id, self._held.values, None)
        grants = (grant for grant in self._person.grants if grant.role in allowed)
        return any(grant.reaches(touch, lambda: self._is_shared) for grant in grants)

    @cached_property
    def _is_shared(self) -> bool:
        return touched_by_others(self._connection, self._held.row_id, self._person.person)
