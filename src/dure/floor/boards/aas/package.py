"""All shells of a plant in one AASX file."""

import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from basyx.aas.adapter import aasx
from basyx.aas.adapter.json import read_aas_json_file

from dure.engine.floor.facts import Facts
from dure.engine.floor.kpi import total
from dure.engine.floor.plant import Plant
from dure.floor.boards.aas.calendar import BREAK_PATH, BREAK_TEXT, CALENDAR_PATH, icalendar, production_calendar
from dure.floor.boards.aas.elements import Element, shell
from dure.floor.boards.aas.nameplate import nameplate
from dure.floor.boards.aas.series import series_file, series_path, time_series
from dure.floor.boards.aas.variables import variables

URN = "urn:dure:site"


def environment(
    site: str, plant: Plant, organisation: str, rows: Sequence[Facts], first: date, last: date
) -> dict[str, list[Element]]:
    """A shell for the plant with its calendar, and one for each machine with nameplate, variables and series."""
    base = f"{URN}:{site}"
    span = f"{first.isoformat()}/{last.isoformat()}"
    calendar = production_calendar(base)
    shells = [shell("Plant", base, base, [calendar])]
    submodels = [calendar]
    for number, machine in enumerate(plant.machines.values(), start=1):
        here = f"{base}/{machine.id.encode().hex()}"
        mine = [row for row in rows if row.machine == machine.id]
        parts = [
            nameplate(here, plant, machine, organisation),
            variables(here, machine, total(mine), span),
            time_series(here, machine.id, mine),
        ]
        shells.append(shell(f"Machine{number:03d}", here, here, parts))
        submodels += parts
    return {"assetAdministrationShells": shells, "submodels": submodels}


def write_package(
    path: Path,
    site: str,
    plant: Plant,
    organisation: str,
    rows: Sequence[Facts],
    *,
    span: tuple[date, date],
    stamp: datetime,
) -> None:
    """Write the AASX file whole or not at all. `stamp`: the instant of the newest event, so that it repeats itself."""
    told = environment(site, plant, organisation, rows, *span)
    objects: Any = read_aas_json_file(io.StringIO(json.dumps(told)), failsafe=False)
    files = aasx.DictSupplementaryFileContainer()
    _add(files, CALENDAR_PATH, icalendar(f"{URN}:{site}", plant, stamp).encode(), "text/calendar")
    _add(files, BREAK_PATH, BREAK_TEXT.encode(), "text/plain")
    for machine in plant.machines:
        _add(files, series_path(machine), series_file([row for row in rows if row.machine == machine]), "text/csv")
    draft = path.with_name(f".{path.name}.draft")
    try:
        with aasx.AASXWriter(draft) as writer:
            writer.write_all_aas_objects("/aasx/data.json", objects, files, write_json=True)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _add(files: Any, path: str, content: bytes, content_type: str) -> None:
    files.add_file(path, io.BytesIO(content), content_type)
