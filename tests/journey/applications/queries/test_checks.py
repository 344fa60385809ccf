import pytest
from tests.journey.applications.plans import CLEAN_FACTS, complete_plan, submitted
from tests.world import AFTER_INTAKE, firm, small_programme

from dure.journey.applications import actions, queries
from dure.journey.applications.models import Application, RuleResult

pytestmark = pytest.mark.django_db


def found() -> list[tuple[int, int, int]]:
    rows = queries.with_findings(Application.objects.order_by("pk"))
    return list(rows.values_list("stops", "cautions", "unknowns"))


def test_findings_are_those_of_the_last_check_that_nobody_set_aside() -> None:
    world = small_programme()
    clean = submitted(world, firm("하나식품"))
    facts = CLEAN_FACTS.model_copy(update={"headcount": 46, "supported_before": True})
    submitted(world, firm("두리식품", headcount=46), plan=complete_plan(facts=facts))
    assert found() == [(0, 0, 0), (1, 1, 0)]

    actions.set_aside(
        result=RuleResult.objects.get(outcome="warning"), by=world.operator.actor, at=AFTER_INTAKE, reason="계절 근로자"
    )
    RuleResult.objects.filter(check_run__application=clean, rule_code="js1_headcount").update(outcome="unknown")
    assert found() == [(0, 0, 1), (1, 0, 0)]

    actions.check_again(application=clean, by=world.operator.actor, at=AFTER_INTAKE)
    assert found() == [(0, 0, 0), (1, 0, 0)]
