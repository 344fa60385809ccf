"""The limits of an assignment as a list, for telling which of them exclude each other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from dure.engine.assessors.flow import can_be_met, least_loads_can_be_met
from dure.engine.assessors.problem import Problem


class LimitKind(StrEnum):
    PER_FIRM = "per_firm"
    MAX_LOAD = "max_load"
    MIN_LOAD = "min_load"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Limit:
    """`firm` is set for a conflict only, `assessor` for all but `per_firm`."""

    kind: LimitKind
    assessor: str = ""
    firm: str = ""

    def as_json(self) -> dict[str, str]:
        named = {"firm": self.firm, "assessor": self.assessor}
        return {"limit": self.kind.value} | {key: name for key, name in named.items() if name}


def limits_of(problem: Problem) -> tuple[Limit, ...]:
    """`per_firm`, then greatest and least loads as the assessors are listed, then conflicts as listed."""
    return (
        Limit(LimitKind.PER_FIRM),
        *(Limit(LimitKind.MAX_LOAD, one.id) for one in problem.assessors),
        *(Limit(LimitKind.MIN_LOAD, one.id) for one in problem.assessors if one.min_load),
        *(Limit(LimitKind.CONFLICT, assessor, firm) for firm, assessor in problem.conflicts),
    )


def can_hold(problem: Problem, limits: Collection[Limit]) -> bool:
    """Whether some assignment keeps these limits; the others are as if they were not there."""
    barred = {(one.firm, one.assessor) for one in limits if one.kind is LimitKind.CONFLICT}
    allowed = [
        [a for a, assessor in enumerate(problem.assessors) if (firm.id, assessor.id) not in barred]
        for firm in problem.firms
    ]
    held = frozenset(limits)
    least = [one.min_load if Limit(LimitKind.MIN_LOAD, one.id) in held else 0 for one in problem.assessors]
    most = [
        one.max_load if Limit(LimitKind.MAX_LOAD, one.id) in held else len(problem.firms) + one.min_load
        for one in problem.assessors
    ]
    if Limit(LimitKind.PER_FIRM) not in held:
        return least_loads_can_be_met(allowed, least)
    return can_be_met(allowed, [problem.per_firm] * len(problem.firms), least, most)


def conflict_of(problem: Problem) -> tuple[Limit, ...]:
    """Limits that cannot hold together while any one fewer could: dropped from last to first, what stays."""
    kept = list(limits_of(problem))
    for limit in reversed(kept.copy()):
        without = [other for other in kept if other != limit]
        if not can_hold(problem, without):
            kept = without
    return tuple(kept)
