"""What was told outside every shift, in words and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from dure.engine.floor.outside import Outside
from dure.floor.plant.names import Called, quantities, quantity
from dure.floor.plant.tables import Row, Table

Units = Mapping[str, str]


def outside_words(found: Iterable[Outside], units: Units) -> str:
    """How much was made, and what to look at; empty where nothing was. `units`: in what each machine counts.

    Energy alone asks for nothing: a cold store runs all night.
    """
    by_unit: dict[str, float] = {}
    for each in found:
        unit = units.get(each.machine, "ea")
        for amount, of in ((each.pq, unit), (each.output_kg, "kg")):
            if amount:
                by_unit[of] = by_unit.get(of, 0.0) + amount
    if not by_unit:
        return ""
    return _("Counted outside every shift: %(amount)s. It is in no figure of a shift. Are the shifts right?") % {
        "amount": quantities(by_unit)
    }


def outside_table(called: Called, found: Iterable[Outside], units: Units) -> Table:
    """By machine, on one day."""
    rows: list[Row] = [
        [
            called.machine(each.machine),
            *(_amount(value, units.get(each.machine, "ea")) for value in (each.pq, each.gq, each.sq, each.rq)),
            _amount(each.output_kg, "kg"),
            _amount(each.energy_kwh, "kWh"),
        ]
        for each in found
    ]
    heads = (_("Machine"), _("Produced"), _("Good"), _("Thrown away"), _("Rework"), _("Weight out"), _("Energy"))
    return Table(_("Outside every shift"), heads, rows, figures=frozenset(range(1, 7)))


def _amount(value: float, unit: str) -> str:
    return quantity(value, unit) if value else ""
