"""What became of an ordered payment: paid, come back from the bank, paid again, or cancelled."""

from datetime import date, datetime

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.engine.money import events
from dure.engine.money.books import Account, Entry
from dure.engine.money.events import Party
from dure.engine.money.funders import Amounts
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.journey.budgets import actions as budgets
from dure.journey.budgets.reckoning import funder_of
from dure.journey.money import news
from dure.journey.money.access import SETTLE_PAYMENT
from dure.journey.money.actions.books import Booking, follow_lines, fund_of, post
from dure.journey.money.actions.judging import locked_claim
from dure.journey.money.actions.ordering import order_payments
from dure.journey.money.actions.recognising import moved_of
from dure.journey.money.models import Batch, ClaimKind, Payment, Recovery, RecoveryKind, Settlement
from dure.journey.money.states import BatchState, ClaimState, PaymentState, SettlementState
from dure.journey.programmes.queries import lock_programme

PAID, BOUNCED = "paid", "bounced"
DONE = (PaymentState.PAID, PaymentState.CANCELLED)


def record_payment_result(
    *, payment: Payment, result: str, on: date, by: Actor, at: datetime, reason: str = ""
) -> Payment:
    """Record that a payment was paid (``"paid"``) or came back (``"bounced"``, with the reason), on that day.

    Paid money is spent on its budget line and booked; what bounces is booked back. The same result twice is one.
    """
    SETTLE_PAYMENT.demand(by, payment)
    programme = payment.claim.agreement.programme
    with act("money.record_payment", chain=programme.chain, by=by, at=at, subject=payment, reason=reason) as this:
        lock_programme(programme.pk)
        row = _locked(payment)
        if row.status == result and row.paid_on == (on if result == PAID else row.paid_on):
            return payment
        _demand_day(row, on, at)
        if result == PAID:
            _paid(row, on, this)
        elif result == BOUNCED:
            _bounced(row, on, reason, this)
        else:
            raise ActionRefused(_("A payment was paid or came back; choose one."))
        _follow_claim(row, on, reason, this)
        _finish_batch(row, this)
    payment.refresh_from_db()
    return payment


def _locked(payment: Payment) -> Payment:
    rows = Payment.objects.select_for_update(of=("self",)).select_related(
        "claim__agreement__programme", "claim__agreement__application", "line__funder"
    )
    return rows.get(pk=payment.pk)


