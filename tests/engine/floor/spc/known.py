"""Published data, read from tests/data/floor/spc."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from dure.engine.floor.spc.reading import read_samples
from dure.engine.floor.spc.samples import Chart, Sample, Samples, Tally

DATA = Path(__file__).parents[3] / "data" / "floor" / "spc"


def nist(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "nist_spc.json").read_text(encoding="utf-8"))[name]
    return found


def pistonrings() -> tuple[Sample, ...]:
    """40 samples of 5 diameters; the first 25 are the trial that sets the limits."""
    found: dict[str, list[float]] = {}
    for line in (DATA / "pistonrings.txt").read_text(encoding="utf-8").splitlines()[1:]:
        value, sample, _trial = line.split()
        found.setdefault(sample, []).append(float(value))
    return tuple(Sample(label, tuple(values)) for label, values in found.items())


def orangejuice() -> tuple[Tally, ...]:
    """54 samples of 50 cans; the first 30 are the trial."""
    with (DATA / "orangejuice.txt").open(encoding="utf-8", newline="") as file:
        return tuple(
            Tally(row["sample"], int(row["D"]), int(row["size"])) for row in csv.DictReader(file, delimiter="\t")
        )


def counted(name: str, chart: Chart) -> Samples:
    return read_samples((DATA / f"{name}.csv").read_bytes(), chart)


def singles(*values: float) -> tuple[Sample, ...]:
    """One value a sample, labelled from 1."""
    return tuple(Sample(str(at), (value,)) for at, value in enumerate(values, start=1))
