"""What the desk's own things were at a moment, by their histories."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

from app.domain.canonical import parsed
from app.domain.events import Event
from app.domain.fields import Value, Values
from app.domain.roles import Grant

# In microseconds. Two clocks that a database takes for right may be so far apart.
SLACK = 120_000_000
_FOREVER = 2**63


class _Course:
    """The states of one thing, found by the time: a history may be long and is asked about by every event."""

    def __init__(self) -> None:
        self._states: list[Values] = []
        self._since: list[int] = []
        # The latest beginning up to each state: these rise, though a clock may have been set back.
        self._latest: list[int] = []

    def add(self, since: int, now: Values) -> Values:
        """Add the next state, that `now` makes, and give it whole."""
        values = {**(self._states[-1] if self._states else {}), **now}
        self._states.append(values)
        self._since.append(since)
        self._latest.append(max([since, *self._latest[-1:]]))
        return values

    @property
    def last(self) -> Values:
        """Give the state that nothing has changed since."""
        return self._states[-1]

    def about(self, moment: int, count: int | None = None) -> Iterator[Values]:
        """Give every state of the first `count` there was about `moment`."""
        end = len(self._states) if count is None else min(count, len(self._states))
        # Whatever ended before is passed over at once, and so is what came after by more than clocks differ.
        start = max(0, bisect_right(self._latest, moment - SLACK, 0, end) - 1)
        for index in range(start, end):
            if self._since[index] > moment + 2 * SLACK:
                break
            until = self._since[index + 1] if index + 1 < end else _FOREVER
            if self._since[index] - SLACK <= moment < until + SLACK:
                yield self._states[index]


class Past:
    """The states of the desk's own things; `events`: all of each, in the order of their versions."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._courses: dict[tuple[str, int], _Course] = {}
        # The roles, and the memberships, that each person ever had.
        self._bound: dict[tuple[str, object], set[int]] = {}
        self._first_administrator = _FOREVER
        # All that anybody ever had.
        self.logins: set[object] = set()
        for event in events:
            # One that cannot be read is told with its own thing.
            with suppress(ValueError):
                self._take(event, parsed(event.now))

    def _take(self, event: Event, now: Values) -> None:
        course = self._courses.setdefault((event.stream, event.subject), _Course())
        if event.stream == "person" and "login" in now:
            # What else a person is called stays a digest here.
            login = parsed(event.texts).get("login")
            now = {**now, "login": login if isinstance(login, str) else None}
            self.logins.add(now["login"])
        values = course.add(event.recorded_at, now)
        if event.stream in ("role_grant", "membership"):
            person = values.get("person")
            if isinstance(person, int):
                self._bound.setdefault((event.stream, person), set()).add(event.subject)
        if event.stream == "role_grant" and values.get("role") == "administrator":
            self._first_administrator = min(self._first_administrator, event.recorded_at)

    def states(
        self, thing: str, row_id: object, moment: int, before: Event | None = None
    ) -> Iterator[Values]:
        """Give every state a thing had about `moment`, texts as their digests; none that `before` made."""
        course = self._courses.get((thing, row_id)) if isinstance(row_id, int) else None
        if course is None:
            return iter(())
        is_of_it = before is not None and (before.stream, before.subject) == (thing, row_id)
        return course.about(moment, before.version - 1 if before and is_of_it else None)

    def last(self, thing: str, row_id: int) -> Values:
        """Give what a thing is now; nothing where there is none."""
        course = self._courses.get((thing, row_id))
        return course.last if course else {}

    def knew(self, thing: str, row_id: object, moment: int) -> bool:
        """Say whether there was such a thing about `moment`."""
        return any(True for _ in self.states(thing, row_id, moment))

    def grants(self, person: object, moment: int, before: Event | None = None) -> list[Grant]:
        """Give the roles a person in use had about `moment`; none that `before` gave."""
        if not isinstance(person, int) or not any(
            each.get("active") for each in self.states("person", person, moment)
        ):
            return []
        return [_grant(each) for each in self._of("role_grant", person, moment, before)]

    def teams(self, person: object, moment: int) -> list[Value]:
        """Give the ids of the teams a person was in about `moment`."""
        return [each.get("team") for each in self._of("membership", person, moment)]

    def _of(
        self, thing: str, person: object, moment: int, before: Event | None = None
    ) -> Iterator[Values]:
        found = chain.from_iterable(
            self.states(thing, each, moment, before)
            for each in self._bound.get((thing, person), ())
        )
        return (each for each in found if each.get("active") and each.get("person") == person)

    def has_administrator(self) -> bool:
        """Say whether somebody is an administrator now."""
        people = {person for thing, person in self._bound if thing == "role_grant"}
        now = _FOREVER - 3 * SLACK
        return any(g.role == "administrator" for each in people for g in self.grants(each, now))

    def had_administrator(self, moment: int) -> bool:
        """Say whether there had been an administrator for a while at `moment`."""
        return self._first_administrator + SLACK < moment


def _grant(values: Values) -> Grant:
    team = values.get("team")
    return Grant(str(values.get("role")), team if isinstance(team, int) else None)
