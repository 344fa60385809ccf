"""What waits in this stage."""

import pytest
from tests.world import AFTER_INTAKE, IN_INTEREST, START, small_programme

from dure.journey.programmes import actions, demand, queries

pytestmark = pytest.mark.django_db


def test_waiting_for_the_operator_names_the_draft() -> None:
    world = small_programme(publish=False)
    lines = queries.waiting(world.operator.actor, START)
    assert [line.url for line in lines] == ["/programmes/jeonbuk-2024/edit/general/"]


def test_waiting_after_publication_is_empty() -> None:
    world = small_programme()
    assert queries.waiting(world.operator.actor, IN_INTEREST) == []


def test_waiting_after_intake_counts_the_places_left(monkeypatch: pytest.MonkeyPatch) -> None:
    world = small_programme()
    monkeypatch.setattr(demand, "_COUNTERS", [lambda _programme_id: {("JS1", "52110"): 9}])
    assert [line.count for line in queries.waiting(world.operator.actor, AFTER_INTAKE)] == [4]


def test_waiting_of_a_city_is_empty_whatever_is_drafted() -> None:
    world = small_programme()
    actions.amend(programme=world.programme, by=world.operator.actor, at=IN_INTEREST, reason="연장")
    assert queries.waiting(world.muju.actor, IN_INTEREST) == []


def test_programmes_reached_by_role() -> None:
    world = small_programme(publish=False)
    assert list(queries.programmes_for(world.province.actor)) == [world.programme]
    assert list(queries.programmes_for(world.muju.actor)) == []
    assert list(queries.public_programmes()) == []
