"""What is an actor's to do in the evaluation, in a fixed number of queries."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.workflow.values import Waiting
from dure.journey.evaluation.access import RUN_PHASE, SCORE, WRITE_SITE_CHECK
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import Assessor, Phase, ScoreSheet, SiteCheck
from dure.journey.evaluation.queries.desk import Progress, progress_of
from dure.journey.evaluation.queries.official import is_closed, is_due
from dure.journey.evaluation.queries.sheets import RELATED
from dure.journey.evaluation.states import PhaseState, SheetState
from dure.journey.evaluation.words import step_label

STAGE = "evaluation"


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """What is the actor's to do, the most pressing first."""
    found: list[Waiting] = []
    if actor.has(Role.ASSESSOR):
        found += _pledges(actor) + _sheets(actor)
    if actor.has(Role.ASSESSOR, Role.MENTOR):
        found += _site_checks(actor)
    if actor.has(*STAFF):
        found += _phases(actor, at)
    return sorted(found, key=lambda line: (line.due_at is None, line.due_at or at))


def _pledges(actor: Actor) -> list[Waiting]:
    rows = Assessor.objects.filter(person=actor.person_id, left_at__isnull=True, pledged_at__isnull=True)
    rows = rows.filter(assignments__isnull=False).distinct()
    return [
        Waiting(
            what=_("Sign the pledge of secrecy and integrity before the first file"),
            verb=_("Read and sign"),
            url=reverse("evaluation:pledge", args=[row.pk]),
            stage=STAGE,
        )
        for row in rows
    ]


def _sheets(actor: Actor) -> list[Waiting]:
    open_sheets = ScoreSheet.objects.filter(
        status=SheetState.OPEN,
        assignment__phase__status__in=(PhaseState.SCORING, PhaseState.DISCUSSING),
        assignment__application__status__in=SCORED,
    )
    rows = SCORE.rows(actor, open_sheets).select_related(*RELATED).order_by("assignment__due_at", "id")
    by_phase: dict[int, list[ScoreSheet]] = {}
    for row in rows:
        by_phase.setdefault(row.assignment.phase_id, []).append(row)
    return [_sheet_line(sheets) for sheets in by_phase.values()]


def _sheet_line(sheets: list[ScoreSheet]) -> Waiting:
    first = sheets[0].assignment
    words = ngettext("%(step)s: %(n)d score sheet to sign", "%(step)s: %(n)d score sheets to sign", len(sheets))
    alone = len(sheets) == 1
    return Waiting(
        what=words % {"step": step_label(first.phase.step), "n": len(sheets)},
        verb=_("Score it"),
        url=reverse("evaluation:sheet", args=[sheets[0].pk]) if alone else reverse("evaluation:queue"),
        due_at=first.due_at,
        firm=first.application.firm.name if alone else "",
        waits=_("Operator"),
        count=len(sheets),
        stage=STAGE,
    )


def _site_checks(actor: Actor) -> list[Waiting]:
    rows = SiteCheck.objects.filter(held_at__isnull=True, planned_at__isnull=False, application__status__in=SCORED)
    rows = WRITE_SITE_CHECK.rows(actor, rows.filter(lead_id=actor.person_id))
    return [
        Waiting(
            what=_("Write up the site check"),
            verb=_("Write"),
            url=reverse("evaluation:site-check", args=[row.application_id]),
            due_at=row.planned_at,
            firm=row.application.firm.name,
            waits=_("Operator"),
            stage=STAGE,
        )
        for row in rows.select_related("application__firm").order_by("planned_at", "id")
    ]


def _phases(actor: Actor, at: datetime) -> list[Waiting]:
    rows = RUN_PHASE.rows(actor, Phase.objects.all()).select_related("programme")
    found: list[Waiting] = []
    steps = list(rows.order_by("id"))
    under_way = [phase for phase in steps if phase.status != PhaseState.CLOSED]
    states = progress_of(under_way, at)
    for phase in under_way:
        found += _phase_lines(phase, states[phase.pk])
    for programme in {phase.programme for phase in steps if phase.status == PhaseState.CLOSED}:
        if is_due(programme.pk) and not is_closed(programme.pk):
            found.append(
                Waiting(
                    what=_("Every step is closed: settle the official scores"),
                    verb=_("Settle"),
                    url=reverse("evaluation:scores", args=[programme.slug]),
                    stage=STAGE,
                )
            )
    return found


def _phase_lines(phase: Phase, state: Progress) -> list[Waiting]:
    url = reverse("evaluation:phase", args=[phase.programme.slug, phase.step])
    step = step_label(phase.step)
    if state.bare and phase.status in (PhaseState.ASSIGNING, PhaseState.SCORING):
        words = ngettext(
            "%(step)s: %(n)d firm without assessors", "%(step)s: %(n)d firms without assessors", state.bare
        )
        allot = reverse("evaluation:allot", args=[phase.programme.slug, phase.step])
        return [Waiting(words % {"step": step, "n": state.bare}, _("Assign"), allot, phase.due_at, stage=STAGE)]
    if phase.status == PhaseState.ASSIGNING:
        return [Waiting(_("%(step)s: begin scoring") % {"step": step}, _("Open"), url, phase.due_at, stage=STAGE)]
    if state.late:
        words = ngettext("%(step)s: %(n)d score sheet is late", "%(step)s: %(n)d score sheets are late", state.late)
        return [
            Waiting(
                words % {"step": step, "n": state.late}, _("Remind"), url, phase.due_at, count=state.late, stage=STAGE
            )
        ]
    if state.sheets and not state.open:
        return [
            Waiting(_("%(step)s: every sheet is signed, close the step") % {"step": step}, _("Open"), url, stage=STAGE)
        ]
    return []
