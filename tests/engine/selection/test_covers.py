from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dure.engine.selection.covers import Knapsack, separate

SHARES = st.lists(st.sampled_from((0.0, 0.2, 0.5, 0.7, 1.0)), min_size=7, max_size=7)


@given(st.lists(st.integers(1, 12), min_size=7, max_size=7), st.integers(3, 40), SHARES, st.booleans())
@settings(max_examples=300, deadline=None)
def test_cut_keeps_every_whole_solution_and_breaks_the_shares(
    amounts: list[int], room: int, shares: list[float], outside: bool
) -> None:
    cut = separate(Knapsack(np.arange(7), amounts, room, outside), np.array(shares))
    if cut is None:
        return

    for chosen in product((0, 1), repeat=7):
        counted = [1 - one for one in chosen] if outside else chosen
        if sum(amount * one for amount, one in zip(amounts, counted, strict=True)) <= room:
            assert int(cut.factors @ np.array(chosen)[cut.members]) <= cut.bound
    assert float(cut.factors @ np.array(shares)[cut.members]) > cut.bound
