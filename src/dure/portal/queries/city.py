"""What a city or county wants to know of its own firms."""

from dataclasses import dataclass

from dure.foundation.access.actor import Actor
from dure.journey.applications import queries as applications
from dure.journey.programmes import queries as programmes
from dure.journey.selection import queries as selection
from dure.portal.queries.journey import FirmRow, first_rows


@dataclass(frozen=True)
class CityPage:
    """Money is whole won. ``places`` None: the notice sets no limit for this city alone."""

    rows: list[FirmRow]
    has_more: bool
    places: int | None
    applied: int
    selected: int
    budget_won: int | None
    asked_won: int
    committed_won: int
    shortfalls: list[selection.Shortfall]

    @property
    def left_won(self) -> int | None:
        """What the budget leaves after the selected firms' shares."""
        return None if self.budget_won is None else self.budget_won - self.committed_won


def city_page(programme_id: int, code: str, actor: Actor, size: int) -> CityPage:
    """The page's figures, and the first ``size`` of the city's firms."""
    found, sums = first_rows(programme_id, actor, size, city=code), applications.city_sums(programme_id, code)
    return CityPage(
        rows=found.rows,
        has_more=found.has_more,
        places=programmes.places(programme_id).of_city(code),
        applied=sums.applied,
        selected=sums.selected,
        budget_won=programmes.city_budgets(programme_id).get(code),
        asked_won=sums.asked_won,
        committed_won=sums.committed_won,
        shortfalls=selection.shortfalls(programme_id, actor, city_code=code),
    )
