from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dure.engine.scoring import severities
from dure.engine.scoring.severity import linked_groups

pairs = st.dictionaries(
    st.tuples(st.sampled_from(["F1", "F2", "F3", "F4"]), st.sampled_from(["E1", "E2", "E3"])),
    st.integers(0, 100).map(Fraction),
    max_size=12,
)


def test_strict_assessor_of_weak_firms_is_not_taken_for_weak() -> None:
    """Each point is the firm's worth less the assessor's strictness, so the fit is perfect."""
    worth = {"F1": 50, "F2": 90, "F3": 70}
    strict = {"E1": 4, "E2": -1, "E3": -3}
    points = {(firm, one): Fraction(worth[firm] - strict[one]) for firm in worth for one in strict}

    assert {one.assessor: one.points for one in severities(points)} == strict


def test_difference_on_a_single_firm_is_not_assessable() -> None:
    found = severities({("F1", "E1"): Fraction(60), ("F1", "E2"): Fraction(90)})

    assert [(one.assessor, one.points) for one in found] == [("E1", None), ("E2", None)]


def test_groups_without_shared_firms_stay_apart() -> None:
    points = {
        (firm, one): Fraction(number)
        for number, (firm, one) in enumerate(
            [(f, e) for f in ("F1", "F2") for e in ("E1", "E2")] + [(f, e) for f in ("F3", "F4") for e in ("E3", "E4")]
        )
    }

    assert [(one.assessor, one.group) for one in severities(points)] == [
        ("E1", 0),
        ("E2", 0),
        ("E3", 1),
        ("E4", 1),
    ]


@given(pairs)
def test_severity_agrees_with_least_squares_of_numpy(points: dict[tuple[str, str], Fraction]) -> None:
    found = {one.assessor: one.points for one in severities(points)}

    for group in linked_groups(points):
        expected = _least_squares(points, group)
        if expected is None:
            assert [found[one] for one in group] == [None] * len(group)
        else:
            assert np.allclose([float(found[one] or 0) for one in group], expected)


@given(pairs)
def test_severities_of_a_group_sum_to_zero(points: dict[tuple[str, str], Fraction]) -> None:
    sums: dict[int, Fraction] = {}
    for one in severities(points):
        sums[one.group] = sums.get(one.group, Fraction(0)) + (one.points or 0)

    assert set(sums.values()) <= {Fraction(0)}


def _least_squares(points: dict[tuple[str, str], Fraction], group: tuple[str, ...]) -> list[float] | None:
    sheets = [(firm, one, value) for (firm, one), value in points.items() if one in group]
    firms = sorted({firm for firm, _, _ in sheets})
    if len(sheets) <= len(firms) + len(group) - 1:
        return None
    design = np.zeros((len(sheets), len(firms) + len(group)))
    for row, (firm, one, _) in enumerate(sheets):
        design[row, firms.index(firm)] = 1
        design[row, len(firms) + group.index(one)] = -1
    solution = np.linalg.lstsq(design, np.array([float(value) for _, _, value in sheets]), rcond=None)[0]
    strict = solution[len(firms) :]
    return list(strict - strict.mean())
