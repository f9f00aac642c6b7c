"""Dates as people give them: a day, a month, a year or an instant, as exactly as was said."""

import re
from calendar import monthrange
from datetime import date, datetime
from typing import NewType

When = NewType("When", str)
"""ISO 8601 text: `2013`, `2013-03`, `2013-03-11` or an instant such as `2013-03-11T10:00:00Z`."""

Clock = NewType("Clock", str)
"""A time of day on the wall of the meeting room, `HH:MM`."""

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_REDUCED = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def when(text: str) -> When:
    """Check and return an ISO 8601 date of any precision; ValueError says what is wrong."""
    first_day(When(text))
    if _INSTANT.fullmatch(text):
        datetime.fromisoformat(text)
    return When(text)


def clock(text: str) -> Clock:
    """Check and return a wall-clock time `HH:MM`; ValueError says what is wrong."""
    if not _CLOCK.fullmatch(text):
        raise ValueError(f"{text!r} is no time of day; write HH:MM, such as 09:30")
    return Clock(text)


def on_day(day: date) -> When:
    """Return that exact day."""
    return When(day.isoformat())


def first_day(moment: When) -> date:
    """Return the earliest day that `moment` can mean."""
    year, month, day = _parts(moment)
    return date(year, month or 1, day or 1)


def last_day(moment: When) -> date:
    """Return the latest day that `moment` can mean."""
    year, month, day = _parts(moment)
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


def surely_before(earlier: When, later: When) -> bool:
    """Tell whether every day that `earlier` can mean lies before every day that `later` can."""
    return last_day(earlier) < first_day(later)


def _parts(moment: str) -> tuple[int, int | None, int | None]:
    day = moment[:10] if _INSTANT.fullmatch(moment) else moment
    found = _REDUCED.fullmatch(day)
    if not found:
        raise ValueError(f"{moment!r} is no date; write 2013, 2013-03, 2013-03-11 or an instant")
    year, month, day = found.groups()
    return int(year), int(month) if month else None, int(day) if day else None
