"""Times and spans as people read them at a glance."""

from datetime import timedelta

from app.clock import MICROSECONDS, as_datetime
from app.text import tr

_MINUTE, _HOUR, _DAY, _YEAR = 60, 3_600, 86_400, 365 * 86_400
_KILO = 1024


def age(since: int, now: int) -> str:
    """Give how long ago `since` was (microseconds): ``now``, ``2 m``, ``3 h``, ``5 d``, ``2 y``."""
    seconds = max(0, now - since) // MICROSECONDS
    if seconds < _MINUTE:
        return tr("now")
    for size, text in ((_HOUR, tr("{n} m")), (_DAY, tr("{n} h")), (_YEAR, tr("{n} d"))):
        if seconds < size:
            return text.format(n=seconds // {_HOUR: _MINUTE, _DAY: _HOUR, _YEAR: _DAY}[size])
    return tr("{n} y", n=seconds // _YEAR)


def duration(span: int) -> str:
    """Give a span in microseconds in its two largest units: ``4 m``, ``1 h 05 m``, ``2 d 3 h``."""
    minutes = max(0, span) // MICROSECONDS // _MINUTE
    hours, days = minutes // 60, minutes // 1_440
    if days:
        return tr("{days} d {hours} h", days=days, hours=hours % 24)
    if hours:
        return tr("{hours} h {minutes:02} m", hours=hours, minutes=minutes % 60)
    return tr("{n} m", n=minutes)


def moment(at: int, now: int) -> str:
    """Give a moment in this computer's zone: ``10:14`` today, ``yesterday 10:14``, else the date with it."""
    then, today = as_datetime(at).astimezone(), as_datetime(now).astimezone()
    if then.date() == today.date():
        return f"{then:%H:%M}"
    if then.date() == today.date() - timedelta(days=1):
        return tr("yesterday {time}", time=f"{then:%H:%M}")
    return f"{then:%Y-%m-%d %H:%M}"


def clock_time(at: int) -> str:
    """Give the time of day of a moment in this computer's zone: ``10:14``."""
    return f"{as_datetime(at).astimezone():%H:%M}"


def day(at: int, now: int) -> str:
    """Give the day of a moment: ``Today``, ``Yesterday``, else its date."""
    then, today = as_datetime(at).astimezone().date(), as_datetime(now).astimezone().date()
    names = {0: tr("Today"), 1: tr("Yesterday")}
    return names.get((today - then).days, f"{then:%A, %Y-%m-%d}")


def due(at: int, now: int) -> str:
    """Give until when something waits: ``until 16:00``, ``until 2026-11-30``; ``due`` once it is time."""
    if at <= now:
        return tr("Follow-up due")
    then, today = as_datetime(at).astimezone(), as_datetime(now).astimezone()
    same_day = then.date() == today.date()
    return tr("until {when}", when=f"{then:%H:%M}" if same_day else f"{then:%Y-%m-%d}")


def count(number: int, *, at_least: bool = False) -> str:
    """Give a count with separators: ``1,204``; ``10,000+`` for one that was not counted to its end."""
    return tr("{n:,}+", n=number) if at_least else tr("{n:,}", n=number)


def size(count: int) -> str:
    """Give how large something is, of a count of bytes: ``812 bytes``, ``14 kB``, ``2.4 MB``."""
    if count == 1:
        return tr("1 byte")
    if count < _KILO:
        return tr("{n} bytes", n=count)
    if count < _KILO * _KILO:
        return tr("{n:,.0f} kB", n=count / _KILO)
    return tr("{n:,.1f} MB", n=count / _KILO / _KILO)
