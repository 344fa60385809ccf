from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from tests.engine.scoring.notices import rules, step

from dure.engine.scoring import Adjustment, Dropping, DropRule, Grade, Item, RuleError
from dure.engine.scoring.rules import RuleFault

FAULTS: dict[RuleFault, Callable[[], object]] = {
    RuleFault.NO_GRADES: lambda: Item("need", ()),
    RuleFault.GRADE_TWICE: lambda: Item("need", (Grade("A", Decimal(1)), Grade("A", Decimal(2)))),
    RuleFault.NEGATIVE_POINTS: lambda: Adjustment((("root", Decimal(-1)),)),
    RuleFault.NOTHING_TO_SCORE: lambda: step(criteria=()),
    RuleFault.NAME_TWICE: lambda: rules(step(weight_pct=Decimal(50)), step(weight_pct=Decimal(50))),
    RuleFault.WEIGHTS_NOT_100: lambda: rules(step(weight_pct=Decimal("99.99"))),
    RuleFault.WEIGHT_NOT_POSITIVE: lambda: step(weight_pct=Decimal(0)),
    RuleFault.MINIMUM_OUT_OF_RANGE: lambda: step(minimum=Decimal(101)),
    RuleFault.TOO_FEW_SHEETS_TO_DROP: lambda: DropRule(Dropping.HIGHEST_LOWEST, 2),
    RuleFault.DECIMALS_OUT_OF_RANGE: lambda: rules(decimals=5),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_rule_that_contradicts_itself_is_refused(fault: RuleFault) -> None:
    with pytest.raises(RuleError) as caught:
        FAULTS[fault]()

    assert caught.value.fault is fault


def test_every_fault_is_tried() -> None:
    assert set(FAULTS) == set(RuleFault)
