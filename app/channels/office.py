"""Time as an office lives it: nights and weekends count little.

What happened in one office's week is told as if it had happened in the days before any other moment, in the
same order, and mostly in working hours again.
"""

from datetime import UTC, datetime

from app.clock import as_moment

_HOUR = 3_600_000_000
_DAY = 24 * _HOUR
_OPENS, _OPEN = 7 * _HOUR, 11 * _HOUR
_OPEN_DAYS = 5
# An hour of work counts as much as this many others.
_WEIGHT = 20
_WORKDAY = _DAY + (_WEIGHT - 1) * _OPEN
_WEEK = _OPEN_DAYS * _WORKDAY + (7 - _OPEN_DAYS) * _DAY
_A_MONDAY = as_moment(datetime(1970, 1, 5, tzinfo=UTC))
_TICK = 1_000


class OfficeClock:
    """A clock set to moments before `end`, which tells them as moments before `now` (microseconds UTC).

    It goes on a millisecond each time it is asked, so that ids made from it differ.
    """

    def __init__(self, end: int, now: int) -> None:
        self.moment = end
        self._later = lived(now) - lived(end)

    def now(self) -> int:
        """Give the moment it was set to, as a moment before `now`."""
        self.moment += _TICK
        return moment_of(lived(self.moment - _TICK) + self._later)


def lived(moment: int) -> int:
    """Give the time an office has lived through at `moment`; it grows with every microsecond."""
    days, time = divmod(moment - _A_MONDAY, _DAY)
    weeks, day = divmod(days, 7)
    worked = min(max(time - _OPENS, 0), _OPEN) if day < _OPEN_DAYS else 0
    workdays = min(day, _OPEN_DAYS)
    whole_days = workdays * _WORKDAY + (day - workdays) * _DAY
    return weeks * _WEEK + whole_days + time + (_WEIGHT - 1) * worked


def moment_of(lived_time: int) -> int:
    """Give the moment at which an office has lived through this much time."""
    weeks, rest = divmod(lived_time, _WEEK)
    workdays = min(rest // _WORKDAY, _OPEN_DAYS)
    rest -= workdays * _WORKDAY
    if workdays < _OPEN_DAYS:
        worked = min(max(rest - _OPENS, 0) // _WEIGHT, _OPEN)
        is_open = _OPENS < rest < _OPENS + _WEIGHT * _OPEN
        rest = _OPENS + worked if is_open else rest - (_WEIGHT - 1) * worked
    return _A_MONDAY + (weeks * 7 + workdays) * _DAY + rest
