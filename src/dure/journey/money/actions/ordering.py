"""Which budget line pays how much of an approved claim: one payment a line, of the fiscal year it is paid in."""

from collections.abc import Sequence

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.engine.money.funders import Amounts, Funder
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import won
from dure.foundation.ledger.act import Act
from dure.journey.agreements.models import Agreement
from dure.journey.budgets.labels import FUNDER_LABELS
from dure.journey.budgets.queries import funds_of
from dure.journey.budgets.values import FundShare
from dure.journey.money.models import Claim, Payment
from dure.journey.money.states import PaymentState

OWED = (PaymentState.ORDERED, PaymentState.SENT, PaymentState.BOUNCED)


def order_payments(claim: Claim, amounts: Amounts, this: Act) -> list[Payment]:
    """Order what each funder pays out of the lines that promised it; refuses where they do not bear it."""
    agreement = claim.agreement
    year = timezone.localdate(this.at).year
    left = _left_by_line(agreement)
    found = funds_of(agreement.application_id)
    orders: list[tuple[FundShare, int]] = []
    for funder, amount in amounts:
        payers = [share for share in found if share.funder == funder and share.fiscal_year == year]
        orders += _divided(funder, amount, payers, left, year)
    return [_ordered(claim, share, amount, this) for share, amount in orders]


def _left_by_line(agreement: Agreement) -> dict[int, int]:
    """What each line promised and neither paid nor owes to an earlier claim."""
    owed = Payment.objects.filter(claim__agreement=agreement, status__in=OWED).order_by()
    sums = dict(owed.values_list("line_id").annotate(won=Sum("amount_won")))
    return {share.line_id: share.left_won - sums.get(share.line_id, 0) for share in funds_of(agreement.application_id)}


def _divided(
    funder: Funder, amount_won: int, payers: Sequence[FundShare], left: dict[int, int], year: int
) -> list[tuple[FundShare, int]]:
    room = sum(max(0, left[share.line_id]) for share in payers)
    if amount_won > room:
        words = {"funder": FUNDER_LABELS[funder], "year": year, "asked": won(amount_won), "room": won(room)}
        raise ActionRefused(
            _(
                "%(funder)s %(year)s: %(asked)s is to be paid, but its budget lines of this fiscal year promise the "
                "project only %(room)s more. Carry the line over or change the promise first."
            )
            % words
        )
    parts = []
    for share in payers:
        part = min(amount_won, max(0, left[share.line_id]))
        if part:
            parts.append((share, part))
            amount_won -= part
    return parts


def _ordered(claim: Claim, share: FundShare, amount_won: int, this: Act) -> Payment:
    start = claim.agreement.start
    count = Payment.objects.filter(claim=claim).count()
    row = Payment.objects.create(
        claim=claim, line_id=share.line_id, payee_id=claim.agreement.firm_id,
        reference=f"DR{claim.pk:06d}{count + 1:02d}", amount_won=amount_won, bank=start.bank,
        account_number=start.account_number, account_holder=start.account_holder or claim.agreement.firm.name,
        ordered_at=this.at,
    )  # fmt: skip
    this.evidence(row)
    return row
