from decimal import Decimal

import pytest

from dure.journey.builds.risk import Course, Finished, Level, Reason, Why, judge

FIVE = tuple(Finished(progress, 0) for progress in (40, 50, 60, 70, 80))


def test_a_build_on_its_plan_is_on_track() -> None:
    found = judge(Course(Decimal(35), 55, finished=FIVE))

    assert found.level == Level.ON_TRACK
    assert found.reasons == (Reason(Why.AS_PLANNED, 55, 35),)


@pytest.mark.parametrize(
    ("progress", "level"), [(50, Level.ON_TRACK), (41, Level.ON_TRACK), (40, Level.WATCH), (25, Level.LATE)]
)
def test_progress_behind_the_plan_raises_the_level(progress: int, level: Level) -> None:
    assert judge(Course(Decimal(50), progress)).level == level


def test_an_overdue_milestone_is_late_and_named_first() -> None:
    found = judge(Course(Decimal(35), 20, overdue=(("설계", 3), ("요구사항", 30))))

    assert found.level == Level.LATE
    assert found.reasons[:3] == (
        Reason(Why.OVERDUE, 30, name="요구사항"),
        Reason(Why.OVERDUE, 3, name="설계"),
        Reason(Why.BEHIND_PLAN, 20, 35),
    )


def test_behind_those_that_ended_in_time_is_watched() -> None:
    found = judge(Course(Decimal(35), 39, finished=FIVE))

    assert found.level == Level.WATCH
    assert found.reasons == (Reason(Why.BEHIND_OTHERS, 39, 50),)


def test_nothing_is_foretold_from_too_few_finished_builds() -> None:
    found = judge(Course(Decimal(35), 35, finished=FIVE[:4]))

    assert found.level == Level.ON_TRACK
    assert found.reasons[-1] == Reason(Why.TOO_FEW, 4, 5)


def test_those_that_ended_late_are_no_measure() -> None:
    late = tuple(Finished(90, 10) for _ in range(9))

    assert judge(Course(Decimal(35), 35, finished=late)).level == Level.ON_TRACK


def test_a_silent_build_is_watched() -> None:
    assert judge(Course(Decimal(35), 35, days_since_report=46)).level == Level.WATCH
    assert judge(Course(Decimal(35), 35, days_since_report=45)).level == Level.ON_TRACK
