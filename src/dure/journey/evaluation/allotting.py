"""The panels of a step as a problem of the assessors engine, and its answer as panels.

Firms go by their application number, assessors by their number in the pool: the record names nobody.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.engine.assessors.parse import parse_problem
from dure.engine.assessors.solve import solve
from dure.engine.strict_json import InputError, canonical
from dure.journey.applications.queries import ApplicationFacts, applications_of
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import Allotment, Assessor, Assignment, Conflict, Phase
from dure.journey.evaluation.states import AssignmentState
from dure.journey.evaluation.steps import step_of

DRAW, ENGINE = "draw", "engine"


@dataclass(frozen=True)
class Seat:
    """One firm's panel as proposed, in the order in which the assessors are called."""

    application_id: int
    assessor_ids: tuple[int, ...]


@dataclass(frozen=True)
class Proposal:
    """What a draw or the engine would do. ``digest`` names the problem; nothing is written.

    ``refusal`` says why no panels could be made.
    """

    method: str
    seed: str
    problem: Mapping[str, Any]
    answer: Mapping[str, Any]
    digest: str
    seats: tuple[Seat, ...] = ()
    refusal: str = ""
    loads: Mapping[int, int] = field(default_factory=dict)


def propose(phase: Phase, *, method: str, seed: str = "") -> Proposal:
    """Panels for every firm of the step that has none; the same pool, conflicts and seed give the same panels."""
    firms = _firms_without_panel(phase)
    pool = _pool(phase)
    problem = problem_of(phase, firms, pool, seed=seed if method == DRAW else None)
    digest = hashlib.sha256(canonical(problem).encode()).hexdigest()
    if not firms or not pool:
        return Proposal(method, seed, problem, {}, digest, refusal=_nothing_to_do(bool(firms)))
    try:
        answer = answer_of(problem)
    except InputError as error:
        refusal = error.line("ko" if (get_language() or "ko").startswith("ko") else "en")
        return Proposal(method, seed, problem, {}, digest, refusal=refusal)
    seats = _seats(answer, {row.number: row.id for row in firms})
    loads = {row.pk: sum(row.pk in seat.assessor_ids for seat in seats) for row in pool}
    return Proposal(method, seed, problem, answer, digest, seats, "", loads)


def problem_of(
    phase: Phase, firms: Iterable[ApplicationFacts], pool: Iterable[Assessor], *, seed: str | None
) -> dict[str, Any]:
    """The problem as the engine takes it."""
    rows, people = list(firms), list(pool)
    numbers = {row.id: row.number for row in rows}
    names = {row.pk: pool_number(row.pk) for row in people}
    barred = Conflict.objects.filter(
        application_id__in=numbers, assessor_id__in=names, lifted_at__isnull=True
    ).values_list("application_id", "assessor_id")
    return {
        "firms": [{"id": row.number, "topics": _topics(row)} for row in rows],
        "assessors": [
            {"id": names[row.pk], "topics": list(row.topics), "max_load": max(row.max_load - row.load, 0)}  # type: ignore[attr-defined]
            for row in people
        ],
        "per_firm": step_of(phase).assessors,
        "conflicts": [list(pair) for pair in sorted({(numbers[firm], names[who]) for firm, who in barred})],
        "draw": None if seed is None else {"seed": seed},
    }


def pool_number(assessor_id: int) -> str:
    """An assessor's number in the pool, as the record writes it."""
    return f"E{assessor_id:05d}"


def replay(allotment: Allotment) -> bool:
    """Whether the recorded problem still gives the recorded panels."""
    return answer_of(allotment.problem) == allotment.answer


def _nothing_to_do(has_firms: bool) -> str:
    if has_firms:
        return _("The pool is empty. Add assessors first.")
    return _("Every firm of this step has its assessors already.")


def _firms_without_panel(phase: Phase) -> list[ApplicationFacts]:
    seated = set(
        Assignment.objects.filter(phase=phase, status=AssignmentState.ASSIGNED).values_list("application_id", flat=True)
    )
    rows = applications_of(phase.programme_id)
    return sorted((row for row in rows if row.status in SCORED and row.id not in seated), key=lambda row: row.number)


def _pool(phase: Phase) -> list[Assessor]:
    held = Q(assignments__phase=phase, assignments__status=AssignmentState.ASSIGNED)
    rows = Assessor.objects.filter(programme_id=phase.programme_id, left_at__isnull=True)
    return list(rows.annotate(load=Count("assignments", filter=held)).order_by("id"))


def _topics(row: ApplicationFacts) -> list[str]:
    return [code for code in (row.sector_code, row.type_code) if code]


def _seats(answer: Mapping[str, Any], ids: Mapping[str, int]) -> tuple[Seat, ...]:
    chosen = answer.get("assignment") or {}
    return tuple(Seat(ids[number], tuple(int(name[1:]) for name in names)) for number, names in sorted(chosen.items()))


def answer_of(problem: Mapping[str, Any]) -> dict[str, Any]:
    """The engine's answer to a problem, as the plain JSON that is kept."""
    return solve(parse_problem(dict(problem)))
