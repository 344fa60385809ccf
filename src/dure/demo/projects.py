"""What becomes of each of the 70 selected firms after the list: decided here by its place, told by the other modules."""

from dataclasses import dataclass
from datetime import date, timedelta

from dure.demo.year import FirmInYear, Player, Year
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries import agreement_of
from dure.journey.builds.models import Build
from dure.journey.builds.queries import build_of

FINISHED, STARTED_EARLY = 42, 11
# By their place: settled; overdue with the settlement; past their end; behind with the build; ended before the end.
SETTLED, UNSETTLED = range(4), (4, 5)
REFUSED_EXTENSION, NEVER_ASKED, BEHIND, ENDED = 66, 67, 68, 69
SHORT, LONG = (*range(38, 60),), (*range(60, 66), BEHIND)
# Two firms with one account; the second tries to claim an invoice of the first.
COLLUDING = (20, 25)
# Concluded with signatures in Dure, the others on paper.
SIGNED = range(6)
LAST_DAY_WORKED = date(2025, 3, 3)


@dataclass(frozen=True)
class Project:
    """A selected firm at its place in the order of application."""

    place: int
    firm: FirmInYear
    supplier: Player

    @property
    def agreement(self) -> Agreement:
        """The agreement as it stands."""
        found = agreement_of(self.firm.applied.pk)
        if found is None:
            raise LookupError(f"{self.firm.cast.name} has no agreement yet")
        return found

    @property
    def build(self) -> Build:
        """The build; the project has started by then."""
        found = build_of(self.agreement.pk)
        if found is None:
            raise LookupError(f"{self.firm.cast.name} has not started yet")
        return found

    @property
    def concluded_on(self) -> date:
        """In three days of mid-June; those that run longest come last."""
        return date(2024, 6, 17) + timedelta(days=min(self.place // 24, 2))

    @property
    def started_on(self) -> date:
        """When the notice of start is accepted: eleven by 12 September, most in the autumn."""
        if self.place < STARTED_EARLY:
            return date(2024, 8, 20) + timedelta(days=2 * self.place)
        return weekday(date(2024, 9, 23) + timedelta(days=self.place - STARTED_EARLY))

    @property
    def finished_on(self) -> date | None:
        """When the build is completed, of those that are by 24 February."""
        if self.place >= FINISHED:
            return None
        if self.place < len(SETTLED) + len(UNSETTLED):
            return date(2024, 11, 25) + timedelta(days=4 * self.place)
        if self.place in SHORT:
            return date(2025, 2, 18) + timedelta(days=2 * (self.place - SHORT[0]))
        return weekday(date(2025, 1, 6) + timedelta(days=self.place))


def projects(year: Year) -> list[Project]:
    """All of them, in the order of their applications."""
    for each in year.applicants:
        each.applied.refresh_from_db(fields=["status"])
    chosen = [each for each in year.applicants if each.applied.status == "selected"]
    chosen.sort(key=lambda each: each.applied.pk)
    return [Project(place, each, year.suppliers[each.cast.supplier]) for place, each in enumerate(chosen)]


def weekday(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
