"""Units of indicators as they are stored (in Korean, as in the national list) and as they are shown."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dure.journey.applications.indicators import catalogue

UNITS: dict[str, Any] = {
    "개/시간": _("units per hour"),
    "시간": _("hours"),
    "%": "%",
    "개": _("units"),
    "원": _("won"),
    "PPM": "PPM",
    "건": _("cases"),
    "tCO2eq": "tCO2eq",
    "명": _("people"),
    "USD": "USD",
}


def unit_name(unit: str) -> str:
    """The unit as the reader's language says it."""
    return str(UNITS.get(unit, unit))


def unit_choices() -> list[tuple[str, Any]]:
    """Every unit of the catalogue once."""
    found = dict.fromkeys(unit for each in catalogue().values() for unit in each.units)
    return [("", "–"), *((unit, UNITS.get(unit, unit)) for unit in found)]
