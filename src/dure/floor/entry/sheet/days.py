"""From a time on a form to an instant: a form is for the day its shifts begin, and nights go on past midnight."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dure.engine.floor.calendar import windows
from dure.engine.floor.plant import Plant

DAY_S = 86_400


@dataclass(frozen=True)
class FormDay:
    """The day of a form in a plant."""

    plant: Plant
    on: date

    def instant(self, seconds: int, line: str) -> datetime:
        """A time of the form. Before the day's first shift and within one that runs past midnight, it is the next
        day's: 01:00 on the form of a night shift."""
        shifts = windows(self.plant, line, self.on, self.on)
        same, following = self._local(seconds), self._local(seconds + DAY_S)
        if shifts and same < shifts[0].start and following <= shifts[-1].end:
            return following
        return same

    def after(self, start: datetime, seconds: int) -> datetime:
        """A time that ends what began at `start`: within the 24 hours after it."""
        found = self._local(seconds)
        while found <= start:
            found += timedelta(days=1)
        return found

    def _local(self, seconds: int) -> datetime:
        local = datetime.combine(self.on + timedelta(days=seconds // DAY_S), datetime.min.time(), self.plant.timezone)
        wall = local.replace(hour=seconds % DAY_S // 3600, minute=seconds % 3600 // 60, second=seconds % 60)
        return wall.astimezone(UTC)
