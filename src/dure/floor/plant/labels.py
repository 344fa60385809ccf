"""What the parts of a plant and its figures are called in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.sectors import MODULES

FIGURES: dict[str, tuple[str | Promise, str | Promise]] = {
    "output": (_("How much was made"), _("Pieces or kilograms that left the last step.")),
    "yield": (_("Yield"), _("Weight out for weight in. No recipes and no prices.")),
    "quality": (_("Share of good pieces"), _("Good pieces for everything made.")),
    "availability": (_("How long the machines ran"), _("Planned time and the part of it in which they ran.")),
    "oee": (_("How well the machines were used"), _("Running time, speed and good pieces together (OEE).")),
    "energy": (_("Energy"), _("Electricity used, and how much for each piece or kilogram.")),
    "usage": (
        _("How much of the time is recorded"),
        _("Days with records, and the share of the time that is known. It goes with every other figure."),
    ),
}
PARTS: dict[str, str | Promise] = {
    "name": _("Name of the plant"), "timezone": _("Time zone"), "sector": _("Sector"), "modules": _("What to record"),
    "languages": _("Languages on the tablet"), "holidays": _("Days off"), "by_person": _("Record who did it"),
    "coverage_floor_pct": _("Known share asked for"), "lines": _("Production lines"), "calendar": _("Shifts"),
    "machines": _("Machines"), "items": _("Items"), "reasons": _("Stops"), "defects": _("Defects"),
    "stages": _("Stages of a batch"), "checks": _("Checks"), "ccps": _("Critical control points"),
    "translations": _("Your words in other languages"),
}  # fmt: skip
FIELDS: dict[str, str | Promise] = {
    "name": _("Name"), "line": _("Production line"), "planned_run_time_s": _("Planned run times"),
    "counter": _("Counter"), "output": _("What it counts leaves the line"),
    "stale_after_s": _("Seconds until unknown"),
    "sources": _("Time until unknown, by source"), "priority": _("Sources"), "unit": _("Unit"),
    "shelf_life_days": _("Days until the use-by date"), "origin": _("Origin"), "allergens": _("Allergens"),
    "auxiliary": _("Beside the main material"), "element": _("Kind of stop"), "picture": _("Picture"),
    "machine": _("Machine"), "hours": _("Hours"), "low_yield_pct": _("Lowest yield"), "stage": _("At which point"),
    "low": _("Not below"), "high": _("Not above"), "every_min": _("Every how many minutes"),
    "item": _("Product or material"), "hazard": _("Hazard"), "actions": _("What is done about a deviation"),
    "instrument": _("Instrument"), "calibrated_on": _("Calibrated on"),
    "calibration_months": _("Months until the next calibration"), "test_pieces": _("Test pieces"),
    "method": _("How it is measured"),
}  # fmt: skip


def figure_label(name: str) -> str | Promise:
    """The name of something that may be shared."""
    return FIGURES[name][0]


def module_labels(codes: list[str]) -> str:
    """What a plant records, in one line."""
    known = {code: str(label) for code, label, _help in MODULES}
    return ", ".join(known.get(code, code) for code in codes)
