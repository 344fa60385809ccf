"""The figures of a shift in words, and how a correction changes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dure.engine.floor.events import Event
from dure.engine.floor.facts import Facts
from dure.engine.floor.plant import Plant
from dure.floor.entry.records.effects import FIGURES, ShiftChange
from dure.floor.entry.records.telling import Words
from dure.floor.plant.names import lasting, quantity
from dure.foundation.interface.formats import day
from dure.foundation.interface.parts import Fact

LABELS: dict[str, Callable[[], str]] = {
    "gq": lambda: _("Good"),
    "sq": lambda: _("Thrown away"),
    "rq": lambda: _("Rework"),
    "pq": lambda: _("Produced"),
    "apt_s": lambda: _("Worked"),
    "aust_s": lambda: pgettext("machine", "Setting up"),
    "adet_s": lambda: _("Stood still within an order"),
    "adot_s": lambda: _("Stood still without an order"),
    "unknown_s": lambda: _("Not told"),
    "input_kg": lambda: _("Went in"),
    "output_kg": lambda: _("Came out"),
    "energy_kwh": lambda: _("Energy"),
}
KILOGRAMS = ("input_kg", "output_kg")


def figure_facts(plant: Plant, facts: Facts, event: Event) -> list[Fact]:
    """The figures of the shift that say anything."""
    unit = unit_of(plant, event)
    return [Fact(LABELS[name](), figure(name, value, unit)) for name in FIGURES if (value := getattr(facts, name))]


def change_lines(plant: Plant, changes: Sequence[ShiftChange], event: Event) -> list[tuple[str, list[str]]]:
    """Each shift that is reckoned anew, with what changes in it."""
    unit, called = unit_of(plant, event), Words(plant).called
    found = []
    for change in changes:
        shift = f"{called.machine(change.facts.machine)} · {day(change.facts.day)} {change.facts.shift}"
        lines = [
            f"{LABELS[each.name]()} {figure(each.name, each.before, unit)} → {figure(each.name, each.after, unit)}"
            for each in change.figures
        ]
        if change.stops:
            lines.append(_("The reasons of stops change."))
        found.append((shift, lines or [_("Only what is planned for it changes.")]))
    return found


def figure(name: str, value: float, unit: str) -> str:
    """One figure with its unit."""
    if name.endswith("_s"):
        return lasting(value)
    if name in KILOGRAMS:
        return quantity(value, "kg")
    return quantity(value, "kWh" if name == "energy_kwh" else unit)


def unit_of(plant: Plant, event: Event) -> str:
    """In what the pieces of the shift are counted: as the record says, else as its item is."""
    item = plant.items.get(event.item)
    return event.unit or ("" if item is None else item.unit)
