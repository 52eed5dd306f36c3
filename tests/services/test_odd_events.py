"""What a reader makes of an event no guard would let through today."""

from dataclasses import replace

import pytest
from support.world import World

from app.clock import as_datetime
from app.domain.canonical import canonical
from app.domain.events import Event
from app.domain.fields import TICKET, Value, Values
from app.queries.entries import entries
from app.queries.history import events_of
from app.queries.names import Names
from app.queries.workflows import Workflows

ODD: tuple[Values, ...] = (
    {"other": "zz"},
    {"person": 2**70},
    {"attachment": "photo", "relation": "likes"},
    {"relation": 7, "other": None},
)


@pytest.mark.parametrize("said", ODD)
def test_an_odd_event_is_shown_as_it_is(world: World, said: Values) -> None:
    ticket = world.log()
    with world.store.reading() as connection:
        event = events_of(connection, "ticket", ticket)[0]
        odd = _odd(event, said)
        workflow = Workflows().get(
            connection, int(world.held(ticket).values["workflow_version"] or 0)
        )
        names = Names.of(connection, TICKET.fields, [odd])
        entry = entries(connection, [odd], workflow, names)[0]
    shown = [words for _, words in entry.words]
    assert shown
    assert all(shown)
    assert [change.after for change in entry.changes if change.name == "follow_up_at"] == ["soon"]


def _odd(event: Event, said: Values) -> Event:
    now: dict[str, Value] = {"team": "zz", "follow_up_at": "soon"}
    return replace(
        event, kind="replied", said=canonical(said), now=canonical(now), was="{}", texts="{}"
    )


@pytest.mark.parametrize(("moment", "year"), [(-(5 * 10**17), 1970), (2**63 - 1, 2999)])
def test_a_moment_beyond_all_calendars_is_shown_at_their_end(moment: int, year: int) -> None:
    shown = as_datetime(moment)
    assert shown.year == year
    assert shown.astimezone() == shown
