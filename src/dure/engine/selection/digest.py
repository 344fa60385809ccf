"""The canonical spelling of a problem, and the digest that binds it to the list it led to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from dure.engine.selection.problem import Applicant, Constraint, Problem, TagKey, TieKey
from dure.engine.strict_json import canonical


def digest(problem: Problem, selected: Iterable[str]) -> str:
    """sha256 over the canonical input, a line feed, and the selected ids by code point, one a line."""
    text = canonical_problem(problem) + "\n" + "\n".join(sorted(selected))
    return hashlib.sha256(text.encode()).hexdigest()


def canonical_problem(problem: Problem) -> str:
    """Whole numbers only (scores in steps), applicants by id, value lists sorted, constraint order kept."""
    return canonical(
        {
            "rule": problem.rule.value,
            "seats": problem.seats,
            "score_max": problem.score_max,
            "applicants": [_applicant(one) for one in sorted(problem.applicants, key=lambda one: one.id)],
            "constraints": [_constraint(one) for one in problem.constraints],
            "pinned": sorted(problem.pinned),
            "barred": sorted(problem.barred),
            "tie_order": [_tie_key(key) for key in problem.tie_order],
        }
    )


def _applicant(one: Applicant) -> dict[str, object]:
    return {"id": one.id, "score": one.score, "measures": dict(one.measures), "tags": dict(one.tags)}


def _constraint(one: Constraint) -> dict[str, object]:
    written: dict[str, object] = {
        "name": one.name,
        "where": {tag: sorted(values) for tag, values in one.where.items()},
        "measure": one.measure,
    }
    if one.minimum is not None:
        written["min"] = one.minimum
    if one.maximum is not None:
        written["max"] = one.maximum
    if one.allow_empty:
        written["allow_empty"] = True
    return written


def _tie_key(key: TieKey) -> object:
    """The order of `first` has a meaning and stays."""
    return {"tag": key.tag, "first": list(key.first)} if isinstance(key, TagKey) else key.measure
