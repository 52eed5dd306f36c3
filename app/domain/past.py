"""What the desk's own things were at a moment, by their histories."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

from app.domain.canonical import parsed
from app.domain.events import Event
from app.domain.fields import Values
from app.domain.roles import Grant

# In microseconds. Two clocks that a database takes for right may be so far apart.
SLACK = 120_000_000
_FOREVER = 2**63


class Past:
    """The states of the desk's own things; `events`: all of each, in the order of their versions."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._states: dict[tuple[str, int], list[tuple[int, Values]]] = {}
        self._grants: dict[object, set[int]] = {}
        self._first_administrator = _FOREVER
        for event in events:
            # One that cannot be read is told with its own thing.
            with suppress(ValueError):
                self._take(event, parsed(event.now))

    def _take(self, event: Event, now: Values) -> None:
        states = self._states.setdefault((event.stream, event.subject), [])
        values = {**(states[-1][1] if states else {}), **now}
        states.append((event.recorded_at, values))
        if event.stream == "role_grant":
            self._grants.setdefault(values.get("person"), set()).add(event.subject)
            if values.get("role") == "administrator":
                self._first_administrator = min(self._first_administrator, event.recorded_at)

    def states(
        self, thing: str, row_id: object, moment: int, before: Event | None = None
    ) -> Iterator[Values]:
        """Give every state a thing had about `moment`, texts as their digests; none that `before` made."""
        states = self._states.get((thing, row_id), []) if isinstance(row_id, int) else []
        if before is not None and (before.stream, before.subject) == (thing, row_id):
            states = states[: before.version - 1]
        ends = [*(since for since, _ in states[1:]), _FOREVER]
        for (since, values), until in zip(states, ends, strict=False):
            if since - SLACK <= moment < until + SLACK:
                yield values

    def grants(self, person: object, moment: int, before: Event | None = None) -> list[Grant]:
        """Give the roles a person in use had about `moment`; none that `before` gave."""
        if not any(each.get("active") for each in self.states("person", person, moment)):
            return []
        found = chain.from_iterable(
            self.states("role_grant", each, moment, before) for each in self._grants.get(person, ())
        )
        return [_grant(each) for each in found if each.get("active") and each["person"] == person]

    def had_administrator(self, moment: int) -> bool:
        """Say whether there had been an administrator for a while at `moment`."""
        return self._first_administrator + SLACK < moment


def _grant(values: Values) -> Grant:
    team = values.get("team")
    return Grant(str(values["role"]), team if isinstance(team, int) else None)
