"""The entries of money that comes in and is paid for projects. Amounts are above zero; `MoneyRefused` otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dure.engine.money.books import Account, Entry, Fund, Key, Posting
from dure.engine.money.funders import Funder
from dure.engine.money.reasons import MoneyRefused, Reason, Why

Moved = tuple[tuple[Fund, int], ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Who is paid or owes, and for which project: the supplier, or the firm itself."""

    project: str
    id: str
    is_supplier: bool = False

    @property
    def payable(self) -> Account:
        """The account of what is owed to it."""
        return Account.PAYABLE_TO_SUPPLIER if self.is_supplier else Account.PAYABLE_TO_FIRM


def grant_received(fund: Fund, won: int, reference: str = "") -> Entry:
    """교부: a funder's money arrives."""
    return Entry("grant_received", pair(Account.BANK, Account.GRANTS_RECEIVED, ((fund, won),)), reference)


def firm_paid_in(fund: Fund, firm: Party, cash_won: int, vat_won: int = 0, reference: str = "") -> Entry:
    """The firm's cash share arrives, with the VAT it owes beside the cost."""
    postings = pair(Account.BANK, Account.FIRM_CASH_RECEIVED, ((fund, cash_won),), firm)
    if vat_won:
        postings += pair(Account.BANK, Account.VAT_HELD, ((fund, vat_won),), firm)
    return Entry("firm_paid_in", postings, reference)


def firm_refunded(fund: Fund, firm: Party, cash_won: int = 0, vat_won: int = 0, reference: str = "") -> Entry:
    """What the firm paid in and was not needed goes back to it."""
    postings: tuple[Posting, ...] = ()
    for account, won in ((Account.FIRM_CASH_RECEIVED, cash_won), (Account.VAT_HELD, vat_won)):
        if won:
            postings += pair(account, Account.BANK, ((fund, won),), firm)
    return Entry("firm_refunded", postings, reference)


def in_kind_recognised(fund: Fund, firm: Party, won: int, reference: str = "") -> Entry:
    """The firm's part in kind is accepted: cost and contribution at once."""
    postings = pair(Account.IN_KIND_COST, Account.IN_KIND_RECEIVED, ((fund, won),), firm)
    return Entry("in_kind_recognised", postings, reference)


def advance_approved(moved: Moved, to: Party, reference: str = "") -> Entry:
    """선금: owed before there is evidence; it becomes cost by `advance_used`."""
    return Entry("advance_approved", pair(Account.ADVANCES, to.payable, moved, to), reference)


def advance_used(moved: Moved, to: Party, reference: str = "") -> Entry:
    """Evidence was accepted for an advance."""
    return Entry("advance_used", pair(Account.PROJECT_COST, Account.ADVANCES, moved, to), reference)


def claim_approved(moved: Moved, to: Party, vat: Moved = (), reference: str = "") -> Entry:
    """A payment claim is accepted: cost, and owed to the payee; VAT from what the firm paid in for it."""
    postings = pair(Account.PROJECT_COST, to.payable, moved, to) + pair(Account.VAT_HELD, to.payable, vat, to)
    return Entry("claim_approved", postings, reference)


def payment_made(moved: Moved, to: Party, reference: str = "") -> Entry:
    """What is owed is paid."""
    return Entry("payment_made", pair(to.payable, Account.BANK, moved, to), reference)


def payment_bounced(moved: Moved, to: Party, reference: str = "") -> Entry:
    """The bank sent a payment back: it is owed again."""
    return Entry("payment_bounced", pair(Account.BANK, to.payable, moved, to), reference)


def cost_shifted(relieved: Moved, charged: Moved, firm: Party, reference: str = "") -> Entry:
    """The firm bears cost that other funds had borne above their share: cash and cost change places."""
    totals = (sum(won for _, won in relieved), sum(won for _, won in charged))
    if totals[0] != totals[1]:
        raise MoneyRefused(Reason(Why.UNBALANCED, "cost_shifted", *totals))
    postings = pair(Account.BANK, Account.PROJECT_COST, relieved, firm)
    return Entry("cost_shifted", postings + pair(Account.PROJECT_COST, Account.BANK, charged, firm), reference)


def carried_over(fund: Fund, won: int, firm: Party | None = None, reference: str = "") -> Entry:
    """Year's end: unspent cash and the duty to use it go to the same funder's next year. Name the firm for its own."""
    after = replace(fund, fiscal_year=fund.fiscal_year + 1)
    source = Account.FIRM_CASH_RECEIVED if fund.funder is Funder.FIRM else Account.GRANTS_RECEIVED
    out = pair(source, Account.BANK, ((fund, won),), firm)
    return Entry("carried_over", out + pair(Account.BANK, source, ((after, won),), firm), reference)


NOT_FREE = (
    Account.PAYABLE_TO_FIRM,
    Account.PAYABLE_TO_SUPPLIER,
    Account.RETURNS_PAYABLE,
    Account.INTEREST_HELD,
    Account.VAT_HELD,
    Account.RECOVERY_RECEIVABLE,
    Account.RECOVERY_FOR_FUNDERS,
    Account.SURCHARGE_RECEIVABLE,
    Account.SURCHARGE_FOR_FUNDERS,
)


def free_cash_won(standing: Mapping[Key, int], fund: Fund) -> int:
    """A fund's cash that is owed to nobody: the most that may be carried over or declared due back.

    Of recoveries and surcharges only what came in and was not yet passed on is owed.
    """
    counted = (Account.BANK, *NOT_FREE)
    return max(0, sum(won for key, won in standing.items() if key.fund == fund and key.account in counted))


def pair(left: Account, right: Account, moved: Moved, party: Party | None = None) -> tuple[Posting, ...]:
    """Debit and credit of each fund's amount. Who is owed or owes stands only where the account names it."""
    postings: tuple[Posting, ...] = ()
    for fund, won in moved:
        if won <= 0:
            raise MoneyRefused(Reason(Why.NEGATIVE, left, 1, won))
        postings += (_posting(left, fund, won, party), _posting(right, fund, -won, party))
    return postings


def _posting(account: Account, fund: Fund, won: int, party: Party | None) -> Posting:
    if party is None:
        return Posting(account, fund, won)
    return Posting(account, fund, won, party.project, party.id if account.names_party else "")
