"""A site's shells from its stored events, over everything it ever told."""

from pathlib import Path

from dure.floor.boards.aas.package import write_package
from dure.floor.boards.facts import facts_of
from dure.floor.boards.reading import as_of
from dure.floor.events.owner import arrival_time
from dure.floor.events.queries import span_of
from dure.floor.plant.queries import plant_of, site


def export_site(code: str, path: Path) -> int:
    """Write the AASX file; returns how many shells it holds. Without events the variables are zero and uncovered."""
    plant = plant_of(code)
    found = site(code)
    organisation = "" if found is None or found.organisation is None else found.organisation.name
    first_at, last_at = span_of(code) or (arrival_time(),) * 2
    span = first_at.astimezone(plant.timezone).date(), last_at.astimezone(plant.timezone).date()
    rows = facts_of(code, *span, as_of(code))
    write_package(path, code, plant, organisation, rows, span=span, stamp=last_at)
    return 1 + len(plant.machines)
