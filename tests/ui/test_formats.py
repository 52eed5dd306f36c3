"""Times and spans at a glance."""

from datetime import UTC, datetime, timedelta

import pytest

from app.clock import as_moment
from ui import formats

NOW = as_moment(datetime(2026, 11, 24, 15, 0).astimezone(UTC))
SECOND = 1_000_000


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "now"),
        (59, "now"),
        (60, "1 m"),
        (3_599, "59 m"),
        (3_600, "1 h"),
        (86_399, "23 h"),
        (86_400, "1 d"),
        (400 * 86_400, "1 y"),
    ],
)
def test_ages(seconds: int, text: str) -> None:
    assert formats.age(NOW - seconds * SECOND, NOW) == text


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0 m"), (59, "59 m"), (65, "1 h 05 m"), (1_440 + 185, "1 d 3 h")]
)
def test_durations(minutes: int, text: str) -> None:
    assert formats.duration(minutes * 60 * SECOND) == text


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (timedelta(), "15:00"),
        (timedelta(days=1), "yesterday 15:00"),
        (timedelta(days=9), "2026-11-15 15:00"),
    ],
)
def test_moments(before: timedelta, text: str) -> None:
    at = as_moment(datetime(2026, 11, 24, 15, 0).astimezone() - before)
    assert formats.moment(at, NOW) == text
