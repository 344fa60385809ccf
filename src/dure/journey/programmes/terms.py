"""A notice as values: everything its rules say, versioned as one document.

Nothing here is a default of the state or the province: what the sources leave open is a setting of each notice.
Percentages are decimal strings of at most two decimals; money is whole won; moments are ISO 8601 with offset.
"""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dure.journey.programmes.delivery import Delivery
from dure.journey.programmes.parts import Code, Count, Label, Part, Pct, Points, Won, Words


class Calendar(Part):
    """When each step is open. ``None`` is a date not yet fixed."""

    interest_opens_at: datetime | None = None
    interest_closes_at: datetime | None = None
    intake_opens_at: datetime | None = None
    intake_closes_at: datetime | None = None
    site_check_from: datetime | None = None
    site_check_until: datetime | None = None
    presentation_from: datetime | None = None
    presentation_until: datetime | None = None
    announcement_at: datetime | None = None
    supplement_days: Count = 7
    appeal_days: Count = 7
    giving_up_days: Count = 10


class SupportType(Part):
    """A type of support (JS1, JS2, JS3): its places, ceiling and the level it leads to."""

    code: Code
    name: Label
    level: Literal["basic", "intermediate1", "intermediate2", "advanced"]
    places: Count
    ceiling_won: Won
    description: Label


class CityShare(Part):
    """A city's places for one type; None leaves the city without a limit of its own for that type."""

    city: Code
    type: Code
    places: Count | None = None


class CityBudget(Part):
    """What a city or county has budgeted to co-fund its own factories."""

    city: Code
    amount_won: Won


class CostItem(Part):
    """A line kind of the cost table; ``max_pct_of`` limits it to a part of the total or of the firm's share."""

    code: Code
    name: Label
    max_pct: Pct | None = None
    max_pct_of: Literal["total", "firm_share"] | None = None


class CostRules(Part):
    """How the cost is shared and rounded. The shares sum to 100."""

    province_pct: Pct
    city_pct: Pct
    firm_pct: Pct
    firm_in_kind_max_pct: Pct = Decimal(0)
    round_down_to_won: Annotated[int, Field(ge=1, le=1_000_000)] = 1000
    vat_included: bool = False
    items: tuple[CostItem, ...]


class Operator(StrEnum):
    """How an eligibility rule compares a fact with its value."""

    LESS = "less"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    IS_TRUE = "is_true"
    IS_FALSE = "is_false"
    ONE_OF = "one_of"
    NOT_ONE_OF = "not_one_of"


class Severity(StrEnum):
    """A stop makes the firm ineligible; a warning is shown to those who decide."""

    STOP = "stop"
    WARNING = "warning"


class EligibilityRule(Part):
    """One rule: which fact, compared how; who it holds for; the sentence for the firm; where it is written."""

    code: Code
    fact: Code
    operator: Operator
    value: int | str | tuple[str, ...] | None = None
    types: tuple[Code, ...] = ()
    severity: Severity
    sentence: Label
    basis: Words


class RequiredPaper(Part):
    """A paper that the notice asks for (제출서류): of whom, who issues it, how long it counts, which fact it proves.

    ``valid_days`` counts from the day of issue; None is valid until the paper's own date, if it bears one.
    """

    code: Code
    name: Label
    issuer: Label
    url: Annotated[str, StringConstraints(pattern=r"^(https?://\S{1,190})?$")] = ""
    types: tuple[Code, ...] = ()
    required: bool = True
    valid_days: Annotated[int, Field(ge=1, le=3650, strict=True)] | None = None
    proves: Code | Literal[""] = ""
    hint: Label = Label(ko="", en="")


class Criterion(Part):
    """An item of a score sheet. ``grades`` are the five grades' points, best first."""

    code: Code
    name: Label
    grades: tuple[Points, ...]
    reason_below: Points | None = None

    @property
    def maximum(self) -> Decimal:
        """The best grade's points."""
        return max(self.grades)


class Step(Part):
    """An evaluation step: its weight in the total, minimum, assessors per firm and how their sheets combine.

    ``fewest_assessors`` is how many of them must have signed a firm's sheet; None is more than half.
    """

    code: Literal["site_check", "presentation"]
    name: Label
    weight_pct: Pct
    minimum: Points | None = None
    assessors: Annotated[int, Field(ge=1, le=15)]
    fewest_assessors: Annotated[int, Field(ge=1, le=15)] | None = None
    drop: Literal["none", "highest_lowest"] = "none"
    criteria: tuple[Criterion, ...]


class ExtraPoints(Part):
    """A bonus or penalty: points added or taken once proved by a document."""

    code: Code
    name: Label
    points: Points


class Scoring(Part):
    """How the official score comes about; rounded half-up to ``decimals``.

    ``minimum_of`` says what is held against ``minimum_total``: the score before bonus and penalty (``base``), or
    after them (``total``).
    """

    steps: tuple[Step, ...]
    bonuses: tuple[ExtraPoints, ...] = ()
    bonus_cap: Points = Decimal(0)
    penalties: tuple[ExtraPoints, ...] = ()
    penalty_cap: Points = Decimal(0)
    minimum_total: Points | None = None
    minimum_of: Literal["base", "total"] = "base"
    decimals: Annotated[int, Field(ge=0, le=4)] = 2


class TieKey(Part):
    """A key of the tie order: a measure ascending, or a tag whose named values come first."""

    measure: Literal["cost_won", "city_won", "headcount", "sales_won"] | None = None
    tag: Literal["first_ict", "sector", "city", "type"] | None = None
    first: tuple[str, ...] = ()


class SelectionRule(Part):
    """Score order within each type is the default; the greatest total only where the notice says so.

    ``committee_quorum`` is how many members of the committee decide together at least; None leaves it open.
    ``chair_decides`` asks that the chair is among them.
    """

    rule: Literal["score_order", "max_total"] = "score_order"
    tie_order: tuple[TieKey, ...] = ()
    team_weeks: Count | None = None
    team_weeks_per_firm: Count = 8
    committee_quorum: Annotated[int, Field(ge=1, le=50)] | None = None
    chair_decides: bool = False


class Terms(Part):
    """All that a version of a notice says."""

    title: Label
    summary: Label
    calendar: Calendar
    types: tuple[SupportType, ...]
    city_places: tuple[CityShare, ...] = ()
    city_budgets: tuple[CityBudget, ...] = ()
    province_budget_won: Won | None = None
    costs: CostRules
    eligibility: tuple[EligibilityRule, ...]
    papers: tuple[RequiredPaper, ...] = ()
    scoring: Scoring
    selection: SelectionRule
    delivery: Delivery = Delivery()
    contact: Words = ""

    def type(self, code: str) -> SupportType:
        """The type of that code; raises ``KeyError``."""
        for each in self.types:
            if each.code == code:
                return each
        raise KeyError(code)

    def step(self, code: str) -> Step:
        """The evaluation step of that code; raises ``KeyError``."""
        for each in self.scoring.steps:
            if each.code == code:
                return each
        raise KeyError(code)
