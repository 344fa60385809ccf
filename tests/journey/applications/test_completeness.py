from decimal import Decimal

import pytest
from tests.journey.applications.plans import CLEAN_FACTS, complete_plan

from dure.journey.applications.completeness import completeness
from dure.journey.applications.plan import EMPTY, CostLine, KpiRow, Plan
from dure.journey.programmes.templates_of_notices import terms_from

TERMS = terms_from("jeonbuk_2024")


def blocking(plan: Plan) -> list[str]:
    return [each.section for each in completeness(plan, TERMS, "JS1").blocking]


def test_a_complete_plan_lacks_nothing() -> None:
    assert blocking(complete_plan()) == []


def test_an_empty_plan_lacks_every_required_part() -> None:
    assert set(blocking(EMPTY)) == {"overview", "facts", "state", "goals", "modules", "costs", "kpis"}


@pytest.mark.parametrize(
    ("changes", "section"),
    [
        ({"title": ""}, "overview"),
        ({"facts": CLEAN_FACTS.model_copy(update={"tax_arrears": None})}, "facts"),
        ({"supplier_number": "123-45-67890"}, "consortium"),
        ({"costs": (CostLine(item="gold", what="금", unit_won=1_000_000),)}, "costs"),
        ({"costs": (CostLine(item="hardware", what="패널", unit_won=900),)}, "costs"),
        ({"costs": (CostLine(item="manager_labour", what="인건비", unit_won=9_000_000),)}, "costs"),
        ({"in_kind_won": 900_000_000}, "costs"),
        (
            {"costs": tuple(CostLine(item="hardware", what="칸", quantity=100_000, unit_won=10**12) for _ in range(3))},
            "costs",
        ),
        ({"kpis": (KpiRow(key="yield", before=Decimal(80), target=Decimal(75), weight_pct=100),)}, "kpis"),
        ({"kpis": (KpiRow(key="defect_rate", before=Decimal(3), target=Decimal(4), weight_pct=100),)}, "kpis"),
        ({"kpis": (KpiRow(key="yield", before=Decimal(70), target=Decimal(75), weight_pct=90),)}, "kpis"),
        ({"kpis": (KpiRow(key="luck", before=Decimal(70), target=Decimal(75), weight_pct=100),)}, "kpis"),
        ({"bonuses": ("luck",)}, "bonuses"),
    ],
)
def test_one_mistake_is_named_once(changes: dict[str, object], section: str) -> None:
    assert blocking(complete_plan(**changes)) == [section]
