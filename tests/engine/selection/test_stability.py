from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from tests.engine.selection.problems import large_document

from dure.engine.selection.parse import parse_problem
from dure.engine.selection.problem import Problem
from dure.engine.selection.solve import Options, solve
from dure.engine.selection.stability import Noise


def shaken(problem: Problem, noise: Noise, draw: int) -> Problem:
    def score(one: str, points: int) -> int:
        number = int.from_bytes(hashlib.sha256(f"{noise.seed}\n{draw}\n{one}".encode()).digest()[:8], "big")
        return min(max(points + number % (2 * noise.width + 1) - noise.width, 0), problem.score_max)

    firms = tuple(replace(one, score=score(one.id, one.score)) for one in problem.applicants)
    return replace(problem, applicants=firms)


@pytest.mark.parametrize("rule", ["max_total", "score_order"])
def test_counts_are_those_of_each_draw_solved_alone(rule: str) -> None:
    problem = parse_problem(large_document(firms=40, seats=14, seed=6, rule=rule))
    noise = Noise(draws=8, width=20, seed="7")
    expected = dict.fromkeys(sorted(one.id for one in problem.applicants), 0)
    for draw in range(noise.draws):
        for one in solve(shaken(problem, noise, draw), Options(explain=frozenset()))["selected"]:  # type: ignore[attr-defined]
            expected[one] += 1

    found = solve(problem, Options(explain=frozenset(), noise=noise))

    assert found["stability"] == {"draws": 8, "noise": "2.0", "seed": "7", "selected": expected}


def test_shakes_stay_within_zero_and_the_full_score() -> None:
    firms = [{"id": "A", "score": "100"}, {"id": "B", "score": "0"}]
    problem = parse_problem({"rule": "max_total", "seats": 1, "score_max": "100", "applicants": firms})

    found = solve(problem, Options(noise=Noise(draws=20, width=500, seed="x")))

    assert sum(found["stability"]["selected"].values()) == 20  # type: ignore[index]
