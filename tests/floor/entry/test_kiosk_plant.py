"""What a device keeps of its plant: what a firm wrote comes in every language, and the written text stays the record's."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.floor.scene import EVENING, kimchi

from dure.floor.entry import actions
from dure.floor.entry.actions import DeviceFacts
from dure.floor.entry.kiosk_plant import kiosk_plant

pytestmark = pytest.mark.django_db


def test_texts_of_checks_come_in_the_tablets_languages() -> None:
    floor = kimchi(translations={"Fe 2.0 mm": {"vi": "Sắt 2,0 mm"}})
    device = actions.add_device(site=floor.site, facts=DeviceFacts("벽 태블릿"), by=floor.owner, at=EVENING)

    found = kiosk_plant(device)

    washing = next(check for check in found["checks"] if check["id"] == "CCP-1B")
    assert washing["actions"][0] == "세척을 멈추고 작업을 중지한다"
    assert found["texts"]["세척을 멈추고 작업을 중지한다"]["vi"] == "Ngừng rửa và dừng công việc"
    assert found["texts"]["병원성 미생물"]["en"] == "Disease-causing microorganisms"
    assert found["texts"]["Fe 2.0 mm"] == {"vi": "Sắt 2,0 mm"}
    assert "SUS 3.0 mm" not in found["texts"]


def test_demos_tablet_learns_how_far_the_demos_day_is_away() -> None:
    floor = kimchi()
    device = actions.add_device(site=floor.site, facts=DeviceFacts("벽 태블릿"), by=floor.owner, at=EVENING)

    shown = timezone.now() + timedelta(seconds=kiosk_plant(device)["clock_shift_s"])

    assert abs(shown - EVENING) < timedelta(minutes=5)
