"""One firm on the desk: why in or out, what would have to give, and who would come in for it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from dure.foundation.ledger.queries import TrailLine, trail
from dure.journey.selection.engine import explain_one
from dure.journey.selection.limits import limit_label
from dure.journey.selection.models import Pin, Scenario
from dure.journey.selection.queries.decisions import city_names
from dure.journey.selection.queries.desk import DeskRow


@dataclass(frozen=True)
class FirmPanel:
    """``opens`` are the limits that, relaxed together, would let the firm in; ``reserve`` who comes in for it."""

    row: DeskRow
    sentence: str
    opens: tuple[str, ...]
    reserve: tuple[str, ...]
    reserve_shortfall: tuple[str, ...]
    pins: list[Pin]
    trail: list[TrailLine]


def firm_panel(scenario: Scenario, row: DeskRow) -> FirmPanel:
    """The panel of one firm; ``opens`` is worked out by the engine for this firm alone."""
    names = city_names(scenario.programme.province_id)
    part: dict[str, Any] = explain_one(scenario.problem, scenario.answer, row.number)
    language = (get_language() or "ko")[:2]
    pins = list(Pin.objects.filter(scenario=scenario, application_id=row.application_id).order_by("set_at"))
    return FirmPanel(
        row=row,
        sentence=part.get("sentence", {}).get(language, ""),
        opens=tuple(limit_label(name, names) for name in part.get("opens") or ()),
        reserve=tuple(scenario.answer.get("reserve", {}).get(row.number, ())),
        reserve_shortfall=tuple(
            limit_label(name, names) for name in scenario.answer.get("reserve_shortfall", {}).get(row.number, ())
        ),
        pins=pins,
        trail=trail(*pins) if pins else [],
    )
