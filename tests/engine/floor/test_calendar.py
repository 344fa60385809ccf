from __future__ import annotations

from datetime import date, timedelta

from tests.engine.floor.plants import MONDAY, at, calendar, plant, shift

from dure.engine.floor.calendar import Window, windows
from dure.engine.strict_json import JsonValue

TUESDAY = MONDAY + timedelta(days=1)
SUNDAY = MONDAY - timedelta(days=1)


def of(*entries: JsonValue, first: date = MONDAY, last: date = MONDAY, line: str = "L1") -> list[Window]:
    return windows(plant(calendar=list(entries)), line, first, last)


def spans(found: list[Window]) -> list[tuple[str, object, object]]:
    return [(window.label, window.start, window.end) for window in found]


def test_breaks_are_taken_out_of_the_planned_time() -> None:
    (window,) = of(calendar([shift("08:00", "20:00", "day", ["15:00", "15:15"], ["12:00", "13:00"])]))
    assert window.busy == (
        (at("08:00"), at("12:00")), (at("13:00"), at("15:00")), (at("15:15"), at("20:00")),
    )  # fmt: skip
    assert window.planned_s == (12 - 1.25) * 3600


def test_breaks_that_touch_the_ends_or_each_other_leave_no_empty_span() -> None:
    (window,) = of(
        calendar([shift("08:00", "12:00", "day", ["08:00", "09:00"], ["09:00", "10:00"], ["11:30", "12:00"])])
    )
    assert window.busy == ((at("10:00"), at("11:30")),)


def test_night_shift_belongs_to_the_day_it_starts() -> None:
    found = of(calendar([shift("20:00", "08:00", "night", ["00:00", "01:00"])]))
    assert spans(found) == [("2026-01-05 night", at("20:00"), at("32:00"))]
    assert found[0].busy == ((at("20:00"), at("24:00")), (at("25:00"), at("32:00")))


def test_shift_that_ends_when_it_starts_lasts_a_day_and_24_00_is_midnight() -> None:
    assert spans(of(calendar([shift("08:00", "08:00")]))) == [("2026-01-05 day", at("08:00"), at("32:00"))]
    assert spans(of(calendar([shift("16:00", "24:00")]))) == [("2026-01-05 day", at("16:00"), at("24:00"))]


def test_days_are_included_at_both_ends_and_weekdays_kept() -> None:
    weekdays: list[JsonValue] = ["mon", "wed"]
    found = of(calendar([shift("08:00", "09:00")], days=weekdays), last=MONDAY + timedelta(days=7))
    assert [window.day.day for window in found] == [5, 7, 12]


def test_holidays_have_no_shift_but_the_night_before_goes_on() -> None:
    there = plant(calendar=[calendar([shift("20:00", "08:00", "night")])], holidays=["2026-01-06"])
    assert spans(windows(there, "L1", MONDAY, TUESDAY)) == [("2026-01-05 night", at("20:00"), at("32:00"))]


def test_newest_version_of_a_line_replaces_the_older_from_its_day_on() -> None:
    found = of(
        calendar([shift("08:00", "20:00")]),
        calendar([shift("09:00", "18:00")], since="2026-01-06", days=["tue"]),
        last=MONDAY + timedelta(days=2),
    )
    assert spans(found) == [
        ("2026-01-05 day", at("08:00"), at("20:00")), ("2026-01-06 day", at("33:00"), at("42:00")),
    ]  # fmt: skip


def test_line_of_its_own_goes_before_all_lines() -> None:
    entries = calendar([shift("08:00", "20:00")], line="*"), calendar([shift("09:00", "18:00")])
    assert [window.start for window in of(*entries)] == [at("09:00")]
    assert [window.start for window in of(*entries, line="L2")] == [at("08:00")]


def test_no_shift_before_the_first_version() -> None:
    assert of(calendar([shift("08:00", "20:00")], since="2026-01-06")) == []


def test_new_version_ends_the_night_shift_of_the_old_one_whatever_days_are_asked() -> None:
    entries = (
        calendar([shift("20:00", "08:00", "night", ["07:00", "07:30"])]),
        calendar([shift("06:00", "14:00", "early")], since="2026-01-06"),
    )
    night, early = of(*entries, last=TUESDAY)
    assert (night.end, night.busy, early.start) == (at("30:00"), ((at("20:00"), at("30:00")),), at("30:00"))
    assert of(*entries) == [night]


def test_reach_is_two_hours_or_to_the_middle_of_the_gap() -> None:
    early, late = of(calendar([shift("06:00", "14:00", "early"), shift("15:00", "20:00", "late")]))
    assert early.reach == (at("04:00"), at("14:30"))
    assert late.reach == (at("14:30"), at("22:00"))


def test_reach_does_not_depend_on_the_days_asked() -> None:
    entry = calendar([shift("08:00", "07:00", "long")])
    tuesday = of(entry, first=SUNDAY, last=TUESDAY)[-1]
    assert of(entry, first=TUESDAY, last=TUESDAY) == [tuesday]
    assert tuesday.reach == (at("31:30"), at("55:30"))


def test_clock_change_keeps_the_wall_clock() -> None:
    there = plant(timezone="Europe/Berlin", calendar=[calendar([shift("22:00", "06:00", "night")])])
    (window,) = windows(there, "L1", date(2026, 3, 28), date(2026, 3, 28))
    assert window.planned_s == 7 * 3600


def test_running_shift_is_planned_so_far_and_one_to_come_not_at_all() -> None:
    there = plant(calendar=[calendar([shift("08:00", "12:00", "early", ["09:00", "09:30"]), shift("12:00", "16:00")])])
    early, late = windows(there, "L1", MONDAY, MONDAY, at("10:00"))
    assert (early.busy, late.busy) == (((at("08:00"), at("09:00")), (at("09:30"), at("10:00"))), ())
    whole = windows(there, "L1", MONDAY, MONDAY)
    assert [(each.start, each.end, each.reach) for each in (early, late)] == [
        (each.start, each.end, each.reach) for each in whole
    ]
    assert windows(there, "L1", MONDAY, MONDAY, at("16:00")) == whole
