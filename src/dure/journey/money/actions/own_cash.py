"""The firm's own cash at the closing of a settlement: what the spending used, and what goes back to the firm."""

from django.utils import timezone

from dure.engine.money.books import Account, Fund
from dure.engine.money.events import Moved, Party, claim_approved, firm_refunded, payment_made
from dure.engine.money.funders import Funder
from dure.foundation.ledger.act import Act
from dure.journey.money.actions.books import Booking, firm_fund, post
from dure.journey.money.models import Settlement
from dure.journey.money.queries.books import project_balances, standing_of
from dure.journey.money.reckoning import value_of
from dure.journey.money.settled import spent_rows


def give_firm_its_cash_back(row: Settlement, this: Act) -> None:
    """Book the firm's part of spending that no claim had shown, then pay back what it paid in and nobody spent."""
    agreement, on = row.agreement, timezone.localdate(this.at)
    fund = firm_fund(agreement.programme, agreement.firm_id)
    party = Party(str(agreement.pk), str(agreement.firm_id))
    source = f"money.settlement:{row.pk}"
    cash, vat = _held(row, fund)
    used = min(cash, _own_cost_left(row, fund))
    if used:
        moved: Moved = ((fund, used),)
        entries = {"own": claim_approved(moved, party), "own_paid": payment_made(moved, party)}
        post(agreement.programme, [Booking(f"{source}:{name}", one, on) for name, one in entries.items()], this)
    if cash - used or vat:
        entry = firm_refunded(fund, party, cash - used, vat)
        post(agreement.programme, [Booking(f"{source}:firm_refunded", entry, on)], this)


def _held(row: Settlement, fund: Fund) -> tuple[int, int]:
    """The firm's cash of this project that is still in the account, and its VAT."""
    project = str(row.agreement_id)
    mine = {
        key.account: won
        for key, won in standing_of(row.agreement.programme_id, [fund]).items()
        if key.project == project
    }
    vat = max(0, -mine.get(Account.VAT_HELD, 0))
    return max(0, mine.get(Account.BANK, 0) - vat), vat


def _own_cost_left(row: Settlement, fund: Fund) -> int:
    """Cash spent, less what the funders and the firm are booked to have borne of it."""
    spent = sum(value_of(line) for line in spent_rows(row.agreement_id) if not line.in_kind)
    borne = sum(
        won
        for (account, each), won in project_balances(row.agreement_id).items()
        if account in (Account.PROJECT_COST, Account.DISALLOWED_RECEIVABLE)
        and (each == fund or each.funder is not Funder.FIRM)
    )
    return max(0, spent - borne)
