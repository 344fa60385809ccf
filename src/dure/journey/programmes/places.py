"""The places of a programme: by type, and by type and city, after what was moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dure.journey.programmes.terms import Terms

TypeAndCity = tuple[str, str]


@dataclass(frozen=True)
class Shift:
    """Places that were moved; an empty city is the type as a whole."""

    from_type: str
    from_city: str
    to_type: str
    to_city: str
    count: int


@dataclass(frozen=True)
class PlacesTable:
    """Places by type; by (type, city) only where the city has a limit of its own for that type."""

    by_type: Mapping[str, int]
    by_type_city: Mapping[TypeAndCity, int]

    @property
    def total(self) -> int:
        """All places of the programme."""
        return sum(self.by_type.values())

    def of(self, type_code: str, city_code: str) -> int | None:
        """The places of a city for a type; None where it has no limit of its own."""
        return self.by_type_city.get((type_code, city_code))

    @property
    def cities(self) -> frozenset[str]:
        """The cities that have places of their own."""
        return frozenset(city for _type, city in self.by_type_city)

    def of_city(self, city_code: str, type_code: str = "") -> int | None:
        """The places of a city, for one type or over all; None where it has no limit of its own."""
        own = [n for (kind, city), n in self.by_type_city.items() if city == city_code and type_code in {"", kind}]
        return sum(own) if own else None

    def by_city(self) -> dict[str, int]:
        """The allocated places of each city over all types."""
        sums: dict[str, int] = {}
        for (_type, city), places in self.by_type_city.items():
            sums[city] = sums.get(city, 0) + places
        return sums

    def moved(self, shift: Shift) -> "PlacesTable":
        """The table after a shift. A city without a limit of its own keeps none."""
        by_type, by_city = dict(self.by_type), dict(self.by_type_city)
        by_type[shift.from_type] = by_type.get(shift.from_type, 0) - shift.count
        by_type[shift.to_type] = by_type.get(shift.to_type, 0) + shift.count
        for key, change in (
            ((shift.from_type, shift.from_city), -shift.count),
            ((shift.to_type, shift.to_city), shift.count),
        ):
            if key in by_city:
                by_city[key] += change
        return replace(self, by_type=by_type, by_type_city=by_city)


def table_of(terms: Terms, shifts: Iterable[Shift] = ()) -> PlacesTable:
    """The places a notice gives, after the shifts in order."""
    table = PlacesTable(
        by_type={each.code: each.places for each in terms.types},
        by_type_city={(each.type, each.city): each.places for each in terms.city_places if each.places is not None},
    )
    for shift in shifts:
        table = table.moved(shift)
    return table
