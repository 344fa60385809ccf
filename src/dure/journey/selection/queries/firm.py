"""One firm on the desk: why in or out, what would have to give, and who would come in for it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dure.foundation.ledger.queries import TrailLine, trail
from dure.journey.selection.engine import explain_one
from dure.journey.selection.limits import limit_label
from dure.journey.selection.models import Pin, Scenario
from dure.journey.selection.queries.decisions import city_names
from dure.journey.selection.queries.desk import DeskRow


@dataclass(frozen=True)
class FirmPanel:
    """``sentence`` says why it is in or out; ``reserve`` names who comes in for it."""

    row: DeskRow
    sentence: str
    reserve: tuple[str, ...]
    reserve_shortfall: tuple[str, ...]
    pins: list[Pin]
    trail: list[TrailLine]


def firm_panel(scenario: Scenario, row: DeskRow) -> FirmPanel:
    """The panel of one firm, read from the answer alone."""
    names = city_names(scenario.programme.province_id)
    pins = list(Pin.objects.filter(scenario=scenario, application_id=row.application_id).order_by("set_at"))
    return FirmPanel(
        row=row,
        sentence=_sentence(row),
        reserve=tuple(scenario.answer.get("reserve", {}).get(row.number, ())),
        reserve_shortfall=tuple(
            limit_label(name, names) for name in scenario.answer.get("reserve_shortfall", {}).get(row.number, ())
        ),
        pins=pins,
        trail=trail(*pins) if pins else [],
    )


def limits_to_open(scenario: Scenario, number: str) -> tuple[str, ...]:
    """The limits that, relaxed together, would let the firm in. The engine searches for them: it may take a while."""
    names = city_names(scenario.programme.province_id)
    part = explain_one(scenario.problem, scenario.answer, number)
    return tuple(limit_label(name, names) for name in part.get("opens") or ())


def _sentence(row: DeskRow) -> str:
    words = {"score": row.score, "points": row.points_needed}
    if row.selected:
        return _("Selected with %(score)s points.") % words
    if row.points_needed and row.attainable:
        return _("Not selected with %(score)s points; %(points)s more would have brought it in.") % words
    return _("Not selected with %(score)s points; no score could have brought it in under these limits.") % words
