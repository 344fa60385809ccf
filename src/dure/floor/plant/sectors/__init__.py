"""Plants to begin from, one a sector: machines, items, stops, defects and checks with their names in five languages.

Limits in a template are examples: a firm puts in those of its own plan.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent
#: Stops that every plant knows; a sector adds its own before them.
EVERYWHERE = "stops"
LANGUAGES = (
    ("ko", "한국어"),
    ("en", "English"),
    ("vi", "Tiếng Việt"),
    ("ne", "नेपाली"),
    ("km", "ភាសាខ្មែរ"),
)
#: What a plant may start with; a firm begins with one to three of them.
MODULES: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    ("count", _("Pieces made"), _("Good pieces and defects, one tap each.")),
    ("batch", _("Batches and weight"), _("Kilograms in and out by stage, with the yield, also over night.")),
    ("stops", _("Stops"), _("When a machine stands still, and why.")),
    ("checks", _("Checks"), _("Measured values with their limits, and what is looked at.")),
    ("haccp", _("HACCP records"), _("Critical control points, deviations and what was done about them.")),
    ("lots", _("Lots"), _("Which material went into which product, traced both ways.")),
    ("energy", _("Energy"), _("Electricity per piece or kilogram.")),
)


@dataclass(frozen=True)
class Sector:
    """A card of the first step."""

    code: str
    label: str | Promise
    example: str | Promise
    picture: str


SECTORS = (
    Sector("food-kimchi", _("Kimchi"), _("Salting, washing, seasoning, mixing, ripening, packing"), "kimchi"),
    Sector("food", _("Other food"), _("Preparation, cooking, packing"), "food"),
    Sector("textile", _("Textile"), _("Warping, weaving, inspection"), "textile"),
    Sector("rubber-plastic", _("Rubber and plastic"), _("Moulding and trimming"), "rubber"),
    Sector("automotive", _("Automotive parts"), _("Machining, pressing, inspection"), "automotive"),
    Sector("semiconductor", _("Semiconductor parts"), _("Precision machining, cleaning, coating"), "semiconductor"),
    Sector("general", _("Another sector"), _("Two machines to begin with; you add your own"), "general"),
)
CODES = tuple(sector.code for sector in SECTORS)


def document(
    code: str, *, name: str, modules: Sequence[str] | None = None, languages: Sequence[str] | None = None
) -> dict[str, Any]:
    """A new plant's document from the sector's template; raises ``LookupError`` for a sector that is not there."""
    if code not in CODES:
        raise LookupError(code)
    found: dict[str, Any] = {"name": name, **json.loads(_text(code))}
    found["reasons"] = [*found["reasons"], *json.loads(_text(EVERYWHERE))]
    if modules is not None:
        found["modules"] = list(modules)
    if languages is not None:
        found["languages"] = list(languages)
    return found


@lru_cache
def _text(name: str) -> str:
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")
