"""`dure explain assessors`: one firm's or assessor's part of an answer, or the whole, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dure.engine.assessors.problem import Assessor, Firm, Problem, printed
from dure.engine.assessors.sentences import Sentence, assessor_sentence, firm_sentence, whole_sentence
from dure.engine.strict_json import InputError, JsonValue

Explanation = dict[str, JsonValue]
INFEASIBLE: Final = "infeasible"


def explain(problem: Problem, answer: Mapping[str, JsonValue], name: str | None = None) -> Explanation:
    """Without `name` the whole answer; an id that names both a firm and an assessor means the firm."""
    if name is None or answer.get("status") == INFEASIBLE:
        return {"status": answer.get("status"), "sentence": _both(whole_sentence(problem, answer))}
    chosen = _assignment(answer)
    for place, firm in enumerate(problem.firms):
        if firm.id == name:
            return _firm(problem, place, chosen, answer)
    for assessor in problem.assessors:
        if assessor.id == name:
            return _assessor(problem, assessor, chosen)
    raise InputError("", f"“{name}” is neither a firm nor an assessor here", f"‘{name}’: 기업도 평가위원도 아닙니다")


def _firm(
    problem: Problem, place: int, chosen: Mapping[str, Sequence[str]], answer: Mapping[str, JsonValue]
) -> Explanation:
    firm = problem.firms[place]
    number = {one.id: index for index, one in enumerate(problem.assessors)}
    row = chosen.get(firm.id, ())
    steps = {one: problem.affinity[place][number[one]] for one in row}
    affinity = printed(problem, sum(steps.values()))
    barred = [one for who, one in problem.conflicts if who == firm.id]
    assigned: list[JsonValue] = [
        {
            "id": one,
            "affinity": printed(problem, steps[one]),
            "shared_topics": list(_shared(firm, problem.assessors[number[one]])),
        }
        for one in row
    ]
    return {
        "firm": firm.id,
        "assessors": assigned,
        "affinity": affinity,
        "worst_served": affinity == answer.get("worst_firm"),
        "conflicts": list(barred),
        "calling_order": _called(answer, firm.id, row),
        "sentence": _both(firm_sentence(firm.id, row, affinity, barred, drawn=problem.draw is not None)),
    }


def _assessor(problem: Problem, assessor: Assessor, chosen: Mapping[str, Sequence[str]]) -> Explanation:
    firms = [firm for firm, row in chosen.items() if assessor.id in row]
    barred = [firm for firm, one in problem.conflicts if one == assessor.id]
    return {
        "assessor": assessor.id,
        "firms": list(firms),
        "load": len(firms),
        "min_load": assessor.min_load,
        "max_load": assessor.max_load,
        "conflicts": list(barred),
        "sentence": _both(assessor_sentence(assessor, firms, barred)),
    }


def _called(answer: Mapping[str, JsonValue], firm: str, row: Sequence[str]) -> JsonValue:
    """Who was called in which turn, null where nothing was drawn."""
    orders = answer.get("calling_order")
    order = orders.get(firm) if isinstance(orders, dict) else None
    if not isinstance(order, list):
        return None
    return [{"turn": turn, "id": one, "assigned": one in row} for turn, one in enumerate(order, 1)]


def _shared(firm: Firm, assessor: Assessor) -> list[str]:
    return [topic for topic in firm.topics if topic in assessor.topics]


def _assignment(answer: Mapping[str, JsonValue]) -> dict[str, list[str]]:
    found = answer.get("assignment")
    if not isinstance(found, dict):
        raise InputError("/assignment", "missing from the answer", "결과 파일에 배정 내역이 없습니다")
    return {firm: [str(one) for one in row] for firm, row in found.items() if isinstance(row, list)}


def _both(sentence: Sentence) -> JsonValue:
    return {"ko": sentence.ko, "en": sentence.en}
