from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from tests.engine.assessors import problems
from tests.engine.assessors.problems import problem

from dure.engine.assessors import check, solve

Answer = dict[str, Any]
DOCUMENT = {**problems.realistic(7, firms=6, assessors=5, per_firm=2), "conflicts": [["F000", "E04"]]}
DRAWN = {**DOCUMENT, "draw": {"seed": "lot"}}
SHORT = {**DOCUMENT, "assessors": [{**one, "max_load": 2} for one in DOCUMENT["assessors"]]}


def _swap_two_firms(answer: Answer) -> None:
    """Loads stay, so this is an assignment like any other, only worse or later."""
    rows = answer["assignment"]
    rows["F001"], rows["F002"] = rows["F002"], rows["F001"]


def _set(*path: str, value: Any) -> Callable[[Answer], None]:
    def change(answer: Answer) -> None:
        place = answer
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return change


def _drop(key: str) -> Callable[[Answer], None]:
    return lambda answer: answer.__delitem__(key)


MATCHED_TAMPERING = {
    "a conflict assigned": (_set("assignment", "F000", value=["E03", "E04"]), "/assignment/F000"),
    "too few assessors": (_set("assignment", "F001", value=["E01"]), "/assignment/F001"),
    "one assessor twice": (_set("assignment", "F001", value=["E01", "E01"]), "/assignment/F001"),
    "an unknown assessor": (_set("assignment", "F001", value=["E01", "E99"]), "/assignment/F001"),
    "an unknown firm": (_set("assignment", "F999", value=["E01", "E02"]), "/assignment/F999"),
    "a firm left out": (lambda answer: answer["assignment"].pop("F003"), "/assignment/F003"),
    "a row that is no list": (_set("assignment", "F001", value="E01"), "/assignment/F001"),
    "no assignment": (_set("assignment", value=[]), "/assignment"),
    "worst firm": (_set("worst_firm", value="9.99"), "/worst_firm"),
    "total": (_set("total", value="99.99"), "/total"),
    "linked": (_set("linked", value=False), "/linked"),
    "exact total": (_set("exact", "total", value="99"), "/exact/total"),
    "a firm's affinity": (_set("firm_affinity", "F001", value="9.99"), "/firm_affinity/F001"),
    "a load": (_set("loads", "E01", value=9), "/loads/E01"),
    "groups": (_set("groups", value=[]), "/groups"),
    "a bound": (_set("bound", "total", value="99.99"), "/bound/total"),
    "linking": (_set("linking", value="impossible"), "/linking"),
    "order": (_set("order", value="whatever"), "/order"),
    "status": (_set("status", value="feasible"), "/status"),
    "an unknown status": (_set("status", value="best"), "/status"),
    "said to be infeasible": (_set("status", value="infeasible"), "/status"),
    "an extra entry": (_set("note", value="hello"), "/note"),
    "a missing entry": (_drop("total"), "/total"),
}


@pytest.mark.parametrize("name", MATCHED_TAMPERING)
def test_tampered_match_is_caught(name: str) -> None:
    change, path = MATCHED_TAMPERING[name]
    given, answer = problem(DOCUMENT), _answer(DOCUMENT)

    change(answer)

    report: Any = check(given, answer)
    assert report["ok"] is False
    assert path in [failure["path"] for failure in report["failures"]]


def test_untampered_match_is_proven() -> None:
    report = check(problem(DOCUMENT), _answer(DOCUMENT))

    assert (report["ok"], report["failures"]) == (True, [])


@pytest.mark.parametrize(
    ("affinity", "rows", "path"),
    [
        (
            {"F1": {"E1": "1.00", "E2": "0.40"}, "F2": {"E1": "0.50", "E2": "0.10"}},
            (["E1"], ["E2"]),
            "/worst_firm",
        ),
        (
            {"F1": {"E1": "0.50", "E2": "0.50"}, "F2": {"E1": "0.90", "E2": "0.50"}},
            (["E1"], ["E2"]),
            "/total",
        ),
        ({"F1": {"E1": "1", "E2": "1"}, "F2": {"E1": "1", "E2": "1"}}, (["E2"], ["E1"]), "/order"),
    ],
)
def test_lesser_assignment_with_honest_values_is_caught(
    affinity: dict[str, dict[str, str]], rows: tuple[list[str], list[str]], path: str
) -> None:
    """Every printed value is recomputed by the forger, so only the proof can tell."""
    document = {
        "firms": [{"id": "F1"}, {"id": "F2"}],
        "assessors": [{"id": "E1", "max_load": 1}, {"id": "E2", "max_load": 1}],
        "per_firm": 1,
        "affinity": affinity,
    }
    forged = _forged(document, dict(zip(("F1", "F2"), rows, strict=True)))

    report: Any = check(problem(document), forged)

    assert path in [failure["path"] for failure in report["failures"]]


