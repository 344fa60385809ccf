"""The tie order: every applicant has its own place in it."""

from __future__ import annotations

from dure.engine.selection.problem import Applicant, Problem, TagKey, TieKey


def by_tie_rank(problem: Problem) -> list[int]:
    """Positions of the applicants, first-ranked first; the id by code point is the last key."""
    return sorted(range(len(problem.applicants)), key=lambda index: _tie_place(problem, index))


def places(order: list[int]) -> list[int]:
    """The inverse: at each position, its place in `order`."""
    found = [0] * len(order)
    for place, index in enumerate(order):
        found[index] = place
    return found


def _tie_place(problem: Problem, index: int) -> tuple[tuple[tuple[int, int], ...], str]:
    one = problem.applicants[index]
    return tuple(_key_place(one, key) for key in problem.tie_order), one.id


def _key_place(one: Applicant, key: TieKey) -> tuple[int, int]:
    """(0, value) for what is named or measured, (1, 0) for other values of a tag, (2, 0) for what is missing."""
    if isinstance(key, TagKey):
        value = one.tags.get(key.tag)
        if value is None:
            return (2, 0)
        return (0, key.first.index(value)) if value in key.first else (1, 0)
    return (0, one.measures[key.measure]) if key.measure in one.measures else (2, 0)
