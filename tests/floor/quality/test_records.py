"""A day's records as they stand: which day they belong to, what was missed, what was corrected or taken back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.floor.quality.scene import METAL, PROBE, TABLET, WASHING, at, correction, record, tell
from tests.floor.scene import DAY, EVENING, kimchi

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Check
from dure.engine.floor.plant_document import read_plant
from dure.floor.plant.queries import plant_of
from dure.floor.plant.sectors import document
from dure.floor.quality.records import DayRecords, day_records, records_of, span_of, windows_of

SEOUL = ZoneInfo("Asia/Seoul")
PLANT = read_plant(document("food-kimchi", name="김치"))
CCP = PLANT.ccps[WASHING]


def read(*events: Event, now: datetime = EVENING, check: Check = CCP) -> DayRecords:
    span, every = span_of(PLANT, check, DAY), windows_of(PLANT, check, DAY)
    return records_of(list(events), check, day=DAY, span=span, every=every, now=now)


def test_periods_up_to_now_without_a_record_are_missed() -> None:
    found = read(record(1, 10, "3.2"), record(2, 250, "3.2"), now=at(370))

    assert (found.due, found.missed) == (3, (at(120),))


def test_check_without_a_frequency_misses_nothing() -> None:
    found = read(check=PLANT.checks["incoming"])

    assert (found.due, found.missed) == (0, ())


def test_corrected_record_says_what_was_first_told() -> None:
    first = record(1, 60, "2.9")
    found = read(first, correction(2, 61, first, value="3.9"))

    assert [(r.event.value, r.first_told, r.holds) for r in found.records] == [("3.9", "2.9", True)]


def test_record_taken_back_is_counted_not_shown() -> None:
    first = record(1, 60, "2.9")
    found = read(first, record(2, 62, "3.3"), correction(3, 61, first, void=True))

    assert ([r.event.value for r in found.records], found.voided) == (["3.3"], 1)


def test_typed_and_automatic_records_are_told_apart() -> None:
    found = read(record(1, 60, "3.2", source=TABLET), record(1, 70, "3.2", source=PROBE))

    assert ([r.typed for r in found.records], found.typed) == ([True, False], 1)


def test_writers_are_named_once() -> None:
    found = read(record(1, 60, "3.2"), record(2, 70, "3.2"), record(3, 80, "3.2", actor=""))

    assert found.writers == ("포장반",)


def test_digest_changes_with_any_record() -> None:
    first = record(1, 60, "3.2")
    digests = {
        read(first).digest,
        read(first, record(2, 70, "3.2")).digest,
        read(first, correction(2, 61, first, value="3.3")).digest,
        read(first, correction(2, 61, first, void=True)).digest,
        read().digest,
    }

    assert len(digests) == 5


def test_digest_does_not_depend_on_the_order_of_arrival() -> None:
    first, second = record(1, 60, "3.2"), record(2, 70, "3.2")

    assert read(first, second).digest == read(second, first).digest


def test_night_shift_belongs_to_the_day_it_starts_and_to_one_day_only() -> None:
    shifts = [{"name": "야간", "start": "20:00", "end": "06:00", "breaks": []}]
    calendar = [{"line": "*", "from": "2020-01-01", "days": ["mon", "tue", "wed", "thu", "fri"], "shifts": shifts}]
    plant = read_plant(document("food-kimchi", name="김치") | {"calendar": calendar})
    days = [date(2025, 3, 3) + timedelta(days=n) for n in range(3)]
    spans = [span_of(plant, CCP, day) for day in days]

    assert spans[0][1] == datetime(2025, 3, 4, 6, tzinfo=SEOUL)
    assert [end for _start, end in spans[:2]] == [start for start, _end in spans[1:]]


@pytest.mark.django_db(transaction=True)
def test_records_of_another_point_are_left_out(db: None) -> None:
    floor = kimchi()
    tell(floor, record(1, 60, "3.2"), record(2, 70, "ok", METAL))
    tell(floor, Event(TABLET, 3, "WASH1", at(80), Kind.CHECK, "3.2", reason=WASHING))
    plant = plant_of(floor.code)

    found = day_records(floor.code, plant, plant.ccps[WASHING], DAY, EVENING)

    assert [r.event.key for r in found.records] == [(TABLET, 1)]


def test_every_correction_is_kept_with_who_and_why() -> None:
    first, gone = record(1, 60, "2.9"), record(2, 90, "3.3")
    found = read(
        first,
        gone,
        correction(3, 61, first, value="3.9", actor="포장반", note="잘못 읽음 · clock:+12s"),
        correction(4, 62, first, value="3.1", lot="S-0305"),
        correction(5, 91, gone, void=True, actor="반장"),
    )

    told = [
        (c.before.value, None if c.after is None else (c.after.value, c.after.lot), c.correction.actor, c.why)
        for c in found.changes
    ]
    assert told == [
        ("2.9", ("3.9", "S-0302"), "포장반", "잘못 읽음"),
        ("3.9", ("3.1", "S-0305"), "", ""),
        ("3.3", None, "반장", ""),
    ]


def test_record_moved_to_another_check_leaves_its_change_behind() -> None:
    first = record(1, 60, "3.2")
    moved = correction(2, 61, first, reason=METAL, value="ok")

    here, there = read(first, moved), read(first, moved, check=PLANT.ccps[METAL])

    assert (len(here.records), len(here.changes), len(there.records), len(there.changes)) == (0, 1, 1, 1)
