from __future__ import annotations

from hashlib import sha256
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.assessors import problems
from tests.engine.assessors.problems import Document, problem

from dure.engine.assessors import check, solve
from dure.engine.assessors.draw import lot


def test_lot_is_the_first_eight_bytes_of_the_digest() -> None:
    expected = int(sha256("씨앗\nF1\nE1".encode()).hexdigest()[:16], 16)

    assert lot("씨앗", "F1", "E1") == expected


@settings(max_examples=60, deadline=None)
@given(problems.small(), st.sampled_from(["1", "2", "전북 2024"]))
def test_draw_takes_the_earliest_calls_that_leave_room(document: Document, seed: str) -> None:
    orders = _orders(document, seed)
    expected = min(
        problems.every_assignment(document),
        key=lambda found: [sorted(orders[firm].index(one) for one in row) for firm, row in found.items()],
        default=None,
    )
    given_problem = problem({**document, "draw": {"seed": seed}})

    answer: Any = solve(given_problem)

    assert check(given_problem, answer)["failures"] == []
    if expected is None:
        assert answer["status"] == "infeasible"
        return
    assert answer["status"] == "drawn"
    assert answer["calling_order"] == orders
    assert answer["assignment"] == {firm: sorted(row, key=orders[firm].index) for firm, row in expected.items()}


def test_draw_of_a_year_passes_its_check() -> None:
    given_problem = problem({**problems.realistic(2, spare=1), "draw": {"seed": "2024-03-05"}})

    answer = solve(given_problem)

    assert answer["status"] == "drawn"
    assert check(given_problem, answer)["failures"] == []


def test_another_seed_draws_another_order() -> None:
    document = problems.realistic(3, firms=20, assessors=10, per_firm=3)

    answers = [solve(problem({**document, "draw": {"seed": seed}})) for seed in ("1", "2")]

    assert answers[0]["calling_order"] != answers[1]["calling_order"]


def test_seat_left_by_calling_order_is_kept_for_the_firm_that_needs_it() -> None:
    """Whoever is called first for F1, F2 can only have E1."""
    document = {
        "firms": [{"id": "F1"}, {"id": "F2"}],
        "assessors": [{"id": "E1", "max_load": 1}, {"id": "E2", "max_load": 1}],
        "per_firm": 1,
        "conflicts": [["F2", "E2"]],
    }

    for seed in "abcdefgh":
        assert solve(problem({**document, "draw": {"seed": seed}}))["assignment"] == {
            "F1": ["E2"],
            "F2": ["E1"],
        }


def _orders(document: Document, seed: str) -> dict[str, list[str]]:
    barred = [tuple(pair) for pair in document["conflicts"]]
    return {
        firm: sorted(
            (item["id"] for item in document["assessors"] if (firm, item["id"]) not in barred),
            key=lambda one: sha256(f"{seed}\n{firm}\n{one}".encode()).hexdigest()[:16],
        )
        for firm in sorted(item["id"] for item in document["firms"])
    }
