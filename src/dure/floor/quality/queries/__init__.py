"""Questions about checks and critical control points: the door other apps use."""

from dure.floor.quality.queries.points import (
    OPEN,
    Calibrated,
    Lack,
    PointToday,
    calibrated,
    calibrations_of,
    checks_on,
    deviations_of,
    deviations_on,
    measured,
    newest_review,
    open_deviations,
    points_on,
    reviews_of,
)
from dure.floor.quality.queries.waiting import Asked, Task, waiting, waiting_of

__all__ = [
    "OPEN",
    "Asked",
    "Calibrated",
    "Lack",
    "PointToday",
    "Task",
    "calibrated",
    "calibrations_of",
    "checks_on",
    "deviations_of",
    "deviations_on",
    "measured",
    "newest_review",
    "open_deviations",
    "points_on",
    "reviews_of",
    "waiting",
    "waiting_of",
]
