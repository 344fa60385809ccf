from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.floor.spc.known import nist

from dure.engine.floor.spc.moments import mean, spread, stdev

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=20)


@pytest.mark.parametrize("name", ["michelso", "numacc1"])
def test_moments_equal_the_certified_values(name: str) -> None:
    case = nist(name)

    assert mean(case["data"]) == pytest.approx(case["mean"], rel=1e-15)
    assert stdev(case["data"]) == pytest.approx(case["stdev"], rel=1e-12)


def test_equal_values_have_exactly_no_spread() -> None:
    assert (mean([0.1] * 7), stdev([0.1] * 7), spread([0.1] * 7)) == (0.1, 0.0, 0.0)


@given(VALUES.flatmap(lambda values: st.tuples(st.just(values), st.permutations(values))))
def test_moments_do_not_depend_on_the_order(pair: tuple[list[float], list[float]]) -> None:
    one, other = pair

    assert (mean(one), stdev(one), spread(one)) == (mean(other), stdev(other), spread(other))
