"""A notice as the pages read it: public, preview and old versions draw the same."""

from collections.abc import Mapping
from dataclasses import dataclass

from dure.foundation.places.models import Place
from dure.journey.programmes.places import PlacesTable, table_of
from dure.journey.programmes.queries.windows import Window, windows
from dure.journey.programmes.terms import EligibilityRule, SupportType, Terms
from dure.journey.programmes.wording import value_label


@dataclass(frozen=True)
class CityRow:
    """A city's places by type (None where it has no limit of its own) and its budget."""

    city: Place
    places: tuple[int | None, ...]
    budget_won: int | None


@dataclass(frozen=True)
class TypeRow:
    """A type with its places after moves and the words of its level."""

    type: SupportType
    places: int
    level: str


@dataclass(frozen=True)
class NoticePage:
    """Everything the template of a notice needs."""

    terms: Terms
    windows: list[Window]
    types: list[TypeRow]
    cities: list[CityRow]
    sums: tuple[int | None, ...]
    stops: list[EligibilityRule]
    warnings: list[EligibilityRule]
    rule: str
    ties: list[str]
    total: int
    table: PlacesTable


def notice_page(terms: Terms, cities: list[Place], table: PlacesTable | None = None) -> NoticePage:
    """The page of a notice; ``table`` are the places after moves, by default those of the notice itself."""
    shown = table or table_of(terms)
    budgets: Mapping[str, int] = {each.city: each.amount_won for each in terms.city_budgets}
    rows = [
        CityRow(city, tuple(shown.of(each.code, city.code) for each in terms.types), budgets.get(city.code))
        for city in cities
    ]
    return NoticePage(
        terms=terms,
        windows=windows(terms),
        types=[TypeRow(each, shown.by_type.get(each.code, 0), value_label(each.level)) for each in terms.types],
        cities=rows,
        sums=tuple(_sum([row.places[place] for row in rows]) for place in range(len(terms.types))),
        stops=[rule for rule in terms.eligibility if rule.severity == "stop"],
        warnings=[rule for rule in terms.eligibility if rule.severity != "stop"],
        rule=value_label(terms.selection.rule),
        ties=[value_label(key.measure or key.tag or "") for key in terms.selection.tie_order],
        total=shown.total,
        table=shown,
    )


def _sum(limits: list[int | None]) -> int | None:
    """What the cities' own limits add up to; None where no city has one."""
    known = [limit for limit in limits if limit is not None]
    return sum(known) if known else None
