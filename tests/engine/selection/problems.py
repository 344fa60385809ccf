"""Random problems, small for the oracle and large for the second solver."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

TYPES, CITIES = ("JS1", "JS2"), ("52110", "52130", "52710")


@st.composite
def small_documents(draw: st.DrawFn) -> dict[str, Any]:
    """At most 8 firms with equal scores, crossing minima, pins and bars; often infeasible."""
    count = draw(st.integers(1, 8))
    decimals = draw(st.sampled_from((0, 1, 2)))
    firms = [draw(_firm(index, decimals)) for index in range(count)]
    ids = [one["id"] for one in firms]
    decided = draw(st.lists(st.sampled_from(ids), unique=True, max_size=2))
    split = draw(st.integers(0, len(decided)))
    return {
        "rule": draw(st.sampled_from(("max_total", "score_order"))),
        "seats": draw(st.integers(0, count)),
        "score_max": "9",
        "applicants": firms,
        "constraints": [draw(_constraint(index)) for index in range(draw(st.integers(0, 4)))],
        "pinned": decided[:split] if draw(st.booleans()) else [],
        "barred": decided[split:],
        "tie_order": draw(st.sampled_from(([], ["cost"], [{"tag": "type", "first": ["JS2"]}, "cost"]))),
    }


@st.composite
def _firm(draw: st.DrawFn, index: int, decimals: int) -> dict[str, Any]:
    score = draw(st.integers(3, 9 if decimals == 0 else 5 * 10**decimals if draw(st.booleans()) else 5))
    whole, part = divmod(min(score, 9 * 10**decimals), 10**decimals)
    return {
        "id": f"A{draw(st.integers(0, 9))}-{index}",
        "score": f"{whole}.{part:0{decimals}d}" if decimals else str(whole),
        "measures": {"cost": draw(st.integers(0, 6)), "weeks": draw(st.sampled_from((2, 3, 999_999_999_999)))},
        "tags": {"type": draw(st.sampled_from(TYPES)), "city": draw(st.sampled_from(CITIES))},
    }


@st.composite
def _constraint(draw: st.DrawFn, index: int) -> dict[str, Any]:
    where = draw(
        st.sampled_from(
            (
                {},
                {"type": ["JS1"]},
                {"type": ["JS2"]},
                {"city": ["52110", "52130"]},
                {"type": ["JS1"], "city": ["52110"]},
            )
        )
    )
    measure = draw(st.sampled_from(("count", "cost", "weeks")))
    most = {"count": 5, "cost": 16, "weeks": 1_999_999_999_999}[measure]
    low, high = draw(st.integers(0, most // 2)), draw(st.integers(0, most))
    bounds = draw(st.sampled_from(("min", "max", "max", "both")))
    limit: dict[str, Any] = {"name": f"limit {index}", "where": where, "measure": measure, "allow_empty": True}
    if bounds != "max":
        limit["min"] = min(low, high) if bounds == "both" else low
    if bounds != "min":
        limit["max"] = high
    return limit


def large_document(firms: int = 60, seats: int = 21, seed: int = 1, rule: str = "max_total") -> dict[str, Any]:
    """Types, cities, sectors and budgets that cross; feasible, with ties in the scores."""
    draw = random.Random(seed)
    applicants = [_large_firm(draw, index) for index in range(firms)]
    cities = sorted({one["tags"]["city"] for one in applicants})
    constraints: list[dict[str, Any]] = [
        {"name": "JS1 places", "where": {"type": ["JS1"]}, "measure": "count", "max": seats // 2},
        {"name": "JS2 places", "where": {"type": ["JS2"]}, "measure": "count", "min": seats // 4, "max": seats // 2},
        {"name": "first ICT", "where": {"first_ict": ["yes"]}, "measure": "count", "min": seats // 2},
        {"name": "mentor capacity", "where": {}, "measure": "team_weeks", "max": seats * 77 // 10},
    ]
    for city in cities:
        wishes = sum(one["measures"]["city_won"] for one in applicants if one["tags"]["city"] == city)
        constraints.append(
            {"name": f"{city} co-funding", "where": {"city": [city]}, "measure": "city_won", "max": wishes * 2 // 5}
        )
    return {
        "rule": rule,
        "seats": seats,
        "score_max": "100",
        "applicants": applicants,
        "constraints": constraints,
        "pinned": [],
        "barred": [],
        "tie_order": [{"tag": "first_ict", "first": ["yes"]}, "cost_won"],
    }


def _large_firm(draw: random.Random, index: int) -> dict[str, Any]:
    cost = draw.randint(20, 200) * 1_000_000 + draw.randint(0, 999) * 1000
    return {
        "id": f"A{index:03d}",
        "score": f"{draw.randint(600, 950) / 10:.1f}",
        "measures": {"cost_won": cost, "city_won": cost * 3 // 10, "team_weeks": draw.randint(6, 10)},
        "tags": {
            "type": draw.choice(("JS1", "JS2", "JS2", "JS3")),
            "city": draw.choice(("52110", "52130", "52140", "52710", "52720")),
            "first_ict": draw.choice(("yes", "no")),
        },
    }
