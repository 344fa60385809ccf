"""Calibrations and the two signatures under a day's records."""

from datetime import date

import pytest
from tests import world as w
from tests.floor.quality.scene import METAL, WASHING, correction, record, tell
from tests.floor.scene import DAY, EVENING, Floor

from dure.engine.floor.events import Event
from dure.floor.events.queries import volume
from dure.floor.quality import actions
from dure.floor.quality.models import Calibration, DayReview, ReviewPart
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import AccessRefused, ActionRefused

pytestmark = pytest.mark.django_db(transaction=True)


def calibrate(floor: Floor, done_on: date = DAY, ccp: str = METAL, by: Actor | None = None) -> Calibration:
    return actions.calibrate(
        site=floor.site, ccp=ccp, instrument="금속검출기 1호", done_on=done_on, passed=True, note=" 성적서 12 ",
        by=by or floor.owner, at=EVENING,
    )  # fmt: skip


def sign(floor: Floor, part: ReviewPart, by: Actor | None = None) -> DayReview:
    return actions.review(site=floor.site, ccp=WASHING, day=DAY, part=part, note="", by=by or floor.owner, at=EVENING)


def one_record(floor: Floor) -> Event:
    event = record(1, 60, "3.2")
    tell(floor, event)
    return event


def test_calibration_holds_as_long_as_the_plant_says(floor: Floor) -> None:
    row = calibrate(floor, date(2024, 2, 29))

    assert (row.done_on, row.valid_until, row.note) == (date(2024, 2, 29), date(2025, 2, 28), "성적서 12")


def test_calibration_of_a_day_to_come_is_refused(floor: Floor) -> None:
    with pytest.raises(ActionRefused):
        calibrate(floor, date(2025, 3, 4))

    assert Calibration.objects.count() == 0


def test_calibration_of_an_unknown_point_is_refused(floor: Floor) -> None:
    with pytest.raises(ActionRefused):
        calibrate(floor, ccp="CCP-9")


def test_day_is_checked_then_approved(floor: Floor) -> None:
    one_record(floor)
    checked, approved = sign(floor, ReviewPart.CHECKED), sign(floor, ReviewPart.APPROVED)

    assert (checked.records, checked.chain) == (1, volume(floor.code).head)
    assert checked.digest == approved.digest


def test_approval_before_the_check_is_refused(floor: Floor) -> None:
    one_record(floor)

    with pytest.raises(ActionRefused):
        sign(floor, ReviewPart.APPROVED)


def test_approval_of_records_changed_since_the_check_is_refused(floor: Floor) -> None:
    event = one_record(floor)
    sign(floor, ReviewPart.CHECKED)
    tell(floor, correction(2, 61, event, value="3.4"))

    with pytest.raises(ActionRefused):
        sign(floor, ReviewPart.APPROVED)

    sign(floor, ReviewPart.CHECKED)
    assert sign(floor, ReviewPart.APPROVED).records == 1


def test_day_without_records_is_signed_by_nobody(floor: Floor) -> None:
    with pytest.raises(ActionRefused):
        sign(floor, ReviewPart.CHECKED)


def test_another_firm_signs_and_calibrates_nothing(floor: Floor) -> None:
    one_record(floor)
    stranger = w.firm("무주식품").owner.actor

    with pytest.raises(AccessRefused):
        sign(floor, ReviewPart.CHECKED, by=stranger)
    with pytest.raises(AccessRefused):
        calibrate(floor, by=stranger)
