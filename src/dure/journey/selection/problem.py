"""The selection as the engine takes it: applicants, limits and tie order, built from the notice and the record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dure.journey.programmes.terms import SelectionRule, Terms

PLACES, CITY_PLACES, CITY_BUDGET = "places", "places", "co-funding"
PROVINCE_BUDGET, CAPACITY = "province budget", "mentor capacity"


@dataclass(frozen=True)
class Candidate:
    """A scored application that passed the minimum scores. ``score`` is a decimal string; money whole won."""

    number: str
    score: str
    type_code: str
    city_code: str
    sector_code: str
    first_ict: bool | None
    cost_won: int
    city_won: int
    province_won: int
    headcount: int
    sales_won: int


@dataclass(frozen=True)
class Limits:
    """What there is to give out: places by type and by (type, city), money by city and province, mentors' weeks."""

    by_type: Mapping[str, int]
    by_type_city: Mapping[tuple[str, str], int]
    city_won: Mapping[str, int]
    province_won: int | None = None
    team_weeks: int | None = None


@dataclass(frozen=True)
class Changes:
    """What a scenario changes against the notice: another rule, other maxima by constraint name."""

    rule: str = ""
    maxima: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Changes":
        """From a scenario's stored changes."""
        return cls(rule=stored.get("rule", ""), maxima=dict(stored.get("maxima", {})))


def build_problem(
    terms: Terms,
    candidates: Sequence[Candidate],
    limits: Limits,
    *,
    changes: Changes,
    pinned: Iterable[str] = (),
    barred: Iterable[str] = (),
    score_max: str,
) -> dict[str, Any]:
    """The problem file: what ``dure solve selection`` takes, so that anyone can run and check it offline."""
    return {
        "rule": changes.rule or terms.selection.rule,
        "seats": sum(limits.by_type.values()),
        "score_max": score_max,
        "applicants": [_applicant(each, terms.selection) for each in sorted(candidates, key=lambda c: c.number)],
        "constraints": _constraints(limits, candidates, changes),
        "pinned": sorted(pinned),
        "barred": sorted(barred),
        "tie_order": [_tie_key(key) for key in terms.selection.tie_order],
    }


def _applicant(each: Candidate, rule: SelectionRule) -> dict[str, Any]:
    tags = {"type": each.type_code, "city": each.city_code, "sector": each.sector_code or "none"}
    if each.first_ict is not None:
        tags["first_ict"] = "yes" if each.first_ict else "no"
    return {
        "id": each.number,
        "score": each.score,
        "measures": {
            "cost_won": each.cost_won,
            "city_won": each.city_won,
            "province_won": each.province_won,
            "headcount": each.headcount,
            "sales_won": each.sales_won,
            "team_weeks": rule.team_weeks_per_firm,
        },
        "tags": tags,
    }


def _tie_key(key: Any) -> str | dict[str, Any]:
    return key.measure if key.measure is not None else {"tag": key.tag, "first": list(key.first)}


def _constraints(limits: Limits, candidates: Sequence[Candidate], changes: Changes) -> list[dict[str, Any]]:
    types, cities = {c.type_code for c in candidates}, {c.city_code for c in candidates}
    rows = [
        _limit(f"{PLACES} {code}", {"type": [code]}, "count", places, code in types)
        for code, places in sorted(limits.by_type.items())
    ]
    rows += [
        _limit(
            f"{PLACES} {kind} {city}",
            {"type": [kind], "city": [city]},
            "count",
            n,
            kind in types and city in cities,
        )
        for (kind, city), n in sorted(limits.by_type_city.items())
    ]
    rows += [
        _limit(f"{CITY_BUDGET} {city}", {"city": [city]}, "city_won", won, city in cities)
        for city, won in sorted(limits.city_won.items())
    ]
    if limits.province_won is not None:
        rows.append(_limit(PROVINCE_BUDGET, {}, "province_won", limits.province_won, True))
    if limits.team_weeks is not None:
        rows.append(_limit(CAPACITY, {}, "team_weeks", limits.team_weeks, True))
    return [{**row, "max": changes.maxima.get(row["name"], row["max"])} for row in rows]


def _limit(name: str, where: dict[str, list[str]], measure: str, maximum: int, carried: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "where": where, "measure": measure, "max": maximum}
    return row if carried else {**row, "allow_empty": True}
