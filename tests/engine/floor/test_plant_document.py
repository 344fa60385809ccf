from __future__ import annotations

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.engine.floor.plants import calendar, document, machine, plant, shift

from dure.engine.floor.plant import CalendarVersion, Machine, Rate, Shift, TimeElement
from dure.engine.floor.plant_document import ALWAYS, read_plant
from dure.engine.strict_json import InputError


def test_contract_example_is_read_as_it_says() -> None:
    found = read_plant(
        {
            "name": "…",
            "timezone": "Asia/Seoul",
            "machines": [{"id": "M1", "line": "L1", "planned_run_time_s": {"*": 90}, "stale_after_s": 7200}],
            "calendar": [calendar([shift("08:00", "20:00", "day", ["12:00", "13:00"])])],
        }
    )
    assert found.machines == {"M1": Machine("M1", "L1", rates={"*": (Rate(ALWAYS, 90.0),)}, stale_after_s=7200)}
    assert found.calendar == (
        CalendarVersion(
            "L1", date(2026, 1, 1), frozenset(range(7)),
            (Shift("day", time(8), time(20), ((time(12), time(13)),)),),
        ),
    )  # fmt: skip
    assert (found.timezone, found.coverage_floor, found.lines) == (ZoneInfo("Asia/Seoul"), 0.9, ("L1",))


def test_rates_by_item_and_version() -> None:
    rates: Any = {
        "A": [{"from": "2026-01-01", "seconds": 60}, {"from": "2026-02-01", "seconds": "55.5", "evidence": "study"}],
        "*": 90,
    }
    found = plant(machines=machine(planned_run_time_s=rates)).machines["M1"]
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)]
    assert [found.run_time("A", day) for day in days] == [90.0, 60.0, 60.0, 55.5]
    assert found.run_time("B", days[0]) == 90.0


def test_machine_without_a_rate_has_no_run_time() -> None:
    found = plant(machines=machine(planned_run_time_s={"A": 60})).machines["M1"]
    assert (found.run_time("A", date(2026, 1, 1)), found.run_time("", date(2026, 1, 1))) == (60.0, None)


def test_reasons_go_to_their_time_element() -> None:
    assert {reason.id: reason.element for reason in plant().reasons.values()} == {
        "change": TimeElement.SETUP, "jam": TimeElement.DELAY, "no-order": TimeElement.DOWN,
        "cleaning": TimeElement.PLANNED,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"machines": []}, "/machines"),
        ({"machines": [{"line": "L1"}]}, "/machines/0/id"),
        ({"machines": [*machine(), *machine()]}, "/machines/1/id"),
        ({"machines": machine(stale_after_s=0)}, "/machines/0/stale_after_s"),
        ({"machines": machine(sources={"plc": 30})}, "/machines/0/sources/plc"),
        ({"machines": machine(sources={"plc": {}})}, "/machines/0/sources/plc/stale_after_s"),
        ({"machines": machine(sources={"plc": {"stale_after_s": 0}})}, "/machines/0/sources/plc/stale_after_s"),
        ({"machines": machine(sources={"plc#1": {"stale_after_s": 9}})}, "/machines/0/sources/plc#1"),
        ({"machines": machine(counter="some")}, "/machines/0/counter"),
        ({"machines": machine(colour="red")}, "/machines/0/colour"),
        ({"machines": machine(planned_run_time_s={"*": 0})}, "/machines/0/planned_run_time_s/*"),
        ({"machines": machine(planned_run_time_s={"*": "fast"})}, "/machines/0/planned_run_time_s/*"),
        (
            {"machines": machine(planned_run_time_s={"*": [{"from": "2026-02-01", "seconds": 1}] * 2})},
            "/machines/0/planned_run_time_s/*",
        ),
        ({"timezone": "Asia/Jeonju"}, "/timezone"),
        ({"timezone": "../../etc/passwd"}, "/timezone"),
        ({"coverage_floor_pct": 101}, "/coverage_floor_pct"),
        ({"calendar": [calendar([shift("08:00", "20:00")], line="L9")]}, "/calendar/0/line"),
        ({"calendar": [calendar([shift("08:00", "20:00")], days=["today"])]}, "/calendar/0/days/0"),
        ({"calendar": [calendar([shift("8시", "20:00")])]}, "/calendar/0/shifts/0/start"),
        ({"calendar": [calendar([shift("08:00", "20:00", "day", ["07:00", "07:30"])])]}, "/calendar/0/shifts/0"),
        ({"calendar": [calendar([shift("08:00", "20:00"), shift("20:00", "08:00")])]}, "/calendar/0/shifts/1/name"),
        ({"calendar": [calendar([shift("08:00", "20:00"), shift("19:00", "21:00", "b")])]}, "/calendar/0/shifts/1"),
        ({"calendar": [calendar([shift("08:00", "20:00"), shift("20:00", "09:00", "b")])]}, "/calendar/0/shifts/1"),
        ({"calendar": [calendar([shift("08:00", "20:00")])] * 2}, "/calendar/1/days"),
        (
            {
                "calendar": [
                    calendar([shift("20:00", "08:00", "night")], days=["fri"]),
                    calendar([shift("06:00", "14:00", "early")], days=["sat"]),
                ]
            },
            "/calendar/1/shifts",
        ),
        ({"reasons": [{"id": "jam", "element": "lost"}]}, "/reasons/0/element"),
        ({"checks": [{"id": "ph", "low": 5, "high": 4}]}, "/checks/0/low"),
        ({"ccps": [{"id": "ccp1", "every_min": 0}]}, "/ccps/0/every_min"),
        ({"holidays": ["2026-02-30"]}, "/holidays/0"),
        ({"extra": 1}, "/extra"),
    ],
)
def test_refusal_names_its_field(change: dict[str, Any], path: str) -> None:
    with pytest.raises(InputError) as refused:
        read_plant(document(**change))
    assert refused.value.path == path


def test_day_and_night_that_meet_are_allowed() -> None:
    entry = calendar([shift("08:00", "20:00"), shift("20:00", "08:00", "night")])
    assert [found.name for found in plant(calendar=[entry]).calendar[0].shifts] == ["day", "night"]
