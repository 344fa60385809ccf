"""IDTA 02008 Time Series Data: the facts of every shift as a file, one record a machine and shift."""

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict

from dure.engine.floor.facts import Facts
from dure.floor.boards.aas.elements import Element, file, group, reference, submodel, text, words

BASE = "https://admin-shell.io/idta/TimeSeries"
TIME = f"{BASE}/RelativePointInTime/1/1"
COLUMNS = ("pbt_s", "apt_s", "aust_s", "adet_s", "adot_s", "unknown_s", "pq", "gq", "sq", "rq", "energy_kwh")
OF_ISO = {"pbt_s": "PlannedBusyTime", "apt_s": "ActualProductionTime", "aust_s": "ActualSetupTime",
          "adet_s": "ActualUnitDelayTime", "adot_s": "ActualUnitDownTime", "pq": "ProducedQuantity",
          "gq": "GoodQuantity", "sq": "ScrapQuantity", "rq": "ReworkQuantity"}  # fmt: skip


def series_path(machine: str) -> str:
    """Machines' codes are the firm's own words; a package's part names are plain."""
    return f"/aasx/files/shifts-{machine.encode().hex()}.csv"


def time_series(base: str, machine: str, rows: Sequence[Facts]) -> Element:
    """The submodel of one machine's shifts; the record's time is the shift's number in the file, its day beside it."""
    record = [
        text("Time", "0", TIME, "xs:long"),
        *(text(name, "0", _concept(base, name), "xs:double") for name in COLUMNS),
    ]
    parts = [
        words("Name", {"ko": "근무별 측정값", "en": "Measured inputs by shift"}, f"{BASE}/Segment/Name/1/1"),
        text("RecordCount", str(len(rows)), f"{BASE}/Segment/RecordCount/1/1", "xs:long"),
        file("File", series_path(machine), "text/csv", f"{BASE}/File/1/1"),
    ]
    if rows:
        parts[2:2] = [
            text("StartTime", rows[0].day.isoformat(), f"{BASE}/Segment/StartTime/1/1"),
            text("EndTime", rows[-1].day.isoformat(), f"{BASE}/Segment/EndTime/1/1"),
        ]
    metadata = group(
        "Metadata",
        [
            words("Name", {"ko": "근무별 측정값", "en": "Measured inputs by shift"}, f"{BASE}/Metadata/Name/1/1"),
            group("Record", record, f"{BASE}/Record/1/1"),
        ],
        f"{BASE}/Metadata/1/1",
    )
    segments = group(
        "Segments",
        [group("ExternalSegment", parts, f"{BASE}/Segments/ExternalSegment/1/1")],
        f"{BASE}/Segments/1/1",
    )
    return submodel(
        "TimeSeries", f"{base}/series", reference(f"{BASE}/1/1", "Submodel"), [metadata, segments], ("1", "1")
    )


def _concept(base: str, name: str) -> str:
    return f"http://www.w3id.org/hsu-aut/ISO22400-2#{OF_ISO[name]}" if name in OF_ISO else f"{base}/{name}"


def series_file(rows: Sequence[Facts]) -> bytes:
    """The records: number, day, shift, then the columns in full precision."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["Time", "day", "shift", *COLUMNS])
    for number, row in enumerate(rows):
        told = asdict(row)
        writer.writerow([number, row.day.isoformat(), row.shift, *(told[name] for name in COLUMNS)])
    return stream.getvalue().encode()
