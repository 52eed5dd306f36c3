"""Phases: time spent in each, whatever way a ticket took."""

from datetime import date, datetime

import pytest
from support.story import MINUTE, MORNING, incident

from app.domain.folding import folded
from app.domain.follow_up import next_working_morning
from app.domain.phases import Move, phase_times
from app.domain.ticket_rows import PhaseTime
from app.domain.title_words import telling_words


def phases(*moves: tuple[str, int]) -> tuple[PhaseTime, ...]:
    return phase_times(incident(), tuple(Move(step, MORNING + at * MINUTE) for step, at in moves))


def states(times: tuple[PhaseTime, ...]) -> list[str]:
    return [each.state for each in times]


def minutes(times: tuple[PhaseTime, ...]) -> list[int]:
    return [each.spent // MINUTE for each in times]


def test_a_new_ticket_is_in_its_first_phase() -> None:
    first, *others = phases(("logged", 0))
    assert (first.state, first.since, first.spent) == ("current", MORNING, 0)
    assert first.spent_until(MORNING + 5 * MINUTE) == 5 * MINUTE
    assert (first.label, first.title) == ("Logged", "Detected & logged")
    assert states((first, *others)) == ["current", "ahead", "ahead", "ahead", "ahead"]
    assert {each.entered_at for each in others} == {None}


def test_waiting_counts_for_the_phase_it_came_from() -> None:
    times = phases(("logged", 0), ("diagnosis", 4), ("waiting", 10))
    assert states(times)[:3] == ["done", "current", "ahead"]
    assert (times[1].stands, times[1].since) == ("Waiting", MORNING + 4 * MINUTE)
    times = phases(
        ("logged", 0), ("diagnosis", 4), ("waiting", 10), ("diagnosis", 20), ("resolved", 25)
    )
    assert minutes(times) == [4, 21, 0, 0, 0]
    assert states(times) == ["done", "done", "skipped", "current", "ahead"]


def test_what_was_reopened_adds_up() -> None:
    way = (("logged", 0), ("diagnosis", 1), ("resolved", 3), ("diagnosis", 10), ("resolved", 15))
    times = phases(*way, ("closed", 20))
    assert minutes(times) == [1, 7, 0, 12, 0]
    assert states(times) == ["done", "done", "skipped", "done", "done"]
    assert times[1].entered_at == MORNING + 10 * MINUTE
    assert [each.since for each in times] == [None] * 5
    again = phases(*way[:-1])
    assert states(again) == ["done", "current", "ahead", "ahead", "ahead"]
    assert minutes(again)[3] == 7


def test_what_was_cancelled_stands_where_it_was() -> None:
    times = phases(("logged", 0), ("diagnosis", 1), ("cancelled", 5))
    assert states(times) == ["done", "current", "ahead", "ahead", "ahead"]
    assert (times[1].stands, times[1].spent, times[1].since) == ("Cancelled", 4 * MINUTE, None)


def test_steps_of_another_version_count_for_the_phase_before() -> None:
    times = phases(("logged", 0), ("diagnosis", 1), ("gone", 5), ("resolved", 9))
    assert minutes(times) == [1, 8, 0, 0, 0]


def test_an_imported_ticket_begins_where_it_was_born() -> None:
    times = phases(("investigation", 0), ("resolved", 2))
    assert states(times) == ["skipped", "skipped", "done", "current", "ahead"]


@pytest.mark.parametrize(
    ("today", "morning"), [((2026, 11, 24), 25), ((2026, 11, 27), 30), ((2026, 11, 28), 30)]
)
def test_the_next_working_morning_is_no_weekend(today: tuple[int, int, int], morning: int) -> None:
    assert next_working_morning(date(*today)) == datetime(2026, 11, morning, 9)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Müller", "muller"),
        ("Kılıç", "kilic"),
        ("SØREN", "soren"),
        ("Straße", "strasse"),
        ("ﬁx", "fix"),
    ],
)
def test_people_type_without_accents(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_words_that_tell_a_title_are_long_and_cut() -> None:
    assert telling_words("VPN keeps dropping") == ("dropp", "keep", "VPN")
    assert telling_words("a b") == ()
    assert telling_words("プリンターが動かない")[:2] == ("プリ", "リン")
