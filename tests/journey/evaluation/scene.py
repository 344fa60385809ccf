"""An evaluation under way in a small programme, made by the same actions as anywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tests import world as w
from tests.journey.applications.plans import complete_plan, submitted

from dure.foundation.access.actor import Actor
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.parties.queries import actor_for
from dure.journey.applications import actions as applications
from dure.journey.applications.models import Application
from dure.journey.evaluation import actions
from dure.journey.evaluation.models import Assessor, Assignment, Phase, ScoreSheet
from dure.journey.evaluation.states import AssignmentState
from dure.journey.evaluation.steps import step_of

AT = w.moment(4, 22)
DUE = w.moment(5, 3, 18)
LATE = w.moment(5, 6)


@dataclass(frozen=True)
class Scene:
    """A programme with eligible firms and a pool of assessors who have signed their pledge."""

    world: w.World
    firms: list[w.Firm]
    applications: list[Application]
    pool: list[Assessor]

    @property
    def operator(self) -> Actor:
        return self.world.operator.actor

    def actor(self, number: int) -> Actor:
        """The assessor of that place in the pool, as who acts."""
        return actor_for(self.pool[number].person_id)


def scene(*, firms: int = 2, assessors: int = 6, pledged: bool = True, bonuses: tuple[str, ...] = ()) -> Scene:
    """Eligible firms 가나식품1, 가나식품2, … in Jinan, all JS1, and assessors of 전북대학교."""
    world = w.small_programme()
    owners = [w.firm(f"가나식품{number + 1}") for number in range(firms)]
    rows = [eligible(world, each, bonuses=bonuses) for each in owners]
    pool = [add_assessor(world, f"위원{number + 1}", pledged=pledged) for number in range(assessors)]
    return Scene(world, owners, rows, pool)


def eligible(world: w.World, firm: w.Firm, *, bonuses: tuple[str, ...] = ()) -> Application:
    """An application found eligible."""
    row = submitted(world, firm, plan=complete_plan(bonuses=bonuses))
    applications.decide_eligibility(
        application=row, accept=True, by=world.operator.actor, at=w.AFTER_INTAKE, reason="서류 확인"
    )
    row.refresh_from_db()
    return row


def add_assessor(world: w.World, name: str, *, pledged: bool = True, employer: str = "전북대학교") -> Assessor:
    """An assessor in the pool."""
    person = w.assessor(name, employer).person
    expertise = actions.Expertise(topics=("10", "JS1"), employer=employer)
    row = actions.add_assessor(
        programme=world.programme, person=person, expertise=expertise, by=world.operator.actor, at=AT
    )
    if pledged:
        actions.sign_pledge(assessor=row, by=actor_for(person.pk), at=AT)
    return row


def opened(here: Scene, step: str = "presentation") -> Phase:
    """A step opened for assigning."""
    return actions.open_phase(programme=here.world.programme, step=step, due_at=DUE, by=here.operator, at=AT)


def scoring(here: Scene, step: str = "presentation", seed: str = "3-17-42") -> Phase:
    """A step with drawn panels, being scored."""
    phase = opened(here, step)
    actions.allot(phase=phase, method="draw", seed=seed, by=here.operator, at=AT)
    return actions.begin_scoring(phase=phase, by=here.operator, at=AT)


def sheets(phase: Phase) -> list[ScoreSheet]:
    """The live sheets of a step, by firm and assessor."""
    rows = ScoreSheet.objects.filter(assignment__phase=phase, assignment__status=AssignmentState.ASSIGNED)
    related = ("assignment__assessor", "assignment__phase__programme", "assignment__application")
    return list(rows.select_related(*related).order_by("assignment__application_id", "assignment__assessor_id"))


def assignments(phase: Phase) -> list[Assignment]:
    return [sheet.assignment for sheet in sheets(phase)]


def owner_of(sheet: ScoreSheet) -> Actor:
    """The assessor whose sheet it is."""
    return actor_for(sheet.assignment.assessor.person_id)


def grades(phase: Phase, grade: int = 0) -> dict[str, Decimal]:
    """Every item at the same grade, 0 the best."""
    return {each.code: each.grades[grade] for each in step_of(phase).criteria}


def fill(
    sheet: ScoreSheet,
    *,
    points: Mapping[str, Decimal] | None = None,
    grade: int = 0,
    reason: str = "",
    at: datetime = AT,
    sign: bool = True,
) -> ScoreSheet:
    """Score a sheet as its assessor would."""
    given = dict(points or grades(sheet.assignment.phase, grade))
    actions.save_sheet(
        sheet=sheet,
        points=given,
        reasons=dict.fromkeys(given, reason),
        comment="",
        revision=sheet.revision,
        by=owner_of(sheet),
        at=at,
    )
    return actions.sign_sheet(sheet=sheet, by=owner_of(sheet), at=at) if sign else sheet


def closed(here: Scene, grade_of: Sequence[int] = (0, 1, 2, 1, 0), reason: str = "") -> list[Phase]:
    """Both steps held and closed; the n-th sheet of each firm at the n-th grade."""
    phases = [scoring(here, "site_check"), scoring(here, "presentation")]
    for phase in phases:
        by_firm: dict[int, int] = {}
        for sheet in sheets(phase):
            number = by_firm.setdefault(sheet.assignment.application_id, 0)
            by_firm[sheet.assignment.application_id] += 1
            fill(sheet, grade=grade_of[number % len(grade_of)], reason=reason)
        actions.close_phase(phase=phase, by=here.operator, at=DUE)
    return phases


def ledger_holds() -> bool:
    """Whether every chain and every row it proves is as it was written."""
    return isinstance(verify(), Verified)
