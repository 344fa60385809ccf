"""The rules against worked cases, against a slow second reading of their wording, and under symmetry."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engine.floor.spc.rules import RuleSet, Standings, broken
from dure.engine.floor.spc.track import Track

# Coarse on purpose: runs, ties and points exactly on a zone's edge must occur.
SERIES = st.lists(st.integers(-14, 14).map(lambda quarter: quarter / 4), min_size=1, max_size=60)


def standings(values: list[float], center: float = 0.0, sigma: float = 1.0) -> Standings:
    return Track(tuple(values), (center,) * len(values), (sigma,) * len(values)).standings()


def points(rule: str, values: list[float]) -> list[int]:
    """Counted from 1."""
    rule_set = RuleSet(rule.rsplit("_", 1)[0])
    return [at + 1 for at, name in broken(rule_set, standings(values)) if name == rule]


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        ("western_electric_1", [0, 3.2, -3.5, 2.9], [2, 3]),
        ("western_electric_2", [0, 2.5, 1.0, 2.6, 0], [4]),
        ("western_electric_2", [2.5] * 7 + [3.2], [3, 4, 5, 6, 7, 8]),
        ("western_electric_3", [0, 1.2, 1.3, 0.2, 1.4, 1.5], [6]),
        ("western_electric_4", [-1.0] * 8 + [1.0], [8]),
        ("nelson_1", [0, 3.2, -3.4, 3], [2, 3]),
        ("nelson_2", [0.5] * 10 + [-0.5] * 10, [9, 10, 19, 20]),
        ("nelson_3", [1, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4, 3, 2, 1], [6, 7, 13, 14]),
        ("nelson_4", [1, 3, 2, 4, 3, 5, 4, 6, 5, 7, 6, 8, 7, 9, 8], [14, 15]),
        ("nelson_5", [0, 2.3, 0.4, 2.2, -2.4, -0.2, -2.5], [4, 7]),
        ("nelson_6", [1.2, 1.3, 0.2, 1.4, 1.5, -1.2, -1.3, -0.1, -1.4, -1.5], [5, 10]),
        ("nelson_7", [0.3] * 16 + [1.2], [15, 16]),
        ("nelson_7", [1.0] * 15, [15]),
        ("nelson_8", [1.2, -1.3, 1.1, -1.4, 1.5, -1.2, 1.3, -1.1, 0.2], [8]),
        ("nelson_8", [1.2] * 8, [8]),
        ("nelson_8", [1.0, -1.3, 1.1, -1.4, 1.5, -1.2, 1.3, -1.1], []),
    ],
)
def test_rule_signals_where_the_pattern_completes(rule: str, values: list[float], expected: list[int]) -> None:
    assert points(rule, values) == expected


def test_signals_come_by_point_and_then_by_rule() -> None:
    found = broken(RuleSet.WESTERN_ELECTRIC, standings([2.5] * 7 + [3.2]))

    assert found[-4:] == [(7, f"western_electric_{rule}") for rule in (1, 2, 3, 4)]


def test_rounding_noise_on_the_centre_is_no_side() -> None:
    values = [0.1 + 0.2, 0.3] * 10

    assert broken(RuleSet.WESTERN_ELECTRIC, standings(values, center=0.3, sigma=0.1)) == []


def slow(rule_set: RuleSet, z: list[float]) -> list[tuple[int, str]]:
    """Each rule as it is worded, on the whole window that ends at each point."""

    def window(at: int, length: int) -> list[float] | None:
        return z[at + 1 - length : at + 1] if at + 1 >= length else None

    def sided(at: int, length: int, enough: int, sigmas: float) -> bool:
        seen = window(at, length)
        return seen is not None and any(
            sum(side * value > sigmas for value in seen) >= enough and side * z[at] > sigmas for side in (1, -1)
        )

    def monotonous(at: int) -> bool:
        seen = window(at, 6)
        return seen is not None and len(set(seen)) == 6 and seen in (sorted(seen), sorted(seen, reverse=True))

    def zigzag(at: int) -> bool:
        seen = window(at, 14)
        return seen is not None and all(
            seen[middle - 1] < seen[middle] > seen[middle + 1] or seen[middle - 1] > seen[middle] < seen[middle + 1]
            for middle in range(1, 13)
        )

    def inside(at: int) -> bool:
        seen = window(at, 15)
        return seen is not None and max(abs(value) for value in seen) <= 1

    def outside(at: int) -> bool:
        seen = window(at, 8)
        return seen is not None and min(abs(value) for value in seen) > 1

    def apart(at: int) -> bool:
        return abs(z[at]) > 3

    nelson = [
        apart,
        lambda at: sided(at, 9, 9, 0),
        monotonous,
        zigzag,
        lambda at: sided(at, 3, 2, 2),
        lambda at: sided(at, 5, 4, 1),
        inside,
        outside,
    ]
    western = [apart, nelson[4], nelson[5], lambda at: sided(at, 8, 8, 0)]
    rules = nelson if rule_set is RuleSet.NELSON else western
    return [
        (at, f"{rule_set}_{number}") for at in range(len(z)) for number, rule in enumerate(rules, start=1) if rule(at)
    ]


@settings(max_examples=300)
@given(SERIES, st.sampled_from(RuleSet))
def test_rules_equal_their_wording(values: list[float], rule_set: RuleSet) -> None:
    assert broken(rule_set, standings(values)) == slow(rule_set, values)


@given(SERIES, st.sampled_from(RuleSet), st.integers(-1000, 1000), st.sampled_from([0.001, 0.1, 7.0, 1e6]))
def test_rules_do_not_see_shift_and_scale(values: list[float], rule_set: RuleSet, shift: int, scale: float) -> None:
    moved = standings([shift + scale * value for value in values], center=shift, sigma=scale)

    assert broken(rule_set, moved) == broken(rule_set, standings(values))


@given(SERIES, st.sampled_from(RuleSet))
def test_rules_judge_both_sides_alike(values: list[float], rule_set: RuleSet) -> None:
    assert broken(rule_set, standings([-value for value in values])) == broken(rule_set, standings(values))


@pytest.mark.parametrize(
    ("number", "values"), [(2, [0.5] * 9), (3, [0, 0.1, 0.2, 0.3, 0.4, 0.5]), (7, [0.3, -0.3] * 8)]
)
def test_only_reads_no_other_rule(number: int, values: list[float]) -> None:
    assert broken(RuleSet.NELSON, standings(values), only=1) == []
    assert {name for _at, name in broken(RuleSet.NELSON, standings(values), only=number)} == {f"nelson_{number}"}
