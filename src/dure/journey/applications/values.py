"""What other rooms may know of an application, as values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ApplicationFacts:
    """An application as the later stages see it. Money in won; ``sales_won`` and ``headcount`` as declared."""

    id: int
    number: str
    programme_id: int
    firm_id: int
    firm_name: str
    type_code: str
    city_code: str
    sector_code: str
    status: str
    cost_won: int
    province_won: int
    city_won: int
    firm_won: int
    first_ict: bool | None
    headcount: int | None
    sales_won: int | None
    supplier_id: int | None
    supplier_name: str
    title: str
    bonuses: tuple[str, ...]
    submitted_at: datetime | None


@dataclass(frozen=True)
class SupplementItem:
    """One thing asked for in a supplement: the rule or paper it comes from (empty for free text), and the sentence."""

    code: str
    text: str
