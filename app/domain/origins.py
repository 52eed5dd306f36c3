"""Where an event comes from: its moments, the way it came in, its command, and the login it was written under."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.clock import EARLIEST, OLDEST_REPLAY
from app.domain import events as kinds
from app.domain.events import Event
from app.domain.fitting import unfit_choice, unfit_id, unfit_line
from app.domain.past import SLACK, Past
from app.text import tr

VISIBILITIES = ("internal", "public")
# Done by an administrator in the name of those who did it elsewhere.
BY_LOADERS = ("sample", "import")


@dataclass(frozen=True)
class Moments:
    """When the event before happened and was recorded; 0 where there was none."""

    occurred_at: int = 0
    recorded_at: int = 0

    @staticmethod
    def of(event: Event) -> "Moments":
        """Take them from an event."""
        return Moments(event.occurred_at, event.recorded_at)


@dataclass(frozen=True)
class DeskFacts:
    """What a desk is: whether it is a sample, and whether its database knows who is logged in."""

    is_sample: bool = False
    knows_logins: bool = False


class Origins:
    """Holds what every event says of itself against the desk's past; `now`: the present moment."""

    def __init__(self, past: Past, now: int, desk: DeskFacts) -> None:
        self._past = past
        self._now = now
        self._desk = desk

    def faults(self, event: Event, before: Moments) -> Iterator[str]:
        """Say what is wrong with where an event comes from, whatever it is about."""
        yield from self._moments(event, before)
        yield from self._ways(event)
        yield from self._login(event)
        yield from filter(None, (unfit_id(event.subject), unfit_id(event.command_id)))
        if event.on_behalf_of is not None and not self._past.knew(
            "person", event.on_behalf_of, event.recorded_at
        ):
            yield tr("it speaks for somebody the desk did not know")

    def _moments(self, event: Event, before: Moments) -> Iterator[str]:
        latest = max(event.recorded_at, before.occurred_at)
        if event.recorded_at > self._now + SLACK:
            yield tr("it was recorded in the future")
        if event.recorded_at < before.recorded_at - SLACK:
            yield tr("it was recorded before the one before it")
        is_past = event.kind == kinds.RECORDED
        if event.occurred_at > latest or (event.occurred_at < before.occurred_at and not is_past):
            yield tr("it happened before the one before it, or after it was recorded")
        elif event.channel not in kinds.CLAIMING and event.occurred_at != latest:
            yield tr("only an offline replay, an import or a sample says when something happened")
        elif event.occurred_at < EARLIEST:
            yield tr("nothing at a desk happened before the year 2000")
        elif event.channel == "offline" and event.occurred_at < event.recorded_at - OLDEST_REPLAY:
            yield tr("an offline replay is of the last 90 days")

    def _ways(self, event: Event) -> Iterator[str]:
        yield from filter(None, (
            unfit_choice(tr("The way in"), event.channel, kinds.CHANNELS),
            unfit_choice(tr("Who sees it"), event.visibility, VISIBILITIES),
            "" if event.cause is None else unfit_line(tr("The cause"), event.cause),
        ))  # fmt: skip
        if event.cause == "":
            yield tr("its cause says nothing")
        if event.channel == "sample" and not self._desk.is_sample:
            yield tr("only a sample desk takes samples")

    def _login(self, event: Event) -> Iterator[str]:
        is_known = event.login in self._past.logins
        if not self._desk.knows_logins:
            is_right = is_known or not event.login
        elif event.channel in BY_LOADERS or not self._past.had_administrator(event.recorded_at):
            is_right = is_known
        else:
            states = self._past.states("person", event.actor, event.recorded_at)
            is_right = event.login in {each.get("login") for each in states}
        if not is_right:
            yield tr("it was written under a login that is not its actor's")
