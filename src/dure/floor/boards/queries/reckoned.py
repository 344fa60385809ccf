"""What is known of a plant as values: kept where it still holds, else reckoned at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from dure.engine.floor.calendar import windows
from dure.engine.floor.facts import DEFINITION, Facts
from dure.engine.floor.plant import Plant
from dure.floor.boards.models import Reckoned, ReckonedDay
from dure.floor.boards.reports.shape import shape_of
from dure.floor.events.queries import span_of, volume
from dure.floor.plant.models import Site
from dure.floor.plant.queries import plant_in, plant_of, version_number

# What is kept is of these rules and of this shape; whatever is kept by another is as if never reckoned.
KEPT: Final = f"{DEFINITION} 2"
FIGURES: Final = (
    "pbt_s", "apt_s", "aust_s", "adet_s", "adot_s", "unknown_s", "pq", "gq", "sq", "rq", "planned_s", "good_s",
    "energy_kwh", "input_kg", "output_kg",
)  # fmt: skip


@dataclass(frozen=True)
class Tellers:
    """Which machines of a plant ever tell what, so that those that tell nothing do not hide the others.

    `ends`: by unit the last machines of the lines, `weighed`: where the last batches come out; there what was made is
    counted once. `running`: of which is known whether they run; `counting`, `weighing`, `metering`: that count, weigh
    batches, or tell electricity.
    """

    ends: dict[str, frozenset[str]]
    weighed: str | None
    running: frozenset[str]
    counting: frozenset[str]
    weighing: frozenset[str]
    metering: frozenset[str]

    def as_json(self) -> dict[str, Any]:
        return {
            "ends": {unit: sorted(found) for unit, found in self.ends.items()},
            "weighed": self.weighed,
            **{name: sorted(getattr(self, name)) for name in _SETS},
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Tellers:
        ends = {unit: frozenset(found) for unit, found in kept["ends"].items()}
        return cls(ends, kept["weighed"], *(frozenset(kept[name]) for name in _SETS))


_SETS: Final = ("running", "counting", "weighing", "metering")


@dataclass(frozen=True)
class Known:
    """Facts of some days of a plant. `began_at`: its earliest record. `as_of`: when it was reckoned, None for now."""

    plant: Plant
    tellers: Tellers
    began_at: datetime | None
    as_of: datetime | None
    rows: list[Facts]


def kept_of(site_ids: Collection[int], first: date, last: date) -> dict[int, Known]:
    """What is kept of some plants for these days; two queries whatever their number. Plants never reckoned lack."""
    heads = (
        Reckoned.objects.filter(site_id__in=site_ids, definition=KEPT)
        .select_related("version")
        .defer("version__document")
    )
    rows: dict[int, list[Facts]] = defaultdict(list)
    days = ReckonedDay.objects.filter(site_id__in=site_ids, day__range=(first, last)).order_by("site_id", "day")
    for site_id, day, kept in days.values_list("site_id", "day", "rows"):
        rows[site_id] += [_fact(day, row) for row in kept]
    return {
        head.site_id: Known(
            plant_in(head.version), Tellers.from_json(head.shape), head.first_at, head.reckoned_at, rows[head.site_id]
        )
        for head in heads
    }


def known_of(site: Site, first: date, last: date, now: datetime) -> Known:
    """The same for one plant, never older than its newest record."""
    if holds(site):
        return kept_of([site.pk], first, last)[site.pk]
    plant, span = plant_of(site.code), span_of(site.code)
    if span is None:
        return Known(plant, tellers_of(site.code, plant, []), None, None, [])
    # A large library, which a command that asks for no figures need not wait for.
    from dure.floor.boards.facts import facts_of

    rows = facts_of(site.code, first, last, now)
    return Known(plant, tellers_of(site.code, plant, rows), span[0], None, rows)


def holds(site: Site) -> bool:
    """Whether what is kept of a plant is reckoned from all that is stored, by the plant and the rules in force, and
    after the shifts of its last day: those that ran on have more planned time by now.
    """
    wanted = ("head", "version__number", "definition", "reckoned_at")
    kept = Reckoned.objects.filter(site=site).values_list(*wanted).first()
    if kept is None or kept[:3] != (volume(site.code).head, version_number(site.code), KEPT):
        return False
    return kept[3] >= _last_end(site.code)


def _last_end(code: str) -> datetime:
    """When the last shift of the days with records is over, or the records themselves are."""
    plant, span = plant_of(code), span_of(code)
    assert span is not None  # noqa: S101 (only a plant with records is ever kept)
    day = span[1].astimezone(plant.timezone).date()
    ends = [each.end for line in plant.lines for each in windows(plant, line, day - timedelta(days=1), day)]
    return max(ends, default=span[1])


def tellers_of(code: str, plant: Plant, rows: Sequence[Facts]) -> Tellers:
    """From as many days as there are: a short span is reckoned as a long one."""
    shape = shape_of(code, plant, rows)
    counting = frozenset(row.machine for row in rows if row.pq or row.gq)
    weighing = frozenset(row.machine for row in rows if row.input_kg or row.output_kg)
    metering = frozenset(row.machine for row in rows if row.energy_kwh)
    return Tellers(shape.ends, shape.weighs, shape.telling, counting, weighing, metering)


def spelled(row: Facts) -> list[object]:
    """One fact as it is kept within its day."""
    return [row.machine, row.line, row.shift, *(getattr(row, name) for name in FIGURES)]


def _fact(day: date, kept: list[Any]) -> Facts:
    machine, line, shift, *numbers = kept
    return Facts(machine, line, day, shift, *numbers)
