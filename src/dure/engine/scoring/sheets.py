"""Score sheets: one assessor's grades for one firm in one step, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dure.engine.scoring.rules import ZERO, Criterion, Step


class SheetFault(StrEnum):
    UNKNOWN_STEP = "unknown_step"
    UNKNOWN_ITEM = "unknown_item"
    UNKNOWN_GRADE = "unknown_grade"
    ITEM_MISSING = "item_missing"
    SHEET_TWICE = "sheet_twice"


class SheetError(ValueError):
    """A sheet does not fit its step; a sheet is only combined when whole."""

    def __init__(self, fault: SheetFault, sheet: Sheet, part: str) -> None:
        super().__init__(f"{fault.value}: {part} ({sheet.firm}, {sheet.step}, {sheet.assessor})")
        self.fault = fault
        self.sheet = sheet
        self.part = part


@dataclass(frozen=True, slots=True)
class Sheet:
    """`grades` gives the code of the grade for each item of the step."""

    firm: str
    step: str
    assessor: str
    grades: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Marks:
    """A sheet in points: by criterion in the sheet's order, and in total (not yet out of 100)."""

    assessor: str
    by_criterion: tuple[tuple[str, Decimal], ...]
    total: Decimal


def marks_of(step: Step, sheet: Sheet) -> Marks:
    known = {item.id for criterion in step.criteria for item in criterion.items}
    for item in sheet.grades:
        if item not in known:
            raise SheetError(SheetFault.UNKNOWN_ITEM, sheet, item)
    points = tuple((criterion.id, _criterion_points(criterion, sheet)) for criterion in step.criteria)
    return Marks(sheet.assessor, points, sum((value for _, value in points), ZERO))


def by_firm_and_step(steps: Iterable[Step], sheets: Iterable[Sheet]) -> dict[tuple[str, str], list[Marks]]:
    """Marks of each firm in each step, by assessor id, so that the order of sheets changes nothing."""
    rules = {step.id: step for step in steps}
    found: dict[tuple[str, str], dict[str, Marks]] = {}
    for sheet in sheets:
        step = rules.get(sheet.step)
        if step is None:
            raise SheetError(SheetFault.UNKNOWN_STEP, sheet, sheet.step)
        by_assessor = found.setdefault((sheet.firm, sheet.step), {})
        if sheet.assessor in by_assessor:
            raise SheetError(SheetFault.SHEET_TWICE, sheet, sheet.assessor)
        by_assessor[sheet.assessor] = marks_of(step, sheet)
    return {key: [marks[one] for one in sorted(marks)] for key, marks in found.items()}


def _criterion_points(criterion: Criterion, sheet: Sheet) -> Decimal:
    total = ZERO
    for item in criterion.items:
        code = sheet.grades.get(item.id)
        if code is None:
            raise SheetError(SheetFault.ITEM_MISSING, sheet, item.id)
        points = {grade.code: grade.points for grade in item.grades}
        if code not in points:
            raise SheetError(SheetFault.UNKNOWN_GRADE, sheet, f"{item.id}={code}")
        total += points[code]
    return total
