from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from dure.foundation.installation.actions import mark_demo, set_up
from dure.foundation.installation.clock import forget, now
from dure.foundation.installation.models import Installation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_clock():
    forget()
    yield
    forget()


def test_clock_of_an_ordinary_installation_is_the_machines():
    set_up(name_ko="두레")

    assert abs(now() - timezone.now()) < timedelta(minutes=1)


def test_clock_of_a_demo_runs_on_from_its_own_day():
    mark_demo(name_ko="예시", name_en="Demo", today=datetime(2024, 6, 3, tzinfo=UTC))

    assert datetime(2024, 6, 3, tzinfo=UTC) - timedelta(seconds=2) <= now() < datetime(2024, 6, 3, 0, 10, tzinfo=UTC)


def test_clock_shift_outside_a_demo_is_refused_by_the_database():
    with pytest.raises(IntegrityError):
        Installation.objects.create(id=1, name_ko="두레", clock_shift_s=5)
