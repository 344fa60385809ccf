"""Putting one assessor on a firm by hand, taking one off, and what comes with an assignment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.deadlines import lift_deadline, set_deadline
from dure.foundation.workflow.gate import move
from dure.journey.evaluation.access import RUN_PHASE
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import Assessor, Assignment, Conflict, Phase, ScoreSheet
from dure.journey.evaluation.panels import ensure_panels
from dure.journey.evaluation.states import AssignmentState, PhaseState, SheetState

if TYPE_CHECKING:
    from dure.journey.applications.models import Application

# The deadline an assigned assessor owes.
SCORE_DUE = "score"


def assign_by_hand(
    *,
    phase: Phase,
    application: Application,
    assessor: Assessor,
    by: Actor,
    at: datetime,
    reason: str,
    due_at: datetime | None = None,
) -> Assignment:
    """Put an assessor on a firm outside a draw, with the reason. A conflict is never overruled here."""
    RUN_PHASE.demand(by, phase)
    _demand_assignable(phase, application, assessor, reason)
    with act("evaluation.assign_by_hand", chain=phase.programme.chain, by=by, at=at, reason=reason) as this:
        row = Assignment.objects.create(
            phase=phase,
            application=application,
            assessor=assessor,
            by_hand_reason=reason.strip(),
            due_at=due_at or phase.due_at,
        )
        this.about(row)
        ensure_panels(phase, [application.pk])
        ScoreSheet.objects.create(assignment=row)
        if phase.status == PhaseState.SCORING:
            owe([row], at=at)
    return row


def remove_assignment(*, assignment: Assignment, by: Actor, at: datetime, reason: str) -> None:
    """Take an assessor off a firm with a reason; a sheet already signed must be reopened first."""
    RUN_PHASE.demand(by, assignment.phase)
    if assignment.phase.status == PhaseState.CLOSED:
        raise ActionRefused(_("This step is closed. Reopen it before changing who assesses."))
    if assignment.sheet.status == SheetState.SIGNED:
        raise ActionRefused(_("The sheet is signed. Reopen it with a reason before taking the assessor off."))
    with act(
        "evaluation.remove_assignment",
        chain=assignment.phase.programme.chain,
        by=by,
        at=at,
        subject=assignment,
        reason=reason,
    ):
        take_off(assignment, by=by, at=at, reason=reason)


def take_off(assignment: Assignment, *, by: Actor, at: datetime, reason: str) -> None:
    """Inside an act: end an assignment and what was owed by it."""
    move(assignment, "remove", by=by, at=at, reason=reason)
    lift_deadline(assignment, SCORE_DUE, at=at)


def owe(assignments: Iterable[Assignment], *, at: datetime) -> None:
    """Inside an act: from now on the sheets of these assignments are owed by their assessors."""
    for row in assignments:
        set_deadline(
            row,
            SCORE_DUE,
            due_at=row.due_at,
            at=at,
            programme_id=row.phase.programme_id,
            person_id=row.assessor.person_id,
        )


def _demand_assignable(phase: Phase, application: Application, assessor: Assessor, reason: str) -> None:
    if not reason.strip():
        raise ActionRefused(_("Say why this assessor is put on the firm by hand."))
    if phase.status not in (PhaseState.ASSIGNING, PhaseState.SCORING):
        raise ActionRefused(_("Assessors are put on firms while a step is assigned or scored. Reopen the step first."))
    if application.status not in SCORED:
        raise ActionRefused(_("Only firms found eligible are assessed."))
    if assessor.left_at is not None or assessor.programme_id != phase.programme_id:
        raise ActionRefused(_("This assessor is not in the pool of this programme."))
    if Conflict.objects.filter(assessor=assessor, application=application, lifted_at__isnull=True).exists():
        raise ActionRefused(
            _("A conflict of interest between this assessor and the firm is on record. Choose someone else.")
        )
    if Assignment.objects.filter(
        phase=phase, application=application, assessor=assessor, status=AssignmentState.ASSIGNED
    ).exists():
        raise ActionRefused(_("This assessor is already on the firm."))
