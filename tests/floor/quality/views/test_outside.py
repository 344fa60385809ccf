"""What lies outside its limits stands on the wall, on the line's page and among the checks until it is back inside."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.floor.quality.scene import TABLET, tell
from tests.floor.scene import EVENING, Floor

from dure.engine.floor.events import Event, Kind

pytestmark = pytest.mark.django_db(transaction=True)


def told(floor: Floor, seq: int, value: str) -> None:
    at = EVENING - timedelta(minutes=30 - seq)
    tell(floor, Event(TABLET, seq, "SALT1", at, Kind.CHECK, value, "%", reason="brine_salinity"))


def seen(floor: Floor, owner: Client) -> list[bool]:
    pages = [
        reverse("boards:andon", args=[floor.code]),
        reverse("boards:line", args=[floor.code, "L1"]),
        reverse("quality:checks", args=[floor.code]),
    ]
    return ["Outside the limit now" in owner.get(page).content.decode() for page in pages]


def test_value_outside_stands_until_one_inside_is_told(floor: Floor, owner: Client) -> None:
    told(floor, 1, "14.2")
    assert seen(floor, owner) == [True, True, True]

    told(floor, 2, "12")
    assert seen(floor, owner) == [False, False, False]
