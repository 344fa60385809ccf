"""What the critical points ask of their firm."""

from datetime import datetime

import pytest
from django.urls import reverse
from tests import world as w
from tests.floor.quality.scene import METAL, WASHING, record, tell
from tests.floor.scene import DAY, EVENING, Floor

from dure.floor.quality import actions
from dure.floor.quality.models import Deviation
from dure.floor.quality.queries import Task, waiting, waiting_of
from dure.foundation.workflow.values import Waiting
from dure.portal.stages import everything_waiting

pytestmark = pytest.mark.django_db(transaction=True)


def test_held_product_waits_for_its_action_then_for_the_decision(floor: Floor) -> None:
    tell(floor, record(1, 60, "2"))
    row = Deviation.objects.get()
    first = waiting_of(floor.site, EVENING)
    actions.correct(deviation=row, cause="고장", correction="다시 세척", by=floor.owner, at=EVENING)
    second = waiting_of(floor.site, EVENING)
    actions.discard(deviation=row, decision="폐기", by=floor.owner, at=EVENING)

    assert [(each.task, each.ccp, each.due_on) for each in first] == [(Task.CORRECT, WASHING, DAY)]
    assert [each.task for each in second] == [Task.APPROVE]
    assert waiting_of(floor.site, EVENING) == []


def test_calibration_waits_from_a_month_before_it_ends(floor: Floor) -> None:
    actions.calibrate(
        site=floor.site, ccp=METAL, instrument="1호", done_on=DAY.replace(year=2024, month=4, day=2), passed=True,
        note="", by=floor.owner, at=EVENING,
    )  # fmt: skip

    assert [(each.task, each.ccp) for each in waiting_of(floor.site, EVENING)] == [(Task.CALIBRATE, METAL)]
    assert waiting_of(floor.site, datetime(2025, 3, 2, 12, tzinfo=w.SEOUL)) == []


def test_home_of_the_firm_lists_it_and_nobody_elses_does(floor: Floor) -> None:
    tell(floor, record(1, 60, "2"))
    row = Deviation.objects.get()
    url = reverse("quality:deviation", args=[floor.code, row.pk])

    found = [each for each in everything_waiting(floor.owner, EVENING) if each.url == url]

    what = "세척 시간 (2025. 3. 3.(월) 09:00 · S-0302): 한계기준을 벗어나 제품을 보류하였습니다"
    due = datetime(2025, 3, 3, 23, 59, tzinfo=w.SEOUL)
    assert found == [Waiting(what, "조치 기록하기", url, due, firm=floor.site.name)]
    assert waiting(w.firm("무주식품").owner.actor, EVENING) == []
