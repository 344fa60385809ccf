"""Sheets carry the score they are written for, in grades of the notice."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.demo.grading import combined, panel
from dure.demo.notice import terms

SITE, PRESENTATION = (terms().step(code) for code in ("site_check", "presentation"))


# One grade of one of the two site sheets moves their mean by 1.5 points.
@pytest.mark.parametrize(
    ("step", "off_at_most"), [(SITE, 1.5), (PRESENTATION, 0.5)], ids=["site check", "presentation"]
)
@given(
    wanted=st.floats(62, 94),
    seed=st.integers(0, 10**6),
    severity=st.lists(st.floats(-2.6, 2.3), min_size=5, max_size=5),
)
def test_combined_mean_is_the_wanted_one_as_near_as_grades_allow(step, off_at_most, wanted, seed, severity):
    sheets = panel(step, severity[: step.assessors], wanted, Random(seed))

    assert abs(combined(step, sheets) - wanted) <= off_at_most


@given(wanted=st.floats(45, 96), seed=st.integers(0, 10**6))
def test_every_grade_is_one_of_the_notice(wanted, seed):
    grades = {each.code: set(each.grades) for each in PRESENTATION.criteria}
    sheets = panel(PRESENTATION, [-2.0, 0.0, 0.5, 1.0, 2.0], wanted, Random(seed))

    assert [
        (code, points) for sheet in sheets for code, points in sheet.points.items() if points not in grades[code]
    ] == []


def test_same_chance_gives_the_same_sheets():
    first, second = (panel(PRESENTATION, [0.0] * 5, 81.3, Random(7)) for _time in range(2))

    assert first == second
