"""Days of a build's plan: set from the notice's parts of the project's time, and moved when that time changes."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Span:
    """The project's time, both days included in it."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days

    def after(self, share_pct: Decimal) -> date:
        """The day after which that part of the time has gone; whole days, halves up."""
        days = (Decimal(self.days) * share_pct / 100).quantize(Decimal(1), ROUND_HALF_UP)
        return self.starts_on + timedelta(days=int(days))

    def share_pct(self, on: date) -> Decimal:
        """Which part of the time has gone on a day, from 0 to 100."""
        gone = Decimal((on - self.starts_on).days) * 100 / max(self.days, 1)
        return min(max(gone, Decimal(0)), Decimal(100))


def moved(on: date, first: Span, now: Span) -> date:
    """Where a day of the first plan lies in the plan in force, its part of the time kept.

    Counted from the first plan each time, so that many changes do not add up their roundings.
    """
    return now.starts_on if first.days == 0 else now.after(first.share_pct(on))
