"""A check outside its limits is told once, whoever measured it, to those whom the plan names."""

from datetime import datetime, timedelta

import pytest
from tests import world as w
from tests.floor.quality.scene import PROBE, TABLET, at, correction, tell
from tests.floor.scene import DAY, EVENING, Floor

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Check
from dure.floor.plant.queries import plant_of
from dure.floor.quality import actions, finding
from dure.floor.quality.alarms import due
from dure.floor.quality.models import LimitAlarm
from dure.floor.quality.queries import outside_now
from dure.foundation.access.actor import Role
from dure.foundation.messages.models import Message
from dure.foundation.parties.models import Membership

BRINE = Check("brine_salinity", {}, unit="%", low=8, high=13)
HOUR = timedelta(hours=1)


def brine(seq: int, minutes: int, value: str, *, source: str = TABLET, when: datetime | None = None) -> Event:
    moment = when or at(minutes)
    return Event(source, seq, "SALT1", moment, Kind.CHECK, value, "%", reason="brine_salinity", lot="W-0303")


def seqs(found: list[Event]) -> list[int]:
    return [event.source_seq for event in found]


def test_series_outside_is_told_once_until_it_is_back_inside() -> None:
    series = [brine(1, 0, "7"), brine(2, 10, "7.1"), brine(3, 20, "9"), brine(4, 30, "14")]

    assert seqs(due(BRINE, series, set(), HOUR)) == [1, 4]


def test_series_that_stays_outside_is_told_again_after_the_time_set() -> None:
    series = [brine(n, 25 * n, "7") for n in range(1, 7)]

    assert seqs(due(BRINE, series, set(), HOUR)) == [1, 4]
    assert seqs(due(BRINE, series, {(TABLET, 1)}, HOUR)) == [4]


def test_value_told_late_into_a_series_that_was_told_is_not_told_again() -> None:
    series = [brine(1, 0, "7"), brine(2, 10, "7"), brine(3, 65, "7")]

    assert due(BRINE, series, {(TABLET, 2)}, HOUR) == []


@pytest.mark.django_db(transaction=True)
def test_owner_reads_value_limit_machine_lot_time_and_what_to_do(floor: Floor) -> None:
    tell(floor, brine(1, 540, "7.1"), brine(2, 550, "7"))

    row = Message.objects.get(kind="quality.limit_alarm")
    assert row.subject == "절임수 염도 기준 벗어남: 7.1%"
    assert row.body.splitlines() == [
        "측정값: 7.1% (기준: 8~13%)",
        "시각: 2025. 3. 3.(월) 17:00",
        "설비: 절임조",
        "로트: W-0303",
        "할 일: 소금을 더 넣고 섞은 뒤 다시 잰다; 물을 더 넣고 섞은 뒤 다시 잰다; 절임 시간을 조정한다",
    ]
    assert row.link == f"/floor/{floor.code}/checks/?day={DAY}"


@pytest.mark.django_db(transaction=True)
def test_automatic_values_count_and_a_second_look_tells_nothing_new(floor: Floor) -> None:
    tell(floor, brine(1, 540, "7", source=PROBE))
    finding.look_again()
    tell(floor, brine(2, 545, "7.2", source=PROBE))

    assert [(row.value, row.source_id) for row in LimitAlarm.objects.all()] == [("7", PROBE)]


@pytest.mark.django_db(transaction=True)
def test_what_is_older_than_a_day_is_not_told(floor: Floor) -> None:
    tell(floor, brine(1, 0, "7", when=EVENING - timedelta(days=2)))

    assert not LimitAlarm.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_correction_out_of_the_limit_is_told_and_one_into_it_ends_it(floor: Floor) -> None:
    fine = brine(1, 540, "9")
    tell(floor, fine)
    tell(floor, correction(2, 541, fine, value="7"))
    plant = plant_of(floor.code)

    assert [row.value for row in LimitAlarm.objects.all()] == ["7"]
    assert [each.event.value for each in outside_now(floor.code, plant, EVENING)] == ["7"]
    assert [each.machine for each in outside_now(floor.code, plant, EVENING, line="L1")] == ["SALT1"]

    tell(floor, correction(3, 542, fine, value="9.5"))
    assert outside_now(floor.code, plant, EVENING) == []


@pytest.mark.django_db(transaction=True)
def test_only_those_whom_the_plan_names_are_told(floor: Floor) -> None:
    leader = w.member("반장", Role.FIRM, floor.firm.organisation)
    owner = Membership.objects.get(organisation=floor.firm.organisation, person=floor.firm.owner.person).person
    plan = {str(owner.pk): "-", str(leader.person.pk): "L1"}
    actions.plan_alarms(site=floor.site, repeat_min=30, lines=plan, by=floor.owner, at=EVENING)

    tell(floor, brine(1, 500, "7"), brine(2, 535, "7"))
    tell(floor, brine(3, 566, "7"))

    told = Message.objects.filter(kind="quality.limit_alarm").order_by("id")
    assert [row.recipient_id for row in told] == [leader.person.pk, leader.person.pk]
