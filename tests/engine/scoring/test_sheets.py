from __future__ import annotations

import pytest
from tests.engine.scoring.notices import rules, sheets

from dure.engine.scoring import Sheet, SheetError, combine
from dure.engine.scoring.sheets import SheetFault

WHOLE = {"need": "A", "goal": "B", "plan": "C"}
WRONG = {
    SheetFault.UNKNOWN_STEP: [Sheet("F1", "visit", "E1", WHOLE)],
    SheetFault.UNKNOWN_ITEM: [Sheet("F1", "talk", "E1", {**WHOLE, "looks": "A"})],
    SheetFault.UNKNOWN_GRADE: [Sheet("F1", "talk", "E1", {**WHOLE, "need": "Z"})],
    SheetFault.ITEM_MISSING: [Sheet("F1", "talk", "E1", {"need": "A"})],
    SheetFault.SHEET_TWICE: [*sheets(["AAA"]), *sheets(["BBB"])],
}


@pytest.mark.parametrize("fault", WRONG)
def test_sheet_that_does_not_fit_is_refused(fault: SheetFault) -> None:
    with pytest.raises(SheetError) as caught:
        combine(rules(), ["F1"], WRONG[fault])

    assert caught.value.fault is fault


def test_every_fault_is_tried() -> None:
    assert set(WRONG) == set(SheetFault)
