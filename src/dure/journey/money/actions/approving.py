"""The approval chain: several people one after the other, none of them the one who checked. The last orders payment."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.journey.money import news
from dure.journey.money.access import JUDGE_CLAIM
from dure.journey.money.actions.judging import locked_claim
from dure.journey.money.actions.lateness import demand_late_decided
from dure.journey.money.actions.ordering import order_payments
from dure.journey.money.actions.recognising import recognise
from dure.journey.money.deadlines import decided_deadline
from dure.journey.money.models import Approval, Claim
from dure.journey.money.reckoning import demand_payable, ground_of, payable_of
from dure.journey.money.states import ClaimState
from dure.journey.money.values import StaleClaim
from dure.journey.programmes.queries import lock_programme


def approve_claim(*, claim: Claim, step: int, by: Actor, at: datetime, note: str = "") -> Approval:
    """Give the approval of one step (from 1); ``step`` is the one the approver saw open, so that two never both do it.

    The last step approves the claim, orders its payments and books what is owed, all or nothing.
    """
    JUDGE_CLAIM.demand(by, claim)
    programme = claim.agreement.programme
    with act("money.approve_claim", chain=programme.chain, by=by, at=at, subject=claim) as this:
        lock_programme(programme.pk)
        row = locked_claim(claim)
        ground = ground_of(row.agreement)
        person_id = _demand_turn(row, step, by)
        approval = _written(row, step, person_id, note, this)
        if step >= ground.terms.delivery.payment.approvals:
            demand_late_decided(row)
            found = payable_of(row, ground, list(row.lines.all()))
            demand_payable(found)
            move(row, "approve", by=by, at=at)
            decided_deadline(row, at)
            row.approved_at, row.public_won = at, found.amounts.total_won
            row.save(update_fields=["approved_at", "public_won"])
            payments = order_payments(row, found.amounts, this)
            recognise(row, ground, payments, this)
            if not payments:
                move(row, "pay", by=by, at=at)
                row.paid_at = at
                row.save(update_fields=["paid_at"])
            news.approved(row, by=by, at=at)
    claim.refresh_from_db()
    return approval


def _demand_turn(row: Claim, step: int, by: Actor) -> int:
    """The person whose turn it is."""
    given = list(row.approvals.filter(round=row.round).select_related("by").order_by("step"))
    if row.status != ClaimState.CHECKED:
        raise ActionRefused(
            _("A claim is approved after it was checked; it is “%(state)s”.") % {"state": row.get_status_display()}
        )
    if step <= len(given):
        raise StaleClaim(
            _("%(name)s has given approval %(step)d already. Look at the claim as it stands now.")
            % {"name": given[step - 1].by.name, "step": step}
        )
    if step != len(given) + 1:
        raise ActionRefused(_("Approval %(step)d comes first.") % {"step": len(given) + 1})
    if by.person_id is None:
        raise ActionRefused(_("An approval is given by a person."))
    if by.person_id == row.checked_by_id:
        raise ActionRefused(_("You checked this claim; another person approves it."))
    if any(each.by_id == by.person_id for each in given):
        raise ActionRefused(_("You have given an approval of this claim already; the next one is another person's."))
    return by.person_id


def _written(row: Claim, step: int, person_id: int, note: str, this: Act) -> Approval:
    try:
        with transaction.atomic():
            approval = Approval.objects.create(
                claim=row, round=row.round, step=step, by_id=person_id, at=this.at, note=note.strip()[:300]
            )
    except IntegrityError as error:
        raise StaleClaim(_("Someone has approved this very moment. Look at the claim as it stands now.")) from error
    this.evidence(approval)
    this.detail["step"] = step
    return approval
