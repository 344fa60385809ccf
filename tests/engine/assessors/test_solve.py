from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from tests.engine.assessors import problems
from tests.engine.assessors.problems import Document, problem

from dure.engine.assessors import check, solve


@settings(max_examples=60, deadline=None)
@given(problems.small())
def test_answer_equals_best_of_all_assignments(document: Document) -> None:
    expected = problems.best(document)

    answer = solve(problem(document))

    if expected is None:
        assert answer["status"] == "infeasible"
        return
    worst, total, linked = problems.worth(document, expected)
    found: Any = answer
    assert answer["status"] == "optimal"
    assert answer["assignment"] == {firm: list(row) for firm, row in expected.items()}
    assert {name: Fraction(text) for name, text in found["exact"].items()} == {
        "worst_firm": worst,
        "total": total,
    }
    assert answer["linked"] == linked


@settings(max_examples=40, deadline=None)
@given(problems.small())
def test_every_answer_passes_its_check(document: Document) -> None:
    given_problem = problem(document)

    report = check(given_problem, solve(given_problem))

    assert report["failures"] == []
    assert report["ok"] is True


def test_worst_firm_goes_before_total() -> None:
    document = _two_firms({"F1": {"E1": "1.00", "E2": "0.40"}, "F2": {"E1": "0.50", "E2": "0.10"}})

    answer = solve(problem(document))

    assert answer["assignment"] == {"F1": ["E2"], "F2": ["E1"]}
    assert (answer["worst_firm"], answer["total"]) == ("0.40", "0.90")


def test_linked_goes_before_ids() -> None:
    pool = [{"id": f"E{number}", "max_load": 2} for number in (1, 2, 3)]
    document = {"firms": [{"id": "F1"}, {"id": "F2"}], "assessors": pool, "per_firm": 2}

    answer = solve(problem(document))

    assert answer["assignment"] == {"F1": ["E1", "E2"], "F2": ["E1", "E3"]}
    assert answer["linked"] is True


def test_assessor_without_firm_is_not_linked() -> None:
    pool = [{"id": "E1"}, {"id": "E2"}, {"id": "E3"}]
    document = {"firms": [{"id": "F1"}], "assessors": pool, "per_firm": 2}

    answer = solve(problem(document))

    assert answer["linked"] is False
    assert answer["linking"] == "impossible"
    assert answer["groups"] == [["E1", "E2"], ["E3"]]


def test_sums_of_thirds_are_exact() -> None:
    document = {
        "firms": [{"id": "F1", "topics": ["a", "b", "c"]}],
        "assessors": [
            {"id": "E1", "topics": ["a"]},
            {"id": "E2", "topics": ["b"]},
            {"id": "E3", "topics": ["c"]},
        ],
        "per_firm": 3,
    }

    answer = solve(problem(document))

    assert (answer["worst_firm"], answer["exact"]) == ("1.00", {"worst_firm": "1", "total": "1"})


def test_sum_is_printed_half_up() -> None:
    document = {
        "firms": [{"id": "F1", "topics": [f"t{number}" for number in range(8)]}],
        "assessors": [{"id": "E1", "topics": ["t1"]}],
        "per_firm": 1,
    }

    answer = solve(problem(document))

    assert (answer["total"], answer["exact"]) == ("0.13", {"worst_firm": "1/8", "total": "1/8"})


def test_order_of_the_file_changes_nothing() -> None:
    document = problems.realistic(5, firms=30, assessors=8, per_firm=3)
    turned = {**document, "firms": document["firms"][::-1], "assessors": document["assessors"][::-1]}

    assert solve(problem(document)) == solve(problem(turned))


def test_a_year_is_proven_best_and_repeats() -> None:
    document = problems.realistic(1)

    first, second = solve(problem(document)), solve(problem(document))

    assert first["status"] == "optimal"
    assert first["linked"] is True
    assert json.dumps(first) == json.dumps(second)
    assert check(problem(document), first)["ok"] is True


def _two_firms(affinity: dict[str, dict[str, str]]) -> Document:
    return {
        "firms": [{"id": "F1"}, {"id": "F2"}],
        "assessors": [{"id": "E1", "max_load": 1}, {"id": "E2", "max_load": 1}],
        "per_firm": 1,
        "affinity": affinity,
    }
