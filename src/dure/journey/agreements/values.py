"""What other rooms may know of an agreement, as values. Money in whole won."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AgreementFacts:
    """An agreement as the later stages see it, with the shares of the plan version in force.

    ``account`` is the project's bank account, empty until the start is handed in. ``starts_on`` and ``ends_on`` are
    None until it is concluded.
    """

    id: int
    number: str
    application_id: int
    programme_id: int
    status: str
    firm_id: int
    firm_name: str
    supplier_id: int
    supplier_name: str
    site_id: int
    city_code: str
    type_code: str
    starts_on: date | None
    ends_on: date | None
    cost_won: int
    province_won: int
    city_won: int
    partner_won: int
    firm_cash_won: int
    firm_in_kind_won: int
    vat_won: int
    account: str
    plan_number: int

    @property
    def support_won(self) -> int:
        """What the firm does not pay itself."""
        return self.province_won + self.city_won + self.partner_won


@dataclass(frozen=True)
class AgreedCostFacts:
    """A line of the accepted cost table in force; ``id`` is that of its row."""

    id: int
    number: int
    item: str
    what: str
    amount_won: int


@dataclass(frozen=True)
class ShareBar:
    """One payer's part of the cost, for the small bar: ``pct`` of the whole cost, beginning at ``from_pct``."""

    code: str
    label: str
    amount_won: int
    from_pct: float
    pct: float
