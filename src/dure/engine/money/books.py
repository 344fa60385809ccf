"""Double-entry books: an entry balances within every fund, so that no statement drawn from them can fail to.

A fund is one funder's money of one fiscal year (and place). Debits are positive, credits negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dure.engine.money.funders import Funder
from dure.engine.money.reasons import Reason, Verdict, Why, refuse


class Side(StrEnum):
    """The side on which an account's balance stands."""

    DEBIT = "debit"
    CREDIT = "credit"


class Account(StrEnum):
    """The chart of accounts of a programme."""

    BANK = "bank"
    ADVANCES = "advances"
    PROJECT_COST = "project_cost"
    IN_KIND_COST = "in_kind_cost"
    DISALLOWED_RECEIVABLE = "disallowed_receivable"
    RECOVERY_RECEIVABLE = "recovery_receivable"
    SURCHARGE_RECEIVABLE = "surcharge_receivable"

    GRANTS_RECEIVED = "grants_received"
    FIRM_CASH_RECEIVED = "firm_cash_received"
    IN_KIND_RECEIVED = "in_kind_received"
    VAT_HELD = "vat_held"
    PAYABLE_TO_FIRM = "payable_to_firm"
    PAYABLE_TO_SUPPLIER = "payable_to_supplier"
    INTEREST_HELD = "interest_held"
    RETURNS_PAYABLE = "returns_payable"
    RECOVERY_FOR_FUNDERS = "recovery_for_funders"
    SURCHARGE_FOR_FUNDERS = "surcharge_for_funders"

    @property
    def side(self) -> Side:
        """Where the balance belongs: what is owned, owed to us or used up on the left, where it came from right."""
        return Side.DEBIT if self in DEBIT_ACCOUNTS else Side.CREDIT

    @property
    def is_pooled(self) -> bool:
        """Whether public money stands on it without regard to the project."""
        return self in POOLED_ACCOUNTS

    @property
    def names_party(self) -> bool:
        """Whether it says who is owed, or who owes."""
        return self in PARTY_ACCOUNTS


DEBIT_ACCOUNTS = frozenset(
    {
        Account.BANK,
        Account.ADVANCES,
        Account.PROJECT_COST,
        Account.IN_KIND_COST,
        Account.DISALLOWED_RECEIVABLE,
        Account.RECOVERY_RECEIVABLE,
        Account.SURCHARGE_RECEIVABLE,
    }
)
POOLED_ACCOUNTS = frozenset({Account.BANK, Account.GRANTS_RECEIVED, Account.INTEREST_HELD, Account.RETURNS_PAYABLE})
PARTY_ACCOUNTS = frozenset(
    {
        Account.ADVANCES,
        Account.PAYABLE_TO_FIRM,
        Account.PAYABLE_TO_SUPPLIER,
        Account.DISALLOWED_RECEIVABLE,
        Account.RECOVERY_RECEIVABLE,
        Account.RECOVERY_FOR_FUNDERS,
        Account.SURCHARGE_RECEIVABLE,
        Account.SURCHARGE_FOR_FUNDERS,
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Fund:
    """One funder's money of one fiscal year; the place where a city, partner or firm must be told apart."""

    funder: Funder
    fiscal_year: int
    place: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Posting:
    """An amount on an account: debit above zero, credit below."""

    account: Account
    fund: Fund
    won: int
    project: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one event did to the books. It cannot be built unbalanced, empty or with a posting of zero."""

    event: str
    postings: tuple[Posting, ...]
    reference: str = ""

    def __post_init__(self) -> None:
        refuse(self._faults())

    def _faults(self) -> Iterator[Reason]:
        if not self.postings or any(posting.won == 0 for posting in self.postings):
            yield Reason(Why.ZERO, self.event)
        sums: dict[Fund, int] = {}
        for posting in self.postings:
            sums[posting.fund] = sums.get(posting.fund, 0) + posting.won
        for fund, won in sums.items():
            if won:
                yield Reason(Why.UNBALANCED, f"{self.event}:{fund.funder}:{fund.fiscal_year}", 0, won)

    @property
    def won(self) -> int:
        """The entry's size: its debits."""
        return sum(posting.won for posting in self.postings if posting.won > 0)


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Where a balance stands."""

    account: Account
    fund: Fund
    project: str = ""
    party: str = ""


def key_of(posting: Posting) -> Key:
    """Pooled public money has no project: a grant is received for all of them."""
    if posting.account.is_pooled and posting.fund.funder is not Funder.FIRM:
        return Key(posting.account, posting.fund)
    return Key(posting.account, posting.fund, posting.project, posting.party)


def balances(entries: Iterable[Entry]) -> dict[Key, int]:
    """The balance of every key, debit positive, without those that are zero, in order."""
    sums: dict[Key, int] = {}
    for entry in entries:
        for posting in entry.postings:
            key = key_of(posting)
            sums[key] = sums.get(key, 0) + posting.won
    return {key: won for key, won in sorted(sums.items()) if won}


def trial_balance(entries: Iterable[Entry]) -> dict[Account, int]:
    """The balance of every account that has one; they sum to zero."""
    return by_account(posting for entry in entries for posting in entry.postings)


def by_account(postings: Iterable[Posting]) -> dict[Account, int]:
    """Balances of some postings, by account in the chart's order."""
    sums = dict.fromkeys(Account, 0)
    for posting in postings:
        sums[posting.account] += posting.won
    return {account: won for account, won in sums.items() if won}


def may_post(standing: Mapping[Key, int], entry: Entry) -> Verdict:
    """Whether an entry leaves every balance it worsens on its own side: nothing paid that is not there or not owed."""
    changes: dict[Key, int] = {}
    for posting in entry.postings:
        key = key_of(posting)
        changes[key] = changes.get(key, 0) + posting.won
    return Verdict(tuple(_wrong_sides(standing, changes)))


def _wrong_sides(standing: Mapping[Key, int], changes: Mapping[Key, int]) -> Iterator[Reason]:
    for key, change in changes.items():
        sign = 1 if key.account.side is Side.DEBIT else -1
        after = sign * (standing.get(key, 0) + change)
        if after < 0 and sign * change < 0:
            subject = f"{key.account}:{key.fund.funder}:{key.fund.fiscal_year}"
            yield Reason(Why.WRONG_SIDE, subject, sign * standing.get(key, 0), -sign * change)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which postings a statement is about; an empty field leaves all in."""

    funder: Funder | None = None
    place: str | None = None
    fiscal_year: int | None = None
    project: str | None = None
    party: str | None = None

    def takes(self, posting: Posting) -> bool:
        """Whether a posting belongs."""
        asked = (self.funder, self.place, self.fiscal_year, self.project, self.party)
        found = (
            posting.fund.funder,
            posting.fund.place,
            posting.fund.fiscal_year,
            posting.project,
            posting.party,
        )
        return all(one is None or one == other for one, other in zip(asked, found, strict=True))


def statement(entries: Iterable[Entry], about: Filter) -> dict[Account, int]:
    """Balances of what a funder, place, year, project or party has in the books. By fund they sum to zero."""
    return by_account(posting for entry in entries for posting in entry.postings if about.takes(posting))