def _demand_day(row: Payment, on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise ActionRefused(_("%(day)s is still to come. Record what has happened.") % {"day": day(on)})
    first = row.paid_on or timezone.localdate(row.ordered_at)
    if on < first:
        raise ActionRefused(_("It cannot have happened before %(day)s. Check the date.") % {"day": day(first)})


def _paid(row: Payment, on: date, this: Act) -> None:
    move(row, "pay", by=this.by, at=this.at)
    row.paid_on = on
    row.save(update_fields=["paid_on"])
    agreement = row.claim.agreement
    budgets.spend(
        application=agreement.application, amounts={row.line_id: row.amount_won}, on=on, source_key=_key(row),
        by=this.by, at=this.at,
    )  # fmt: skip
    follow_lines(agreement.programme, [row.line], this)
    entry = events.payment_made(((fund_of(row.line), row.amount_won),), _party(row), row.reference)
    post(agreement.programme, [Booking(f"{_key(row)}:paid", entry, on)], this)
    news.paid(row, by=this.by, at=this.at)


def _bounced(row: Payment, on: date, reason: str, this: Act) -> None:
    was_paid = row.status == PaymentState.PAID
    if was_paid:
        _demand_undecided(row)
        _demand_not_due_back(row)
    move(row, "bounce", by=this.by, at=this.at, reason=reason)
    if was_paid:
        agreement = row.claim.agreement
        budgets.take_back_spending(
            application=agreement.application, amounts={row.line_id: row.amount_won}, on=on,
            source_key=f"{_key(row)}:back", reason=reason, by=this.by, at=this.at,
        )  # fmt: skip
        entry = events.payment_bounced(((fund_of(row.line), row.amount_won),), _party(row), row.reference)
        post(agreement.programme, [Booking(f"{_key(row)}:bounced", entry, on)], this)
        row.paid_on = None
        row.save(update_fields=["paid_on"])
    news.bounced(row, by=this.by, at=this.at)


def _demand_undecided(row: Payment) -> None:
    settled = Settlement.objects.filter(agreement_id=row.claim.agreement_id)
    if settled.filter(status__in=(SettlementState.DECIDED, SettlementState.CLOSED)).exists():
        raise ActionRefused(
            _("The settlement is decided and counts this payment as paid. Take the decision back, then record it.")
        )


def _demand_not_due_back(row: Payment) -> None:
    """What is recovered was paid: a recovery of all that a line paid stands against a payment that was none."""
    debts = Recovery.objects.filter(agreement_id=row.claim.agreement_id, line_id=row.line_id)
    sums = debts.exclude(kind=RecoveryKind.SURCHARGE).aggregate(won=Sum("amount_won"), interest=Sum("interest_won"))
    paid = Payment.objects.filter(
        claim__agreement_id=row.claim.agreement_id, line_id=row.line_id, status=PaymentState.PAID
    )
    left = int(paid.aggregate(won=Sum("amount_won"))["won"] or 0) - row.amount_won
    if int(sums["won"] or 0) - int(sums["interest"] or 0) > left:
        raise ActionRefused(_("Money of this payment is being recovered, so it was paid. Look at the recovery first."))


def _follow_claim(row: Payment, on: date, reason: str, this: Act) -> None:
    """A claim is paid when all of its payments are; it is no longer when one comes back."""
    claim = locked_claim(row.claim)
    open_left = claim.payments.exclude(status__in=DONE).exists()
    if claim.status == ClaimState.APPROVED and not open_left:
        move(claim, "pay", by=this.by, at=this.at)
        claim.paid_at = this.at
    elif claim.status == ClaimState.PAID and open_left:
        move(claim, "unpay", by=this.by, at=this.at, reason=reason)
        claim.paid_at = None
    claim.save(update_fields=["paid_at"])


def _finish_batch(row: Payment, this: Act) -> None:
    if row.batch_id is None:
        return
    batch = Batch.objects.select_for_update().filter(pk=row.batch_id, status=BatchState.SENT).first()
    if batch is not None and not batch.payments.filter(status=PaymentState.SENT).exists():
        move(batch, "finish", by=this.by, at=this.at)


def _key(row: Payment) -> str:
    return f"money.payment:{row.pk}:{row.attempt}"


def _party(row: Payment) -> Party:
    return Party(str(row.claim.agreement_id), str(row.claim.agreement.firm_id))


def pay_again(*, payment: Payment, by: Actor, at: datetime) -> Payment:
    """Order a payment that came back once more, to the account the agreement has now."""
    SETTLE_PAYMENT.demand(by, payment)
    with act("money.pay_again", chain=payment.claim.agreement.programme.chain, by=by, at=at, subject=payment):
        row = _locked(payment)
        move(row, "order_again", by=by, at=at)
        start = row.claim.agreement.start
        row.attempt, row.batch, row.paid_on, row.ordered_at = row.attempt + 1, None, None, at
        row.bank, row.account_number, row.account_holder = start.bank, start.account_number, start.account_holder
        row.save(update_fields=[
            "attempt", "batch", "paid_on", "ordered_at", "bank", "account_number", "account_holder",
        ])  # fmt: skip
    payment.refresh_from_db()
    return payment


def order_anew(*, payment: Payment, by: Actor, at: datetime, reason: str) -> list[Payment]:
    """Cancel an unpaid payment and order its amount from the funder's lines of today's fiscal year.

    For what was ordered in one fiscal year and not paid in it: its line was carried over, and so is the order.
    """
    SETTLE_PAYMENT.demand(by, payment)
    programme = payment.claim.agreement.programme
    with act("money.order_anew", chain=programme.chain, by=by, at=at, subject=payment, reason=reason) as this:
        lock_programme(programme.pk)
        row = _locked(payment)
        move(row, "cancel", by=by, at=at, reason=reason)
        claim = locked_claim(row.claim)
        payments = order_payments(claim, Amounts.of({funder_of(row.line): row.amount_won}), this)
        follow_lines(programme, {one.line for one in payments}, this)
        account = Account.ADVANCES if claim.kind == ClaimKind.ADVANCE else Account.PROJECT_COST
        party, on = _party(row), timezone.localdate(at)
        back = events.pair(party.payable, account, ((fund_of(row.line), row.amount_won),), party)
        owed = events.pair(account, party.payable, moved_of(payments), party)
        source = f"money.payment:{row.pk}:anew"
        post(programme, [Booking(source, Entry("approval_moved", back + owed), on)], this)
    payment.refresh_from_db()
    return payments


__all__ = ["BOUNCED", "PAID", "order_anew", "pay_again", "record_payment_result"]
