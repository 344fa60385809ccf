from __future__ import annotations

import itertools
from typing import Any

from hypothesis import assume, given, settings
from tests.engine.assessors import problems
from tests.engine.assessors.problems import Document, problem

from dure.engine.assessors import solve


def test_conflict_holds_only_what_is_needed() -> None:
    document = {
        "firms": [{"id": "F1"}, {"id": "F2"}],
        "assessors": [{"id": "E1", "max_load": 1}, {"id": "E2", "max_load": 2}],
        "per_firm": 1,
        "conflicts": [["F1", "E2"], ["F2", "E2"]],
    }

    answer = solve(problem(document))

    assert answer == {
        "status": "infeasible",
        "conflict": [
            {"limit": "per_firm"},
            {"limit": "max_load", "assessor": "E1"},
            {"limit": "conflict", "firm": "F1", "assessor": "E2"},
            {"limit": "conflict", "firm": "F2", "assessor": "E2"},
        ],
        "smallest_relaxation": {"limits": [{"limit": "max_load", "assessor": "E1", "by": 1, "to": 2}]},
    }


def test_conflicts_of_interest_never_give() -> None:
    document = {
        "firms": [{"id": "F1"}],
        "assessors": [{"id": "E1"}],
        "per_firm": 1,
        "conflicts": [["F1", "E1"]],
    }

    assert solve(problem(document))["smallest_relaxation"] is None


def test_least_loads_may_have_to_give_together() -> None:
    document = {
        "firms": [{"id": "F1"}],
        "assessors": [{"id": one, "max_load": 3, "min_load": 2} for one in ("E1", "E2")],
        "per_firm": 1,
    }

    answer: Any = solve(problem(document))

    assert answer["smallest_relaxation"]["limits"] == [
        {"limit": "min_load", "assessor": "E1", "by": 1, "to": 1},
        {"limit": "min_load", "assessor": "E2", "by": 2, "to": 0},
    ]


@settings(max_examples=40, deadline=None)
@given(problems.small())
def test_relaxation_suffices_and_no_single_limit_does_for_less(document: Document) -> None:
    answer: Any = solve(problem(document))
    assume(answer["status"] == "infeasible" and answer["smallest_relaxation"] is not None)
    changes = answer["smallest_relaxation"]["limits"]

    assert _works(document, changes)
    cost = sum(one["by"] * _price(document, one["limit"]) for one in changes)
    for other in _single_changes(document):
        assert len(changes) == 1 or not _works(document, [other])
        if other["by"] * _price(document, other["limit"]) < cost and len(changes) == 1:
            assert not _works(document, [other])


def _price(document: Document, limit: str) -> int:
    return len(document["firms"]) if limit == "per_firm" else 1


def _works(document: Document, changes: list[dict[str, Any]]) -> bool:
    changed = {**document, "assessors": [dict(one) for one in document["assessors"]]}
    for change in changes:
        if change["limit"] == "per_firm":
            changed["per_firm"] = change["to"]
        for one in changed["assessors"]:
            if one["id"] == change.get("assessor"):
                one[change["limit"]] = change["to"]
    return next(problems.every_assignment(changed), None) is not None


def _single_changes(document: Document) -> list[dict[str, Any]]:
    fewer = [{"limit": "per_firm", "by": by, "to": document["per_firm"] - by} for by in range(1, document["per_firm"])]
    loads = [
        {"limit": limit, "assessor": one["id"], "by": by, "to": one[limit] + sign * by}
        for one, (limit, sign), by in itertools.product(
            document["assessors"], (("max_load", 1), ("min_load", -1)), range(1, 5)
        )
        if sign > 0 or by <= one[limit]
    ]
    return fewer + loads
