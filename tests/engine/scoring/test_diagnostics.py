from __future__ import annotations

import statistics
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.scoring.notices import rules, sheets

from dure.engine.scoring import combine, disagreement, positions, weakest_first
from dure.engine.scoring.disagreement import Disagreement
from dure.engine.scoring.result import Dropped, SheetTotal


def test_disagreement_counts_dropped_sheets_too() -> None:
    points = [SheetTotal("E1", Decimal(90), Dropped.HIGHEST), SheetTotal("E2", Decimal(70), None)]

    found = disagreement(points)

    assert found == Disagreement(2, Decimal(70), Decimal(90), Decimal("14.14"))
    assert found.range == Decimal(20)


def test_disagreement_of_one_sheet_has_no_deviation() -> None:
    assert disagreement([SheetTotal("E1", Decimal(90), None)]) == Disagreement(1, Decimal(90), Decimal(90), None)


def test_disagreement_of_nothing_is_none() -> None:
    assert disagreement([]) is None


@given(st.lists(st.integers(0, 100), min_size=2, max_size=8))
def test_deviation_agrees_with_statistics(points: list[int]) -> None:
    found = disagreement([SheetTotal(f"E{n}", Decimal(one), None) for n, one in enumerate(points)], 4)

    assert found is not None
    assert found.deviation is not None
    assert abs(float(found.deviation) - statistics.stdev(points)) < 1e-4


def test_position_tells_rank_median_and_points_lost() -> None:
    listed = [
        *sheets(["AAA"], firm="F1"),
        *sheets(["CCF"], firm="F2"),
        *sheets(["CCC"], firm="F3"),
    ]
    scores = combine(rules(), ["F1", "F2", "F3"], listed)

    found = positions(scores)["F2"]

    assert [(one.criterion, one.rank, one.peers, one.median, one.lost) for one in found] == [
        ("ability", 2, 3, Fraction(16), Fraction(4)),
        ("fit", 3, 3, Fraction(4), Fraction(5)),
    ]
    assert [one.criterion for one in weakest_first(found)] == ["fit", "ability"]


def test_firm_without_sheets_has_no_position() -> None:
    scores = combine(rules(), ["F1", "F2"], sheets(["AAA"]))

    assert positions(scores)["F2"] == ()
