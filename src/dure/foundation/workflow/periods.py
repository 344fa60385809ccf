"""Lengths of time in months, and the last minute of a day. Pure."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.utils import timezone


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(starts_on: date, months: int) -> date:
    """The last day of a period of so many months."""
    return months_after(starts_on, months) - timedelta(days=1)


def end_of(day: date) -> datetime:
    """The last minute of a day, where the programme is."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
