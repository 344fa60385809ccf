"""Problems of any size with some 25 limits that cross: types, cities, sectors, budgets, mentor weeks."""

from __future__ import annotations

import random
from typing import Any

CITIES = tuple(f"52{number:03d}" for number in range(14))
CITY_WEIGHTS = (30, 20, 15, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8)
SECTORS = ("10", "13", "22", "26", "28", "30")


def crossing_limits(size: int, seed: int) -> dict[str, Any]:
    """Seats for 35 %; every kind of limit is tight somewhere; scores with two decimals."""
    draw = random.Random(seed)
    firms = [_firm(draw, index) for index in range(size)]
    seats = size * 7 // 20
    return {
        "rule": "max_total",
        "seats": seats,
        "score_max": "100",
        "applicants": firms,
        "constraints": [*_overall(seats), *_cities(firms, seats), *_sectors(firms)],
        "pinned": [],
        "barred": [],
        "tie_order": [{"tag": "first_ict", "first": ["yes"]}, "cost_won"],
    }


def _firm(draw: random.Random, index: int) -> dict[str, Any]:
    kind = draw.choices(("JS1", "JS2", "JS3"), (53, 95, 28))[0]
    millions = draw.randint(20, 60) if kind == "JS1" else draw.randint(60, 200)
    cost = millions * 1_000_000 + draw.randint(0, 999) * 1000
    return {
        "id": f"A{index:06d}",
        "score": f"{min(100.0, max(40.0, draw.gauss(75, 9))):.2f}",
        "measures": {"cost_won": cost, "city_won": cost * 3 // 10, "team_weeks": draw.randint(6, 10)},
        "tags": {
            "type": kind,
            "city": draw.choices(CITIES, CITY_WEIGHTS)[0],
            "sector": draw.choice(SECTORS),
            "first_ict": draw.choice(("yes", "no")),
        },
    }


def _overall(seats: int) -> list[dict[str, Any]]:
    def limit(name: str, where: dict[str, list[str]], measure: str, **bounds: int) -> dict[str, Any]:
        return {"name": name, "where": where, "measure": measure, **bounds}

    return [
        limit("JS1 places", {"type": ["JS1"]}, "count", max=seats * 30 // 70),
        limit("JS2 places", {"type": ["JS2"]}, "count", min=seats * 20 // 70, max=seats * 30 // 70),
        limit("JS3 places", {"type": ["JS3"]}, "count", min=seats * 8 // 70, max=seats * 12 // 70),
        limit("first ICT", {"first_ict": ["yes"]}, "count", min=seats * 40 // 70),
        limit("mentor capacity", {}, "team_weeks", max=seats * 545 // 70),
        limit("fund", {}, "cost_won", max=seats * 6_000_000_000 // 70),
    ]


def _cities(firms: list[dict[str, Any]], seats: int) -> list[dict[str, Any]]:
    limits = []
    for city in CITIES:
        wishes = sum(one["measures"]["city_won"] for one in firms if one["tags"]["city"] == city)
        if wishes:
            most = wishes * 36 * seats // (35 * len(firms)) + 1
            limits.append({"name": f"{city} co-funding", "where": {"city": [city]}, "measure": "city_won", "max": most})
    return limits


def _sectors(firms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    limits = []
    for sector in SECTORS[:5]:
        members = sum(one["tags"]["sector"] == sector for one in firms)
        where = {"sector": [sector]}
        limits.append(
            {
                "name": f"sector {sector}",
                "where": where,
                "measure": "count",
                "min": members * 3 // 20,
                "max": members // 2,
            }
        )
    return limits
