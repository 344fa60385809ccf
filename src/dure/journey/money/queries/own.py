"""What a firm's own page says of its money: one next step, and where each won stands."""

from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from dure.journey.agreements.models import Agreement
from dure.journey.money.models import Claim, Deposit, Payment
from dure.journey.money.queries.claims import claims_of, may_claim_next
from dure.journey.money.reckoning import Ground, confirmed_won, ground_of
from dure.journey.money.states import ClaimState, DepositState, PaymentState


@dataclass(frozen=True)
class OwnMoney:
    """A firm's agreement in money. ``next_kind`` is the claim that may be begun; empty when none."""

    agreement: Agreement
    ground: Ground
    claims: tuple[Claim, ...]
    deposits: tuple[Deposit, ...]
    paid_won: int
    confirmed_won: int
    next_kind: str

    @property
    def agreed_won(self) -> int:
        """The public support of the agreement; a template that looked into the amounts would find no such funder."""
        return self.ground.plan.agreed.total_won

    @property
    def cash_left_won(self) -> int:
        """What the firm still owes of its cash."""
        return max(0, self.ground.agreed.firm_cash_won - sum(
            row.amount_won for row in self.deposits if row.status != DepositState.REFUSED
        ))  # fmt: skip

    @property
    def open_claim(self) -> Claim | None:
        """The claim that is being written, if there is one."""
        return next((row for row in self.claims if row.status == ClaimState.DRAFT), None)

    @property
    def step(self) -> str:
        """The code of the one next step: pay_in, write, claim, wait or done."""
        if self.ground.agreed.status not in ("started", "completed"):
            return "wait_start"
        if self.cash_left_won and self.ground.terms.delivery.payment.firm_cash_first:
            return "pay_in"
        if self.open_claim is not None:
            return "write"
        if self.next_kind:
            return "claim"
        return "wait"

    @property
    def sentence(self) -> str:
        """The next step as a sentence."""
        return {
            "wait_start": _("Once the notice of start is accepted, you can claim money here."),
            "pay_in": _("Pay your cash into the project account and report it. Public money follows."),
            "write": _("Finish the claim you began, and hand it in."),
            "claim": _("You can claim the next payment now."),
            "wait": _("Nothing is left for you to do now. You are told here when a payment comes."),
        }[self.step]


def own_money(agreement: Agreement) -> OwnMoney:
    """Read it."""
    paid = Payment.objects.filter(claim__agreement=agreement, status=PaymentState.PAID)
    return OwnMoney(
        agreement=agreement,
        ground=ground_of(agreement),
        claims=tuple(claims_of(agreement.pk)),
        deposits=tuple(Deposit.objects.filter(agreement=agreement)),
        paid_won=int(paid.aggregate(won=Sum("amount_won"))["won"] or 0),
        confirmed_won=confirmed_won(agreement.pk),
        next_kind=may_claim_next(agreement),
    )
