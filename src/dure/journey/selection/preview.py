"""What a pin would change, shown before it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dure.journey.selection.engine import list_only
from dure.journey.selection.gathering import gather
from dure.journey.selection.models import PinKind, Scenario


@dataclass(frozen=True)
class Consequence:
    """Who would come in and go out, and by how much the total would change; infeasible names the conflict."""

    feasible: bool
    comes_in: tuple[str, ...] = ()
    goes_out: tuple[str, ...] = ()
    total_change: Decimal = Decimal(0)
    conflict: tuple[str, ...] = ()


def consequence(scenario: Scenario, number: str, kind: str) -> Consequence:
    """Solve the list with the pin added and compare; nothing is kept."""
    problem = gather(scenario)
    others = {
        "pinned": [n for n in problem["pinned"] if n != number],
        "barred": [n for n in problem["barred"] if n != number],
    }
    if kind in PinKind.values:
        side = "pinned" if kind == PinKind.PIN else "barred"
        others[side] = sorted({*others[side], number})
    return _compare(scenario.answer, list_only({**problem, **others}))


def _compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Consequence:
    if after["status"] == "infeasible":
        return Consequence(feasible=False, conflict=tuple(after.get("conflict", ())))
    was, will = set(before.get("selected", ())), set(after["selected"])
    return Consequence(
        feasible=True,
        comes_in=tuple(sorted(will - was)),
        goes_out=tuple(sorted(was - will)),
        total_change=Decimal(after["total"]) - Decimal(before.get("total") or "0"),
    )
