"""When people are at work, for the look at records that seem made up."""

from collections.abc import Callable
from datetime import datetime, timedelta

from dure.floor.boards.reading import Days

GRACE = timedelta(hours=1)


def on_duty_of(days: Days) -> Callable[[datetime], bool]:
    """Whether some line has a shift at an instant, with an hour before and after for putting on and cleaning."""
    spans = sorted((w.start - GRACE, w.end + GRACE) for found in days.windows.values() for w in found)

    def on_duty(at: datetime) -> bool:
        return any(start <= at < end for start, end in spans)

    return on_duty
