"""One applicant's part of an answer, in a sentence a person can read."""

from __future__ import annotations

from collections.abc import Mapping

from dure.engine.selection.decimals import to_text
from dure.engine.selection.digest import digest
from dure.engine.selection.lists import list_of
from dure.engine.selection.opens import opens
from dure.engine.selection.problem import SEATS, Applicant, Problem
from dure.engine.selection.rows import tabulate
from dure.engine.selection.solve import Options, solve
from dure.engine.strict_json import InputError, JsonValue, pointer

Values = dict[str, object]
Sentence = dict[str, str]


def explain(problem: Problem, answer: JsonValue, one: str | None = None) -> Values:
    """With an id: its part, its reserve, what would open the list to it, and a sentence. Without: all printed parts."""
    printed = _of_this_problem(problem, answer)
    if printed.get("status") == "infeasible":
        return {"status": "infeasible", "sentence": _no_list(printed)}
    firms = {firm.id: firm for firm in problem.applicants}
    if one is not None:
        if one not in firms:
            raise InputError("/--id", f"no applicant “{one}”", f"‘{one}’ 신청 기업이 없습니다")
        return _single(problem, printed, firms[one])
    parts = _mapping(printed, "applicants")
    return {
        "applicants": {
            name: {**part, "sentence": _sentence(problem, firms[name], part, None)}
            for name, part in parts.items()
            if name in firms and isinstance(part, dict)
        }
    }


def _of_this_problem(problem: Problem, answer: JsonValue) -> Mapping[str, JsonValue]:
    if not isinstance(answer, dict) or answer.get("status") not in ("optimal", "infeasible"):
        raise InputError("/status", "not an answer of selection", "선정 결과 파일이 아닙니다")
    if answer["status"] == "infeasible":
        return answer
    selected = answer.get("selected")
    if not isinstance(selected, list) or not all(isinstance(one, str) for one in selected):
        raise InputError("/selected", "must be a list of ids", "신청 기업 목록이어야 합니다")
    if answer.get("digest") != digest(problem, [str(one) for one in selected]):
        raise InputError("/digest", "this answer belongs to another problem", "다른 문제의 결과 파일입니다")
    return answer


def _single(problem: Problem, printed: Mapping[str, JsonValue], firm: Applicant) -> Values:
    parts, reserve = _mapping(printed, "applicants"), _mapping(printed, "reserve")
    if firm.id not in parts:
        solved = solve(problem, Options(explain=frozenset([firm.id])))
        parts, reserve = _mapping(solved, "applicants"), _mapping(solved, "reserve")
    part = parts[firm.id]
    if not isinstance(part, dict):
        raise InputError(pointer("/applicants", firm.id), "must be an object", "객체여야 합니다")
    found: Values = {"id": firm.id, "score": to_text(firm.score, problem.decimals), **part}
    opening = None
    if part.get("selected"):
        found["reserve"] = reserve.get(firm.id, [])
    else:
        opening = _opening(problem, firm)
        found["opens"] = opening
    return {**found, "sentence": _sentence(problem, firm, part, opening)}


def _opening(problem: Problem, firm: Applicant) -> list[str] | None:
    table = tabulate(problem)
    chosen = list_of(problem.rule, table.contest)
    return None if chosen is None else opens(table, chosen, table.ids.index(firm.id))


def _mapping(values: Mapping[str, object], name: str) -> Mapping[str, JsonValue]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _sentence(problem: Problem, firm: Applicant, part: Mapping[str, JsonValue], opening: list[str] | None) -> Sentence:
    if firm.id in problem.pinned:
        return {"ko": f"{firm.id}: 고정되어 선정되었습니다.", "en": f"{firm.id} was selected because it is pinned."}
    if firm.id in problem.barred:
        return {
            "ko": f"{firm.id}: 제외되어 선정되지 않았습니다.",
            "en": f"{firm.id} was not selected because it is barred.",
        }
    score = to_text(firm.score, problem.decimals)
    lines = _selected(part) if part.get("selected") else _not_selected(part, opening)
    done = part.get("selected")
    ko = [f"{firm.id}: {score}점으로 {'선정되었습니다' if done else '선정되지 않았습니다'}.", *(ko for ko, _ in lines)]
    en = [f"{firm.id} was {'selected' if done else 'not selected'} with {score} points.", *(en for _, en in lines)]
    return {"ko": " ".join(ko), "en": " ".join(en)}


def _selected(part: Mapping[str, JsonValue]) -> list[tuple[str, str]]:
    if part.get("essential"):
        return [("이 기업 없이는 모든 조건을 지키는 명단이 없습니다.", "No list keeps every limit without it.")]
    margin = part.get("margin")
    if margin is None:
        return []
    return [
        (f"이 기업을 빼면 총점이 {margin}점 낮아집니다.", f"Without it the best total would be {margin} points lower.")
    ]


def _not_selected(part: Mapping[str, JsonValue], opening: list[str] | None) -> list[tuple[str, str]]:
    if not part.get("reachable"):
        lines = [
            (
                "점수와 관계없이 이 기업을 넣고 모든 조건을 지킬 수 없습니다.",
                "No score would do: no list that holds it keeps every limit.",
            )
        ]
    else:
        points = part.get("points_needed")
        lines = [
            (f"{points}점이 더 있었다면 선정되었습니다.", f"With {points} more points it would have been selected.")
        ]
        if not part.get("attainable"):
            lines.append(("다만 만점을 넘는 점수입니다.", "That is more than the full score."))
    binding = part.get("binding")
    if isinstance(binding, list) and binding:
        ko, en = _named(binding)
        lines.append((f"걸린 조건: {ko}.", f"Limits in the way: {en}."))
    if opening:
        ko, en = _named(list(opening))
        lines.append(
            (
                f"한 곳 또는 이 기업의 금액만큼 늘리면 선정되는 조건: {ko}.",
                f"It would be in if these gave way by one place or its own amount: {en}.",
            )
        )
    return lines


def _no_list(printed: Mapping[str, JsonValue]) -> Sentence:
    names = printed.get("conflict")
    ko, en = _named(names if isinstance(names, list) else [])
    return {"ko": f"함께 지킬 수 없는 조건: {ko}.", "en": f"These limits cannot be kept together: {en}."}


def _named(names: list[str] | list[JsonValue]) -> tuple[str, str]:
    """The limits by name; `seats` in words."""
    shown = [str(name) for name in names]
    ko = ", ".join("전체 선정 수" if name == SEATS else name for name in shown)
    en = ", ".join("the number of places" if name == SEATS else name for name in shown)
    return ko, en
