"""Deviations open, close and open again by what the records say, whatever came first."""

import pytest
from tests.floor.quality.scene import METAL, WASHING, a_day, at, correction, record, tell
from tests.floor.scene import Floor, events, kimchi

from dure.floor.events.actions import take
from dure.floor.quality import finding
from dure.floor.quality.models import Deviation
from dure.foundation.ledger.queries import trail
from dure.foundation.messages.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def states() -> list[tuple[str, str, str]]:
    return [(row.ccp, row.value, row.status) for row in Deviation.objects.order_by("found_at")]


def test_record_outside_its_limit_holds_the_product(floor: Floor) -> None:
    tell(floor, *a_day())

    row = Deviation.objects.get()
    found = (row.ccp, row.value, row.low, row.high, row.unit, row.found_at, row.held_from, row.machine, row.status)
    assert found == (WASHING, "2.4", 3, None, "min", at(180), at(60), "WASH1", "held")
    assert row.lots == ["S-0302", "S-0303"]


def test_what_the_line_did_at_once_is_kept(floor: Floor) -> None:
    tell(floor, record(1, 60, "2", note="action:세척을 멈추고 작업을 중지한다 · clock:+12s"))

    assert Deviation.objects.get().line_action == "세척을 멈추고 작업을 중지한다"


def test_records_in_order_open_nothing(floor: Floor) -> None:
    tell(floor, record(1, 60, "3"), record(2, 70, "ok", METAL))

    assert states() == []


def test_test_piece_that_passed_undetected_opens_one(floor: Floor) -> None:
    take(floor.code, events(), origin="hands")
    tell(floor, record(1, 60, "ok", METAL, lot="K-0303"), record(2, 180, "ng", METAL, lot="K-0303"))

    assert states() == [(METAL, "ng", "held")]


def test_record_told_twice_opens_one(floor: Floor) -> None:
    tell(floor, record(1, 60, "2"))
    tell(floor, record(1, 60, "2"), record(2, 90, "1"))

    assert states() == [(WASHING, "2", "held"), (WASHING, "1", "held")]


def test_record_told_late_opens_one_for_its_own_time(floor: Floor) -> None:
    tell(floor, record(3, 240, "3.3"))
    tell(floor, record(1, 60, "3.1", lot="S-0301"), record(2, 120, "2", lot="S-0302"))

    row = Deviation.objects.get()
    assert (row.found_at, row.held_from, row.lots) == (at(120), at(60), ["S-0301", "S-0302"])


def test_correction_into_the_limit_closes_what_nobody_had_acted_on(floor: Floor) -> None:
    short = record(1, 60, "2")
    tell(floor, short)
    tell(floor, correction(2, 61, short, value="3.2"))

    assert states() == [(WASHING, "2", "mistaken")]


def test_record_taken_back_closes_its_deviation(floor: Floor) -> None:
    short = record(1, 60, "2")
    tell(floor, short)
    tell(floor, correction(2, 61, short, void=True))

    assert states() == [(WASHING, "2", "mistaken")]


def test_correction_out_of_the_limit_opens_one(floor: Floor) -> None:
    fine = record(1, 60, "3.2")
    tell(floor, fine)
    tell(floor, correction(2, 400, fine, value="2.1"))

    row = Deviation.objects.get()
    assert (row.value, row.found_at) == ("2.1", at(60))


def test_correction_that_comes_before_its_record_counts(floor: Floor) -> None:
    short = record(1, 60, "2")
    tell(floor, correction(2, 61, short, value="3.2"))
    tell(floor, short)

    assert states() == []


def test_later_correction_opens_it_again(floor: Floor) -> None:
    short = record(1, 60, "2")
    tell(floor, short)
    tell(floor, correction(2, 61, short, value="3.2"))
    tell(floor, correction(3, 62, short, value="2.2"))

    row = Deviation.objects.get()
    assert row.status == "held"
    assert [line.action for line in trail(row)] == ["quality.find", "quality.unfound", "quality.refound"]


def test_correction_to_another_point_judges_by_that_point(floor: Floor) -> None:
    wrong = record(1, 60, "2")
    tell(floor, wrong)
    tell(floor, correction(2, 61, wrong, value="ok", reason=METAL))

    assert states() == [(WASHING, "2", "mistaken")]


def test_firm_is_told_once_in_its_own_language(floor: Floor) -> None:
    short = record(1, 60, "2")
    tell(floor, short)
    tell(floor, short)

    message = Message.objects.get(kind="quality.deviation_found")
    assert message.recipient == floor.firm.owner.person
    assert message.body == "세척 시간: 2분 (한계기준: 3분 이상)\n보류한 로트: S-0302"


def test_old_records_read_in_call_nobody(floor: Floor) -> None:
    tell(floor, record(1, -8 * 24 * 60, "2"))

    assert states() == [(WASHING, "2", "held")]
    assert Message.objects.count() == 0


def test_worker_finds_what_the_process_that_heard_it_lost(floor: Floor) -> None:
    tell(floor, record(1, 60, "2"))
    Deviation.objects.all().delete()

    finding.look_again()

    assert states() == [(WASHING, "2", "held")]


def test_plant_without_critical_points_opens_nothing(db: None) -> None:
    bare = kimchi(ccps=[])
    tell(bare, record(1, 60, "2"))

    assert states() == []
