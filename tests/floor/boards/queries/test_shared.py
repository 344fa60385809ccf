"""What an office sees is what was agreed, equal to the command line's figures, or a reason."""

from datetime import date, timedelta

import pytest
from tests.floor import scene
from tests.floor.telling import facts_of_a_shift as shift
from tests.floor.telling import known

from dure.engine.floor.facts import Facts
from dure.engine.floor.kpi import Grain as Rolled
from dure.floor.boards.queries.figures import figures_of
from dure.floor.boards.queries.reckoned import known_of
from dure.floor.boards.queries.shared import NO_SHIFT, NOTHING, periods, shown
from dure.floor.boards.queries.story import first_whole_week
from dure.floor.plant.terms import FIGURES, Grain, asked_terms

MONDAY = date(2025, 3, 3)


@pytest.mark.django_db
def test_figures_equal_those_of_the_command_line(plant: scene.Floor):
    terms = asked_terms(FIGURES, scene.DAY)
    (row,) = figures_of(plant.code, scene.DAY, scene.DAY, Rolled.SITE, scene.EVENING)

    found = shown(known_of(plant.site, scene.DAY, scene.DAY, scene.EVENING), terms, scene.DAY, scene.DAY)

    assert (found.figures.as_json() | {"window": ""}) == (row.as_json() | {"window": ""})
    assert None not in (row.yield_, row.quality)
    assert (found.values["quality"].ratio, found.values["yield"].ratio, found.values["usage"].ratio) == (
        100 * (row.quality or 0), 100 * (row.yield_ or 0), 100 * (row.coverage or 0)
    )  # fmt: skip


@pytest.mark.django_db
def test_figures_of_one_machine_are_those_of_its_row(plant: scene.Floor):
    terms = asked_terms(FIGURES, scene.DAY, machines=("PACK1",))
    row = next(
        each
        for each in figures_of(plant.code, scene.DAY, scene.DAY, Rolled.MACHINE, scene.EVENING)
        if each.machine == "PACK1"
    )

    found = shown(known_of(plant.site, scene.DAY, scene.DAY, scene.EVENING), terms, scene.DAY, scene.DAY)

    assert (found.figures.pbt_s, found.figures.apt_s, found.figures.gq) == (row.pbt_s, row.apt_s, row.gq)
    assert (found.values["quality"].ratio, found.values["yield"].ratio) == (
        100 * (row.quality or 0), 100 * (row.yield_ or 0)
    )  # fmt: skip


def test_ratio_of_time_is_refused_below_the_coverage_floor_with_the_reason():
    place = known([shift(MONDAY, unknown_s=15_000)])

    found = shown(place, asked_terms(("availability",), MONDAY), MONDAY, MONDAY)

    floor = round(100 * place.plant.coverage_floor)
    assert found.values["availability"].amounts == ()
    assert str(found.values["availability"].why) == f"기록률 47.9%(기준 {floor}%)"
    assert found.values["usage"].text == "47.9%"


@pytest.mark.parametrize(
    ("row", "why"), [(shift(MONDAY, unknown_s=28_800, pq=0, gq=0, sq=0), NOTHING), (shift(MONDAY, pbt_s=0), NO_SHIFT)]
)
def test_figure_without_anything_to_reckon_from_is_no_nought(row, why):
    found = shown(known([row]), asked_terms(("quality", "output"), MONDAY), MONDAY, MONDAY)

    assert {name: (value.amounts, value.why) for name, value in found.values.items()} == {
        "output": ((), why), "quality": ((), why), "usage": ((), why)
    }  # fmt: skip


def test_days_and_machines_that_were_not_agreed_are_left_out():
    rows = [
        shift(MONDAY), shift(MONDAY, machine="MIX1"), shift(MONDAY + timedelta(days=1)),
        shift(MONDAY + timedelta(days=2)),
    ]  # fmt: skip
    tuesday = MONDAY + timedelta(days=1)
    terms = asked_terms(("quality",), MONDAY, tuesday, machines=("PACK1",))

    found = shown(known(rows), terms, MONDAY - timedelta(days=9), MONDAY + timedelta(days=9))

    assert [(row.machine, row.day) for row in found.rows] == [("PACK1", MONDAY), ("PACK1", tuesday)]
    assert (found.first, found.last, found.days) == (MONDAY, tuesday, 2)


def test_several_days_are_rolled_up_by_sums_not_by_averages():
    rows = [shift(MONDAY, pq=10, gq=5, sq=5), shift(MONDAY + timedelta(days=1), pq=90, gq=90, sq=0)]

    found = shown(known(rows), asked_terms(("quality",), MONDAY), MONDAY, MONDAY + timedelta(days=1))

    assert found.values["quality"].ratio == 95.0


@pytest.mark.parametrize(
    ("grain", "spans"),
    [
        (Grain.DAY, [(date(2025, 3, 4), date(2025, 3, 4)), (date(2025, 3, 3), date(2025, 3, 3))]),
        (Grain.WEEK, [(date(2025, 3, 3), date(2025, 3, 4))]),
        (Grain.MONTH, [(date(2025, 3, 3), date(2025, 3, 4))]),
    ],
)
def test_spans_are_as_fine_as_agreed_and_cut_to_the_agreed_days(grain: Grain, spans: list[tuple[date, date]]):
    terms = asked_terms(("quality",), MONDAY, grain=grain)

    assert periods(terms, date(2025, 2, 1), date(2025, 3, 4)) == spans


def test_first_whole_week_is_the_first_that_is_over_and_known_on_every_day_of_work():
    def week(monday: date, days: int) -> list[Facts]:
        return [shift(monday + timedelta(days=n), unknown_s=0.0 if n < days else 28_800.0) for n in range(5)]

    rows = [*week(MONDAY, 4), *week(MONDAY + timedelta(days=7), 5), *week(MONDAY + timedelta(days=14), 5)]

    assert first_whole_week(known(rows), None) == MONDAY + timedelta(days=13)
    assert first_whole_week(known(rows[:10]), None) is None
