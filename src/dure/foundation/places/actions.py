"""Loading a region and the sectors from files."""

import csv
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from dure.foundation.places.models import Place, PlaceKind, Sector

REGION_COLUMNS = (
    "code", "former_code", "kind", "name_ko", "name_en", "parent_code", "lat", "lon", "tile_column", "tile_row",
)  # fmt: skip

_CHANGEABLE = (
    "former_code", "kind", "name_ko", "name_en", "parent", "lat", "lon", "tile_column", "tile_row",
)  # fmt: skip


class RegionFileError(ValueError):
    """The file of places cannot be used; the message names the line."""


@dataclass(frozen=True)
class Loaded:
    """How many rows a load wrote."""

    places: int
    sectors: int


def load_default_region() -> Loaded:
    """Load Jeonbuk's 14 cities and counties (codes of 2024, the former ones kept) and the KSIC divisions."""
    data = resources.files("dure.foundation.places") / "data"
    return Loaded(
        places=load_region(text=(data / "jeonbuk.csv").read_text("utf-8")),
        sectors=load_sectors(text=(data / "ksic.csv").read_text("utf-8")),
    )


def load_region_file(path: Path) -> int:
    """Load another region from a UTF-8 CSV file with the columns of ``REGION_COLUMNS``."""
    return load_region(text=path.read_text("utf-8-sig"))


@transaction.atomic
def load_region(*, text: str) -> int:
    """Insert or update places from CSV text; all of it or nothing. Parents come before their children."""
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) != REGION_COLUMNS:
        raise RegionFileError(_("Line 1: the columns must be %(columns)s.") % {"columns": ",".join(REGION_COLUMNS)})
    known = set(Place.objects.values_list("code", flat=True))
    places: dict[str, Place] = {}
    count = 0
    for line, row in enumerate(reader, start=2):
        place = _place(line, row, known)
        known.add(place.code)
        places[place.code] = place
        count += 1
    Place.objects.bulk_create(places.values(), update_conflicts=True, unique_fields=["code"], update_fields=_CHANGEABLE)
    return count


def _place(line: int, row: dict[str, str], known: set[str]) -> Place:
    if row["kind"] not in PlaceKind.values:
        raise RegionFileError(
            _("Line %(line)d: kind is one of %(kinds)s.") % {"line": line, "kinds": ", ".join(PlaceKind.values)}
        )
    if row["parent_code"] and row["parent_code"] not in known:
        raise RegionFileError(_("Line %(line)d: parent_code is not a place listed above it.") % {"line": line})
    try:
        numbers = {
            "lat": float(row["lat"]) if row["lat"] else None,
            "lon": float(row["lon"]) if row["lon"] else None,
            "tile_column": int(row["tile_column"]) if row["tile_column"] else None,
            "tile_row": int(row["tile_row"]) if row["tile_row"] else None,
        }
    except ValueError as error:
        raise RegionFileError(_("Line %(line)d: %(error)s") % {"line": line, "error": error}) from error
    words = {name: row[name] for name in ("code", "former_code", "kind", "name_ko", "name_en")}
    return Place(**words, **numbers, parent_id=row["parent_code"] or None)


@transaction.atomic
def load_sectors(*, text: str) -> int:
    """Insert or update KSIC divisions from CSV text with the columns code, name_ko, name_en."""
    rows = list(csv.DictReader(text.splitlines()))
    sectors = {row["code"]: Sector(code=row["code"], name_ko=row["name_ko"], name_en=row["name_en"]) for row in rows}
    Sector.objects.bulk_create(
        sectors.values(), update_conflicts=True, unique_fields=["code"], update_fields=["name_ko", "name_en"]
    )
    return len(rows)
