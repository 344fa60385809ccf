"""What an approved claim does to the books: what is owed, what it cost, and who of all payers bore it."""

from collections.abc import Iterable

from django.utils import timezone

from dure.engine.money.books import Account, Entry, Fund
from dure.engine.money.events import (
    Moved,
    Party,
    advance_approved,
    advance_used,
    claim_approved,
    in_kind_recognised,
    payment_made,
)
from dure.engine.money.funders import Funder
from dure.foundation.ledger.act import Act
from dure.journey.money.actions.books import Booking, firm_fund, follow_lines, fund_of, post
from dure.journey.money.models import Claim, ClaimKind, ClaimLine, Payment
from dure.journey.money.queries.books import project_balances, standing_of
from dure.journey.money.reckoning import PASSED, Ground, value_of


def recognise(claim: Claim, ground: Ground, payments: list[Payment], this: Act) -> None:
    """Book an approval: an advance is owed; evidence uses advances up first, is owed beyond them, and the firm's
    part of it was paid by the firm itself out of what it paid in."""
    programme = claim.agreement.programme
    follow_lines(programme, {payment.line for payment in payments}, this)
    party = Party(str(claim.agreement_id), str(claim.agreement.firm_id))
    moved = moved_of(payments)
    if claim.kind == ClaimKind.ADVANCE:
        entries = {"advance": advance_approved(moved, party)} if moved else {}
    else:
        entries = dict(_of_evidence(claim, ground, moved, party))
    on = timezone.localdate(this.at)
    # A claim whose evidence also uses an advance up makes several entries: each has its own source.
    post(programme, [Booking(f"money.claim:{claim.pk}:{name}", entry, on) for name, entry in entries.items()], this)


def moved_of(payments: Iterable[Payment]) -> Moved:
    """The payments as the engine's amounts, each fund once."""
    sums: dict[Fund, int] = {}
    for payment in payments:
        fund = fund_of(payment.line)
        sums[fund] = sums.get(fund, 0) + payment.amount_won
    return tuple(sorted(sums.items()))


def _of_evidence(claim: Claim, ground: Ground, moved: Moved, party: Party) -> Iterable[tuple[str, Entry]]:
    lines = list(ClaimLine.objects.filter(claim__agreement_id=claim.agreement_id, claim__status__in=PASSED))
    accepted = sum(value_of(line) for line in lines)
    balances = project_balances(claim.agreement_id)
    used = _advances_used(ground, accepted, moved, balances)
    if used:
        yield "used", advance_used(used, party)
    if moved:
        yield "owed", claim_approved(moved, party)
    own = [line for line in lines if line.claim_id == claim.pk]
    in_kind = sum(value_of(line) for line in own if line.in_kind)
    fund = firm_fund(claim.agreement.programme, claim.agreement.firm_id)
    if in_kind:
        yield "in_kind", in_kind_recognised(fund, party, in_kind)
    public = _cost(balances) + sum(won for _fund, won in (*used, *moved))
    cash_cost = sum(value_of(line) for line in lines if not line.in_kind)
    yield from _firms_part(claim, fund, party, cash_cost - public - balances.get((Account.PROJECT_COST, fund), 0), own)


def _cost(balances: dict[tuple[Account, Fund], int]) -> int:
    """What others than the firm bore of the project's cost so far."""
    return sum(
        won
        for (account, fund), won in balances.items()
        if account is Account.PROJECT_COST and fund.funder is not Funder.FIRM
    )


def _advances_used(ground: Ground, accepted_won: int, moved: Moved, balances: dict[tuple[Account, Fund], int]) -> Moved:
    """Each funder's part of the evidence, beyond what it bore and pays now, is taken from its advances."""
    used: list[tuple[Fund, int]] = []
    for funder, agreed in ground.plan.agreed:
        shown = agreed * accepted_won // ground.agreed.cost_won
        bore = sum(
            won for (account, fund), won in balances.items()
            if account is Account.PROJECT_COST and fund.funder is funder
        )  # fmt: skip
        rest = shown - bore - sum(won for fund, won in moved if fund.funder is funder)
        for (account, fund), outstanding in sorted(balances.items()):
            if account is Account.ADVANCES and fund.funder is funder and rest > 0:
                part = min(rest, outstanding)
                used.append((fund, part))
                rest -= part
    return tuple((fund, won) for fund, won in used if won > 0)


def _firms_part(
    claim: Claim, fund: Fund, party: Party, cost_won: int, own: list[ClaimLine]
) -> Iterable[tuple[str, Entry]]:
    """The firm's cash that the evidence shows as spent, and its VAT, as far as it was paid in and confirmed."""
    standing = standing_of(claim.agreement.programme_id, [fund])
    mine = {key.account: won for key, won in standing.items() if key.project == party.project}
    vat_held = -mine.get(Account.VAT_HELD, 0)
    cash = max(0, min(cost_won, mine.get(Account.BANK, 0) - vat_held))
    vat = max(0, min(sum(_vat(line) for line in own), vat_held))
    if cash or vat:
        moved: Moved = ((fund, cash),) if cash else ()
        held: Moved = ((fund, vat),) if vat else ()
        yield "firm", claim_approved(moved, party, held)
        yield "firm_paid", payment_made(((fund, cash + vat),), party)


def _vat(line: ClaimLine) -> int:
    """VAT of what was accepted of a line."""
    return line.vat_won * value_of(line) // line.supply_won


__all__ = ["moved_of", "recognise"]
