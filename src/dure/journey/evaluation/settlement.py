"""From the signed sheets of a programme to official scores with their parts: read, compute, nothing written."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dure.journey.applications.queries import ApplicationFacts, applications_of
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import ExtraScore, OfficialScore, ScoreSheet
from dure.journey.evaluation.scoring_terms import Case, SheetPoints, incomplete, parts_of_all
from dure.journey.evaluation.states import AssignmentState, SheetState
from dure.journey.evaluation.steps import terms_for


@dataclass(frozen=True)
class Settled:
    """A firm's official score; ``parts`` is what is stored beside it, as plain JSON."""

    total: Decimal
    passed: bool
    parts: dict[str, Any]


def settle(programme_id: int, application_ids: Collection[int]) -> dict[int, Settled]:
    """The official scores of these firms, by application id, recomputed from the rows; they are each other's peers."""
    terms = terms_for(programme_id)
    parts = parts_of_all(terms.scoring, cases(programme_id, application_ids))
    return {pk: Settled(Decimal(each["total"]), each["passed"], each) for pk, each in parts.items()}


def replay(programme_id: int) -> list[int]:
    """The applications whose stored score differs from what their sheets give now; empty when all agree."""
    stored = list(OfficialScore.objects.filter(application__programme_id=programme_id).order_by("application_id"))
    now = settle(programme_id, [row.application_id for row in stored])
    return [row.application_id for row in stored if _differs(now.get(row.application_id), row)]


def _differs(now: Settled | None, row: OfficialScore) -> bool:
    return now is None or (now.parts, now.total, now.passed) != (row.parts, row.total, row.passed_minimum)


def without_enough_sheets(programme_id: int, application_ids: Collection[int]) -> list[str]:
    """The firms with too few signed sheets in some step, by name."""
    lacking = set(incomplete(terms_for(programme_id).scoring, cases(programme_id, application_ids)))
    return [row.firm_name for row in applications_of(programme_id) if row.id in lacking]


def cases(programme_id: int, application_ids: Collection[int]) -> list[Case]:
    """What was given to each firm: its signed sheets by step, and its bonus and penalty points as decided."""
    sheets, extras, wanted = _sheets(programme_id), _extras(programme_id), set(application_ids)
    return [
        Case(
            application_id=row.id,
            type_code=row.type_code,
            sheets={step: tuple(given) for step, given in sorted(sheets[row.id].items())},
            bonuses=tuple(each.code for each in extras[row.id] if not each.is_penalty),
            penalties=tuple(each.code for each in extras[row.id] if each.is_penalty),
        )
        for row in applications_of(programme_id)
        if row.id in wanted
    ]


def undecided_bonuses(programme_id: int) -> list[str]:
    """The firms whose claims to bonus points staff have not decided yet, by name."""
    decided = {
        (row.application_id, row.code) for row in ExtraScore.objects.filter(application__programme_id=programme_id)
    }
    known = {extra.code for extra in terms_for(programme_id).scoring.bonuses}
    return [row.firm_name for row in applications_of(programme_id) if _claims(row, known, decided)]


def _claims(row: ApplicationFacts, known: set[str], decided: set[tuple[int, str]]) -> bool:
    return row.status in SCORED and any(code in known and (row.id, code) not in decided for code in row.bonuses)


def _sheets(programme_id: int) -> dict[int, dict[str, list[SheetPoints]]]:
    rows = ScoreSheet.objects.filter(
        status=SheetState.SIGNED,
        assignment__status=AssignmentState.ASSIGNED,
        assignment__phase__programme_id=programme_id,
    )
    found: dict[int, dict[str, list[SheetPoints]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.select_related("assignment__phase").prefetch_related("items").order_by("assignment__assessor_id"):
        points = {item.criterion: item.points for item in row.items.all()}
        given = SheetPoints(assessor_id=row.assignment.assessor_id, points=points)
        found[row.assignment.application_id][row.assignment.phase.step].append(given)
    return found


def _extras(programme_id: int) -> dict[int, list[ExtraScore]]:
    found: dict[int, list[ExtraScore]] = defaultdict(list)
    for row in ExtraScore.objects.filter(application__programme_id=programme_id, granted=True).order_by("code"):
        found[row.application_id].append(row)
    return found
