"""Where firms stand in the evaluation, for the pages that join the stages."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dure.foundation.access.actor import Actor
from dure.foundation.installation.clock import now
from dure.foundation.workflow.values import StageStanding, StoryLine
from dure.journey.applications.queries import ApplicationFacts, applications_of
from dure.journey.evaluation.access import SEE_OFFICIAL, SEE_SITE_CHECK
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import Assignment, OfficialScore, SiteCheck
from dure.journey.evaluation.states import AssignmentState, SheetState

STAGE = "evaluation"
# Found eligible, whatever was decided later.
REACHED = SCORED | {"selected", "reserve", "not_selected", "gave_up"}


class Standing(StrEnum):
    """How far a firm is in the evaluation."""

    NOT_STARTED = "not_started"
    ASSIGNED = "assigned"
    SCORING = "scoring"
    SCORED = "scored"
    CLOSED = "closed"
    BELOW_MINIMUM = "below_minimum"


@dataclass(frozen=True)
class _Sheets:
    total: int = 0
    begun: int = 0
    done: int = 0


def label_of(state: Standing) -> str:
    """The words for where a firm stands."""
    return {
        Standing.NOT_STARTED: pgettext("evaluation", "Not started"),
        Standing.ASSIGNED: pgettext("evaluation", "Assessors assigned"),
        Standing.SCORING: pgettext("evaluation", "Being scored"),
        Standing.SCORED: pgettext("evaluation", "All sheets signed"),
        Standing.CLOSED: pgettext("evaluation", "Score settled"),
        Standing.BELOW_MINIMUM: pgettext("evaluation", "Below the minimum score"),
    }[state]


def standing(programme_id: int) -> StageStanding:
    """The stage in numbers: every firm found eligible counts once."""
    rows = _reached(programme_id)
    states = _states(programme_id, rows)
    return StageStanding(
        stage=STAGE,
        label=_("Evaluation"),
        total=len(rows),
        by_state=dict(sorted(Counter(str(states[row.id]) for row in rows).items())),
        by_type=dict(sorted(Counter(row.type_code for row in rows).items())),
        by_city=dict(sorted(Counter(row.city_code for row in rows).items())),
    )


def story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """A firm's lines of the evaluation: the visit and the close. Assessors are never named here."""
    checks = SiteCheck.objects.filter(application__firm_id=firm_id, held_at__isnull=False)
    lines = [_visit_line(check) for check in SEE_SITE_CHECK.rows(actor, checks).select_related("application")]
    scores = OfficialScore.objects.filter(application__firm_id=firm_id)
    lines += [_score_line(score) for score in SEE_OFFICIAL.rows(actor, scores).select_related("application")]
    return sorted(lines, key=lambda line: line.at)


def _reached(programme_id: int) -> list[ApplicationFacts]:
    return [row for row in applications_of(programme_id) if row.status in REACHED]


def _states(programme_id: int, rows: list[ApplicationFacts]) -> dict[int, Standing]:
    settled = dict(
        OfficialScore.objects.filter(application__programme_id=programme_id).values_list(
            "application_id", "passed_minimum"
        )
    )
    sheets = _sheets(programme_id)
    return {row.id: _state(settled.get(row.id), sheets.get(row.id, _Sheets())) for row in rows}


def _state(passed: bool | None, sheets: _Sheets) -> Standing:
    if passed is not None:
        return Standing.CLOSED if passed else Standing.BELOW_MINIMUM
    if not sheets.total:
        return Standing.NOT_STARTED
    if sheets.done == sheets.total:
        return Standing.SCORED
    return Standing.SCORING if sheets.begun else Standing.ASSIGNED


def _sheets(programme_id: int) -> dict[int, _Sheets]:
    rows = (
        Assignment.objects.filter(phase__programme_id=programme_id, status=AssignmentState.ASSIGNED)
        .values("application_id")
        .annotate(
            total=Count("id"),
            begun=Count("id", filter=Q(sheet__saved_at__isnull=False) | ~Q(sheet__status=SheetState.OPEN)),
            done=Count("id", filter=~Q(sheet__status=SheetState.OPEN)),
        )
        .order_by()
    )
    return {row["application_id"]: _Sheets(row["total"], row["begun"], row["done"]) for row in rows}


def _visit_line(check: SiteCheck) -> StoryLine:
    answers = (check.plant_operating, check.plan_matches_site, check.equipment_sound)
    title = _("Site check held") if all(answers) else _("Site check held, with findings")
    return StoryLine(
        at=check.held_at or check.application.submitted_at or now(),
        kind=STAGE,
        title=title,
        body=check.needs,
        url=reverse("evaluation:site-check", args=[check.application_id]),
    )


def _score_line(score: OfficialScore) -> StoryLine:
    title = (
        _("Evaluation closed: %(total)s points")
        if score.passed_minimum
        else _("Evaluation closed: %(total)s points, below the minimum")
    )
    return StoryLine(
        at=score.closed_at,
        kind=STAGE,
        title=title % {"total": plain_points(score)},
        url=reverse("evaluation:firm", args=[score.application_id]),
    )


def plain_points(score: OfficialScore) -> str:
    """The total with the decimals of the notice, as it was published."""
    return str(score.parts["total"])
