"""Key figures of a site for some days, with the revision of each."""

from datetime import date, datetime

from dure.engine.floor.facts import DEFINITION, Facts
from dure.engine.floor.kpi import Figures, Grain, rolled_up
from dure.floor.boards.facts import facts_of, spelling_of
from dure.floor.events.kept import newest_facts
from dure.floor.plant.queries import plant_of


def figures_of(site: str, first: date, last: date, grain: Grain, until: datetime) -> list[Figures]:
    """The figures of the shifts that start on these local days, both included; of one that still runs up to `until`."""
    rows = facts_of(site, first, last, until)
    return rolled_up(plant_of(site), rows, grain, first, last, revisions_of(site, rows))


def revisions_of(site: str, rows: list[Facts]) -> dict[tuple[str, str], int]:
    """1 where nothing was kept yet; the kept revision where it still holds; one more where late news changed it."""
    kept = newest_facts(site)
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        before = kept.get((row.machine, row.label))
        if before is not None and before.definition == DEFINITION:
            changed = before.content != spelling_of(row)
            found[(row.machine, row.label)] = before.revision + changed
    return found
