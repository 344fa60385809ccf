"""What a city or county wants to know of its own firms."""

from dataclasses import dataclass

from dure.foundation.access.actor import Actor
from dure.journey.applications import queries as applications
from dure.journey.programmes import queries as programmes
from dure.journey.selection import queries as selection
from dure.portal.queries.journey import FirmRow, firm_rows


@dataclass(frozen=True)
class CityPage:
    """Money is whole won. ``places`` None: the notice sets no limit for this city alone."""

    rows: list[FirmRow]
    places: int | None
    interested: int
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


def city_page(programme_id: int, code: str, actor: Actor) -> CityPage:
    """The page's figures, counted from the same rows that the lists show."""
    rows = [row for row in firm_rows(programme_id, actor) if row.city_code == code]
    mine = [a for a in applications.applications_of(programme_id) if a.city_code == code and a.submitted_at is not None]
    chosen = [a for a in mine if a.status == "selected"]
    return CityPage(
        rows=rows,
        places=programmes.places(programme_id).of_city(code),
        interested=len(rows),
        applied=len(mine),
        selected=len(chosen),
        budget_won=programmes.city_budgets(programme_id).get(code),
        asked_won=sum(a.city_won for a in mine),
        committed_won=sum(a.city_won for a in chosen),
        shortfalls=selection.shortfalls(programme_id, actor, city_code=code),
    )
