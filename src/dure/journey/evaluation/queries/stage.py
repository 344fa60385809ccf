"""How far a firm is in the evaluation, in words, and what its story tells of it."""

from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dure.foundation.access.actor import Actor
from dure.foundation.installation.clock import now
from dure.foundation.workflow.values import StoryLine
from dure.journey.evaluation.access import SEE_OFFICIAL, SEE_SITE_CHECK
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import OfficialScore, SiteCheck

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


def story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """A firm's lines of the evaluation: the visit and the close. Assessors are never named here."""
    checks = SiteCheck.objects.filter(application__firm_id=firm_id, held_at__isnull=False)
    lines = [_visit_line(check) for check in SEE_SITE_CHECK.rows(actor, checks).select_related("application")]
    scores = OfficialScore.objects.filter(application__firm_id=firm_id)
    lines += [_score_line(score) for score in SEE_OFFICIAL.rows(actor, scores).select_related("application")]
    return sorted(lines, key=lambda line: line.at)


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
