"""What a settlement comes to: who bore what of the accepted spending, by budget line, to the won."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Sum

from dure.engine.money.funders import Amounts, Funder
from dure.engine.money.reasons import MoneyRefused
from dure.engine.money.rounding import apportion
from dure.engine.money.settlement import FunderSettlement, SpentLine, settle
from dure.engine.money.settlement import Settlement as Settled
from dure.foundation.access.verdict import ActionRefused
from dure.journey.agreements.queries import facts
from dure.journey.budgets.queries import funds_of
from dure.journey.budgets.reasons import sentences
from dure.journey.money.models import ClaimLine, Payment, SettledShare, Settlement
from dure.journey.money.reckoning import PASSED, agreed_amounts, confirmed_won, value_of
from dure.journey.money.states import ClaimState, PaymentState


@dataclass(frozen=True)
class Paid:
    """What one budget line paid for a project; ``funder`` is whose share that is."""

    line_id: int
    funder: Funder
    won: int


@dataclass(frozen=True)
class Reckoned:
    """The settlement as the engine's value, with each budget line's part of it (unsaved rows)."""

    settled: Settled
    shares: tuple[SettledShare, ...]

    @property
    def return_won(self) -> int:
        """Paid and not spent, interest apart."""
        return sum(share.return_won for share in self.shares)


def spent_rows(agreement_id: int) -> list[ClaimLine]:
    """The spending that claims accepted or that the settlement was shown, with what the settlement says of it, in the
    order of claims and lines."""
    rows = ClaimLine.objects.filter(claim__agreement_id=agreement_id, claim__status__in=(*PASSED, ClaimState.TAKEN))
    return list(rows.select_related("claim", "cost", "settled").order_by("claim__number", "number"))


def settled_value(line: ClaimLine) -> tuple[int, str]:
    """What of a spending is accepted in settlement and why not the rest; as the claim had it until someone judged."""
    found = getattr(line, "settled", None)
    return (value_of(line), "") if found is None else (found.accepted_won, found.reason)


def paid_by_line(settlement: Settlement) -> tuple[Paid, ...]:
    """What each budget line paid, by line; two queries."""
    agreement = settlement.agreement
    funders = {share.line_id: Funder(share.funder) for share in funds_of(agreement.application_id)}
    rows = Payment.objects.filter(claim__agreement=agreement, status=PaymentState.PAID).order_by()
    sums = rows.values_list("line_id").annotate(won=Sum("amount_won"))
    return tuple(Paid(line_id, funders[line_id], won) for line_id, won in sorted(sums))


def reckon(settlement: Settlement) -> Reckoned:
    """What the settlement comes to as its lines stand; refuses what cannot be, in words."""
    agreed = facts(settlement.agreement_id)
    lines = spent_rows(agreed.id)
    paid = paid_by_line(settlement)
    in_kind = sum(value_of(line) for line in lines if line.in_kind)
    spent = sum(value_of(line) for line in lines)
    granted = _granted(paid, min(confirmed_won(agreed.id), agreed.firm_cash_won), spent - in_kind, in_kind)
    try:
        found = settle(
            agreed_amounts(agreed), granted, _spent(lines, granted, in_kind), settlement.interest_won, in_kind
        )
    except MoneyRefused as error:
        raise ActionRefused(sentences(error.reasons)) from error
    return Reckoned(found, (*_shares(settlement, found, paid), _firms(settlement, found.of(Funder.FIRM))))


def _granted(paid: Iterable[Paid], firm_cash_won: int, cash_spent_won: int, in_kind_won: int) -> Amounts:
    """What each gave. Cash spent beyond all that was given was the firm's own too."""
    sums: dict[Funder, int] = {}
    for one in paid:
        sums[one.funder] = sums.get(one.funder, 0) + one.won
    more = max(0, cash_spent_won - firm_cash_won - sum(sums.values()))
    sums[Funder.FIRM] = firm_cash_won + more + in_kind_won
    return Amounts.of(sums)


def _spent(lines: Sequence[ClaimLine], granted: Amounts, in_kind_won: int) -> list[SpentLine]:
    """Each spending with whose money it was: in kind the firm's, cash of all in proportion to what they gave."""
    left = granted - Amounts.of({Funder.FIRM: in_kind_won})
    found = []
    for line in lines:
        won = value_of(line)
        if line.in_kind:
            spent = Amounts.of({Funder.FIRM: won})
        else:
            parts = apportion(won, [rest for _funder, rest in left])
            spent = Amounts.of({funder: part for (funder, _rest), part in zip(left, parts, strict=True)})
            left = left - spent
        accepted, reason = settled_value(line)
        found.append(SpentLine(line.what, won, spent, accepted, reason))
    return found


def _shares(settlement: Settlement, found: Settled, paid: Sequence[Paid]) -> list[SettledShare]:
    """Each funder's side divided over the budget lines that paid for it."""
    shares: list[SettledShare] = []
    for part in found.parts:
        own = [one for one in paid if one.funder is part.funder]
        if own:
            shares += _divided(settlement, part, own)
    return shares


def _divided(settlement: Settlement, part: FunderSettlement, own: Sequence[Paid]) -> list[SettledShare]:
    weights = [one.won for one in own]
    kept = apportion(min(part.share_won, part.granted_won), weights)
    due = [one.won - share for one, share in zip(own, kept, strict=True)]
    back = apportion(min(part.due_back_won, part.unspent_won), due) if any(due) else [0] * len(own)
    interest = apportion(part.interest_won, weights)
    return [
        SettledShare(
            settlement=settlement, line_id=one.line_id, funder=part.funder.value, paid_won=one.won,
            share_won=kept[n], return_won=back[n], disallowed_won=due[n] - back[n], interest_won=interest[n],
        )
        for n, one in enumerate(own)
    ]  # fmt: skip


def _firms(settlement: Settlement, part: FunderSettlement) -> SettledShare:
    return SettledShare(
        settlement=settlement, line=None, funder=Funder.FIRM.value, paid_won=part.granted_won,
        share_won=part.share_won, interest_won=part.interest_won,
    )  # fmt: skip


def by_funder(shares: Iterable[SettledShare]) -> Mapping[str, int]:
    """What each funder gets back in all, interest included."""
    sums: dict[str, int] = {}
    for share in shares:
        back = share.return_won + share.disallowed_won + (share.interest_won if share.line_id else 0)
        sums[share.funder] = sums.get(share.funder, 0) + back
    return sums
