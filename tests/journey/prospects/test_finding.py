"""Interest forms in the search."""

import pytest
from tests.world import IN_INTEREST, MUJU, interest, interest_form, small_programme

from dure.foundation.access.actor import PUBLIC
from dure.foundation.search import actions as search
from dure.foundation.search.queries import find
from dure.journey.prospects import actions

pytestmark = pytest.mark.django_db


def test_interest_is_found_by_first_consonants_number_and_receipt() -> None:
    world = small_programme()
    row = interest(world, "진안식품")
    found = [find(world.operator.actor, q).hits[0].title for q in ("ㅈㅇㅅㅍ", row.number, row.receipt)]
    assert found == ["진안식품"] * 3


def test_interest_is_found_by_those_who_may_see_it() -> None:
    world = small_programme()
    interest(world, "무주식품", city_code=MUJU)
    counts = [len(find(who, "무주식품").hits) for who in (world.muju.actor, world.jeonju.actor, PUBLIC)]
    assert counts == [1, 0, 0]


def test_corrected_interest_is_found_by_its_new_name_also_after_a_rebuild() -> None:
    world = small_programme()
    row = interest(world, "옛이름")
    form = interest_form("새이름", number=row.number)
    actions.correct_interest(interest=row, form=form, by=world.operator.actor, at=IN_INTEREST, reason="요청")
    search.rebuild()
    assert [len(find(world.operator.actor, q).hits) for q in ("새이름", "옛이름")] == [1, 0]
