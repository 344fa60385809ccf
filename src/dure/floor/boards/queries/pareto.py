"""What stops and what is thrown away, the most first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dure.engine.floor.counts import amounts
from dure.engine.floor.events import Event, Kind
from dure.floor.boards.queries.made import unit_told
from dure.floor.boards.queries.stops import standing_of
from dure.floor.boards.reading import Days


@dataclass(frozen=True)
class Share:
    """One reason's or defect's part; `cumulated_pct` with all before it. Seconds for stops."""

    code: str
    amount: float
    pct: float
    cumulated_pct: float


def stops_by_reason(days: Days) -> list[Share]:
    """Unplanned standing still by reason, in seconds."""
    sums: dict[str, float] = defaultdict(float)
    for stop in standing_of(days.plant, days.rows).stops:
        if not stop.planned:
            sums[stop.reason] += stop.seconds
    return ranked(sums)


def defects_by_code(days: Days, kind: Kind = Kind.SCRAP) -> dict[str, list[Share]]:
    """What was thrown away (or done again) by defect, for each unit it was told in: pieces and weight apart."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    inside = {event.key for event in days.within(kind)}
    by_machine: dict[str, list[Event]] = defaultdict(list)
    for event in days.standing:
        by_machine[event.machine].append(event)
    for told in by_machine.values():
        for amount in amounts(told)[0]:
            if amount.event.key in inside:
                sums[unit_told(days.plant, amount.event)][amount.event.reason] += amount.number
    return {unit: ranked(sums[unit]) for unit in sorted(sums)}


def ranked(sums: dict[str, float]) -> list[Share]:
    total = sum(sums.values())
    found: list[Share] = []
    so_far = 0.0
    for code, amount in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])):
        if amount <= 0:
            continue
        so_far += amount
        found.append(Share(code, amount, 100 * amount / total, 100 * so_far / total))
    return found
