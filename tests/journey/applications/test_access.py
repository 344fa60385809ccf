"""Who sees, writes, checks and decides applications."""

import pytest
from tests.journey.applications.plans import start
from tests.world import firm, sits_on_committee, small_programme

from dure.journey.applications.access import CHECK, DECIDE, SEE, SEE_CHECK, START, SUBMIT, WRITE

pytestmark = pytest.mark.django_db


def test_a_seat_on_the_committee_gives_staff_of_another_operator_no_staff_rights() -> None:
    world = small_programme()
    row, actor = start(world, firm("두레식품")), sits_on_committee(world)

    granted = [bool(each.ask(actor, row)) for each in (SEE, SEE_CHECK, DECIDE)]
    kept = [bool(each.ask(actor, row)) for each in (WRITE, SUBMIT, CHECK, START)]
    assert (granted, kept) == ([True] * 3, [False] * 4)
