"""Where firms stand across the stages: the rows with one dot a stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dure.foundation.access.actor import Actor
from dure.foundation.interface.parts import Dot as DotPart
from dure.foundation.workflow.standings import URGENCY, Part
from dure.foundation.workflow.values import Dot, FirmStanding
from dure.portal.stages import STAGES

_STANDS = {
    Dot.DONE: "done",
    Dot.NOW: "now",
    Dot.LATE: "late",
    Dot.BLOCKED: "blocked",
    Dot.ENDED: "skipped",
    Dot.AHEAD: "todo",
}


@dataclass(frozen=True)
class FirmRow:
    """One firm over all stages; ``latest`` is the standing in the furthest of the ``reached`` stages."""

    firm_id: int | None
    name: str
    city_code: str
    type_code: str
    dots: tuple[DotPart, ...]
    latest: FirmStanding
    urgency: int
    reached: int
    since: datetime | None


@dataclass(frozen=True)
class FirmRows:
    """The first firms of many; ``has_more`` says that others stand behind them."""

    rows: list[FirmRow]
    has_more: bool


def first_rows(programme_id: int, actor: Actor, size: int, city: str = "") -> FirmRows:
    """The firms to look at first within the actor's sight: the most urgent, then those furthest on, then by name.

    Each stage gives its most urgent ones, so that ten thousand firms cost no more than a page of them.
    """
    found = _standings(programme_id, actor, Part(city=city, size=size + 1, urgent_first=True))
    has_more = any(len(rows) > size for rows in found.values())
    if has_more:
        # Firms that one stage put among its first stand in other stages too.
        firms = frozenset(each.firm_id for rows in found.values() for each in rows if each.firm_id is not None)
        rest = _standings(programme_id, actor, Part(firm_ids=firms))
        found = {code: [*(s for s in rows if s.firm_id is None), *rest[code]] for code, rows in found.items()}
    rows = _joined(found)
    return FirmRows(rows[:size], has_more or len(rows) > size)


def rows_of_firm(programme_id: int, actor: Actor, firm_id: int) -> list[FirmRow]:
    """Where one firm stands in a programme, as far as the actor may see."""
    return _joined(_standings(programme_id, actor, Part(firm_ids=frozenset({firm_id}))))


def _standings(programme_id: int, actor: Actor, part: Part) -> dict[str, list[FirmStanding]]:
    return {stage.code: stage.firm_standings(programme_id, actor, part) for stage in STAGES}


def _joined(standings: Mapping[str, list[FirmStanding]]) -> list[FirmRow]:
    by_firm: dict[tuple[int | None, str], dict[str, FirmStanding]] = {}
    for code, rows in standings.items():
        for standing in rows:
            key = (standing.firm_id, "" if standing.firm_id is not None else standing.name)
            by_firm.setdefault(key, {})[code] = standing
    joined = [_row(stages) for stages in by_firm.values()]
    return sorted(joined, key=lambda row: (row.urgency, -row.reached, row.name, row.firm_id or 0))


def _row(stages: dict[str, FirmStanding]) -> FirmRow:
    reached = [stages[stage.code] for stage in STAGES if stage.code in stages]
    latest = reached[-1]
    return FirmRow(
        firm_id=latest.firm_id,
        name=latest.name,
        city_code=latest.city_code,
        type_code=next((s.type_code for s in reversed(reached) if s.type_code), ""),
        dots=tuple(_dot(stage.label, stages.get(stage.code)) for stage in STAGES),
        latest=latest,
        urgency=URGENCY[latest.dot],
        reached=len(reached),
        since=latest.since,
    )


def _dot(label: object, standing: FirmStanding | None) -> DotPart:
    if standing is None:
        return DotPart(label=str(label), state="todo")
    return DotPart(label=str(label), state=_STANDS[standing.dot], note=standing.state_label, url=standing.url)
