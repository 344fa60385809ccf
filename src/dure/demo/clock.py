"""Days of the demo year, in Seoul."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def moment(month: int, day: int, hour: int = 10, minute: int = 0, *, year: int = 2024) -> datetime:
    """A moment of the year."""
    return datetime(year, month, day, hour, minute, tzinfo=SEOUL)


# When the demo is opened for the first time: a Tuesday morning, most builds finished, settlements under way.
TODAY = moment(3, 4, 9, year=2025)
BEGINNING = moment(1, 2, 9)


def weeks_later(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """That moment of spring 2024, 39 weeks later: the same weekday in the weeks before the demo's day."""
    return moment(month, day, hour, minute) + timedelta(weeks=39)


def at_hour(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """That hour of a day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SEOUL)


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
