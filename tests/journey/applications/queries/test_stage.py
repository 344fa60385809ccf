from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.journey.applications.plans import start, submitted
from tests.world import AFTER_INTAKE, IN_INTAKE, IN_INTEREST, JINAN, MUJU, World, business_number, firm, small_programme

from dure.foundation.access.verdict import ActionRefused
from dure.journey.applications import actions, queries
from dure.journey.applications.values import SupplementItem
from dure.journey.programmes.actions import reopen_intake
from dure.journey.programmes.queries import shortfalls
from dure.journey.prospects.actions import receive_interest
from dure.journey.prospects.values import InterestForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return small_programme()


def asked(world: World, maker: Any) -> Any:
    row = submitted(world, maker)
    return actions.ask_supplement(
        application=row, items=[SupplementItem("", "도면")], by=world.operator.actor, at=AFTER_INTAKE, reason="빠짐"
    )


def test_standing_sums_to_its_total(world: World) -> None:
    submitted(world, firm("하나식품"))
    submitted(world, firm("두리식품", city=MUJU), type_code="JS2")
    start(world, firm("세모식품"))

    stage = queries.standing(world.programme.pk)

    assert stage.total == 2
    assert dict(stage.by_state) == {"submitted": 2}
    assert dict(stage.by_type) == {"JS1": 1, "JS2": 1}
    assert dict(stage.by_city) == {JINAN: 1, MUJU: 1}


def test_waiting_for_the_firm_names_the_supplement_and_its_day(world: World) -> None:
    maker = firm()
    request = asked(world, maker)

    (line,) = queries.waiting(maker.owner.actor, AFTER_INTAKE)

    assert (line.firm, line.due_at, line.waits) == ("진안식품", request.due_at, "전북테크노파크")


def test_waiting_for_staff_counts_checks_and_overdue_supplements(world: World) -> None:
    request = asked(world, firm("하나식품"))
    submitted(world, firm("두리식품"))

    lines = queries.waiting(world.operator.actor, request.due_at + timedelta(hours=1))

    assert [line.count for line in lines] == [1, 1]


def test_waiting_for_a_city_is_empty(world: World) -> None:
    submitted(world, firm())

    assert queries.waiting(world.jeonju.actor, AFTER_INTAKE) == []


def test_story_is_told_to_those_who_may_see_it(world: World) -> None:
    maker, other = firm(), firm("두리식품")
    submitted(world, maker)

    assert len(queries.story(maker.organisation.pk, maker.owner.actor)) == 2
    assert queries.story(maker.organisation.pk, other.owner.actor) == []


def test_a_city_sees_no_draft(world: World) -> None:
    start(world, firm(city=MUJU))

    assert queries.firm_standings(world.programme.pk, world.muju.actor) == []


@pytest.mark.parametrize("name", ["standing", "firm_standings", "waiting", "applications_of"])
def test_queries_do_not_grow_with_the_rows(world: World, name: str) -> None:
    calls: dict[str, Any] = {
        "standing": lambda: queries.standing(world.programme.pk),
        "firm_standings": lambda: queries.firm_standings(world.programme.pk, world.operator.actor),
        "waiting": lambda: queries.waiting(world.operator.actor, AFTER_INTAKE),
        "applications_of": lambda: queries.applications_of(world.programme.pk),
    }
    counts = []
    for names in (["하나식품"], ["두리식품", "세모식품"]):
        for each in names:
            submitted(world, firm(each))
        calls[name]()
        with CaptureQueriesContext(connection) as captured:
            calls[name]()
        counts.append(len(captured.captured_queries))

    assert counts[0] == counts[1]


def test_demand_is_what_places_are_compared_with(world: World) -> None:
    submitted(world, firm())

    left = {(row.type_code, row.city_code): row.left for row in shortfalls(world.programme.pk)}

    assert left[("JS1", MUJU)] == 1
    assert ("JS1", JINAN) not in left


def test_reopened_intake_takes_that_type_and_city_only(world: World) -> None:
    again = AFTER_INTAKE + timedelta(days=2)
    reopen_intake(
        programme=world.programme, type_code="JS1", city_code=MUJU, opens_at=AFTER_INTAKE,
        closes_at=AFTER_INTAKE + timedelta(days=7), by=world.operator.actor, at=AFTER_INTAKE,
        reason="신청이 모자랍니다.",
    )  # fmt: skip

    row = start(world, firm("무주농산", city=MUJU), at=again)
    with pytest.raises(ActionRefused):
        start(world, firm("진안농산", city=JINAN), at=again)

    assert row.city_id == MUJU


def test_interest_becomes_the_application_with_firm_factory_and_figures(world: World) -> None:
    number = business_number()
    form = InterestForm(
        firm_name="온누리식품", number=number, city_code=MUJU, sector_code="10", sales_won=1_500_000_000, headcount=9,
        wishes="수율을 알고 싶습니다.", contact_name="김대표", contact_phone="063-320-1111",
        consents=("collection", "visit"),
    )  # fmt: skip
    interest = receive_interest(
        programme=world.programme, form=form, source="on_behalf", by=world.operator.actor, at=IN_INTEREST
    )

    row = actions.start_from_interest(
        interest=interest, choice=actions.FromInterest("JS1"), by=world.operator.actor, at=IN_INTAKE
    )
    plan = queries.draft_plan(queries.draft_of(row.pk))
    interest.refresh_from_db()

    assert (row.firm.name, row.city_id, row.site.kind, row.entered_by_staff) == ("온누리식품", MUJU, "factory", True)
    assert (plan.facts.sales_won, plan.facts.headcount, plan.goals) == (1_500_000_000, 9, "수율을 알고 싶습니다.")
    assert interest.status == "applied"
