"""A chart of the web page has the figures of the command line's, and proposes what fits."""

import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from tests.commands.floor.test_spc import dure
from tests.floor.quality.scene import WASHING, at, record, tell
from tests.floor.scene import DAY, MORNING, Floor, kimchi

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Plant
from dure.engine.floor.spc.rules import RuleSet
from dure.engine.floor.spc.samples import Chart
from dure.engine.strict_json import dump
from dure.floor.plant.queries import plant_of
from dure.floor.quality.charting.asked import Asked, Group, Subject
from dure.floor.quality.charting.drawn import Drawn, drawn
from dure.floor.quality.charting.series import series_of

pytestmark = pytest.mark.django_db(transaction=True)
VALUES = ["3.5", "3.6", "3.4", "3.5", "3.7", "3.5", "3.4", "3.5", "3.6", "3.4", "3.5", "9", "3.3"]


def washing(**more: object) -> Asked:
    return Asked(**{"subject": Subject.CHECK, "of": WASHING, "first": DAY, "last": DAY} | more)  # type: ignore[arg-type]


def seen(floor: Floor, asked: Asked) -> Drawn:
    plant: Plant = plant_of(floor.code)
    return drawn(plant, asked, series_of(floor.code, plant, asked))


def told(floor: Floor) -> None:
    tell(floor, *(record(n, 10 * n, value) for n, value in enumerate(VALUES, start=1)))


def counted(floor: Floor, bad: tuple[int, ...], good: int = 50) -> None:
    """A packing machine that counts pieces by the day."""
    events = [
        Event("plc#a", 2 * n + which, "PACK1", MORNING + timedelta(days=n, hours=1), kind, str(value), item="KIMCHI")
        for n, many in enumerate(bad, start=-len(bad) + 1)
        for which, (kind, value) in enumerate(((Kind.COUNT, good), (Kind.SCRAP, many)), start=1000)
    ]
    tell(floor, *events)


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        (washing(), ["i_mr"]),
        (washing(group=Group.COUNT, size=3), ["xbar_r"]),
        (washing(group=Group.COUNT, size=2, chart=Chart.XBAR_S, rules=RuleSet.WESTERN_ELECTRIC), ["xbar_s"]),
        (washing(chart=Chart.EWMA), ["ewma"]),
        (washing(lsl=3.0, usl=4.0), ["i_mr", "--lsl", "3", "--usl", "4"]),
    ],
)
def test_chart_has_the_figures_of_the_command_line(
    floor: Floor, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: Asked, options: list[str]
) -> None:
    told(floor)
    found = seen(floor, asked)
    file = tmp_path / "samples.csv"
    size = asked.size if asked.group else 1
    rows = [f"{n // size + 1},{value}" for n, value in enumerate(VALUES[: len(VALUES) // size * size])]
    file.write_text("\n".join(["sample,value", *rows]), encoding="utf-8")

    assert dure("--file", str(file), "--chart", *options, "--rules", asked.rules.value) == 0
    assert found.answer is not None
    assert json.loads(dump(asdict(found.answer))) == json.loads(capsys.readouterr().out)


def test_counts_have_the_figures_of_the_command_line(
    floor: Floor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted(floor, (2, 1, 0, 9, 3))
    asked = Asked(Subject.DEFECTS, "KIMCHI", DAY - timedelta(days=10), DAY, group=Group.DAY)
    found = seen(floor, asked)
    file = tmp_path / "samples.csv"
    rows = [f"{n},{bad},{50 + bad}" for n, bad in enumerate((2, 1, 0, 9, 3), start=1)]
    file.write_text("\n".join(["sample,count,size", *rows]), encoding="utf-8")

    assert (found.chart, found.series.machine) == (Chart.P, "PACK1")
    assert dure("--file", str(file), "--chart", "p") == 0
    assert found.answer is not None
    assert json.loads(dump(asdict(found.answer))) == json.loads(capsys.readouterr().out)


def test_days_that_set_the_limits_freeze_them(floor: Floor) -> None:
    calm = [record(n, 10 * n - 1440, value) for n, value in enumerate(VALUES[:5], start=1)]
    tell(floor, *calm, *(record(n, 10 * n, value) for n, value in enumerate(VALUES[5:], start=20)))
    day_before = DAY - timedelta(days=1)

    frozen = seen(floor, washing(base=(day_before, day_before)))
    alone = seen(floor, washing(first=day_before, last=day_before))

    assert frozen.baseline == 5
    assert frozen.answer is not None
    assert alone.answer is not None
    assert (frozen.answer.lcl, frozen.answer.ucl) == (alone.answer.lcl, alone.answer.ucl)
    assert len(frozen.answer.points) == len(VALUES)


def test_chart_that_does_not_fit_is_refused_with_the_reason(floor: Floor) -> None:
    told(floor)
    found = seen(floor, washing(chart=Chart.P))

    assert found.answer is None
    assert found.problem == "이 관리도는 맞지 않습니다(시료군마다 측정값이 하나입니다). 알맞은 관리도를 고르세요."


def test_values_that_fill_no_sample_are_said_to_be_left_out(floor: Floor) -> None:
    told(floor)
    found = seen(floor, washing(group=Group.COUNT, size=5))

    assert (len(found.series.bunches), found.series.left_out) == (2, 3)


def test_instrument_that_measures_all_the_time_is_read_by_the_hour(floor: Floor) -> None:
    tell(floor, *(record(n, 5 * n, "3.5", source="thermo#a") for n in range(24)))
    found = seen(floor, washing())

    assert (found.series.group, found.chart) == (Group.HOUR, Chart.XBAR_S)
    assert [len(bunch.values) for bunch in found.series.bunches] == [12, 12]


def test_samples_by_shift_and_by_lot(floor: Floor) -> None:
    lots = ("A", "A", "B", "B", "B")
    tell(floor, *(record(n, 30 * n, "3.5", lot=lot) for n, lot in enumerate(lots, start=1)))

    by_lot, by_shift = (seen(floor, washing(group=group)).series for group in (Group.LOT, Group.SHIFT))

    assert [len(bunch.values) for bunch in by_lot.bunches] == [2, 3]
    assert [(len(bunch.values), bunch.at) for bunch in by_shift.bunches] == [(5, at(30))]


def test_weighed_items_are_drawn_by_their_share() -> None:
    floor = kimchi()
    told = [
        Event("hands#0001", 2 * n + side, "PACK1", MORNING + timedelta(days=n - 3), kind, value, "kg", "KIMCHI")
        for n in (1, 2)
        for side, (kind, value) in enumerate(((Kind.COUNT, "97.5"), (Kind.SCRAP, "2.5")))
    ]
    tell(floor, *told)
    found = seen(floor, Asked(Subject.DEFECTS, "KIMCHI", DAY - timedelta(days=5), DAY, group=Group.DAY))

    assert (found.chart, [bunch.values for bunch in found.series.bunches]) == (Chart.I_MR, [(2.5,), (2.5,)])
