"""A notice like those seen in practice, and sheets for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dure.engine.scoring import (
    Adjustment,
    Criterion,
    Dropping,
    DropRule,
    Grade,
    Item,
    Rules,
    Sheet,
    Step,
)

CODES = "ABCDE"
TENS = tuple(Grade(code, Decimal(points)) for code, points in zip(CODES, (10, 9, 8, 7, 6), strict=True))
TEN = (*TENS, Grade("F", Decimal(0)))
FIVE = tuple(Grade(grade.code, grade.points / 2) for grade in TEN)
ITEMS = ("need", "goal", "plan")
SHEET = (
    Criterion("ability", (Item("need", TEN), Item("goal", TEN))),
    Criterion("fit", (Item("plan", FIVE),)),
)
TRIMMED = DropRule(Dropping.HIGHEST_LOWEST, 3)


def step(**changes: Any) -> Step:
    return Step(**{"id": "talk", "weight_pct": Decimal(100), "criteria": SHEET, **changes})


def rules(*steps: Step, **changes: Any) -> Rules:
    return Rules(steps=steps or (step(dropping=TRIMMED),), **changes)


def sheets(grades: Sequence[str], *, firm: str = "F1", at: str = "talk") -> list[Sheet]:
    """One sheet a word: its letters are the grades of need, goal and plan."""
    return [Sheet(firm, at, f"E{number}", dict(zip(ITEMS, word, strict=True))) for number, word in enumerate(grades, 1)]


def bonus(cap: str | None, points: Mapping[str, str]) -> Adjustment:
    return Adjustment(
        tuple((kind, Decimal(text)) for kind, text in points.items()), None if cap is None else Decimal(cap)
    )
