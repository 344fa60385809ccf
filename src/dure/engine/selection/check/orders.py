"""The contract's two orders, worded anew for the checker."""

from __future__ import annotations

from collections.abc import Mapping

from dure.engine.selection.problem import Applicant, MeasureKey, Problem, TagKey, TieKey


def tie_order(problem: Problem) -> list[str]:
    """Ids, first-ranked first."""
    firms = sorted(problem.applicants, key=lambda one: one.id)
    for key in reversed(problem.tie_order):
        firms.sort(key=lambda one: _rank(key, one))
    return [one.id for one in firms]


def list_order(problem: Problem, scores: Mapping[str, int]) -> list[str]:
    """Ids by score, highest first, equal scores in the tie order."""
    return sorted(tie_order(problem), key=lambda one: -scores[one])


def _rank(key: TieKey, one: Applicant) -> float:
    if isinstance(key, MeasureKey):
        return one.measures.get(key.measure, float("inf"))
    return _tag_rank(key, one.tags.get(key.tag))


def _tag_rank(key: TagKey, value: str | None) -> float:
    if value is None:
        return float("inf")
    return key.first.index(value) if value in key.first else len(key.first)
