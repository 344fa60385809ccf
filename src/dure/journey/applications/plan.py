"""A project plan (사업계획서) as values: what a firm writes, from the first draft to the version that is evaluated."""

import unicodedata
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

MOST_TEXT = 6000
MOST_LINE = 200
MOST_COST_LINES = 60
MOST_KPI_ROWS = 20


def printable(value: object) -> object:
    """Text without control characters and broken halves of characters, which no database keeps alike."""
    if not isinstance(value, str):
        return value
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in plain if each in "\n\t" or unicodedata.category(each) not in {"Cc", "Cs"})


Text = Annotated[str, BeforeValidator(printable), StringConstraints(strip_whitespace=True, max_length=MOST_TEXT)]
Line = Annotated[str, BeforeValidator(printable), StringConstraints(strip_whitespace=True, max_length=MOST_LINE)]
Won = Annotated[int, Field(ge=0, le=10**12, strict=True)]
Value = Annotated[Decimal, Field(max_digits=18, decimal_places=4)]


class Part(BaseModel):
    """A frozen part of a plan; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CostLine(Part):
    """A row of the cost table: an item of the notice, what it buys, net of VAT."""

    item: Line
    what: Line = ""
    quantity: Annotated[int, Field(ge=0, le=100_000, strict=True)] = 1
    unit_won: Won = 0

    @property
    def amount_won(self) -> int:
        """Quantity times unit price, before the notice's rounding."""
        return self.quantity * self.unit_won


class KpiRow(Part):
    """A KPI row: indicator of the catalogue, unit, before and target, weight in percent (all rows sum to 100)."""

    key: Line
    unit: Line = ""
    before: Value | None = None
    target: Value | None = None
    weight_pct: Annotated[int, Field(ge=0, le=100, strict=True)] = 0
    how_measured: Line = ""


class Helper(Part):
    """Who helped to write the plan: help by operator, mentor or forum is welcome, an undeclared broker is not."""

    kind: Literal["nobody", "operator", "mentor", "forum", "supplier", "consultant"] = "nobody"
    name: Line = ""
    paid: bool = False


class Facts(Part):
    """What the firm declares for the eligibility check. None is "not answered"."""

    sales_won: Won | None = None
    headcount: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] | None = None
    supported_before: bool | None = None
    uses_ict: bool | None = None
    running_other_project: bool | None = None
    tax_arrears: bool | None = None
    closed_or_suspended: bool | None = None
    in_insolvency: bool | None = None
    excluded_industry: bool | None = None


class Plan(Part):
    """The whole plan. Every text may be empty while it is a draft; completeness is judged on submission."""

    title: Line = ""
    present_state: Text = ""
    problems: Text = ""
    goals: Text = ""
    modules: Text = ""
    schedule: Text = ""
    operation: Text = ""
    supplier_number: Line = ""
    supplier_name: Line = ""
    costs: Annotated[tuple[CostLine, ...], Field(max_length=MOST_COST_LINES)] = ()
    in_kind_won: Won = 0
    kpis: Annotated[tuple[KpiRow, ...], Field(max_length=MOST_KPI_ROWS)] = ()
    bonuses: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    facts: Facts = Facts()
    helper: Helper = Helper()


EMPTY = Plan()
