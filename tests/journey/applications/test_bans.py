"""A ban from taking part as a fact of the eligibility check, of the firm and of its supplier."""

from datetime import date

import pytest
from tests.journey.applications.plans import complete_plan, submitted
from tests.world import AFTER_INTAKE, SEOUL, Firm, World, firm, moment, small_programme

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.parties.actions import impose_restriction, lift_restriction
from dure.foundation.parties.models import Restriction
from dure.journey.applications import actions, queries
from dure.journey.applications.models import Application

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return small_programme()


def ban(world: World, who: Firm, until_on: date = date(2026, 1, 1)) -> Restriction:
    return impose_restriction(
        organisation=who.organisation, from_on=date(2024, 1, 2), until_on=until_on, reason="사업비 목적 외 사용",
        source="제재심의 제2024-3호", decided_by="제재심의위원회", by=world.operator.actor, at=moment(1, 2),
    )  # fmt: skip


def lines(row: Application) -> dict[str, tuple[str, str]]:
    check = queries.latest_check(row.pk)
    assert check is not None
    return {
        line.result.rule_code: (line.result.outcome, line.source)
        for line in queries.rule_lines(check)
        if line.result.rule_code.endswith("not_banned")
    }


def test_a_banned_firm_is_stopped_with_rule_fact_and_source(world: World) -> None:
    maker = firm()
    ban(world, maker)
    row = submitted(world, maker)
    outcome, source = lines(row)["not_banned"]
    assert (row.verdict, outcome) == ("stop", "stop")
    assert "제재심의위원회" in source
    assert "제재심의 제2024-3호" in source
    with pytest.raises(ActionRefused):
        actions.decide_eligibility(application=row, accept=True, by=world.operator.actor, at=AFTER_INTAKE)


def test_a_banned_supplier_stops_the_application(world: World) -> None:
    supplier = firm("공급정보")
    ban(world, supplier)
    plan = complete_plan(supplier_number=supplier.number, supplier_name="공급정보")
    row = submitted(world, firm(), plan=plan)
    found = lines(row)
    assert (found["not_banned"][0], found["supplier_not_banned"][0]) == ("pass", "stop")


def test_a_ban_that_ended_or_an_unknown_supplier_stops_nothing(world: World) -> None:
    maker = firm()
    ban(world, maker, until_on=date(2024, 3, 1))
    plan = complete_plan(supplier_number="1234567891", supplier_name="새공급")
    assert submitted(world, maker, plan=plan).verdict == "clear"


def test_a_lifted_ban_counts_with_the_next_check_and_the_old_check_replays(world: World) -> None:
    maker = firm()
    restriction = ban(world, maker)
    row = submitted(world, maker)
    old = queries.latest_check(row.pk)
    at = moment(4, 8).astimezone(SEOUL)
    lift_restriction(
        restriction=restriction, lifted_on=at.date(), reason="이의신청 인용", by=world.operator.actor, at=at
    )
    actions.check_again(application=row, by=world.operator.actor, at=at)
    row.refresh_from_db()
    assert row.verdict == "clear"
    assert old is not None
    assert queries.replay_agrees(old)
    assert old.eligible is False
