"""Places after moves, places left, money of the cities."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from dure.journey.programmes.demand import demand_of
from dure.journey.programmes.models import PlacesMove, Reopening
from dure.journey.programmes.places import PlacesTable, Shift, table_of
from dure.journey.programmes.queries.notices import terms_in_force


@dataclass(frozen=True)
class Shortfall:
    """A type in a city with fewer live applications than places."""

    type_code: str
    city_code: str
    places: int
    applied: int

    @property
    def left(self) -> int:
        """Places nobody has applied for."""
        return self.places - self.applied


def places(programme_id: int) -> PlacesTable:
    """The places in force: the notice's, after every move."""
    shifts = [
        Shift(row.from_type, row.from_city_id or "", row.to_type, row.to_city_id or "", row.count)
        for row in PlacesMove.objects.filter(programme_id=programme_id)
    ]
    return table_of(terms_in_force(programme_id), shifts)


def city_budgets(programme_id: int) -> dict[str, int]:
    """What each city has budgeted for co-funding, in won, by code; cities without an entry have no limit."""
    return {each.city: each.amount_won for each in terms_in_force(programme_id).city_budgets}


def shortfalls(programme_id: int) -> list[Shortfall]:
    """Where places are left by type and city, the most first; empty while no stage counts applications."""
    applied = demand_of(programme_id)
    if applied is None:
        return []
    rows = [
        Shortfall(type_code, city, count, applied.get((type_code, city), 0))
        for (type_code, city), count in places(programme_id).by_type_city.items()
    ]
    return sorted((row for row in rows if row.left > 0), key=lambda row: (-row.left, row.type_code, row.city_code))


def unused(programme_id: int, table: PlacesTable, type_code: str, city_code: str) -> int | None:
    """Places of a type (in a city, or as a whole) that nobody has applied for; None when that is not counted."""
    applied: Mapping[tuple[str, str], int] | None = demand_of(programme_id)
    if applied is None:
        return None
    if city_code:
        limit = table.of(type_code, city_code)
        return None if limit is None else limit - applied.get((type_code, city_code), 0)
    return table.by_type.get(type_code, 0) - sum(n for (code, _city), n in applied.items() if code == type_code)


def reopenings(programme_id: int) -> QuerySet[Reopening]:
    """Intake that was opened again, in order of time."""
    return Reopening.objects.filter(programme_id=programme_id).select_related("city").order_by("opens_at", "id")


def moves(programme_id: int) -> QuerySet[PlacesMove]:
    """Moves of places, in order of time."""
    rows = PlacesMove.objects.filter(programme_id=programme_id).select_related("from_city", "to_city")
    return rows.order_by("moved_at", "id")
