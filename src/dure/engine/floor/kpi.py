"""Key figures by ISO 22400-2 from facts: rolled up by summing numerators and denominators, never by averaging."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from dure.engine.floor.facts import DEFINITION, Facts
from dure.engine.floor.plant import Plant


class Grain(StrEnum):
    """What one row of figures covers."""

    SHIFT = "shift"
    DAY = "day"
    MACHINE = "machine"
    LINE = "line"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Sums:
    """What a figure is computed from: facts added up."""

    pbt_s: float = 0.0
    apt_s: float = 0.0
    aust_s: float = 0.0
    adet_s: float = 0.0
    adot_s: float = 0.0
    unknown_s: float = 0.0
    pq: float = 0.0
    gq: float = 0.0
    sq: float = 0.0
    rq: float = 0.0
    planned_s: float | None = 0.0
    good_s: float | None = 0.0
    energy_kwh: float = 0.0
    input_kg: float = 0.0
    output_kg: float = 0.0
    # Planned busy time of the shifts in which a meter told anything.
    metered_s: float = 0.0

    @property
    def known_s(self) -> float:
        return self.pbt_s - self.unknown_s

    @property
    def coverage(self) -> float | None:
        """The known share of the planned busy time; None where no time was planned."""
        return share(self.known_s, self.pbt_s)


@dataclass(frozen=True, slots=True)
class Figures:
    """One row. Ratios of time are over the known time and None (refused) below the plant's coverage floor.

    `oee_low` takes all unknown time as down, `oee_high` as running at the planned rate with good pieces only; both
    are always given where a rate is planned. `energy_per_unit` is refused where meters told in too few of the shifts.
    Nothing is capped: an effectiveness above 1 shows a wrong planned rate.
    """

    machine: str | None
    window: str
    pbt_s: float
    apt_s: float
    unknown_s: float
    coverage: float | None
    pq: float
    gq: float
    availability: float | None
    effectiveness: float | None
    quality: float | None
    oee: float | None
    oee_low: float | None
    oee_high: float | None
    #: `yield` in the contract, which Python keeps for itself.
    yield_: float | None
    definition: str
    revision: int
    line: str | None
    aust_s: float
    adet_s: float
    adot_s: float
    sq: float
    rq: float
    energy_kwh: float
    energy_per_unit: float | None
    setup_ratio: float | None
    scrap_ratio: float | None
    input_kg: float
    output_kg: float
    assessable: bool

    def as_json(self) -> dict[str, object]:
        """The row in the contract's names, which come first and in its order."""
        return {name.rstrip("_"): value for name, value in asdict(self).items()}


def total(rows: Iterable[Facts]) -> Sums:
    """Facts added up. A run time that one of them lacks is lacking in the sum."""
    found = list(rows)
    return Sums(
        **{name: sum(getattr(row, name) for row in found) for name in PLAIN},
        planned_s=_all_or_none([row.planned_s for row in found]),
        good_s=_all_or_none([row.good_s for row in found]),
        metered_s=sum(row.pbt_s for row in found if row.energy_kwh),
    )


PLAIN = (
    "pbt_s", "apt_s", "aust_s", "adet_s", "adot_s", "unknown_s", "pq", "gq", "sq", "rq", "energy_kwh", "input_kg",
    "output_kg",
)  # fmt: skip


def figures(plant: Plant, sums: Sums, *, window: str, machine: str | None, line: str | None, revision: int) -> Figures:
    """The ratios of one row of sums."""
    coverage = sums.coverage
    # Counting many seconds leaves dust in the last digits; a floor of 90 % must not refuse 90 %.
    assessable = coverage is not None and coverage >= plant.coverage_floor - 1e-12
    is_metered = sums.energy_kwh and sums.metered_s >= (plant.coverage_floor - 1e-12) * sums.pbt_s
    low = share(sums.good_s, sums.pbt_s)
    high = None if sums.good_s is None else share(sums.good_s + sums.unknown_s, sums.pbt_s)
    return Figures(
        machine=machine,
        window=window,
        pbt_s=sums.pbt_s,
        apt_s=sums.apt_s,
        unknown_s=sums.unknown_s,
        coverage=coverage,
        pq=sums.pq,
        gq=sums.gq,
        availability=share(sums.apt_s, sums.known_s) if assessable else None,
        effectiveness=share(sums.planned_s, sums.apt_s) if assessable else None,
        quality=share(sums.gq, sums.pq),
        oee=share(sums.good_s, sums.known_s) if assessable else None,
        oee_low=low,
        oee_high=high,
        yield_=share(sums.output_kg, sums.input_kg),
        definition=DEFINITION,
        revision=revision,
        line=line,
        aust_s=sums.aust_s,
        adet_s=sums.adet_s,
        adot_s=sums.adot_s,
        sq=sums.sq,
        rq=sums.rq,
        energy_kwh=sums.energy_kwh,
        energy_per_unit=share(sums.energy_kwh, sums.pq) if is_metered else None,
        setup_ratio=share(sums.aust_s, sums.aust_s + sums.apt_s) if assessable else None,
        scrap_ratio=share(sums.sq, sums.pq),
        input_kg=sums.input_kg,
        output_kg=sums.output_kg,
        assessable=assessable,
    )


def rolled_up(
    plant: Plant, rows: Sequence[Facts], grain: Grain, first: date, last: date, revisions: dict[tuple[str, str], int]
) -> list[Figures]:
    """Rows of the chosen grain. `revisions`: by machine and shift label; a sum has the highest of its parts."""
    span = f"{first.isoformat()}/{last.isoformat()}"
    keys: dict[Grain, Callable[[Facts], tuple[str | None, str | None, str]]] = {
        Grain.SHIFT: lambda row: (row.machine, row.line, row.label),
        Grain.DAY: lambda row: (row.machine, row.line, row.day.isoformat()),
        Grain.MACHINE: lambda row: (row.machine, row.line, span),
        Grain.LINE: lambda row: (None, row.line, span),
        Grain.SITE: lambda row: (None, None, span),
    }
    groups: dict[tuple[str | None, str | None, str], list[Facts]] = {}
    for row in rows:
        groups.setdefault(keys[grain](row), []).append(row)
    return [
        figures(
            plant,
            total(group),
            window=window,
            machine=machine,
            line=line,
            revision=max(revisions.get((row.machine, row.label), 1) for row in group),
        )
        for (machine, line, window), group in groups.items()
    ]


def share(part: float | None, whole: float) -> float | None:
    """A ratio, None where there is nothing to divide by, or less than nothing to share (more scrapped than counted)."""
    return None if part is None or part < 0 or whole <= 0 else part / whole


def _all_or_none(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) and values else None
