"""By when a claim is decided by the operator, and mended by the firm: so that who is late shows."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from dure.foundation.workflow.deadlines import lift_deadline, meet_deadline, set_deadline
from dure.journey.applications.queries import terms_for
from dure.journey.money.models import Claim

DECIDE, MEND = "decide_claim", "mend_claim"


def _end_of(at: datetime, days: int) -> datetime:
    on = timezone.localdate(at) + timedelta(days=days)
    return datetime.combine(on, time(23, 59), tzinfo=timezone.get_current_timezone())


def handed_in_deadlines(claim: Claim, days: int, at: datetime) -> None:
    """What the firm owed has come; the operator owes a decision."""
    meet_deadline(claim, MEND, at=at)
    if days:
        programme = claim.agreement.programme
        set_deadline(claim, DECIDE, due_at=_end_of(at, days), at=at, programme_id=programme.pk,
                     organisation_id=programme.operator_id)  # fmt: skip


def given_back_deadlines(claim: Claim, at: datetime) -> None:
    """The operator has answered; the firm owes a mended claim."""
    decided_deadline(claim, at)
    agreement = claim.agreement
    if days := terms_for(agreement.application).delivery.payment.mend_days:
        set_deadline(claim, MEND, due_at=_end_of(at, days), at=at, programme_id=agreement.programme_id,
                     organisation_id=agreement.firm_id)  # fmt: skip


def decided_deadline(claim: Claim, at: datetime) -> None:
    """Nothing is owed by the operator any more."""
    meet_deadline(claim, DECIDE, at=at)


def lift_deadlines(claim: Claim, at: datetime) -> None:
    """The claim is withdrawn."""
    for kind in (DECIDE, MEND):
        lift_deadline(claim, kind, at=at)
