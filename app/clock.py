"""Time as the desk counts it: microseconds since 1970 in UTC, as integers."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

MICROSECONDS = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Nothing at a desk happened before 2000.
EARLIEST = 946_684_800 * MICROSECONDS
# How long ago what was done offline can have been done.
OLDEST_REPLAY = 90 * 86_400 * MICROSECONDS
# What every computer can turn into its own zone: 1970 to 2999, but for their ends.
_SHOWN = (86_400 * MICROSECONDS, 32_472_144_000 * MICROSECONDS)


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> int:
        """Give the present moment in microseconds since 1970, UTC."""
        ...


class SystemClock:
    """The clock of this computer."""

    def now(self) -> int:
        """Give the present moment in microseconds since 1970, UTC."""
        return time.time_ns() // 1_000


def as_datetime(moment: int) -> datetime:
    """Turn microseconds since 1970 into an aware UTC datetime, exactly; what no calendar here shows, into its end."""
    first, last = _SHOWN
    return _EPOCH + timedelta(microseconds=min(max(moment, first), last))


def as_moment(value: datetime) -> int:
    """Turn an aware datetime into microseconds since 1970, exactly."""
    return (value - _EPOCH) // timedelta(microseconds=1)


def spoken(moment: int, now: int) -> str:
    """Give a moment as people say it, in this computer's zone: ``10:14`` today, else the date with it."""
    then, today = as_datetime(moment).astimezone(), as_datetime(now).astimezone()
    return f"{then:%H:%M}" if then.date() == today.date() else f"{then:%Y-%m-%d %H:%M}"
