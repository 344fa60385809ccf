"""Examples that others published, from their events to the figures they print."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.engine.floor.plants import MONDAY, Teller, at, calendar, machine, plant, shift, table

from dure.engine.floor.calendar import windows
from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind, State
from dure.engine.floor.facts import facts
from dure.engine.floor.kpi import Figures, Grain, rolled_up
from dure.engine.floor.plant import Plant
from dure.engine.floor.reading import read_events
from dure.engine.floor.states import clipped, intervals

DATA = Path(__file__).parents[2] / "data" / "floor"


def figure(of: Plant, events: list[Event], first: date, last: date, grain: Grain = Grain.SITE) -> Figures:
    (row,) = rolled_up(of, facts(of, events, first, last).rows, grain, first, last, {})
    return row


def test_flux_counter_that_begins_at_1200_and_a_range_that_ends_while_running() -> None:
    case = json.loads((DATA / "flux" / "oee.json").read_text())["case"]
    day = date(2021, 3, 22)
    of = plant(
        timezone="UTC",
        machines=machine(planned_run_time_s={"*": case["ideal_cycle_s"]}, stale_after_s=case["planned_time_s"]),
        calendar=[calendar([shift("00:00", "08:00")], since="2021-01-01")],
    )
    tell = Teller()
    events = [
        tell.state(datetime.fromisoformat(moment), "run" if state == case["running_state"] else "down")
        for moment, state in case["state_events"]
    ]
    # What lies after the range is not known to run: the vector counts it as not running.
    events.append(tell.state(datetime.fromisoformat(case["range"][1]), "off"))
    bad_before = case["counts_cumulative"][0][2]
    for moment, total, bad in case["counts_cumulative"]:
        instant = datetime.fromisoformat(moment)
        events.append(tell(instant, Kind.COUNT_TOTAL, str(total)))
        events.append(tell(instant, Kind.SCRAP, str(bad - bad_before)))
        bad_before = bad
    row, expected = figure(of, events, day, day), case["expected"]
    assert (row.apt_s, row.coverage, row.pq, row.gq) == (expected["run_time_s"], 1.0, 240.0, 236.0)
    assert (row.availability, row.effectiveness) == (expected["availability"], expected["performance"])
    assert (row.quality, row.oee) == (expected["quality"], expected["oee"])


def test_vorne_day_with_breaks_and_47_minutes_down() -> None:
    case = json.loads((DATA / "vorne" / "oee.json").read_text())
    told, expected = case["inputs"], case["expected"]
    of = plant(
        machines=machine(planned_run_time_s={"*": 60 // told["ideal_rate_per_min"]}, stale_after_s=86400),
        calendar=[
            calendar([shift("08:00", "16:00", "day", ["10:00", "10:15"], ["12:00", "12:30"], ["14:00", "14:15"])])
        ],
    )
    tell = Teller()
    stopped = at("13:00") + timedelta(minutes=told["downtime_min"])
    row = figure(
        of,
        [
            tell.state("08:00", "run"), tell.state("13:00", "down"), tell.state(stopped, "run"),
            tell("15:59", Kind.COUNT, str(told["total"] - told["reject"])), tell("15:59", Kind.SCRAP, str(told["reject"])),
        ],
        MONDAY, MONDAY,
    )  # fmt: skip
    assert row.pbt_s == told["planned_production_time_min"] * 60
    figures = (row.availability, row.effectiveness, row.quality, row.oee)
    names = ("availability", "performance", "quality", "oee")
    assert figures == pytest.approx(tuple(expected[name] for name in names), abs=case["tol"])
    assert row.availability == 373 / 420


def test_roll_up_of_a_strong_and_a_weak_machine_is_their_sum_not_their_average() -> None:
    """0.80 of 100 s and 0.45 of 300 s are 0.5375 of 400 s, not 0.625."""
    of = plant(
        machines=[{"id": f"M{line}", "line": f"L{line}", "planned_run_time_s": {"*": 1}} for line in "AB"],
        calendar=[
            calendar([shift("08:00:00", "08:01:40")], line="LA"), calendar([shift("08:00:00", "08:05:00")], line="LB"),
        ],
    )  # fmt: skip
    strong, weak = Teller("a#1", "MA"), Teller("b#1", "MB")
    events = [
        strong.state("08:00", "run"), strong.state("08:01:30", "down"), strong("08:01", Kind.COUNT, "80"),
        weak.state("08:00", "run"), weak.state("08:02:30", "down"), weak("08:01", Kind.COUNT, "135"),
        weak("08:01", Kind.SCRAP, "15"),
    ]  # fmt: skip
    rows = table(of, *events).rows
    assert [row.oee for row in rolled_up(of, rows, Grain.MACHINE, MONDAY, MONDAY, {})] == [0.8, 0.45]
    assert figure(of, events, MONDAY, MONDAY).oee == 0.5375


# ---------------------------------------------------------------- soda bottling

HEADER = "source_id,source_seq,machine,at,kind,value,order,item,reason"
FIRST, LAST = date(2024, 8, 29), date(2024, 9, 3)


def soda(name: str) -> list[dict[str, str]]:
    with (DATA / "soda-bottling" / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def soda_expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "soda-bottling" / "expected.json").read_text())
    return found


def batch_ends(row: dict[str, str]) -> tuple[datetime, datetime]:
    """The date of a batch over midnight is that of its end: the one before it ends when it starts, a day earlier."""
    end = datetime.fromisoformat(f"{row['date']}T{row['end']}:00+09:00")
    start = datetime.fromisoformat(f"{row['date']}T{row['start']}:00+09:00")
    return (start if start < end else start - timedelta(days=1)), end


def soda_plant() -> Plant:
    """Planned around the clock from two at night; a batch is one piece, its run time the least its product takes."""
    rates = {row["product"]: int(row["min_batch_time_min"]) * 60 for row in soda("products")}
    return plant(
        machines=machine(planned_run_time_s=rates, stale_after_s=86400),
        calendar=[calendar([shift("02:00", "02:00")], since="2024-01-01")],
        reasons=[{"id": row["factor"], "name": {"en": row["description"]}} for row in soda("downtime_factors")],
        coverage_floor_pct=0,
    )


def stops_of(batch: str) -> list[tuple[str, timedelta]]:
    return [
        (row["factor"], timedelta(minutes=int(row["minutes"])))
        for row in soda("line_downtime")
        if row["batch"] == batch
    ]


def soda_events(*, unplaced: bool) -> list[Event]:
    """The two sheets as an event file, read as such.

    The sheets tell how long each stop was, not when: within its batch they are laid end to end from its start. The
    stops of the seven batches that stand in no production row lie somewhere between their neighbours: they are laid
    after the batch before them, and what follows them is unknown.
    """
    lines: list[str] = []

    def tell(moment: datetime, kind: str, value: str = "", order: str = "", item: str = "", reason: str = "") -> None:
        lines.append(f"excel,{len(lines)},M1,{moment.isoformat()},{kind},{value},{order},{item},{reason}")

    made = {row["batch"]: row for row in soda("line_productivity")}
    moment = at("00:00", FIRST)
    for batch in sorted({row["batch"] for row in soda("line_downtime")} | made.keys()):
        row = made.get(batch)
        if row is None and not unplaced:
            continue
        end = None
        if row is not None:
            moment, end = batch_ends(row)
            tell(moment, "order_start", order=batch, item=row["product"])
        for factor, length in stops_of(batch):
            tell(moment, "state", "down", reason=factor)
            moment += length
        tell(moment, "state", "unknown" if end is None else "run")
        if row is not None and end is not None:
            tell(end - timedelta(seconds=1), "count", "1")
            tell(end, "state", "unknown")
            tell(end, "order_end", order=batch)
            moment = end
    found = read_events("\n".join([HEADER, *lines]).encode())
    assert found.bad == []
    return [event for _, event in found.events]


def test_soda_every_batch_ran_as_long_as_its_product_takes_and_stood_for_the_rest() -> None:
    of, rates = soda_plant(), {row["product"]: int(row["min_batch_time_min"]) for row in soda("products")}
    shifts = windows(of, "L1", FIRST, LAST)
    known = intervals(of.machines["M1"], effective(soda_events(unplaced=False)).events, shifts)["excel"]
    seen = []
    for row in soda("line_productivity"):
        found = clipped(known, [batch_ends(row)])
        ran = sum((one.end - one.start for one in found if one.state is State.RUN), timedelta())
        stood = sum((one.end - one.start for one in found if one.state is State.DOWN), timedelta())
        start, end = batch_ends(row)
        assert ran == timedelta(minutes=rates[row["product"]])
        assert stood == end - start - ran == sum((length for _, length in stops_of(row["batch"])), timedelta())
        seen.append(row["batch"])
    assert len(seen) == 31


def test_soda_line_efficiency_of_the_31_batches_is_availability_and_oee() -> None:
    row = figure(soda_plant(), soda_events(unplaced=False), FIRST, LAST)
    efficiency = soda_expected()["line_efficiency_31_batches"]
    assert (row.availability, row.effectiveness, row.quality, row.oee) == (efficiency, 1.0, 1.0, efficiency)
    assert (row.pq, row.pbt_s) == (31.0, 6 * 86400.0)


def test_soda_batch_over_midnight_belongs_to_the_shift_in_which_it_began() -> None:
    last = [event for event in soda_events(unplaced=False) if event.at >= at("22:55", date(2024, 9, 2))]
    rows = facts(soda_plant(), last, date(2024, 9, 2), LAST).rows
    assert [(row.apt_s, row.adot_s, row.unknown_s, row.pq) for row in rows] == [
        (98 * 60, 32 * 60, 86400 - 130 * 60, 1), (0, 0, 86400, 0),
    ]  # fmt: skip


def test_soda_pareto_of_all_38_batches_is_the_published_one() -> None:
    expected = soda_expected()
    minutes: dict[str, float] = {}
    for row in facts(soda_plant(), soda_events(unplaced=True), FIRST, LAST).rows:
        for reason, seconds in row.stops.items():
            minutes[reason] = minutes.get(reason, 0) + seconds / 60
    assert sum(minutes.values()) == expected["total_downtime_min_38_batches"]
    assert minutes == expected["by_factor"]
    assert sorted(minutes.values(), reverse=True)[:5] == [332, 254, 225, 160, 145]


def test_soda_seven_batches_have_stops_but_no_production_row() -> None:
    made = {row["batch"] for row in soda("line_productivity")}
    lost = sorted({row["batch"] for row in soda("line_downtime")} - made)
    assert lost == [str(batch) for batch in range(422137, 422144)]
    with_them = facts(soda_plant(), soda_events(unplaced=True), FIRST, LAST).rows
    without = facts(soda_plant(), soda_events(unplaced=False), FIRST, LAST).rows
    stood = sum(row.adot_s for row in with_them) - sum(row.adot_s for row in without)
    assert stood == sum(length.total_seconds() for batch in lost for _, length in stops_of(batch))
