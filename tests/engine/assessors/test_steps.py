from __future__ import annotations

import pytest
from tests.engine.assessors.problems import Document, problem, realistic

from dure.engine.assessors import check
from dure.engine.assessors.solve import solve
from dure.engine.assessors.steps import Cancelled


def test_parts_are_told_in_the_order_of_the_rule() -> None:
    told: list[str] = []

    solve(problem(realistic(1, firms=8, assessors=6, per_firm=2)), lambda part, done, total: told.append(part))

    assert list(dict.fromkeys(told)) == ["worst_firm", "linked", "order"]


def test_progress_and_a_cancel_that_never_comes_do_not_change_the_answer() -> None:
    given = problem(realistic(2, firms=8, assessors=6, per_firm=2))

    assert solve(given, lambda part, done, total: None, lambda: False) == solve(given)


@pytest.mark.parametrize("after", [0, 2, 5])
def test_solving_stops_before_the_next_question_when_cancelled(after: int) -> None:
    asked = iter([False] * after)

    with pytest.raises(Cancelled):
        solve(problem(realistic(1, firms=8, assessors=6, per_firm=2)), cancelled=lambda: next(asked, True))


def too_few_to_link(firms: int, assessors: int) -> Document:
    """Pairs can link at most one assessor more than there are firms, but no short proof says so."""
    return {
        "firms": [{"id": f"F{number:02}", "topics": ["a"]} for number in range(firms)],
        "assessors": [
            {"id": f"E{number:02}", "topics": ["a"], "min_load": 1, "max_load": firms} for number in range(assessors)
        ],
        "per_firm": 2,
    }


def test_linking_is_undecided_where_patience_ends_and_the_answer_passes_its_check() -> None:
    given = problem(too_few_to_link(firms=5, assessors=7))

    answer = solve(given)

    assert (answer["linking"], answer["linked"]) == ("undecided", False)
    assert check(given, answer)["ok"] is True
