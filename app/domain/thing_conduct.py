"""What an event of the desk's own things may do: who, which columns, and what the desk would be then."""

from collections.abc import Iterator

from app.domain.canonical import parsed
from app.domain.events import ADDED, Event
from app.domain.fields import THINGS, Values
from app.domain.origins import Moments, Origins
from app.domain.past import Past
from app.domain.priority import is_matrix
from app.domain.roles import THING_ROLES, Standing, keeps, shares
from app.domain.stored_values import value_faults
from app.text import tr

_EDITED = "edited"


class ThingConduct:
    """Holds the events of the desk's own things against what the desk was."""

    def __init__(self, past: Past, origins: Origins) -> None:
        self._past = past
        self._origins = origins

    def faults(self, event: Event, before: Values, moments: Moments) -> Iterator[str]:
        """Say what an event does that it may not; `before`: the thing as it was."""
        yield from self._origins.faults(event, moments)
        yield from self._kind(event)
        now, fields = parsed(event.now), {each.name: each for each in THINGS[event.stream].fields}
        yield from value_faults(self._past, event, fields)
        if event.version == 1:
            missing = (each for each in fields.values() if each.required and each.name not in now)
            yield from (tr("{label} cannot be empty.", label=tr(each.label)) for each in missing)
        if event.stream == "matrix" and not is_matrix(str(now.get("cells"))):
            yield tr("it is no matrix of 3 to 5 levels with priorities from 1 to 5")
        # The first administrator is made by nobody else.
        if self._past.had_administrator(event.recorded_at):
            yield from self._who(event, before)

    def _who(self, event: Event, before: Values) -> Iterator[str]:
        grants = self._past.grants(event.actor, event.recorded_at, before=event)
        standing = Standing(event.actor, tuple(grants))
        if THINGS[event.stream].owned:
            yield from self._kept(event, before, standing)
        elif not standing.roles & set(THING_ROLES):
            yield tr("its actor had no role that may do this")

    def _kept(self, event: Event, before: Values, actor: Standing) -> Iterator[str]:
        now = parsed(event.now)
        owner = before.get("owner", now.get("owner"))
        is_given = now.get("owner", owner) != owner and not actor.roles & set(THING_ROLES)
        if is_given or not keeps(actor, owner, before.get("team")):
            yield tr("its actor neither owned it nor led its team")
        team, teams = now.get("team"), self._past.teams(event.actor, event.recorded_at)
        is_new = team is not None and team != before.get("team")
        if is_new and not shares(actor, team, teams):
            yield tr("its actor shared it with a team of others")

    def _kind(self, event: Event) -> Iterator[str]:
        if event.kind != (ADDED if event.version == 1 else _EDITED):
            yield tr("a thing is added first, and edited afterwards")
        if event.version > 1 and THINGS[event.stream].immutable:
            yield tr("what was published is never changed")
        if not parsed(event.now):
            yield tr("it changes nothing")
        if parsed(event.said):
            yield tr("nothing is said with it")

    def standing_faults(self, thing: str, row_id: int) -> Iterator[str]:
        """Say what is wrong with where a thing stands among the others now."""
        if thing != "category":
            return
        seen, above = {row_id}, self._past.last(thing, row_id).get("parent")
        while isinstance(above, int) and above not in seen:
            seen.add(above)
            above = self._past.last(thing, above).get("parent")
        if above == row_id:
            yield tr("it stands below itself")
