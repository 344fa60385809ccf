"""Where a plant's checks and critical control points stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import QuerySet

from dure.engine.floor.events import Event
from dure.engine.floor.plant import Ccp, Plant
from dure.floor.events.spans import around
from dure.floor.plant.models import Site
from dure.floor.quality.models import Calibration, DayReview, Deviation, ReviewPart
from dure.floor.quality.records import DayRecords, days_records, records_by_day
from dure.floor.quality.states import DeviationState
from dure.foundation.workflow.periods import months_after

OPEN: Final = (DeviationState.HELD, DeviationState.CORRECTED)
# What is to be registered must hold on every working day, not on one good one.
JUDGED_DAYS: Final = 30


@dataclass(frozen=True)
class Lack:
    """One thing the rules of smart HACCP ask for, and whether it is there: `n` of `of` records where it counts them."""

    key: str
    met: bool
    n: int = 0
    of: int = 0


@dataclass(frozen=True)
class Calibrated:
    """How an instrument stands: when it was last compared with a standard, and until when that holds."""

    done_on: date
    valid_until: date
    passed: bool

    def holds_on(self, day: date) -> bool:
        return self.passed and day <= self.valid_until


@dataclass(frozen=True)
class PointToday:
    """One critical control point on one day."""

    ccp: Ccp
    today: DayRecords
    calibrated: Calibrated | None
    lacks: tuple[Lack, ...]

    @property
    def last(self) -> Event | None:
        return self.today.records[-1].event if self.today.records else None


def points_on(found: Site, plant: Plant, day: date, now: datetime) -> list[PointToday]:
    """Every CCP of the plant on a day, in the plant's order."""
    calibrations = calibrated(found, plant)
    judged = [day - timedelta(days=back) for back in range(JUDGED_DAYS)]
    ccps = list(plant.ccps.values())
    if not ccps:
        return []
    start = datetime.combine(judged[-1] - timedelta(days=1), time(), plant.timezone)
    told = around(found.code, start, start + timedelta(days=JUDGED_DAYS + 3))
    every = records_by_day(plant, ccps, judged, told, now)
    return [
        PointToday(
            ccp,
            every[day][place],
            calibrations.get(ccp.id),
            lacks_of(ccp, [every[each][place] for each in judged], calibrations.get(ccp.id), day),
        )
        for place, ccp in enumerate(ccps)
    ]


def lacks_of(ccp: Ccp, days: list[DayRecords], instrument: Calibrated | None, day: date) -> tuple[Lack, ...]:
    """What is still missing for registering the point as smart HACCP: computed from what was told, never declared.

    Monitoring must record itself without a hand, a deviation must be told at once, records must not be altered
    unseen. The last two the product does for every plant; the first shows in the records of the last days. A day on
    which nobody told anything is one on which the plant rested: the pages of that day show what it lacks.
    """
    worked = [each for each in days if each.records]
    told = sum(len(each.records) for each in worked)
    automatic = told - sum(each.typed for each in worked)
    due, missed = sum(each.due for each in worked), sum(len(each.missed) for each in worked)
    lacks = [
        Lack("automatic", told > 0 and automatic == told, automatic, told),
        Lack("complete", due > 0 and not missed, due - missed, due),
        Lack("alarm", met=True),
        Lack("unaltered", met=True),
    ]
    if ccp.instrument:
        lacks.append(Lack("calibrated", instrument is not None and instrument.holds_on(day)))
    return tuple(lacks)


def calibrated(found: Site, plant: Plant) -> dict[str, Calibrated]:
    """By CCP, how its instrument stands: the newest record, else what was said when the plant was set up."""
    told = {
        ccp.id: Calibrated(ccp.calibrated_on, months_after(ccp.calibrated_on, ccp.calibration_months), passed=True)
        for ccp in plant.ccps.values()
        if ccp.calibrated_on is not None
    }
    rows = Calibration.objects.filter(site=found).order_by("done_on", "id")
    return told | {row.ccp: Calibrated(row.done_on, row.valid_until, row.passed) for row in rows}


def calibrations_of(found: Site, ccp: str) -> list[Calibration]:
    """Every calibration of a point's instrument, newest first."""
    return list(Calibration.objects.filter(site=found, ccp=ccp))


def deviations_of(found: Site) -> QuerySet[Deviation]:
    """All deviations of a plant, newest first."""
    return Deviation.objects.filter(site=found)


def open_deviations(found: Site) -> QuerySet[Deviation]:
    """Those that still hold a product."""
    return deviations_of(found).filter(status__in=OPEN)


def deviations_on(found: Site, ccp: str, keys: set[tuple[str, int]]) -> dict[tuple[str, int], Deviation]:
    """By the key of the record that opened them, those that its record still bears out."""
    rows = Deviation.objects.filter(site=found, ccp=ccp, source_seq__in=[seq for _, seq in keys])
    kept = {(row.source_id, row.source_seq): row for row in rows.exclude(status=DeviationState.MISTAKEN)}
    return {key: row for key, row in kept.items() if key in keys}


def reviews_of(found: Site, ccp: str, day: date) -> list[DayReview]:
    """Who checked and approved a day's records, newest first."""
    return list(DayReview.objects.filter(site=found, ccp=ccp, day=day))


def newest_review(reviews: list[DayReview], part: ReviewPart) -> DayReview | None:
    """The last one of a part."""
    return next((each for each in reviews if each.part == part), None)


def checks_on(found: Site, plant: Plant, day: date, now: datetime) -> list[DayRecords]:
    """Every check of the plant on a day, in the plant's order."""
    return days_records(found.code, plant, plant.checks.values(), day, now)
