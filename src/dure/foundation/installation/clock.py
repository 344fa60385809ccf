"""What time it is for the programme: the machine's clock, or the demo year's."""

from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.utils import timezone

from dure.foundation.installation.models import Installation

_KEY = "installation.clock_shift_s"


def now() -> datetime:
    """The present moment, aware. In a demo it runs from the demo's own day; elsewhere it is the machine's."""
    return timezone.now() + shift()


def shift() -> timedelta:
    """How far the demo's clock is from the machine's; nothing elsewhere."""
    seconds = cache.get(_KEY)
    if seconds is None:
        seconds = Installation.objects.values_list("clock_shift_s", flat=True).first() or 0
        cache.set(_KEY, seconds, 3600)
    return timedelta(seconds=seconds)


def today() -> date:
    """The present day in the installation's time zone."""
    return timezone.localdate(now())


def noon(on: date) -> datetime:
    """A moment of a day of which only the day is known."""
    return timezone.make_aware(datetime.combine(on, time(12)))


def forget() -> None:
    """Drop the remembered shift after it was changed."""
    cache.delete(_KEY)
