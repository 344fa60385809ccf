from __future__ import annotations

from typing import Any

import pytest

from dure.engine.selection.explain import explain
from dure.engine.selection.parse import parse_problem
from dure.engine.selection.problem import Problem
from dure.engine.selection.solve import Options, solve
from dure.engine.strict_json import InputError, JsonValue, dump, load


def problem(**others: Any) -> Problem:
    firms = [
        {"id": "A", "score": "9", "tags": {"city": "north"}},
        {"id": "B", "score": "8", "tags": {"city": "north"}},
        {"id": "C", "score": "5", "tags": {"city": "south"}},
    ]
    north = {"name": "north", "where": {"city": ["north"]}, "measure": "count", "max": 1}
    return parse_problem(
        {"rule": "score_order", "seats": 2, "score_max": "10", "applicants": firms, "constraints": [north], **others}
    )


def answer(asked: Problem, options: Options | None = None) -> JsonValue:
    return load(dump(solve(asked, options or Options())).encode())


def test_unselected_firm_is_told_its_points_its_limits_and_what_opens() -> None:
    asked = problem()

    assert explain(asked, answer(asked), "B") == {
        "id": "B",
        "score": "8",
        "selected": False,
        "margin": None,
        "reachable": True,
        "points_needed": "2",
        "attainable": True,
        "binding": ["seats", "north"],
        "opens": ["north"],
        "sentence": {
            "ko": "B: 8점으로 선정되지 않았습니다. 2점이 더 있었다면 선정되었습니다. 걸린 조건: 전체 선정 수, north. "
            "한 곳 또는 이 기업의 금액만큼 늘리면 선정되는 조건: north.",
            "en": "B was not selected with 8 points. With 2 more points it would have been selected. "
            "Limits in the way: the number of places, north. "
            "It would be in if these gave way by one place or its own amount: north.",
        },
    }


def test_selected_firm_is_told_its_reserve() -> None:
    asked = problem()

    found = explain(asked, answer(asked), "A")

    assert (found["selected"], found["reserve"]) == (True, ["B"])


def test_part_that_was_not_printed_is_solved_for() -> None:
    asked = problem()

    assert explain(asked, answer(asked, Options(explain=frozenset())), "B") == explain(asked, answer(asked), "B")


def test_without_an_id_every_printed_part_has_its_sentence() -> None:
    asked = problem()

    found = explain(asked, answer(asked))

    assert {one: sorted(part["sentence"]) for one, part in found["applicants"].items()} == {  # type: ignore[attr-defined]
        "A": ["en", "ko"],
        "B": ["en", "ko"],
        "C": ["en", "ko"],
    }


@pytest.mark.parametrize(("one", "named"), [("Z", "/--id")])
def test_unknown_id_is_refused(one: str, named: str) -> None:
    asked = problem()

    with pytest.raises(InputError) as refused:
        explain(asked, answer(asked), one)

    assert refused.value.path == named


def test_answer_of_another_problem_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        explain(problem(), answer(problem(seats=1)))

    assert refused.value.path == "/digest"


def test_infeasible_answer_names_the_conflict_in_words() -> None:
    asked = problem(pinned=["A", "B"])

    assert explain(asked, answer(asked)) == {
        "status": "infeasible",
        "sentence": {"ko": "함께 지킬 수 없는 조건: north.", "en": "These limits cannot be kept together: north."},
    }
