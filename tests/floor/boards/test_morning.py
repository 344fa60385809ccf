"""The owners' message in the morning."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import translation
from tests.floor import scene
from tests.floor.boards.telling import at
from tests.floor.scene import DAY, EVENING, Floor

from dure.floor.boards.morning import morning_words, tell_owners
from dure.floor.boards.queries.day import owners_day
from dure.foundation.messages.models import Message

pytestmark = pytest.mark.django_db


def test_owner_is_told_once_in_the_morning(plant: Floor):
    assert tell_owners(at(7, 29, days=1)) == 0
    assert tell_owners(at(7, 30, days=1)) == 1
    cache.clear()
    assert tell_owners(at(8, days=1)) == 0

    message = Message.objects.get()
    assert message.recipient == plant.firm.owner.person
    assert message.link == f"/floor/{plant.code}/?day={DAY.isoformat()}"


def test_afternoon_is_no_morning(plant: Floor):
    assert tell_owners(at(13, days=1)) == 0


def test_plant_that_never_told_anything_is_left_alone(floor_home):
    scene.kimchi()

    assert tell_owners(at(8, days=1)) == 0


def test_message_says_made_thrown_away_and_stood_still(plant: Floor):
    with translation.override("ko"):
        words = morning_words(owners_day(plant.site, DAY, EVENING))

    assert words.splitlines()[:3] == [
        "- 만든 양: 460kg (전날 기록 없음)",
        "- 버린 양: 10kg",
        "- 멈춘 시간: 1시간 (가장 긴 멈춤: 포장기 고장 1시간)",
    ]


def test_message_of_a_day_without_records_does_not_say_zero(plant: Floor):
    with translation.override("ko"):
        words = morning_words(owners_day(plant.site, DAY + timedelta(days=1), EVENING + timedelta(days=1)))

    assert words.startswith("이날의 기록이 없습니다.")
