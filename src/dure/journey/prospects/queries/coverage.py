"""Where interest is missing: by city against places and manufacturers, by industry."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dure.foundation.places.models import Place, Sector
from dure.foundation.places.queries import sectors
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.queries import PlacesTable, cities_of, places
from dure.journey.prospects.models import Interest
from dure.journey.prospects.states import InterestState

GONE = (InterestState.DUPLICATE, InterestState.WITHDRAWN)
SEEN = (InterestState.VISITED, InterestState.APPLIED)


@dataclass(frozen=True)
class Manufacturers:
    """Manufacturing establishments of a city in a year of the province's survey."""

    count: int
    year: int


@dataclass(frozen=True)
class CityCoverage:
    """A city's live forms against its allocated places; ``manufacturers`` is None where no survey figure is known."""

    city: Place
    places: int
    forms: int
    unvisited: int
    visited: int
    manufacturers: Manufacturers | None

    @property
    def missing(self) -> int:
        """How many more forms it would take for as many forms as places."""
        return max(self.places - self.forms, 0)

    @property
    def per_place(self) -> float | None:
        """Forms for one place; None where the city has no places of its own."""
        return self.forms / self.places if self.places else None

    @property
    def per_thousand(self) -> float | None:
        """Forms for a thousand manufacturers; None where their number is not known."""
        return 1000 * self.forms / self.manufacturers.count if self.manufacturers else None


@dataclass(frozen=True)
class SectorCoverage:
    """An industry's live forms; ``sector`` None counts those that did not say."""

    sector: Sector | None
    forms: int
    share_pct: float


@dataclass(frozen=True)
class Coverage:
    """Both views of one programme."""

    cities: tuple[CityCoverage, ...]
    sectors: tuple[SectorCoverage, ...]
    absent: tuple[Sector, ...]
    forms: int


def coverage(programme: Programme) -> Coverage:
    """Forms by city and by industry, with what is missing. Duplicates and withdrawn forms do not count."""
    rows = Interest.objects.filter(programme=programme).exclude(status__in=GONE)
    facts = list(rows.values_list("city_id", "sector_id", "status"))
    by_sector = Counter(sector for _city, sector, _status in facts)
    known = {sector.code: sector for sector in sectors()}
    return Coverage(
        cities=tuple(_cities(programme, facts)),
        sectors=tuple(
            SectorCoverage(known.get(code or ""), count, 100 * count / len(facts))
            for code, count in sorted(by_sector.items(), key=lambda item: (-item[1], item[0] or "~"))
        ),
        absent=tuple(sector for code, sector in known.items() if code not in by_sector),
        forms=len(facts),
    )


def _cities(programme: Programme, facts: Sequence[tuple[str, str | None, str]]) -> list[CityCoverage]:
    allocated = _places(programme).by_city()
    forms = Counter(city for city, _sector, _status in facts)
    visited = Counter(city for city, _sector, status in facts if status in SEEN)
    waiting = Counter(city for city, _sector, status in facts if status == InterestState.RECEIVED)
    return [
        CityCoverage(
            city=city,
            places=allocated.get(city.code, 0),
            forms=forms[city.code],
            unvisited=waiting[city.code],
            visited=visited[city.code],
            manufacturers=manufacturers().get(city.code),
        )
        for city in cities_of(programme)
    ]


def _places(programme: Programme) -> PlacesTable:
    try:
        return places(programme.pk)
    except NoticeVersion.DoesNotExist:
        return PlacesTable({}, {})


@cache
def manufacturers() -> dict[str, Manufacturers]:
    """Manufacturing establishments by city code, from the province's survey; nine of the 14 were never published."""
    text = (resources.files("dure.journey.prospects") / "data" / "manufacturers_jeonbuk.csv").read_text("utf-8")
    return {
        row["code"]: Manufacturers(int(row["manufacturers"]), int(row["year"]))
        for row in csv.DictReader(text.splitlines())
    }
