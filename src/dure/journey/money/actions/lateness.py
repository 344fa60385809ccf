"""Liquidated damages (지체상금): reckoned when a build was accepted late, and decided by a person before the final
payment is approved."""

from datetime import datetime

from django.utils.translation import gettext as _

from dure.engine.money.lateness import LateRules, late_charge
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries import facts
from dure.journey.applications.queries import terms_for
from dure.journey.builds.queries import build_of
from dure.journey.money import news
from dure.journey.money.access import DECIDE_LATE
from dure.journey.money.models import Claim, ClaimKind, LateCharge
from dure.journey.money.reckoning import PASSED
from dure.journey.money.states import LateState
from dure.journey.programmes.queries import lock_programme


def propose_late_charge(*, agreement: Agreement, by: Actor, at: datetime) -> LateCharge | None:
    """Reckon it where the build was accepted after the agreed end; what was decided stays. None where it was in
    time, is not accepted yet, or the notice asks for none."""
    agreed = facts(agreement.pk)
    build = build_of(agreement.pk)
    done_on = build.accepted_on if build is not None else None
    if done_on is None or agreed.ends_on is None or done_on <= agreed.ends_on:
        return None
    terms = terms_for(agreement.application).delivery.payment
    rules = LateRules(terms.late_pct_per_day, terms.late_max_pct)
    found = late_charge(agreed.cost_won, agreed.ends_on, done_on, rules)
    if not found.won:
        return None
    with act("money.propose_late_charge", chain=agreement.programme.chain, by=by, at=at) as this:
        lock_programme(agreement.programme_id)
        row = LateCharge.objects.select_for_update().filter(agreement=agreement).first()
        if row is not None:
            this.about(row)
            return row
        row = LateCharge.objects.create(
            agreement=agreement, agreed_on=agreed.ends_on, done_on=done_on, base_won=agreed.cost_won,
            pct_per_day=rules.pct_per_day, max_pct=rules.max_pct, days=found.days, amount_won=found.won,
            proposed_at=at,
        )  # fmt: skip
        this.about(row)
        news.late_proposed(row, by=by, at=at)
    return row


def confirm_late_charge(
    *, charge: LateCharge, by: Actor, at: datetime, excused_days: int = 0, reason: str = ""
) -> LateCharge:
    """Confirm it; days that the firm and the supplier did not cause are taken off with the reason."""
    DECIDE_LATE.demand(by, charge)
    if not 0 <= excused_days <= (charge.done_on - charge.agreed_on).days:
        raise ActionRefused(_("Enter how many of the days are not charged, from 0 to all of them."))
    if excused_days and not reason.strip():
        raise ActionRefused(_("Write who caused the days that are not charged."))
    chain = charge.agreement.programme.chain
    with act("money.confirm_late_charge", chain=chain, by=by, at=at, subject=charge, reason=reason) as this:
        row = _locked(charge)
        rules = LateRules(row.pct_per_day, row.max_pct)
        found = late_charge(row.base_won, row.agreed_on, row.done_on, rules, excused_days)
        row.excused_days, row.days, row.amount_won = excused_days, found.days, found.won
        _decided(row, reason, by, at)
        move(row, "confirm", by=by, at=at, reason=reason)
        this.evidence(row)
        news.late_decided(row, by=by, at=at)
    charge.refresh_from_db()
    return charge


def waive_late_charge(*, charge: LateCharge, by: Actor, at: datetime, reason: str) -> LateCharge:
    """Waive it, with the reason."""
    DECIDE_LATE.demand(by, charge)
    chain = charge.agreement.programme.chain
    with act("money.waive_late_charge", chain=chain, by=by, at=at, subject=charge, reason=reason) as this:
        row = _locked(charge)
        _decided(row, reason, by, at)
        move(row, "waive", by=by, at=at, reason=reason)
        this.evidence(row)
        news.late_decided(row, by=by, at=at)
    charge.refresh_from_db()
    return charge


def reopen_late_charge(*, charge: LateCharge, by: Actor, at: datetime, reason: str) -> LateCharge:
    """Take the decision back, until the final payment is approved."""
    DECIDE_LATE.demand(by, charge)
    chain = charge.agreement.programme.chain
    with act("money.reopen_late_charge", chain=chain, by=by, at=at, subject=charge, reason=reason):
        row = _locked(charge)
        if Claim.objects.filter(agreement=row.agreement, kind=ClaimKind.FINAL, status__in=PASSED).exists():
            raise ActionRefused(_("The final payment is approved; the decision stands."))
        move(row, "reopen", by=by, at=at, reason=reason)
    charge.refresh_from_db()
    return charge


def demand_late_decided(claim: Claim) -> None:
    """Refuse a final payment while a person has not decided what is withheld for lateness."""
    if claim.kind != ClaimKind.FINAL:
        return
    if LateCharge.objects.filter(agreement_id=claim.agreement_id, status=LateState.PROPOSED).exists():
        raise ActionRefused(
            _("The build was late and liquidated damages are proposed. Confirm or waive them on this page first.")
        )


def _decided(row: LateCharge, reason: str, by: Actor, at: datetime) -> None:
    row.reason, row.decided_at, row.decided_by_id = reason.strip()[:300], at, by.person_id
    row.save(update_fields=["excused_days", "days", "amount_won", "reason", "decided_at", "decided_by"])


def _locked(charge: LateCharge) -> LateCharge:
    lock_programme(charge.agreement.programme_id)
    rows = LateCharge.objects.select_for_update(of=("self",)).select_related("agreement__programme", "agreement__firm")
    return rows.get(pk=charge.pk)
