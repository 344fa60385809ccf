from __future__ import annotations

import numpy as np

from dure.engine.selection.proven import NOTHING, Proven
from dure.engine.selection.rows import Rows


def question(must: list[int], may: list[int]) -> Rows:
    empty = np.zeros(0, dtype=np.int64)
    return Rows(np.zeros((0, 2), dtype=np.int64), empty, empty, np.array(must, bool), np.array(may, bool))


def test_ceiling_holds_for_more_pins_and_bars_only() -> None:
    proven = Proven(2)
    proven.keep(np.array([0, 0], bool), np.array([1, 1], bool), 9)
    proven.keep(np.array([1, 0], bool), np.array([1, 1], bool), 7)
    proven.keep(np.array([0, 1], bool), np.array([1, 1], bool), NOTHING)

    assert proven.ceiling(question([0, 0], [1, 0])) == 9
    assert proven.ceiling(question([1, 0], [1, 0])) == 7
    assert proven.ceiling(question([1, 1], [1, 1])) == NOTHING


def test_no_ceiling_is_known_for_a_wider_question() -> None:
    proven = Proven(2)
    proven.keep(np.array([1, 0], bool), np.array([1, 1], bool), 7)

    assert proven.ceiling(question([0, 0], [1, 1])) is None


def test_firms_are_decided_where_the_other_decision_is_proven_too_light() -> None:
    proven = Proven(2)
    proven.keep(np.array([1, 0], bool), np.array([1, 1], bool), 7)
    proven.keep(np.array([0, 0], bool), np.array([1, 0], bool), 5)

    above_seven = proven.decided(question([0, 0], [1, 1]), 7)
    above_six = proven.decided(question([0, 0], [1, 1]), 6)

    assert (above_seven.must.tolist(), above_seven.may.tolist()) == ([False, True], [False, True])
    assert (above_six.must.tolist(), above_six.may.tolist()) == ([False, True], [True, True])
