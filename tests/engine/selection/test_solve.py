from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.selection.oracle import answer
from tests.engine.selection.problems import large_document, small_documents

from dure.engine.selection.parse import parse_problem
from dure.engine.selection.search import Cancelled
from dure.engine.selection.solve import Memory, Options, Part, solve, solve_parts
from dure.engine.selection.stability import Noise
from dure.engine.selection.written import joined
from dure.engine.strict_json import dump

THOROUGH = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def firm(one: str, score: str, **tags: str) -> dict[str, Any]:
    return {"id": one, "score": score, "measures": {}, "tags": tags}


def document(applicants: list[dict[str, Any]], **others: Any) -> dict[str, Any]:
    return {"rule": "max_total", "seats": 1, "score_max": "100", "applicants": applicants, **others}


def solved(problem: dict[str, Any]) -> Any:
    return solve(parse_problem(problem))


@given(small_documents())
@THOROUGH
def test_answer_equals_brute_force(problem: dict[str, Any]) -> None:
    parsed = parse_problem(problem)

    assert solve(parsed) == answer(parsed)


@given(small_documents(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_answer_is_the_same_text_whatever_the_order_of_the_file(
    problem: dict[str, Any], shuffle: random.Random
) -> None:
    shuffled = {**problem, "applicants": problem["applicants"].copy()}
    shuffle.shuffle(shuffled["applicants"])

    assert dump(solved(shuffled)) == dump(solved(problem))


@pytest.mark.parametrize("rule", ["max_total", "score_order"])
def test_large_answer_is_the_same_text_twice_and_shuffled(rule: str) -> None:
    problem = large_document(firms=60, seats=21, seed=5, rule=rule)
    shuffled = {**problem, "applicants": problem["applicants"][::-1]}

    first = dump(solved(problem))

    assert dump(solved(problem)) == first
    assert dump(solved(shuffled)) == first


def test_equal_totals_more_firms_win() -> None:
    problem = document(
        [firm("A", "10"), firm("B", "0"), firm("C", "10")],
        seats=2,
        pinned=["A"],
        constraints=[{"name": "pair", "where": {}, "measure": "count", "max": 2}],
        barred=["C"],
    )

    assert solved(problem)["selected"] == ["A", "B"]


def test_equal_scores_the_tie_order_decides() -> None:
    problem = document(
        [firm("A", "10", ict="no"), firm("B", "10", ict="yes"), firm("C", "10")],
        tie_order=[{"tag": "ict", "first": ["yes"]}],
    )

    found = solved(problem)

    assert found["selected"] == ["B"]
    assert {one: part["margin"] for one, part in found["applicants"].items()} == {"A": "0", "B": "0", "C": "0"}
    assert found["applicants"]["A"]["points_needed"] == "1"
    assert found["reserve"] == {"B": ["A"]}


def test_zero_margin_keeps_the_file_s_decimals() -> None:
    problem = document([firm("A", "10.00"), firm("B", "10.0")])

    assert solved(problem)["applicants"]["B"]["margin"] == "0.00"


def test_score_order_passes_over_a_firm_that_leaves_a_minimum_unmet() -> None:
    problem = document(
        [firm("A", "90", type="X"), firm("B", "80", type="X"), firm("C", "10", type="Y")],
        rule="score_order",
        seats=2,
        constraints=[{"name": "one Y", "where": {"type": ["Y"]}, "measure": "count", "min": 1}],
    )

    found = solved(problem)

    assert found["selected"] == ["A", "C"]
    assert found["applicants"]["B"] == {
        "selected": False,
        "margin": None,
        "reachable": True,
        "points_needed": "11",
        "attainable": True,
        "binding": ["seats"],
    }
    assert found["applicants"]["C"]["essential"] is True
    assert found["reserve"] == {"A": ["B"], "C": ["B"]}
    assert found["reserve_shortfall"] == {"C": {"one Y": 1}}


def test_infeasible_names_the_conflict_and_the_smallest_loosening() -> None:
    problem = document(
        [firm("A", "90", type="X"), firm("B", "80", type="Y")],
        constraints=[
            {"name": "X", "where": {"type": ["X"]}, "measure": "count", "min": 1},
            {"name": "Y", "where": {"type": ["Y"]}, "measure": "count", "min": 1},
        ],
    )

    assert solved(problem) == {
        "status": "infeasible",
        "rule": "max_total",
        "conflict": ["seats", "X", "Y"],
        "smallest_relaxation": {"seats": 1},
        "relaxed_bounds": {"seats": {"max": 2}},
    }


def test_amounts_beyond_floating_tolerance_are_told_apart() -> None:
    amounts = (333_333_333_333, 333_333_333_334, 666_666_666_667, 1_000_000_000_000)
    firms = [{**firm(f"A{place}", "10"), "measures": {"won": amount}} for place, amount in enumerate(amounts)]
    exact = {"name": "exact", "where": {}, "measure": "won", "min": 1_000_000_000_001, "max": 1_000_000_000_001}

    found = solved(document(firms, seats=4, constraints=[exact]))

    assert found["selected"] == ["A1", "A2"]


def test_no_applicants_gives_an_empty_list() -> None:
    found = solved(document([], tie_order=["cost_won"]))

    assert (found["selected"], found["total"], found["applicants"]) == ([], "0", {})


def test_explain_limits_the_parts_and_the_reserve() -> None:
    parsed = parse_problem(document([firm("A", "10"), firm("B", "9")]))

    some = solve(parsed, Options(explain=frozenset(["A"])))
    none = solve(parsed, Options(explain=frozenset()))

    assert (list(some["applicants"]), some["reserve"]) == (["A"], {"A": ["B"]})  # type: ignore[call-overload]
    assert (none["applicants"], none["reserve"]) == ({}, {})


def test_parts_arrive_in_order_and_join_into_the_answer() -> None:
    parsed = parse_problem(large_document(firms=40, seats=14, seed=2))
    options = Options(noise=Noise(draws=3, width=10, seed="7"))
    steps: list[str] = []

    parts = list(solve_parts(parsed, options, progress=lambda *step: steps.append(step[0])))

    assert [part.name for part in parts] == ["list", "reserve", "applicants", "stability"]
    assert list(dict.fromkeys(steps)) == ["list", "reserve", "applicants", "stability"]
    assert joined({part.name: part.values for part in parts}) == solve(parsed, options)


def test_solving_stops_when_cancelled() -> None:
    parsed = parse_problem(large_document(firms=60, seats=21, seed=3))
    asked = iter([False] * 20)

    with pytest.raises(Cancelled):
        list(solve_parts(parsed, cancelled=lambda: next(asked, True)))


@pytest.mark.parametrize("rule", ["max_total", "score_order"])
def test_memory_of_an_earlier_run_does_not_change_the_answer_after_a_pin(rule: str) -> None:
    problem = large_document(firms=50, seats=17, seed=4, rule=rule)
    memory = Memory()
    before = _answer(solve_parts(parse_problem(problem), memory=memory))
    waiting = next(one for one, part in before["applicants"].items() if not part["selected"] and part["reachable"])
    pinned = parse_problem({**problem, "pinned": [waiting], "barred": before["selected"][:1]})

    assert _answer(solve_parts(pinned, memory=memory)) == solve(pinned)


def _answer(parts: Any) -> Any:
    found: list[Part] = list(parts)
    return joined({part.name: part.values for part in found})


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["max_total", "score_order"])
def test_work_shared_by_two_processes_gives_the_same_answer(rule: str) -> None:
    parsed = parse_problem(large_document(firms=90, seats=30, seed=9, rule=rule))
    noise = Noise(draws=14, width=10, seed="7")

    assert solve(parsed, Options(noise=noise, workers=2)) == solve(parsed, Options(noise=noise))
