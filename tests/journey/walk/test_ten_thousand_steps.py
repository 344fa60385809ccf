"""Ten thousand steps over agreements, changes, endings, claims, payments, settlements and recoveries together.

Whoever tries whatever in whatever order, allowed or refused: no state is reached but by a transition of its table,
every transition of every table is reached, and after each step shares, versions, books, budget lines, payments and
debts are as they must be.
"""

from typing import Any

import pytest
from tests.journey.walk import holds
from tests.journey.walk.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

STEPS = 10_000
SEEDS = (1, 2, 3, 4)
# A walk goes on, to twice as far at most, while a transition is left that nobody took.
STEPS_EACH = STEPS // len(SEEDS)
LOOK_AT_ALL_EVERY = 500


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_tried_everything_holds(seed: int, django_capture_on_commit_callbacks: Any) -> None:
    walk = Walk(seed, lambda: django_capture_on_commit_callbacks(execute=True))

    for number in range(1, 2 * STEPS_EACH + 1):
        assert walk.step() == [], f"step {number}"
        if number % LOOK_AT_ALL_EVERY == 0:
            assert holds.wrong_with_the_whole(walk.world.programme.pk) == []
        if number >= STEPS_EACH and not walk.missing():
            break

    assert walk.missing() == []
    assert min(walk.done, walk.refused) > STEPS_EACH // 5
