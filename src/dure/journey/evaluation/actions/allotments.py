"""Drawing or matching whole panels, and taking that back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.journey.evaluation.access import RUN_PHASE
from dure.journey.evaluation.actions.assignments import owe, take_off
from dure.journey.evaluation.allotting import DRAW, Proposal, propose
from dure.journey.evaluation.models import Allotment, Assignment, Phase, ScoreSheet
from dure.journey.evaluation.panels import ensure_panels
from dure.journey.evaluation.states import AssignmentState, PhaseState


def allot(*, phase: Phase, method: str, by: Actor, at: datetime, seed: str = "", digest: str = "") -> Allotment:
    """Give every firm without a panel its assessors: ``draw`` by lot with a seed, or ``engine`` by field.

    ``digest`` is that of the proposal that was looked at; if pool or conflicts changed since, nothing is written.
    """
    RUN_PHASE.demand(by, phase)
    if phase.status not in (PhaseState.ASSIGNING, PhaseState.SCORING):
        raise ActionRefused(_("Assessors are put on firms while a step is assigned or scored. Reopen the step first."))
    if method == DRAW and not seed.strip():
        raise ActionRefused(_("A draw needs a seed: numbers called out by those present will do."))
    with act("evaluation.allot", chain=phase.programme.chain, by=by, at=at) as this:
        Phase.objects.select_for_update().get(pk=phase.pk)
        proposal = propose(phase, method=method, seed=seed.strip())
        _demand_seats(proposal, digest)
        row = Allotment.objects.create(
            phase=phase,
            method=method,
            seed=proposal.seed,
            problem=dict(proposal.problem),
            answer=dict(proposal.answer),
            digest=proposal.digest,
            made_at=at,
        )
        this.about(row)
        assignments = _seat(row, proposal)
        this.evidence(*assignments)
        if phase.status == PhaseState.SCORING:
            owe(assignments, at=at)
    return row


def undo_allotment(*, allotment: Allotment, by: Actor, at: datetime, reason: str) -> None:
    """Take a whole draw back before scoring has begun; it stays in the record."""
    RUN_PHASE.demand(by, allotment.phase)
    if allotment.undone_at is not None:
        raise ActionRefused(_("This draw was taken back before."))
    if allotment.phase.status != PhaseState.ASSIGNING:
        raise ActionRefused(_("Scoring has begun. Take single assessors off with a reason instead."))
    if not reason.strip():
        raise ActionRefused(_("Say why the draw is taken back."))
    chain = allotment.phase.programme.chain
    with act("evaluation.undo_allotment", chain=chain, by=by, at=at, subject=allotment, reason=reason):
        allotment.undone_at = at
        allotment.save(update_fields=["undone_at"])
        for row in Assignment.objects.filter(allotment=allotment, status=AssignmentState.ASSIGNED):
            take_off(row, by=by, at=at, reason=reason)


def _demand_seats(proposal: Proposal, digest: str) -> None:
    if digest and digest != proposal.digest:
        raise ActionRefused(
            _("The pool, the conflicts or the firms changed after the preview. Look at the new preview and apply it.")
        )
    if proposal.refusal:
        raise ActionRefused(proposal.refusal)
    if not proposal.seats:
        raise ActionRefused(
            _("No panels could be made: too few assessors without a conflict, or loads too small. Widen the pool.")
        )


def _seat(allotment: Allotment, proposal: Proposal) -> list[Assignment]:
    phase = allotment.phase
    ensure_panels(phase, [seat.application_id for seat in proposal.seats])
    rows = Assignment.objects.bulk_create(
        Assignment(
            phase=phase,
            application_id=seat.application_id,
            assessor_id=assessor_id,
            allotment=allotment,
            due_at=phase.due_at,
        )
        for seat in proposal.seats
        for assessor_id in seat.assessor_ids
    )
    ScoreSheet.objects.bulk_create(ScoreSheet(assignment=row) for row in rows)
    return rows
