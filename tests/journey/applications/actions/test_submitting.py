import pytest
from tests import world as small
from tests.journey.applications.plans import complete_plan, start, submitted, write
from tests.world import AFTER_INTAKE, IN_INTAKE, firm, small_programme

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.messages.queries import inbox
from dure.journey.applications import actions, queries
from dure.journey.applications.models import Application, EligibilityCheck, PlanVersion
from dure.journey.applications.states import ApplicationState

pytestmark = pytest.mark.django_db


def test_submit_gives_a_number_and_freezes_the_plan() -> None:
    world, maker = small_programme(), firm()

    row = submitted(world, maker)

    assert (row.number, row.status) == ("JS1-2024-001", ApplicationState.SUBMITTED)
    assert queries.latest_plan(row.pk) == complete_plan()
    assert (row.cost_won, row.province_won, row.city_won, row.firm_won) == (
        27_502_000,
        15_126_000,
        8_800_000,
        3_576_000,
    )
    assert row.first_ict is True
    assert row.verdict == "clear"
    assert [message.subject for message in inbox(maker.owner.actor)] == ["신청서(JS1-2024-001)를 접수하였습니다"]


def test_submit_twice_is_refused_and_writes_nothing_more() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)

    with pytest.raises(ActionRefused):
        actions.submit_application(application=row, by=maker.owner.actor, at=IN_INTAKE)

    assert PlanVersion.objects.count() == 1
    assert EligibilityCheck.objects.count() == 1


def test_submit_after_intake_closed_keeps_the_draft() -> None:
    world, maker = small_programme(), firm()
    row = start(world, maker)
    write(row, complete_plan(), by=maker.owner.actor)

    with pytest.raises(ActionRefused):
        actions.submit_application(application=row, by=maker.owner.actor, at=AFTER_INTAKE)

    row.refresh_from_db()
    assert (row.status, row.number) == (ApplicationState.DRAFT, "")
    assert queries.draft_plan(queries.draft_of(row.pk)) == complete_plan()


def test_submit_names_every_missing_thing() -> None:
    world, maker = small_programme(), firm()
    row = start(world, maker)
    write(row, complete_plan(title="", kpis=()), by=maker.owner.actor)

    with pytest.raises(actions.IncompletePlan) as refused:
        actions.submit_application(application=row, by=maker.owner.actor, at=IN_INTAKE)

    assert [each.section for each in refused.value.missing] == ["overview", "kpis"]


def test_numbers_run_without_gaps_within_a_type() -> None:
    world = small_programme()
    makers = [firm(name) for name in ("하나식품", "두리식품", "세모식품")]
    rows = [start(world, maker) for maker in makers]
    for row, maker, plan in zip(rows, makers, (complete_plan(), complete_plan(title=""), complete_plan()), strict=True):
        write(row, plan, by=maker.owner.actor)
        if plan.title:
            actions.submit_application(application=row, by=maker.owner.actor, at=IN_INTAKE)

    numbers = Application.objects.exclude(number="").order_by("number").values_list("number", flat=True)

    assert list(numbers) == ["JS1-2024-001", "JS1-2024-002"]


def test_submit_for_another_firm_is_refused() -> None:
    world, maker, stranger = small_programme(), firm(), firm("남의식품")
    row = start(world, maker)

    with pytest.raises(AccessRefused):
        actions.submit_application(application=row, by=stranger.owner.actor, at=IN_INTAKE)


def test_a_live_application_stops_a_second_one() -> None:
    world, maker = small_programme(), firm()
    start(world, maker)

    with pytest.raises(ActionRefused):
        start(world, maker, type_code="JS2")

    assert Application.objects.count() == 1


def test_a_withdrawn_firm_may_apply_again() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)
    actions.withdraw(application=row, by=maker.owner.actor, at=IN_INTAKE, reason="유형을 바꾸어 다시 신청합니다.")

    again = start(world, maker, type_code="JS2")

    assert again.status == ApplicationState.DRAFT


def test_supplier_named_by_number_is_registered_once() -> None:
    world, number = small_programme(), small.business_number()
    plan = complete_plan(supplier_number=number, supplier_name="온고시스템")

    first = submitted(world, firm("하나식품"), plan=plan)
    second = submitted(world, firm("두리식품"), plan=plan)

    assert first.supplier is not None
    assert first.supplier.name == "온고시스템"
    assert second.supplier_id == first.supplier_id


def test_staff_entry_needs_the_consent_of_the_firm() -> None:
    world, maker = small_programme(), firm()
    row = start(world, maker, by=world.operator.actor)
    write(row, complete_plan(), by=world.operator.actor)

    with pytest.raises(actions.IncompletePlan):
        actions.submit_application(application=row, by=world.operator.actor, at=IN_INTAKE)
    actions.note_consent(application=row, consent="paper", by=world.operator.actor, at=IN_INTAKE)
    actions.submit_application(application=row, by=world.operator.actor, at=IN_INTAKE)

    assert (row.entered_by_staff, row.number) == (True, "JS1-2024-001")


def test_ledger_holds_after_the_whole_way() -> None:
    world, maker = small_programme(), firm()
    row = submitted(world, maker)
    actions.decide_eligibility(application=row, accept=True, by=world.operator.actor, at=AFTER_INTAKE)

    assert isinstance(verify(), Verified)


def test_staff_do_not_submit_a_plan_the_firm_began_without_its_consent() -> None:
    world, maker = small_programme(), firm()
    row = start(world, maker)
    write(row, complete_plan(), by=maker.owner.actor)

    with pytest.raises(ActionRefused):
        actions.submit_application(application=row, by=world.operator.actor, at=IN_INTAKE)

    assert queries.application(row.pk).number == ""
