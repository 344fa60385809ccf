"""Reopening intake and moving places."""

import pytest
from tests.world import AFTER_INTAKE, IN_INTAKE, JEONJU, JINAN, MUJU, World, ledger_holds, moment, small_programme

from dure.foundation.access.verdict import AccessRefused, ActionRefused, Refused
from dure.journey.programmes import actions, demand, queries

pytestmark = pytest.mark.django_db
REASON = "JS1 신청 미달"


@pytest.fixture
def world() -> World:
    return small_programme()


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], int]:
    """Live applications by type and city, as a later stage would count them."""
    counted: dict[tuple[str, str], int] = {}
    monkeypatch.setattr(demand, "_COUNTERS", [lambda _programme_id: counted])
    return counted


def reopen(world: World, *, opens: int = 8, closes: int = 19, city: str = MUJU) -> object:
    return actions.reopen_intake(
        programme=world.programme,
        type_code="JS1",
        city_code=city,
        opens_at=moment(4, opens),
        closes_at=moment(4, closes, 18),
        reason=REASON,
        by=world.operator.actor,
        at=AFTER_INTAKE,
    )


def test_reopen_intake_opens_that_type_and_city_only(world: World) -> None:
    reopen(world)
    at = moment(4, 10)
    open_now = {
        (code, city): bool(queries.intake_is_open(world.programme.pk, code, city, at))
        for code in ("JS1", "JS2")
        for city in (JINAN, MUJU)
    }
    assert open_now == {("JS1", JINAN): False, ("JS1", MUJU): True, ("JS2", JINAN): False, ("JS2", MUJU): False}


def test_intake_closes_at_its_last_moment(world: World) -> None:
    verdicts = [
        bool(queries.intake_is_open(world.programme.pk, "JS1", MUJU, at))
        for at in (moment(3, 20, 8, 59), moment(3, 20, 9), moment(4, 3, 17, 59), moment(4, 3, 18))
    ]
    assert verdicts == [False, True, True, False]


def test_intake_after_a_reopening_tells_the_later_date(world: World) -> None:
    reopen(world)
    verdict = queries.intake_is_open(world.programme.pk, "JS1", MUJU, moment(4, 20))
    assert isinstance(verdict, Refused)
    assert "4. 19." in verdict.reason


def test_reopen_intake_twice_opens_it_once(world: World) -> None:
    assert reopen(world) == reopen(world)
    assert queries.reopenings(world.programme.pk).count() == 1
    assert ledger_holds()


def test_reopen_intake_across_another_reopening_is_refused(world: World) -> None:
    reopen(world)
    with pytest.raises(ActionRefused):
        reopen(world, opens=18, closes=25)


def test_reopen_intake_before_the_first_has_closed_is_refused(world: World) -> None:
    with pytest.raises(ActionRefused):
        actions.reopen_intake(
            programme=world.programme, type_code="JS1", city_code=MUJU, opens_at=IN_INTAKE,
            closes_at=moment(4, 19), reason=REASON, by=world.operator.actor, at=IN_INTAKE,
        )  # fmt: skip


def test_reopen_several_with_one_impossible_opens_none(world: World) -> None:
    with pytest.raises(ActionRefused):
        actions.reopen_several(
            programme=world.programme, pairs=[("JS1", MUJU), ("JS9", JINAN)], opens_at=moment(4, 8),
            closes_at=moment(4, 19), reason=REASON, by=world.operator.actor, at=AFTER_INTAKE,
        )  # fmt: skip
    assert queries.reopenings(world.programme.pk).count() == 0


def test_shortfalls_are_places_minus_live_applications(world: World, applied: dict[tuple[str, str], int]) -> None:
    applied.update({("JS1", JEONJU): 5, ("JS1", MUJU): 1, ("JS2", JEONJU): 1, ("JS2", JINAN): 1})
    assert [(row.type_code, row.city_code, row.left) for row in queries.shortfalls(world.programme.pk)] == [
        ("JS1", JINAN, 1)
    ]


def move(world: World, **changes: object) -> object:
    values = {
        "from_type": "JS1", "from_city": MUJU, "to_type": "JS2", "to_city": JINAN, "count": 1, "reason": "심의 결과",
    }  # fmt: skip
    return actions.move_places(
        programme=world.programme, by=world.operator.actor, at=AFTER_INTAKE, **(values | changes)
    )


def test_move_places_changes_types_and_cities_and_keeps_the_sum(world: World) -> None:
    move(world)
    table = queries.places(world.programme.pk)
    assert (dict(table.by_type), table.total) == ({"JS1": 3, "JS2": 3}, 6)
    assert dict(table.by_type_city) == {
        ("JS1", JEONJU): 2, ("JS1", JINAN): 1, ("JS1", MUJU): 0, ("JS2", JEONJU): 1, ("JS2", JINAN): 2,
    }  # fmt: skip
    assert ledger_holds()


@pytest.mark.parametrize(
    "changes",
    [
        {"count": 2},
        {"count": 0},
        {"to_type": "JS9"},
        {"to_type": "JS1", "to_city": MUJU},
        {"reason": ""},
        {"to_city": "11110"},
    ],
)
def test_move_places_that_cannot_be_is_refused(world: World, changes: dict[str, object]) -> None:
    with pytest.raises(ActionRefused):
        move(world, **changes)
    assert queries.moves(world.programme.pk).count() == 0


def test_move_places_with_applicants_is_refused(world: World, applied: dict[tuple[str, str], int]) -> None:
    applied[("JS1", MUJU)] = 1
    with pytest.raises(ActionRefused):
        move(world)


def test_move_places_by_a_city_is_refused(world: World) -> None:
    with pytest.raises(AccessRefused):
        actions.move_places(
            programme=world.programme, from_type="JS1", to_type="JS2", count=1, reason="x",
            by=world.muju.actor, at=AFTER_INTAKE,
        )  # fmt: skip
