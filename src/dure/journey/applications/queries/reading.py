"""A plan as it is read: by staff, cities, assessors, and the firm itself."""

from dataclasses import dataclass
from decimal import Decimal

from dure.foundation.interface.formats import pct
from dure.foundation.parties.business_number import BusinessNumberError, parse_business_number
from dure.journey.applications.comparison import fact_text, readable, value_text
from dure.journey.applications.cost_table import CostTable, price
from dure.journey.applications.indicators import indicator_name
from dure.journey.applications.labels import FACT_LABELS, FIELD_LABELS
from dure.journey.applications.models import Application
from dure.journey.applications.plan import Facts, KpiRow, Plan
from dure.journey.applications.queries.rows import application, latest_plan, terms_for
from dure.journey.applications.units import unit_name
from dure.journey.programmes.terms import Terms

TEXTS = ("present_state", "problems", "goals", "modules", "schedule", "operation")


@dataclass(frozen=True)
class Passage:
    """A text of the plan under its heading."""

    label: str
    text: str


@dataclass(frozen=True)
class KpiLine:
    """A row of the key indicators in words; ``change`` is the improvement aimed at, in percent of the value before."""

    name: str
    unit: str
    before: str
    target: str
    weight_pct: int
    how_measured: str
    change: str


@dataclass(frozen=True)
class PlanPage:
    """Everything that ``applications/plan_read.html`` shows of a plan."""

    plan: Plan
    passages: tuple[Passage, ...]
    facts: tuple[Passage, ...]
    costs: CostTable
    kpis: tuple[KpiLine, ...]
    bonuses: tuple[str, ...]
    helper: str
    supplier_number: str


def plan_page(application_id: int) -> PlanPage:
    """The plan that counts of an application, to be read. Ask first whether the reader may see it."""
    row = application(application_id)
    return page_of(row, latest_plan(row.pk), terms_for(row))


def page_of(row: Application, plan: Plan, terms: Terms) -> PlanPage:
    """Any plan of an application, to be read."""
    words = readable(plan, terms)
    return PlanPage(
        plan=plan,
        passages=tuple(Passage(str(FIELD_LABELS[name]), words[name]) for name in TEXTS if words[name]),
        facts=tuple(
            Passage(str(FACT_LABELS[name]), fact_text(getattr(plan.facts, name), name))
            for name in Facts.model_fields
            if getattr(plan.facts, name) is not None
        ),
        costs=price(plan, terms, row.type_code),
        kpis=tuple(kpi_line(each) for each in plan.kpis),
        bonuses=tuple(words["bonuses"].splitlines()),
        helper=words["helper"],
        supplier_number=_number(plan.supplier_number),
    )


def kpi_line(row: KpiRow) -> KpiLine:
    """A row of the key indicators in words."""
    return KpiLine(
        name=indicator_name(row.key),
        unit=unit_name(row.unit),
        before=value_text(row.before),
        target=value_text(row.target),
        weight_pct=row.weight_pct,
        how_measured=row.how_measured,
        change=_change(row),
    )


def _change(row: KpiRow) -> str:
    if row.before is None or row.target is None or row.before == 0:
        return ""
    change = (row.target - row.before) / abs(row.before) * Decimal(100)
    arrow = "▲" if change > 0 else "▼"
    return f"{arrow} {pct(abs(change))}"


def _number(text: str) -> str:
    try:
        return parse_business_number(text)
    except BusinessNumberError:
        return text
