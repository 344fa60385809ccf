"""Questions about checks and critical control points: the door other apps use."""

from dure.floor.quality.queries.alarms import Outside, alarm_plan, outside_now, people_of
from dure.floor.quality.queries.days import records_on
from dure.floor.quality.queries.points import (
    JUDGED_DAYS,
    OPEN,
    Calibrated,
    Lack,
    PointToday,
    calibrated,
    calibrations_of,
    checks_on,
    deviations_of,
    deviations_on,
    newest_review,
    open_deviations,
    points_on,
    reviews_of,
)
from dure.floor.quality.queries.waiting import Asked, Task, waiting, waiting_of
from dure.floor.quality.records import DayRecords

__all__ = [
    "JUDGED_DAYS",
    "OPEN",
    "Asked",
    "Calibrated",
    "DayRecords",
    "Lack",
    "Outside",
    "PointToday",
    "Task",
    "alarm_plan",
    "calibrated",
    "calibrations_of",
    "checks_on",
    "deviations_of",
    "deviations_on",
    "newest_review",
    "open_deviations",
    "outside_now",
    "people_of",
    "points_on",
    "records_on",
    "reviews_of",
    "waiting",
    "waiting_of",
]
