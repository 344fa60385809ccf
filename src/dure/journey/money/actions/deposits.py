"""The firm's own cash: reported as paid in, confirmed by a look into the project account."""

from datetime import date, datetime

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.engine.money.books import Account, Entry, Fund
from dure.engine.money.events import Party, firm_paid_in, pair
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day, won
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries import facts
from dure.journey.money.access import CLAIM, CONFIRM_DEPOSIT
from dure.journey.money.actions.books import Booking, firm_fund, post
from dure.journey.money.models import Deposit
from dure.journey.money.reckoning import confirmed_won
from dure.journey.money.states import DepositState
from dure.journey.programmes.queries import lock_programme

LIVE = ("in_force", "started", "completed")


def record_deposit(
    *, agreement: Agreement, amount_won: int, paid_on: date, by: Actor, at: datetime, reference: str = ""
) -> Deposit:
    """Report what the firm paid into the project account: its cash, and VAT where that is beside the cost."""
    CLAIM.demand(by, agreement)
    with act("money.record_deposit", chain=agreement.programme.chain, by=by, at=at) as this:
        lock_programme(agreement.programme_id)
        agreed = facts(agreement.pk)
        if agreed.status not in LIVE:
            raise ActionRefused(_("The firm pays in once the agreement is in force, and until it is settled."))
        if amount_won <= 0:
            raise ActionRefused(_("Enter the amount that was paid in, in won."))
        if paid_on > timezone.localdate(at):
            raise ActionRefused(_("%(day)s is still to come. Report what has been paid in.") % {"day": day(paid_on)})
        live = Deposit.objects.filter(agreement=agreement).exclude(status=DepositState.REFUSED)
        left = agreed.firm_cash_won + agreed.vat_won - int(live.aggregate(won=Sum("amount_won"))["won"] or 0)
        if amount_won > left:
            raise ActionRefused(
                _("The firm owes %(left)s more, VAT included; %(asked)s is entered. Check the amount.")
                % {"left": won(left), "asked": won(amount_won)}
            )
        row = Deposit.objects.create(
            agreement=agreement, amount_won=amount_won, paid_on=paid_on, reference=reference.strip()[:80],
            reported_at=at,
        )  # fmt: skip
        this.about(row)
    return row


def confirm_deposit(*, deposit: Deposit, by: Actor, at: datetime) -> Deposit:
    """The money is in the account: the firm's cash first, what goes beyond it is VAT."""
    CONFIRM_DEPOSIT.demand(by, deposit)
    agreement = deposit.agreement
    with act("money.confirm_deposit", chain=agreement.programme.chain, by=by, at=at, subject=deposit) as this:
        lock_programme(agreement.programme_id)
        agreed = facts(agreement.pk)
        before = confirmed_won(agreement.pk)
        move(deposit, "confirm", by=by, at=at)
        deposit.confirmed_at = at
        deposit.save(update_fields=["confirmed_at"])
        cash = max(0, min(deposit.amount_won, agreed.firm_cash_won - before))
        party = Party(str(agreement.pk), str(agreement.firm_id))
        fund = firm_fund(agreement.programme, agreement.firm_id)
        entry = _paid_in(fund, party, cash, deposit.amount_won - cash)
        post(agreement.programme, [Booking(f"money.deposit:{deposit.pk}", entry, deposit.paid_on)], this)
    return deposit


def _paid_in(fund: Fund, firm: Party, cash_won: int, vat_won: int) -> Entry:
    if cash_won:
        return firm_paid_in(fund, firm, cash_won, vat_won)
    return Entry("firm_paid_in", pair(Account.BANK, Account.VAT_HELD, ((fund, vat_won),), firm))


def refuse_deposit(*, deposit: Deposit, by: Actor, at: datetime, reason: str) -> Deposit:
    """The money is not in the account."""
    CONFIRM_DEPOSIT.demand(by, deposit)
    chain = deposit.agreement.programme.chain
    with act("money.refuse_deposit", chain=chain, by=by, at=at, subject=deposit, reason=reason):
        move(deposit, "refuse", by=by, at=at, reason=reason)
    return deposit
