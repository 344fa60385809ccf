"""Whether a build is on track: its progress against its own plan and against finished builds of its type.

Nothing is foretold from too few finished builds: then only the plan speaks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

# Points of progress behind the plan from which a build is watched, and counted as late.
WATCH_FROM: Final = 10
LATE_FROM: Final = 25
# Finished builds of the same type below which nothing is compared.
LEAST_FINISHED: Final = 5


class Level(StrEnum):
    """How pressing it is."""

    ON_TRACK = "on_track"
    WATCH = "watch"
    LATE = "late"


class Why(StrEnum):
    """What speaks for the level; its words are the pages' matter."""

    OVERDUE = "overdue"
    BEHIND_PLAN = "behind_plan"
    BEHIND_OTHERS = "behind_others"
    NO_REPORT = "no_report"
    AS_PLANNED = "as_planned"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Finished:
    """A finished build of the same type: its progress at the same part of its time, and how late it ended."""

    progress_pct: int
    days_late: int


@dataclass(frozen=True)
class Course:
    """A build on one day. ``expected_pct`` is the part of its milestones due by then, ``overdue`` (name, days)."""

    expected_pct: Decimal
    progress_pct: int
    overdue: Sequence[tuple[str, int]] = ()
    days_since_report: int | None = None
    finished: Sequence[Finished] = ()


@dataclass(frozen=True)
class Reason:
    """One reason with its figures: ``name`` of a milestone, ``number`` and what it is compared with."""

    why: Why
    number: int = 0
    other: int = 0
    name: str = ""


@dataclass(frozen=True)
class Risk:
    """The level and what speaks for it, the weightiest first."""

    level: Level
    reasons: tuple[Reason, ...]


# Days without a report after which a build under way is watched.
SILENT_AFTER: Final = 45


def judge(course: Course) -> Risk:
    """How a build stands. Pure: the same course always gives the same answer."""
    late = [Reason(Why.OVERDUE, days, name=name) for name, days in sorted(course.overdue, key=lambda each: -each[1])]
    behind = int(course.expected_pct) - course.progress_pct
    watch: list[Reason] = []
    if behind >= WATCH_FROM:
        found = Reason(Why.BEHIND_PLAN, course.progress_pct, int(course.expected_pct))
        (late if behind >= LATE_FROM else watch).append(found)
    if course.days_since_report is not None and course.days_since_report > SILENT_AFTER:
        watch.append(Reason(Why.NO_REPORT, course.days_since_report))
    compared = _compared(course)
    if compared is not None and compared.why == Why.BEHIND_OTHERS:
        watch.append(compared)
    rest = (compared,) if compared is not None and compared.why == Why.TOO_FEW else ()
    if late:
        return Risk(Level.LATE, (*late, *watch, *rest))
    if watch:
        return Risk(Level.WATCH, (*watch, *rest))
    return Risk(Level.ON_TRACK, (Reason(Why.AS_PLANNED, course.progress_pct, int(course.expected_pct)), *rest))


def _compared(course: Course) -> Reason | None:
    """Whether it is behind those finished builds of its type that did end in time."""
    if len(course.finished) < LEAST_FINISHED:
        return Reason(Why.TOO_FEW, len(course.finished), LEAST_FINISHED)
    in_time = sorted(each.progress_pct for each in course.finished if each.days_late <= 0)
    if not in_time:
        return None
    lowest = in_time[len(in_time) // 4]
    return Reason(Why.BEHIND_OTHERS, course.progress_pct, lowest) if course.progress_pct < lowest else None
