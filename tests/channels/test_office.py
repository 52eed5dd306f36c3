"""An office's time: it never stands still, and it can be read back."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.channels.office import OfficeClock, lived, moment_of
from app.clock import as_datetime, as_moment

moments = st.integers(
    as_moment(datetime(2020, 1, 1, tzinfo=UTC)), as_moment(datetime(2050, 1, 1, tzinfo=UTC))
)
HOUR = 3_600_000_000


@given(moments, st.integers(1, 10**13))
def test_time_goes_on_by_night_and_on_weekends(moment: int, later: int) -> None:
    assert lived(moment) < lived(moment + later)


@given(moments)
def test_the_moment_is_read_back(moment: int) -> None:
    assert moment_of(lived(moment)) == moment


@given(moments, moments, st.lists(st.integers(1, 10**13), min_size=2, unique=True))
def test_a_clock_keeps_the_order_and_ends_now(end: int, now: int, ages: list[int]) -> None:
    clock, told = OfficeClock(end, now), []
    assert clock.now() == now
    for age in sorted(ages, reverse=True):
        clock.moment = end - age
        told.append(clock.now())
    assert told == sorted(told)
    assert told[-1] <= now


def test_a_working_hour_is_told_as_a_working_hour() -> None:
    wednesday = as_moment(datetime(2025, 1, 15, 15, tzinfo=UTC))
    monday = as_moment(datetime(2026, 11, 23, 8, tzinfo=UTC))
    clock = OfficeClock(wednesday, monday)
    clock.moment = wednesday - 8 * HOUR
    told = as_datetime(clock.now())
    assert (told.date().isoformat(), 7 <= told.hour < 18) == ("2026-11-20", True)
