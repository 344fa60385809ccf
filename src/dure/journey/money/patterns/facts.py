"""What the patterns are found in, and what a finding is. Ids are those of the rows; money is whole won."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Pattern(StrEnum):
    """The patterns, the certain ones first; the codes are those of the stored signals."""

    SAME_INVOICE = "same_invoice"
    CANCELLED_INVOICE = "cancelled_invoice"
    ROUND_TRIP = "round_trip"
    SAME_PLAN = "same_plan"
    SAME_KPI = "same_kpi"
    SHARED_ACCOUNT = "shared_account"
    SHARED_PERSON = "shared_person"
    SHARED_ADDRESS = "shared_address"


@dataclass(frozen=True)
class Invoice:
    """A line of a claim with its invoice. ``ended``: its claim was rejected or withdrawn, so that it asks nothing."""

    line_id: int
    claim_id: int
    agreement_id: int
    issuer: str
    number: str
    supply_won: int
    vat_won: int
    spent_on: date
    ended: bool = False
    counts: bool = False
    programme_id: int = 0


@dataclass(frozen=True)
class BankMove:
    """A row of an imported list. Paid out is above zero, what came in below. ``known``: it is explained already, as a
    payment that bounced or the firm's own cash."""

    row_id: int
    on: date
    won: int
    reference: str = ""
    account: str = ""
    name: str = ""
    known: bool = False


@dataclass(frozen=True)
class PlanText:
    """A submitted plan: its texts and KPI rows as (indicator, unit, before, target)."""

    application_id: int
    number: str
    firm_id: int
    texts: tuple[str, ...]
    kpis: tuple[tuple[str, str, str, str], ...] = ()
    agreement_id: int | None = None


@dataclass(frozen=True)
class Body:
    """A firm or supplier of an agreement as others know it."""

    id: int
    name: str
    representative: str = ""
    people: frozenset[tuple[int, str]] = frozenset()
    addresses: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pairing:
    """The two sides of one agreement."""

    agreement_id: int
    number: str
    firm: Body
    supplier: Body


@dataclass(frozen=True)
class Source:
    """A row of the record that a finding rests on."""

    model: str
    id: int


@dataclass(frozen=True)
class Finding:
    """A pattern: where, what was compared, from which rows. ``key`` tells the same pattern again."""

    pattern: Pattern
    key: str
    agreements: tuple[int, ...]
    compared: dict[str, str | int]
    sources: tuple[Source, ...]
    applications: tuple[str, ...] = field(default=())


def finding(
    pattern: Pattern,
    agreements: Iterable[int],
    compared: dict[str, str | int],
    sources: Iterable[Source],
    key: Iterable[object],
    applications: Iterable[str] = (),
) -> Finding:
    """A finding with its key made of what tells it apart."""
    text = "\n".join([pattern.value, *(str(part) for part in key)])
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Finding(
        pattern, digest, tuple(sorted(set(agreements))), compared, tuple(sources), tuple(sorted(applications))
    )


def plain(text: str) -> str:
    """Letters and digits only, in one case: what is left when spelling, spaces and punctuation are taken away."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def plain_body(name: str) -> str:
    """A body's name without its legal form."""
    folded = unicodedata.normalize("NFKC", name)
    for form in ("주식회사", "유한회사", "(주)", "(유)"):
        folded = folded.replace(form, "")
    return plain(folded)
