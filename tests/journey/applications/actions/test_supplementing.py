from datetime import timedelta

import pytest
from tests.journey.applications.plans import complete_plan, submitted, write
from tests.world import AFTER_INTAKE, IN_INTAKE, firm, small_programme

from dure.foundation.access.actor import SYSTEM
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.workflow.queries import deadlines_of
from dure.journey.applications import actions, queries
from dure.journey.applications.states import ApplicationState, SupplementState
from dure.journey.applications.values import SupplementItem

pytestmark = pytest.mark.django_db
ITEMS = (SupplementItem("local_tax", "지방세 납세증명서를 제출해 주십시오."),)


def test_supplement_asked_and_answered_makes_the_next_version() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)

    asked = actions.ask_supplement(
        application=row, items=ITEMS, by=world.operator.actor, at=AFTER_INTAKE, reason="서류가 빠졌습니다."
    )
    owed = [deadline.due_at for deadline in deadlines_of(maker.owner.actor)]
    write(row, complete_plan(goals="목표를 고쳤습니다."), by=maker.owner.actor, at=AFTER_INTAKE)
    version = actions.answer_supplement(
        application=row, answer="붙였습니다.", by=maker.owner.actor, at=AFTER_INTAKE + timedelta(days=2)
    )
    asked.refresh_from_db()

    assert owed == [asked.due_at]
    assert list(deadlines_of(maker.owner.actor)) == []
    assert (asked.status, row.status, version.number) == (SupplementState.ANSWERED, ApplicationState.SUBMITTED, 2)
    assert queries.latest_plan(row.pk).goals == "목표를 고쳤습니다."
    assert len(queries.checks(row.pk)) == 2


def test_supplement_after_its_days_is_refused_and_keeps_the_text() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)
    asked = actions.ask_supplement(
        application=row, items=ITEMS, by=world.operator.actor, at=AFTER_INTAKE, reason="서류가 빠졌습니다."
    )
    write(row, complete_plan(goals="늦은 목표"), by=maker.owner.actor, at=AFTER_INTAKE)

    with pytest.raises(ActionRefused):
        actions.answer_supplement(
            application=row, answer="늦었습니다.", by=maker.owner.actor, at=asked.due_at + timedelta(minutes=1)
        )

    assert queries.draft_plan(queries.draft_of(row.pk)).goals == "늦은 목표"


def test_overdue_supplements_lapse_once() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)
    asked = actions.ask_supplement(
        application=row, items=ITEMS, by=world.operator.actor, at=AFTER_INTAKE, reason="서류가 빠졌습니다."
    )
    late = asked.due_at + timedelta(hours=1)

    counts = [actions.lapse_supplements(programme=world.programme, at=moment) for moment in (AFTER_INTAKE, late, late)]
    row.refresh_from_db()

    assert counts == [0, 1, 0]
    assert row.status == ApplicationState.SUBMITTED


def test_supplement_without_items_is_refused() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)

    with pytest.raises(ActionRefused):
        actions.ask_supplement(application=row, items=(), by=SYSTEM, at=AFTER_INTAKE, reason="이유")


def test_a_firm_asks_no_supplement() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)

    with pytest.raises(AccessRefused):
        actions.ask_supplement(application=row, items=ITEMS, by=maker.owner.actor, at=IN_INTAKE, reason="이유")
