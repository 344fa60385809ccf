"""Where firms stand across the stages: the rows with one dot a stage."""

from dataclasses import dataclass
from datetime import datetime

from dure.foundation.access.actor import Actor
from dure.foundation.interface.parts import Dot as DotPart
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
_URGENCY = {Dot.LATE: 0, Dot.BLOCKED: 1, Dot.NOW: 2, Dot.DONE: 3, Dot.ENDED: 4, Dot.AHEAD: 5}


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


def firm_rows(programme_id: int, actor: Actor) -> list[FirmRow]:
    """Every firm within the actor's sight: the most urgent first, then those furthest on, then by name."""
    by_firm: dict[tuple[int | None, str], dict[str, FirmStanding]] = {}
    for stage in STAGES:
        for standing in stage.firm_standings(programme_id, actor):
            key = (standing.firm_id, "" if standing.firm_id is not None else standing.name)
            by_firm.setdefault(key, {})[stage.code] = standing
    rows = [_row(stages) for stages in by_firm.values()]
    return sorted(rows, key=lambda row: (row.urgency, -row.reached, row.name, row.firm_id or 0))


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
        urgency=_URGENCY[latest.dot],
        reached=len(reached),
        since=latest.since,
    )


def _dot(label: object, standing: FirmStanding | None) -> DotPart:
    if standing is None:
        return DotPart(label=str(label), state="todo")
    return DotPart(label=str(label), state=_STANDS[standing.dot], note=standing.state_label, url=standing.url)
