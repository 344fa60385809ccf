"""Batches as a table."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from dure.engine.floor.events import Event, is_typed
from dure.floor.boards.queries.yields import BatchRow, StageRows
from dure.floor.boards.views.found import Here
from dure.floor.plant.names import quantity
from dure.floor.plant.tables import Cell, Table
from dure.foundation.interface.formats import clock, day_short, number, pct


def stage_table(place: Here, stage: StageRows) -> Table:
    """A stage's batches, what went in and came out, with the sums of those that ended."""
    foot = (
        _("Together"),
        "",
        "",
        _kg(stage.input_kg),
        _kg(stage.output_kg),
        pct(stage.yield_pct) if stage.yield_pct is not None else "",
        _kg(stage.discard_kg),
        _kg(stage.loss_kg),
    )
    headers = (
        _("Lot"), _("Began"), _("Out"), _("Went in"), _("Came out"), _("Yield"), _("Discarded"), _("Other loss"),
    )  # fmt: skip
    rows = [_row(place, batch) for batch in stage.batches]
    return Table(_("Batches"), headers, rows, figures=frozenset(range(3, 8)), foot=foot if stage.closed else ())


def _row(place: Here, batch: BatchRow) -> list[Cell | str]:
    ended = bool(batch.outputs)
    told = (*batch.inputs, *batch.outputs)
    lots = batch.outputs or batch.inputs
    lot = lots[0].lot
    return [
        Cell(
            ", ".join(dict.fromkeys(event.lot for event in lots)) or batch.order,
            url=reverse("lots:lot", args=[place.code, lot]) if lot else "",
            note=_item(place, lots[0]),
            typed=any(is_typed(event.source_id) for event in told),
        ),
        _when(batch.started_at) if batch.started_at else "",
        Cell(_when(batch.done_at), note=_("over midnight") if batch.over_midnight else "")
        if batch.done_at
        else Cell(_("still in"), tone="info"),
        Cell(_kg(batch.input_kg), note=_also(batch)),
        _kg(batch.output_kg) if ended else "",
        Cell(pct(batch.yield_pct), note=_("low") if batch.is_low else "") if batch.yield_pct is not None else "",
        Cell(_kg(batch.discard_kg), note=_why(place, batch)) if ended else "",
        _kg(batch.loss_kg) if ended else "",
    ]


def _when(at: datetime) -> str:
    return f"{day_short(at)} {clock(at)}"


def _also(batch: BatchRow) -> str:
    """Salt, seasoning and the like that went in beside."""
    return _("and %(kg)s auxiliary") % {"kg": _kg(batch.auxiliary_kg)} if batch.auxiliary_kg else ""


def _item(place: Here, event: Event) -> str:
    return place.called.item(event.item) if event.item else ""


def _why(place: Here, batch: BatchRow) -> str:
    """What was thrown away for what."""
    return ", ".join(f"{place.called.defect(code)} {number(kg, 1)}" for code, kg in batch.discards.items())


def _kg(value: float) -> str:
    return quantity(round(value, 1), "kg")
