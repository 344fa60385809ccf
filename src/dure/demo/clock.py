"""Days of the demo year, in Seoul."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def moment(month: int, day: int, hour: int = 10, minute: int = 0, *, year: int = 2024) -> datetime:
    """A moment of the year."""
    return datetime(year, month, day, hour, minute, tzinfo=SEOUL)


# When the demo is opened for the first time: a Monday morning, with the days to appeal running.
TODAY = moment(6, 3, 9)
BEGINNING = moment(1, 2, 9)


def spread(start: datetime, end: datetime, part: float) -> datetime:
    """The moment that lies ``part`` (0 to 1) of the way, cut to the minute."""
    return (start + (end - start) * part).replace(second=0, microsecond=0)


def working_days(start: datetime, count: int) -> list[datetime]:
    """``count`` days from ``start`` on at its hour, without Saturdays and Sundays."""
    found: list[datetime] = []
    day = start
    while len(found) < count:
        if day.weekday() < 5:
            found.append(day)
        day += timedelta(days=1)
    return found
