"""The entries of what is owed back: disallowed, balance, interest, recovery and surcharge are different things."""

from __future__ import annotations

from dure.engine.money.books import Account, Entry, Fund
from dure.engine.money.events import Moved, Party, pair
from dure.engine.money.reasons import MoneyRefused, Reason, Why

# Against which account each debt of a firm stands.
OWED_ON = {
    Account.RECOVERY_RECEIVABLE: Account.RECOVERY_FOR_FUNDERS,
    Account.SURCHARGE_RECEIVABLE: Account.SURCHARGE_FOR_FUNDERS,
    Account.DISALLOWED_RECEIVABLE: Account.GRANTS_RECEIVED,
}


def disallowed(moved: Moved, firm: Party, reference: str = "") -> Entry:
    """불인정: other funders' money, spent and not accepted; the firm owes it."""
    postings = pair(Account.DISALLOWED_RECEIVABLE, Account.PROJECT_COST, moved, firm)
    return Entry("disallowed", postings, reference)


def firm_cost_disallowed(fund: Fund, won: int, firm: Party, reference: str = "") -> Entry:
    """The firm's own money, spent and not accepted: it no longer counts as its share."""
    postings = pair(Account.FIRM_CASH_RECEIVED, Account.PROJECT_COST, ((fund, won),), firm)
    return Entry("firm_cost_disallowed", postings, reference)


def disallowed_collected(moved: Moved, firm: Party, reference: str = "") -> Entry:
    """불인정액 회수: it is cash of its fund again, to be declared due back and returned."""
    return _collected("disallowed_collected", Account.DISALLOWED_RECEIVABLE, moved, firm, reference)


def advance_returned(moved: Moved, firm: Party, reference: str = "") -> Entry:
    """An advance that was not used came back: it is cash of its fund again."""
    return Entry("advance_returned", pair(Account.BANK, Account.ADVANCES, moved, firm), reference)


def balance_due_back(fund: Fund, won: int, reference: str = "") -> Entry:
    """집행잔액: granted, not used, and owed to the funder."""
    postings = pair(Account.GRANTS_RECEIVED, Account.RETURNS_PAYABLE, ((fund, won),))
    return Entry("balance_due_back", postings, reference)


def interest_earned(fund: Fund, won: int, reference: str = "") -> Entry:
    """The account bore interest."""
    return Entry("interest_earned", pair(Account.BANK, Account.INTEREST_HELD, ((fund, won),)), reference)


def interest_due_back(fund: Fund, won: int, reference: str = "") -> Entry:
    """Interest is owed to the funder."""
    postings = pair(Account.INTEREST_HELD, Account.RETURNS_PAYABLE, ((fund, won),))
    return Entry("interest_due_back", postings, reference)


def returned(fund: Fund, won: int, reference: str = "") -> Entry:
    """반납: what is owed to the funder is paid."""
    return Entry("returned", pair(Account.RETURNS_PAYABLE, Account.BANK, ((fund, won),)), reference)


def recovery_ordered(moved: Moved, firm: Party, reference: str = "") -> Entry:
    """환수: after a violation the firm owes, and what comes in is owed to the funders."""
    return _ordered("recovery_ordered", Account.RECOVERY_RECEIVABLE, moved, firm, reference)


def recovery_collected(moved: Moved, firm: Party, reference: str = "") -> Entry:
    """Part or all of a recovery came in."""
    return _collected("recovery_collected", Account.RECOVERY_RECEIVABLE, moved, firm, reference)


def surcharge_ordered(moved: Moved, firm: Party, reference: str = "") -> Entry:
    """제재부가금."""
    return _ordered("surcharge_ordered", Account.SURCHARGE_RECEIVABLE, moved, firm, reference)


def surcharge_collected(moved: Moved, firm: Party, reference: str = "") -> Entry:
    """Part or all of a surcharge came in."""
    return _collected("surcharge_collected", Account.SURCHARGE_RECEIVABLE, moved, firm, reference)


def passed_on(receivable: Account, moved: Moved, firm: Party, reference: str = "") -> Entry:
    """What was collected of a recovery or surcharge goes to the funders."""
    return Entry("passed_on", pair(_owed_on(receivable), Account.BANK, moved, firm), reference)


def written_off(receivable: Account, moved: Moved, firm: Party, reference: str = "") -> Entry:
    """결손: what cannot be collected is no longer owed by the firm, nor on to the funders."""
    return Entry("written_off", pair(_owed_on(receivable), receivable, moved, firm), reference)


def _ordered(event: str, receivable: Account, moved: Moved, firm: Party, reference: str) -> Entry:
    return Entry(event, pair(receivable, _owed_on(receivable), moved, firm), reference)


def _collected(event: str, receivable: Account, moved: Moved, firm: Party, reference: str) -> Entry:
    return Entry(event, pair(Account.BANK, receivable, moved, firm), reference)


def _owed_on(receivable: Account) -> Account:
    if receivable not in OWED_ON:
        raise MoneyRefused(Reason(Why.WRONG_SIDE, receivable))
    return OWED_ON[receivable]
