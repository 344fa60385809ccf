import pytest
from tests import world as small
from tests.journey.applications.plans import complete_plan, start, submitted, write
from tests.world import AFTER_INTAKE, IN_INTAKE, firm, ledger_holds, moment, small_programme

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.messages.queries import inbox
from dure.foundation.workflow.queries import moves_of
from dure.journey.applications import actions, queries
from dure.journey.applications.access import SEE
from dure.journey.applications.models import Application
from dure.journey.applications.values import SupplementItem

pytestmark = pytest.mark.django_db
LATER = moment(3, 26)


def test_take_back_opens_the_plan_and_keeps_what_was_submitted() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)

    row = actions.take_back(application=row, by=maker.owner.actor, at=LATER)

    assert (row.status, row.number, row.submitted_at, row.verdict) == ("draft", "JS1-2024-001", None, "")
    assert queries.draft_plan(queries.draft_of(row.pk)) == complete_plan()
    assert [version.number for version in queries.versions(row.pk)] == [1]
    assert [move.transition for move in moves_of("applications.application", [row.pk])] == ["submit", "take_back"]
    assert len(inbox(maker.owner.actor)) == 2
    assert ledger_holds()


def test_take_back_and_submit_again_keeps_the_number_and_both_versions() -> None:
    world, maker = small_programme(), firm()
    row = actions.take_back(application=submitted(world, maker), by=maker.owner.actor, at=LATER)
    write(row, complete_plan(title="바꾼 과제명"), by=maker.owner.actor, at=LATER)

    actions.submit_application(application=row, by=maker.owner.actor, at=LATER)

    row.refresh_from_db()
    assert (row.status, row.number, row.submitted_at) == ("submitted", "JS1-2024-001", LATER)
    assert [version.plan["title"] for version in queries.versions(row.pk)] == [complete_plan().title, "바꾼 과제명"]
    assert [check.plan_version.number for check in queries.checks(row.pk)] == [1, 2]
    received = [message for message in inbox(maker.owner.actor) if "접수하였습니다" in message.subject]
    assert len(received) == 2
    assert submitted(world, firm("다음식품")).number == "JS1-2024-002"
    assert ledger_holds()


def test_take_back_hides_the_plan_from_those_who_see_submitted_ones() -> None:
    world, maker = small_programme(), firm(city=small.MUJU)
    row = submitted(world, maker)
    assert list(SEE.rows(world.muju.actor, Application.objects.all())) == [row]

    actions.take_back(application=row, by=maker.owner.actor, at=LATER)

    assert list(SEE.rows(world.muju.actor, Application.objects.all())) == []
    assert queries.applications_of(world.programme.pk) == []
    assert queries.demand(world.programme.pk) == {}


def test_take_back_after_intake_is_refused_and_leaves_it_submitted() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)
    with pytest.raises(ActionRefused):
        actions.take_back(application=row, by=maker.owner.actor, at=AFTER_INTAKE)
    row.refresh_from_db()
    assert (row.status, row.submitted_at) == ("submitted", IN_INTAKE)


def test_take_back_after_a_supplement_was_asked_or_a_decision_is_refused() -> None:
    world, asked_of, decided = small_programme(), firm("보완식품"), firm("적합식품")
    first, second = submitted(world, asked_of), submitted(world, decided)
    staff = world.operator.actor
    actions.ask_supplement(
        application=first, items=[SupplementItem("", "견적서")], by=staff, at=IN_INTAKE, reason="확인이 필요합니다."
    )
    actions.answer_supplement(application=first, answer="냈습니다.", by=asked_of.owner.actor, at=LATER)
    actions.decide_eligibility(application=second, accept=True, by=staff, at=LATER)
    for row, maker in ((first, asked_of), (second, decided)):
        with pytest.raises(ActionRefused):
            actions.take_back(application=row, by=maker.owner.actor, at=LATER)


def test_take_back_of_a_draft_or_by_another_firm_is_refused() -> None:
    world, maker, other = small_programme(), firm(), firm("남의식품")
    with pytest.raises(ActionRefused):
        actions.take_back(application=start(world, maker), by=maker.owner.actor, at=LATER)
    row = submitted(world, other)
    with pytest.raises(AccessRefused):
        actions.take_back(application=row, by=maker.owner.actor, at=LATER)


def test_take_back_by_staff_needs_the_firms_consent() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)
    with pytest.raises(ActionRefused):
        actions.take_back(application=row, by=world.operator.actor, at=LATER)
