"""When to look again at what waits."""

from datetime import date, datetime, time, timedelta

_MORNING = time(9)
_SATURDAY = 5


def next_working_morning(today: date) -> datetime:
    """Give nine o'clock, without a zone, of the next day from Monday to Friday after `today`."""
    day = today + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, _MORNING)
