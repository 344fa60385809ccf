"""Files of events in the forms a site may have them in."""

from typing import Final

from dure.engine.floor.plant import Plant
from dure.engine.floor.reading import BadLine, LineError, Reading, read_events
from dure.engine.strict_json import InputError

FORMATS: Final = ("events", "mtconnect-log", "excel")


def read_file(data: bytes, form: str, plant: Plant, *, machine: str | None = None) -> Reading:
    """The events of a file; lines that name a machine the plant does not have are among the bad.

    Raises:
        InputError: the file cannot be read at all.
    """
    if form == "mtconnect-log":
        from dure.engine.floor.mtconnect import read_mtconnect

        # A log of a plant with one machine is that machine's, whatever the log calls it.
        only = next(iter(plant.machines)) if len(plant.machines) == 1 else None
        found = read_mtconnect(data, machine or only)
    elif form == "excel":
        from dure.floor.entry.sheet import read_sheet

        found = read_sheet(data, plant)
    elif form == "events":
        found = read_events(data)
    else:
        raise InputError("/--format", f"is not one of {', '.join(FORMATS)}", "알 수 없는 형식입니다")
    return on_known_machines(found, plant)


def on_known_machines(found: Reading, plant: Plant) -> Reading:
    """Events of machines that the plant has; the others become bad lines."""
    events, bad = [], list(found.bad)
    for number, event in found.events:
        if event.machine and event.machine not in plant.machines:
            shown = event.machine[:40]
            error = LineError("machine", f"the plant has no “{shown}”", f"‘{shown}’ 설비가 없습니다")
            bad.append(BadLine(number, error))
        else:
            events.append((number, event))
    return Reading(events, sorted(bad, key=lambda line: line.number))