def test_unlinked_assignment_is_caught_where_a_linked_one_is_as_good() -> None:
    document = {
        "firms": [{"id": "F1"}, {"id": "F2"}],
        "assessors": [{"id": "E1"}, {"id": "E2"}, {"id": "E3"}],
        "per_firm": 2,
    }
    forged = _forged(document, {"F1": ["E1", "E2"], "F2": ["E1", "E2"]})

    report: Any = check(problem(document), {**forged, "linking": "impossible"})

    assert [failure["path"] for failure in report["failures"]] == ["/linking"]


def test_false_bound_of_a_feasible_answer_is_caught() -> None:
    document = {
        "firms": [{"id": "F1"}],
        "assessors": [{"id": "E1"}, {"id": "E2"}],
        "per_firm": 1,
        "affinity": {"F1": {"E1": "0.10", "E2": "0.90"}},
    }
    forged = _forged(document, {"F1": ["E1"]})
    claimed = {
        **forged,
        "status": "feasible",
        "order": "local",
        "bound": {"worst_firm": "0.50", "total": "0.10"},
    }

    report: Any = check(problem(document), claimed)

    assert [failure["path"] for failure in report["failures"]] == ["/bound", "/bound"]


def _pass_over(answer: Answer) -> None:
    order, row = answer["calling_order"]["F000"], answer["assignment"]["F000"]
    row[:] = [one for one in order if one not in row][: len(row)]


DRAWN_TAMPERING = {
    "a calling order": (lambda answer: answer["calling_order"]["F001"].reverse(), "/calling_order/F001"),
    "someone passed over": (_pass_over, "/assignment/F000"),
    "not in calling order": (lambda answer: answer["assignment"]["F000"].reverse(), "/assignment/F000"),
    "said to be matched": (_set("status", value="optimal"), "/status"),
}


@pytest.mark.parametrize("name", DRAWN_TAMPERING)
def test_tampered_draw_is_caught(name: str) -> None:
    change, path = DRAWN_TAMPERING[name]
    given, answer = problem(DRAWN), _answer(DRAWN)

    change(answer)

    report: Any = check(given, answer)
    assert path in [failure["path"] for failure in report["failures"]]


INFEASIBLE_TAMPERING = {
    "conflict": (_set("conflict", value=[{"limit": "per_firm"}]), "/conflict"),
    "no relaxation": (_set("smallest_relaxation", value=None), "/smallest_relaxation"),
    "a relaxation too small": (lambda answer: _change(answer, by=1, to=3), "/smallest_relaxation"),
    "a relaxation too large": (lambda answer: _change(answer, by=3, to=5), "/smallest_relaxation"),
    "another assessor": (lambda answer: _change(answer, assessor="E01"), "/smallest_relaxation"),
    "garbage": (_set("smallest_relaxation", value={"limits": ["E01"]}), "/smallest_relaxation"),
}


@pytest.mark.parametrize("name", INFEASIBLE_TAMPERING)
def test_tampered_infeasibility_is_caught(name: str) -> None:
    change, path = INFEASIBLE_TAMPERING[name]
    given, answer = problem(SHORT), _answer(SHORT)
    assert answer["smallest_relaxation"] == {"limits": [{"limit": "max_load", "assessor": "E00", "by": 2, "to": 4}]}

    change(answer)

    report: Any = check(given, answer)
    assert path in [failure["path"] for failure in report["failures"]]


@pytest.mark.parametrize("answer", [None, [], "optimal", {}, {"status": 3}])
def test_answer_of_another_shape_is_refused(answer: Any) -> None:
    assert check(problem(DOCUMENT), answer)["ok"] is False


def _answer(document: problems.Document) -> Answer:
    return copy.deepcopy(solve(problem(document)))


def _change(answer: Answer, **what: Any) -> None:
    answer["smallest_relaxation"]["limits"][0].update(what)


def _forged(document: problems.Document, rows: dict[str, list[str]]) -> Answer:
    """The answer to a problem in which everything but this assignment is barred, told of the real one."""
    others = [
        [firm["id"], one["id"]]
        for firm in document["firms"]
        for one in document["assessors"]
        if one["id"] not in rows[firm["id"]]
    ]
    return {**_answer({**document, "conflicts": others}), "linking": "impossible"}
