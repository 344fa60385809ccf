"""The words of explanations, Korean and English side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dure.engine.assessors.problem import Assessor, Problem
from dure.engine.strict_json import JsonValue


@dataclass(frozen=True, slots=True)
class Sentence:
    ko: str
    en: str


def firm_sentence(firm: str, row: Sequence[str], affinity: str, conflicts: Sequence[str], *, drawn: bool) -> Sentence:
    listed = ", ".join(row)
    barred = ", ".join(conflicts)
    how_ko = "추첨 순서에 따라" if drawn else "적합도에 따라"
    how_en = "drawn by lot" if drawn else "matched by affinity"
    ko = f"기업 {firm}: 평가위원 {len(row)}명({listed})을 {how_ko} 배정했습니다."
    ko += f" 적합도 합계는 {affinity}입니다."
    en = f"Firm {firm} has {len(row)} assessors ({listed}), {how_en}; their affinities sum to {affinity}."
    if conflicts:
        ko += f" 이해관계로 제외한 평가위원: {barred}."
        en += f" Left out for a conflict of interest: {barred}."
    return Sentence(ko, en)


def assessor_sentence(assessor: Assessor, firms: Sequence[str], conflicts: Sequence[str]) -> Sentence:
    limits = f"{assessor.min_load}–{assessor.max_load}"
    barred = ", ".join(conflicts)
    ko = f"평가위원 {assessor.id}: 기업 {len(firms)}곳을 담당합니다(담당 가능 범위 {limits}곳)."
    en = f"Assessor {assessor.id} reads {len(firms)} firms (allowed: {limits})."
    if conflicts:
        ko += f" 이해관계로 제외한 기업: {barred}."
        en += f" Left out for a conflict of interest: {barred}."
    return Sentence(ko, en)


def whole_sentence(problem: Problem, answer: Mapping[str, JsonValue]) -> Sentence:
    status = answer.get("status")
    if status == "infeasible":
        return _infeasible(answer)
    firms, pool = len(problem.firms), len(problem.assessors)
    ko = f"기업 {firms}곳에 평가위원 {problem.per_firm}명씩, 모두 {pool}명 가운데 배정했습니다."
    en = f"Each of {firms} firms has {problem.per_firm} of {pool} assessors."
    worst, total = answer.get("worst_firm"), answer.get("total")
    ko += f" 적합도 합계가 가장 낮은 기업은 {worst}, 전체 합계는 {total}입니다."
    en += f" The worst served firm has {worst}, all together {total}."
    ko_more, en_more = _standing(str(status))
    ko_link, en_link = _linking(answer.get("linked") is True)
    return Sentence(f"{ko} {ko_more} {ko_link}", f"{en} {en_more} {en_link}")


def _standing(status: str) -> tuple[str, str]:
    if status == "drawn":
        return (
            "추첨 번호로 순서를 정했으며 같은 번호로 다시 확인할 수 있습니다.",
            "The seed replays the draw.",
        )
    if status == "optimal":
        return ("더 나은 배정이 없음을 증명했습니다.", "It is proven that no assignment is better.")
    return ("더 나은 배정이 있을 수 있습니다.", "A better assignment may exist; the bounds say by how much.")


def _linking(linked: bool) -> tuple[str, str]:
    if linked:
        return (
            "같은 기업을 함께 평가한 관계로 모든 평가위원의 점수를 서로 비교할 수 있습니다.",
            "Through shared firms every assessor is comparable with every other.",
        )
    return (
        "함께 평가한 기업이 없어 서로 비교할 수 없는 평가위원이 있습니다.",
        "Some assessors share no firm, directly or through others, and are not comparable.",
    )


def _infeasible(answer: Mapping[str, JsonValue]) -> Sentence:
    relaxation = answer.get("smallest_relaxation")
    changes = relaxation.get("limits") if isinstance(relaxation, dict) else None
    ko, en = "조건을 모두 지키는 배정이 없습니다.", "No assignment keeps all limits."
    if not isinstance(changes, list):
        return Sentence(
            f"{ko} 이해관계를 제외하면 배정할 평가위원이 없는 기업이 있으므로 평가위원을 더 위촉해야 합니다.",
            f"{en} Conflicts of interest leave some firm without any assessor: more assessors are needed.",
        )
    told = [_change(change) for change in changes if isinstance(change, dict)]
    return Sentence(
        f"{ko} 가장 적게 바꾸려면: {', '.join(one.ko for one in told)}.",
        f"{en} The smallest change: {', '.join(one.en for one in told)}.",
    )


def _change(change: Mapping[str, JsonValue]) -> Sentence:
    who, to = change.get("assessor"), change.get("to")
    words = {
        "per_firm": Sentence(f"기업당 평가위원 수를 {to}명으로", f"{to} assessors a firm"),
        "max_load": Sentence(f"{who}의 최대 담당 수를 {to}곳으로", f"a greatest load of {to} for {who}"),
        "min_load": Sentence(f"{who}의 최소 담당 수를 {to}곳으로", f"a least load of {to} for {who}"),
    }
    return words[str(change.get("limit"))]
