from dataclasses import replace

import pytest
from tests.journey.applications.plans import CLEAN_FACTS, complete_plan, submitted
from tests.world import AFTER_INTAKE, START, World, firm, small_programme, small_terms

from dure.foundation.access.actor import SYSTEM
from dure.foundation.access.verdict import ActionRefused
from dure.journey.applications import actions, queries
from dure.journey.applications.eligibility import Outcome
from dure.journey.applications.models import RuleResult
from dure.journey.applications.plan import Facts
from dure.journey.applications.states import ApplicationState
from dure.journey.programmes import actions as programmes
from dure.journey.programmes.queries import terms_in_force

pytestmark = pytest.mark.django_db


def facts(**changes: object) -> Facts:
    return CLEAN_FACTS.model_copy(update=changes)


def test_a_rule_not_met_keeps_from_being_eligible() -> None:
    world = small_programme()
    row = submitted(world, firm(), plan=complete_plan(facts=facts(supported_before=True)))

    with pytest.raises(ActionRefused):
        actions.decide_eligibility(
            application=row, accept=True, by=world.operator.actor, at=AFTER_INTAKE, reason="예외"
        )
    actions.decide_eligibility(
        application=row, accept=False, by=world.operator.actor, at=AFTER_INTAKE, reason="지원 이력이 있습니다."
    )

    assert (row.status, row.verdict) == (ApplicationState.INELIGIBLE, "stop")


def test_a_stop_is_never_set_aside() -> None:
    world = small_programme()
    row = submitted(world, firm(), plan=complete_plan(facts=facts(supported_before=True)))
    result = RuleResult.objects.get(check_run__application=row, outcome=Outcome.STOP)

    with pytest.raises(ActionRefused):
        actions.set_aside(result=result, by=world.operator.actor, at=AFTER_INTAKE, reason="예외")


def test_a_caution_needs_a_reason_of_its_own_or_of_the_decision() -> None:
    world = small_programme()
    row = submitted(world, firm(headcount=46), plan=complete_plan(facts=facts(headcount=46)))
    result = RuleResult.objects.get(check_run__application=row, outcome=Outcome.WARNING)

    with pytest.raises(ActionRefused):
        actions.decide_eligibility(application=row, accept=True, by=world.operator.actor, at=AFTER_INTAKE)
    actions.set_aside(
        result=result, by=world.operator.actor, at=AFTER_INTAKE, reason="계절 근로자를 뺀 상시 인원은 18명입니다."
    )
    row.refresh_from_db()
    actions.decide_eligibility(application=row, accept=True, by=world.operator.actor, at=AFTER_INTAKE)

    assert (row.status, row.verdict) == (ApplicationState.ELIGIBLE, "clear")


def test_what_is_declared_otherwise_than_on_record_is_a_caution() -> None:
    world = small_programme()
    row = submitted(world, firm(headcount=46), plan=complete_plan(facts=facts(headcount=14)))

    result = RuleResult.objects.get(check_run__application=row, rule_code="js1_headcount")

    assert (result.outcome, result.source) == (Outcome.WARNING, "declared")


def test_support_on_record_speaks_against_what_was_declared() -> None:
    earlier, maker = small_programme(), firm()
    old = submitted(earlier, maker)
    actions.decide_eligibility(application=old, accept=True, by=earlier.operator.actor, at=AFTER_INTAKE)
    actions.record_evaluation(application=old, passed=True, by=earlier.operator.actor, at=AFTER_INTAKE)
    actions.record_decision(application=old, transition="select", by=earlier.approver.actor, at=AFTER_INTAKE)

    world = second_programme(earlier)
    row = submitted(world, maker)
    stops = RuleResult.objects.filter(check_run__application=row, outcome=Outcome.STOP)

    assert [(each.rule_code, each.source) for each in stops] == [
        ("no_other_project", "record"), ("js1_never_supported", "record")
    ]  # fmt: skip


def second_programme(first: World) -> World:
    """Another programme of the same operator and year, running beside the first."""
    programme = programmes.create_programme(
        slug="second",
        name_ko="둘째 사업",
        name_en="Second programme",
        year=2024,
        operator=first.operator.organisation,
        province=first.programme.province,
        by=SYSTEM,
        at=START,
    )
    notice = programmes.draft_notice(programme=programme, terms=small_terms(), by=SYSTEM, at=START)
    programmes.publish_notice(notice=notice, by=first.operator.actor, at=START)
    return replace(first, programme=programme)


def test_a_decision_is_replayed_on_the_version_it_was_made_under() -> None:
    world = small_programme()
    row = submitted(world, firm(headcount=19), plan=complete_plan(facts=facts(headcount=19)))
    check = queries.latest_check(row.pk)
    assert check is not None
    terms = terms_in_force(world.programme.pk)
    stricter = tuple(
        rule.model_copy(update={"value": 10}) if rule.code == "js1_headcount" else rule for rule in terms.eligibility
    )
    draft = programmes.amend(
        programme=world.programme, terms=terms.model_copy(update={"eligibility": stricter}), by=world.operator.actor,
        at=AFTER_INTAKE, reason="인원 기준을 바꿉니다.",
    )  # fmt: skip
    programmes.publish_notice(notice=draft, by=world.operator.actor, at=AFTER_INTAKE)

    assert queries.replay_agrees(check)
    assert [verdict.outcome for verdict in queries.replay(check)] == [Outcome.PASS] * 10


def test_bulk_accept_leaves_those_with_open_points() -> None:
    world = small_programme()
    clear = submitted(world, firm("하나식품"))
    stopped = submitted(world, firm("두리식품"), plan=complete_plan(facts=facts(tax_arrears=True)))

    done = actions.accept_clear(applications=[clear, stopped], by=world.operator.actor, at=AFTER_INTAKE)

    assert [row.pk for row in done.accepted] == [clear.pk]
    assert [row.pk for row, _reason in done.left] == [stopped.pk]
