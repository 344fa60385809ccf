from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engine.selection.problems import large_document, small_documents

from dure.engine.selection.check.pace import Cancelled
from dure.engine.selection.check.run import check
from dure.engine.selection.parse import parse_problem
from dure.engine.selection.solve import Options, solve
from dure.engine.selection.stability import Noise
from dure.engine.strict_json import dump, load

Answer = dict[str, Any]
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@given(small_documents())
@FEW
def test_every_true_answer_passes(document: dict[str, Any]) -> None:
    problem = parse_problem(document)

    found = check(problem, load(dump(solve(problem)).encode()))

    assert found["failures"] == []
    assert found["ok"] is True


@pytest.mark.parametrize("rule", ["max_total", "score_order"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_second_solver_agrees_on_larger_problems(rule: str, seed: int) -> None:
    problem = parse_problem(large_document(firms=50, seats=18, seed=seed, rule=rule))
    options = Options(noise=Noise(draws=4, width=10, seed="7"))

    found = check(problem, load(dump(solve(problem, options)).encode()))

    assert found["failures"] == []
    assert found["proof"]["margins"] == 50  # type: ignore[index]


@cache
def _true() -> tuple[dict[str, Any], str]:
    """A problem with an essential and an unreachable firm, ties, and a vacancy that leaves a minimum unmet."""
    document = large_document(firms=24, seats=9, seed=8)
    document["applicants"][0]["tags"]["type"] = "JS9"
    document["applicants"][1]["tags"]["type"] = "JS8"
    document["constraints"] += [
        {"name": "one JS9", "where": {"type": ["JS9"]}, "measure": "count", "min": 1},
        {"name": "no JS8", "where": {"type": ["JS8"]}, "measure": "count", "max": 0},
    ]
    answer = solve(parse_problem(document), Options(noise=Noise(draws=3, width=10, seed="7")))
    return document, json.dumps(answer)


def _in(answer: Answer) -> str:
    return next(one for one in answer["selected"] if one != "A000")


def _out(answer: Answer) -> str:
    return next(one for one, part in answer["applicants"].items() if not part["selected"] and part["reachable"])


def swap_a_firm(answer: Answer) -> None:
    answer["selected"] = sorted({*answer["selected"], _out(answer)} - {_in(answer)})


def raise_the_total(answer: Answer) -> None:
    answer["total"] = f"{float(answer['total']) + 0.1:.1f}"


def raise_the_bound(answer: Answer) -> None:
    answer["bound"] = f"{float(answer['bound']) + 0.1:.1f}"


def shift_a_margin(answer: Answer) -> None:
    part = answer["applicants"][_in(answer)]
    part["margin"] = f"{float(part['margin']) + 0.1:.1f}"


def lower_points_needed(answer: Answer) -> None:
    part = answer["applicants"][_out(answer)]
    part["points_needed"] = f"{float(part['points_needed']) - 0.1:.1f}"


def raise_points_needed(answer: Answer) -> None:
    part = answer["applicants"][_out(answer)]
    part["points_needed"] = f"{float(part['points_needed']) + 0.1:.1f}"


def deny_attainable(answer: Answer) -> None:
    part = answer["applicants"][_out(answer)]
    part["attainable"] = not part["attainable"]


def drop_a_binding_limit(answer: Answer) -> None:
    answer["applicants"][_out(answer)]["binding"].pop()


def change_the_reserve(answer: Answer) -> None:
    answer["reserve"][_in(answer)] = []


def drop_a_vacancy(answer: Answer) -> None:
    del answer["reserve"][_in(answer)]


def hide_the_shortfall(answer: Answer) -> None:
    answer["reserve_shortfall"].pop("A000")


def deny_essential(answer: Answer) -> None:
    answer["applicants"]["A000"]["essential"] = False


def claim_reachable(answer: Answer) -> None:
    answer["applicants"]["A001"]["reachable"] = True


def change_differs_from(answer: Answer) -> None:
    answer["differs_from"]["only_here"].append(_in(answer))


def change_the_digest(answer: Answer) -> None:
    answer["digest"] = answer["digest"][::-1]


def claim_infeasible(answer: Answer) -> None:
    answer["status"] = "infeasible"


def change_the_count(answer: Answer) -> None:
    answer["count"] += 1


def change_a_measure(answer: Answer) -> None:
    answer["measures"]["cost_won"] -= 1


def change_the_rule(answer: Answer) -> None:
    answer["rule"] = "score_order"


def change_the_stability(answer: Answer) -> None:
    answer["stability"]["selected"][_in(answer)] -= 1


def invent_an_applicant(answer: Answer) -> None:
    answer["applicants"]["Z999"] = answer["applicants"]["A000"]


TAMPERINGS: dict[Callable[[Answer], None], str] = {
    swap_a_firm: "/selected",
    raise_the_total: "/total",
    raise_the_bound: "/bound",
    shift_a_margin: "/applicants/*/margin",
    lower_points_needed: "/applicants/*/points_needed",
    raise_points_needed: "/applicants/*/points_needed",
    deny_attainable: "/applicants/*/attainable",
    drop_a_binding_limit: "/applicants/*/binding",
    change_the_reserve: "/reserve/*",
    drop_a_vacancy: "/reserve/*",
    hide_the_shortfall: "/reserve_shortfall/A000",
    deny_essential: "/applicants/A000/essential",
    claim_reachable: "/applicants/A001/reachable",
    change_differs_from: "/differs_from",
    change_the_digest: "/digest",
    claim_infeasible: "/status",
    change_the_count: "/count",
    change_a_measure: "/measures",
    change_the_rule: "/rule",
    change_the_stability: "/stability/selected/*",
    invent_an_applicant: "/applicants/Z999",
}


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_tampering_is_found_at_its_place(tamper: Callable[[Answer], None]) -> None:
    document, text = _true()
    answer = json.loads(text)
    place = TAMPERINGS[tamper].replace("*", _out(answer) if "/applicants" in TAMPERINGS[tamper] else _in(answer))
    if tamper is shift_a_margin:
        place = f"/applicants/{_in(answer)}/margin"
    tampered = copy.deepcopy(answer)
    tamper(tampered)

    found = check(parse_problem(document), tampered)

    assert found["ok"] is False
    assert [failure["path"] for failure in found["failures"]] == [place]  # type: ignore[attr-defined]


def test_true_answer_of_the_tampered_problem_passes() -> None:
    document, text = _true()

    found = check(parse_problem(document), json.loads(text))

    assert found == {"ok": True, "failures": [], "proof": {"optimum": json.loads(text)["total"], "margins": 24}}


def test_infeasible_claim_is_compared_with_the_proof() -> None:
    firms = [{"id": "A", "score": "1"}, {"id": "B", "score": "2"}]
    limits = [{"name": "both", "where": {}, "measure": "count", "min": 2}]
    document = {"rule": "max_total", "seats": 1, "score_max": "9", "applicants": firms, "constraints": limits}
    problem = parse_problem(document)
    answer = solve(problem)
    answer["smallest_relaxation"] = {"seats": 2}

    found = check(problem, load(dump(answer).encode()))

    assert found["failures"] == [{"path": "/smallest_relaxation", "claimed": '{"seats":2}', "found": '{"seats":1}'}]


def test_check_tells_how_far_it_is_and_stops_when_asked() -> None:
    problem = parse_problem(large_document(firms=20, seats=7, seed=2, rule="max_total"))
    answer = load(dump(solve(problem, Options(noise=Noise(draws=3, width=10, seed="7")))).encode())
    steps: list[tuple[str, int, int]] = []
    whole: list[tuple[str, int, int]] = []

    check(problem, answer, progress=lambda *step: whole.append(step))
    with pytest.raises(Cancelled):
        check(problem, answer, progress=lambda *step: steps.append(step), cancelled=lambda: len(steps) == 4)

    totals = {"applicants": 20, "reserve": len(answer["selected"]), "stability": 3}
    expected = [(part, done, total) for part, total in totals.items() for done in range(1, total + 1)]
    assert (whole, steps) == (expected, expected[:4])
