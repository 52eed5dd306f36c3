"""Whether a history is whole."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.story import Story, erased

from app.domain.chain import chain_faults
from app.domain.events import Event, link


def _story() -> list[Event]:
    story = Story().opened(description="Every day at ten.")
    story.tell("noted", words={"note": "Looks like the MTU."})
    return story.triaged().resolved().confirmed().events


def _linked(events: list[Event]) -> list[Event]:
    """Chain events anew, as whoever can drop a guard could."""
    chained: list[Event] = []
    for event in events:
        follower = replace(event, prev_hash=chained[-1].hash if chained else "")
        chained.append(replace(follower, hash=link(follower)))
    return chained


def test_a_history_is_whole() -> None:
    assert list(chain_faults(_story())) == []
    assert list(chain_faults([])) == []


@given(st.sets(st.integers(1, 5)))
def test_erased_texts_leave_it_whole(versions: set[int]) -> None:
    assert list(chain_faults(erased(_story(), *versions))) == []


FORGERIES: dict[str, tuple[Callable[[list[Event]], list[Event]], str]] = {
    "taken out": (lambda e: [*e[:2], *e[3:]], "version 3 is missing"),
    "taken out at the start": (lambda e: e[1:], "version 1 is missing"),
    "told twice": (lambda e: [e[0], *e], "version 2 is missing"),
    "out of order": (lambda e: [e[1], e[0], *e[2:]], "version 1 is missing"),
    "another actor": (
        lambda e: [*e[:1], replace(e[1], actor=8), *e[2:]],
        "version 2 was changed after it was written",
    ),
    "a hash made anew": (
        lambda e: [*e[:1], *_linked([replace(e[1], actor=8)])[:1], *e[2:]],
        "version 2 does not follow the one before it",
    ),
    "a history that does not start": (
        lambda e: [replace(e[0], prev_hash="f" * 64), *e[1:]],
        "version 1 does not follow the one before it",
    ),
    "other words": (
        lambda e: [*e[:1], replace(e[1], texts=e[1].texts.replace("MTU", "DNS")), *e[2:]],
        "the text “note” of version 2 is not the one that was written",
    ),
    "words without their salt": (
        lambda e: [*e[:1], replace(e[1], texts='{"note":"Looks like the MTU."}'), *e[2:]],
        "the text “note” of version 2 is not the one that was written",
    ),
    "another spelling": (
        lambda e: [*e[:2], *_linked([replace(e[2], now=e[2].now.replace(":", ": "))])],
        "version 3 is not written in canonical JSON",
    ),
    "no JSON": (
        lambda e: [*e[:2], replace(e[2], was="{")],
        "version 3 is not written in canonical JSON",
    ),
    "no object": (
        lambda e: [*e[:2], replace(e[2], texts="[]")],
        "version 3 is not written in canonical JSON",
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_found(name: str) -> None:
    forge, fault = FORGERIES[name]
    assert fault in list(chain_faults(forge(_story())))


def test_a_history_cut_short_and_one_chained_anew_are_whole_by_themselves() -> None:
    # Only heads kept elsewhere show these two; `check --heads` is for that.
    events = _story()
    assert list(chain_faults(events[:3])) == []
    assert list(chain_faults(_linked([replace(each, actor=8) for each in events]))) == []
