"""What every refusal is held to: its class, its sentence to the letter, and that nothing was stored."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from support.whole import counts, faults, history
from support.world import World

from app.clock import as_datetime
from app.domain.events import Event
from app.errors import DeskError


@contextmanager
def refused(
    world: World, error: type[DeskError], sentence: str = ""
) -> Iterator[pytest.ExceptionInfo[DeskError]]:
    """Expect `error` with exactly `sentence`, and that neither events nor commands nor changes came."""
    before = counts(world.store)
    with pytest.raises(error) as caught:
        yield caught
    assert type(caught.value) is error
    if sentence:
        assert caught.value.sentence == sentence
    assert counts(world.store) == before


def last(world: World, ticket: int) -> Event:
    """Give a ticket's newest event."""
    return history(world.store, ticket)[-1]


def said_at(event: Event) -> str:
    """Give the time of an event as a sentence tells it on the same day."""
    return f"{as_datetime(event.occurred_at).astimezone():%H:%M}"


def assert_whole(world: World) -> None:
    """Hold the desk against its history."""
    assert faults(world.store) == []
