"""Where the points stand, and what smart HACCP still wants of them."""

from datetime import date

import pytest
from tests.floor.quality.scene import METAL, PROBE, WASHING, a_day, correction, record, tell
from tests.floor.scene import DAY, EVENING, Floor, kimchi

from dure.floor.plant.queries import plant_of
from dure.floor.quality import actions
from dure.floor.quality.models import Deviation
from dure.floor.quality.queries import PointToday, calibrated, deviations_on, points_on

pytestmark = pytest.mark.django_db(transaction=True)


def points(floor: Floor) -> dict[str, PointToday]:
    return {point.ccp.id: point for point in points_on(floor.site, plant_of(floor.code), DAY, EVENING)}


def lacking(point: PointToday) -> set[str]:
    return {lack.key for lack in point.lacks if not lack.met}


def test_typed_and_missing_records_are_said_to_lack(floor: Floor) -> None:
    tell(floor, *a_day())
    found = points(floor)

    assert lacking(found[WASHING]) == {"automatic", "complete", "calibrated"}
    counted = {lack.key: (lack.n, lack.of) for lack in found[METAL].lacks if lack.of}
    assert counted == {"automatic": (1, 2), "complete": (2, 4)}


def test_point_that_measures_itself_in_every_period_lacks_nothing(floor: Floor) -> None:
    tell(floor, *(record(n, 60 + 120 * n, "3.3", source=PROBE) for n in range(4)))
    actions.calibrate(
        site=floor.site, ccp=WASHING, instrument="초시계", done_on=DAY, passed=True, note="", by=floor.owner, at=EVENING
    )

    assert lacking(points(floor)[WASHING]) == set()


def test_plant_says_when_an_instrument_was_calibrated_until_a_later_record_does(floor: Floor) -> None:
    ccp = {"id": WASHING, "name": {"ko": "세척"}, "low": 3, "unit": "min", "calibrated_on": "2024-01-31"}
    other = kimchi(floor.firm, ccps=[ccp | {"instrument": "초시계", "calibration_months": 1}])
    plant = plant_of(other.code)
    told = calibrated(other.site, plant)[WASHING]
    actions.calibrate(
        site=other.site,
        ccp=WASHING,
        instrument="초시계",
        done_on=DAY,
        passed=False,
        note="",
        by=floor.owner,
        at=EVENING,
    )
    later = calibrated(other.site, plant)[WASHING]

    assert (told.valid_until, told.holds_on(date(2024, 2, 29)), told.holds_on(date(2024, 3, 1))) == (
        date(2024, 2, 29), True, False,
    )  # fmt: skip
    assert (later.done_on, later.holds_on(DAY)) == (DAY, False)


def test_deviations_stand_beside_the_records_that_opened_them(floor: Floor) -> None:
    short, wrong = record(1, 60, "2"), record(2, 90, "1")
    tell(floor, short, wrong)
    tell(floor, correction(3, 91, wrong, value="3.1"))

    found = deviations_on(floor.site, WASHING, {short.key, wrong.key})

    assert found == {short.key: Deviation.objects.get(source_seq=1)}


def test_days_of_rest_do_not_count_as_missed(floor: Floor) -> None:
    week_ago = [record(n, 60 + 120 * n - 7 * 1440, "3.3", source=PROBE) for n in range(4)]
    tell(floor, *week_ago)

    counted = {lack.key: (lack.n, lack.of) for lack in points(floor)[WASHING].lacks if lack.of}
    assert counted == {"automatic": (4, 4), "complete": (4, 4)}
