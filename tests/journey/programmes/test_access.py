"""Who sees programmes, and who runs them."""

import pytest
from tests.world import sits_on_committee, small_programme

from dure.journey.programmes.access import EDIT, MOVE_PLACES, PUBLISH, SEE

pytestmark = pytest.mark.django_db


def test_a_seat_on_the_committee_gives_staff_of_another_operator_no_staff_rights() -> None:
    world = small_programme()
    actor = sits_on_committee(world)

    asked = [bool(each.ask(actor, world.programme)) for each in (SEE, EDIT, PUBLISH, MOVE_PLACES)]
    assert asked == [True, False, False, False]
