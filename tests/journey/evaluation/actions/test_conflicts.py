import pytest
from tests.journey.evaluation.scene import AT, Scene, add_assessor, assignments, ledger_holds, scene, scoring

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.parties.models import Organisation
from dure.journey.evaluation import actions
from dure.journey.evaluation.models import Conflict, ConflictKind, TieRule
from dure.journey.evaluation.queries import my_sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Scene:
    return scene(firms=1, assessors=6)


def found(here: Scene) -> list[tuple[str, str]]:
    rows = actions.find_conflicts(programme=here.world.programme, by=here.operator, at=AT).conflicts
    return [(row.assessor.person.name, row.rule) for row in rows]


def test_past_employer_by_name_is_found_whatever_its_form(here: Scene) -> None:
    actions.change_assessor(
        assessor=here.pool[1],
        expertise=actions.Expertise(employer="전북대학교", past_employers=("주식회사 가나 식품1",)),
        by=here.operator,
        at=AT,
    )

    assert found(here) == [("위원2", TieRule.FIRM_EMPLOYER)]


def test_membership_of_the_applicant_is_found(here: Scene) -> None:
    firm = Organisation.objects.get(name="가나식품1")
    add_assessor(here.world, "내부위원", employer="다른곳").person.memberships.create(
        organisation=firm, role="firm", from_on="2020-01-01", until_on="2021-01-01"
    )

    assert found(here) == [("내부위원", TieRule.FIRM_MEMBER)]


def test_supplier_tie_is_found(here: Scene) -> None:
    supplier = Organisation.objects.create(kind="supplier", name="한빛솔루션", created_at=AT)
    row = here.applications[0]
    row.supplier = supplier
    row.save(update_fields=["supplier"])
    add_assessor(here.world, "공급위원", employer="(주)한빛솔루션")

    assert found(here) == [("공급위원", TieRule.SUPPLIER_EMPLOYER)]


def test_representative_of_the_applicant_is_found(here: Scene) -> None:
    Organisation.objects.filter(name="가나식품1").update(representative="위원3")

    assert found(here) == [("위원3", TieRule.REPRESENTATIVE)]


def test_search_run_again_finds_nothing_new(here: Scene) -> None:
    Organisation.objects.filter(name="가나식품1").update(representative="위원3")
    found(here)

    assert found(here) == []


def test_lifted_tie_is_not_written_down_again(here: Scene) -> None:
    Organisation.objects.filter(name="가나식품1").update(representative="위원3")
    found(here)
    actions.lift_conflict(conflict=Conflict.objects.get(), by=here.operator, at=AT, reason="동명이인 확인")

    assert found(here) == []


def test_tie_found_after_the_draw_takes_the_assessor_off() -> None:
    here = scene(firms=1, assessors=5)
    phase = scoring(here)
    expertise = actions.Expertise(past_employers=("가나식품1",))
    actions.change_assessor(assessor=here.pool[2], expertise=expertise, by=here.operator, at=AT)

    result = actions.find_conflicts(programme=here.world.programme, by=here.operator, at=AT)

    assert (result.taken_off, len(assignments(phase)), ledger_holds()) == (1, 4, True)


def test_assessor_sees_nothing_of_a_firm_in_conflict() -> None:
    here = scene(firms=2, assessors=5)
    scoring(here)
    actions.declare_conflict(
        assessor=here.pool[0],
        application=here.applications[0],
        kind=ConflictKind.SELF_WITHDRAWAL,
        reason="친족",
        by=here.actor(0),
        at=AT,
    )

    firms = [row.assignment.application_id for row in my_sheets(here.actor(0))]
    assert firms == [here.applications[1].pk]


def test_assessor_may_not_challenge_another(here: Scene) -> None:
    with pytest.raises(AccessRefused):
        actions.declare_conflict(
            assessor=here.pool[1],
            application=here.applications[0],
            kind=ConflictKind.CHALLENGE,
            reason="친족",
            by=here.actor(0),
            at=AT,
        )


def test_conflict_declared_twice_is_refused(here: Scene) -> None:
    for expected in (None, ActionRefused):
        given = {
            "assessor": here.pool[0],
            "application": here.applications[0],
            "kind": ConflictKind.CHALLENGE,
            "reason": "친족",
            "by": here.operator,
            "at": AT,
        }
        if expected is None:
            actions.declare_conflict(**given)
        else:
            with pytest.raises(expected):
                actions.declare_conflict(**given)


def test_lifting_needs_a_reason(here: Scene) -> None:
    row = actions.declare_conflict(
        assessor=here.pool[0],
        application=here.applications[0],
        kind=ConflictKind.CHALLENGE,
        reason="친족",
        by=here.operator,
        at=AT,
    )

    with pytest.raises(ActionRefused):
        actions.lift_conflict(conflict=row, by=here.operator, at=AT, reason="")
