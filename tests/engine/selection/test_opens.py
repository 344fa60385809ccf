from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engine.selection.oracle import Oracle
from tests.engine.selection.problems import large_document, small_documents

from dure.engine.selection.lists import list_of
from dure.engine.selection.opens import opens
from dure.engine.selection.parse import parse_problem
from dure.engine.selection.problem import COUNT, Applicant, Constraint, Problem
from dure.engine.selection.rows import tabulate
from dure.engine.selection.search import Cancelled


def found_by(problem: Problem, one: str) -> list[str] | None:
    table = tabulate(problem)
    chosen = list_of(problem.rule, table.contest)
    assert chosen is not None
    return opens(table, chosen, table.ids.index(one))


def by_trying(problem: Problem, firm: Applicant) -> list[str] | None:
    """Every set of up to three limits, solved by looking at every subset of firms."""
    usable = [limit for limit in problem.limits if _step(limit, firm) > 0]
    for size in (1, 2, 3):
        for some in combinations(usable, size):
            limits = [_loosened(limit, firm) if limit in some else limit for limit in problem.limits]
            oracle = Oracle(problem)
            oracle.sets = [chosen for chosen in oracle._subsets() if oracle._holds(chosen, tuple(limits))]
            if firm.id in oracle._list(problem.rule, oracle.sets):
                return [limit.name for limit in some]
    return None


def _step(limit: Constraint, firm: Applicant) -> int:
    return 1 if limit.measure == COUNT else firm.measures.get(limit.measure, 0)


def _loosened(limit: Constraint, firm: Applicant) -> Constraint:
    step = _step(limit, firm)
    return replace(
        limit,
        minimum=None if limit.minimum is None else max(limit.minimum - step, 0),
        maximum=None if limit.maximum is None else limit.maximum + step,
    )


@settings(max_examples=40, deadline=None)
@given(small_documents())
def test_opens_agrees_with_trying_every_set_of_limits(document: dict[str, Any]) -> None:
    problem = parse_problem(document)
    oracle = Oracle(problem)
    if not oracle.sets:
        return
    chosen = oracle._list(problem.rule, oracle.sets)

    waiting = [one for one in problem.applicants if one.id not in chosen | problem.barred]

    assert [found_by(problem, one.id) for one in waiting] == [by_trying(problem, one) for one in waiting]


def by_solving(problem: Problem, one: str) -> list[str] | None:
    """Every set of up to three limits, the whole list solved anew under each."""
    table = tabulate(problem)
    index = table.ids.index(one)
    firm = table.problem.applicants[index]
    usable = [place for place, limit in enumerate(problem.limits) if _step(limit, firm) > 0]
    amounts = np.array([_step(limit, firm) for limit in problem.limits], dtype=np.int64)
    for size in (1, 2, 3):
        for some in combinations(usable, size):
            chosen = list_of(problem.rule, table.contest.on(table.rows.loosened(some, amounts)))
            if chosen is not None and chosen[index]:
                return [table.names[place] for place in some]
    return None


@pytest.mark.parametrize("rule", ["max_total", "score_order"])
@pytest.mark.parametrize("seed", [1])
def test_opens_on_larger_problems_agrees_with_solving_every_list_anew(rule: str, seed: int) -> None:
    problem = parse_problem(large_document(firms=24, seats=8, seed=seed, rule=rule))
    table = tabulate(problem)
    chosen = list_of(problem.rule, table.contest)
    assert chosen is not None
    order = table.contest.list_order
    waiting = [table.ids[index] for index in order[~chosen[order]].tolist()][1::8]

    assert [found_by(problem, one) for one in waiting] == [by_solving(problem, one) for one in waiting]


@pytest.mark.parametrize("rule", ["max_total", "score_order"])
def test_opens_of_a_selected_firm_is_none(rule: str) -> None:
    problem = parse_problem(large_document(firms=20, seats=7, seed=2, rule=rule))
    table = tabulate(problem)
    chosen = list_of(problem.rule, table.contest)
    assert chosen is not None

    assert opens(table, chosen, int(np.flatnonzero(chosen)[0])) is None


@pytest.mark.parametrize("rule", ["max_total", "score_order"])
def test_opens_counts_the_sets_it_has_looked_at_and_stops_when_asked(rule: str) -> None:
    problem = parse_problem(large_document(firms=20, seats=7, seed=2, rule=rule))
    table = tabulate(problem)
    chosen = list_of(problem.rule, table.contest)
    assert chosen is not None
    steps: list[tuple[int, int]] = []

    with pytest.raises(Cancelled):
        opens(
            table,
            chosen,
            int(np.flatnonzero(~chosen)[0]),
            cancelled=lambda: len(steps) == 1,
            progress=lambda done, total: steps.append((done, total)),
        )

    count = len(problem.limits)
    assert steps == [(0, count + count * (count - 1) // 2 + count * (count - 1) * (count - 2) // 6)]
