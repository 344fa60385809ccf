import pytest
from tests.journey.evaluation.scene import AT, assignments, opened, scene, scoring

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.evaluation import actions
from dure.journey.evaluation.allotting import propose, replay
from dure.journey.evaluation.models import Allotment, Assignment, ConflictKind

pytestmark = pytest.mark.django_db


def test_draw_gives_every_firm_its_number_of_assessors() -> None:
    here = scene(firms=2, assessors=7)
    phase = opened(here)

    actions.allot(phase=phase, method="draw", seed="3-17-42", by=here.operator, at=AT)

    per_firm = [sum(row.application_id == firm.pk for row in assignments(phase)) for firm in here.applications]
    assert per_firm == [5, 5]


def test_draw_replayed_gives_the_same_panels_and_calling_order() -> None:
    here = scene(firms=2, assessors=7)
    row = actions.allot(phase=opened(here), method="draw", seed="3-17-42", by=here.operator, at=AT)

    stored = Allotment.objects.get(pk=row.pk)

    assert replay(stored)
    assert [len(order) for order in stored.answer["calling_order"].values()] == [7, 7]


def test_tampered_allotment_does_not_replay() -> None:
    here = scene(firms=1, assessors=7)
    row = actions.allot(phase=opened(here), method="draw", seed="1", by=here.operator, at=AT)
    firm = here.applications[0].number
    row.answer["assignment"][firm] = row.answer["assignment"][firm][::-1]

    assert not replay(row)


def test_draw_never_assigns_a_conflict() -> None:
    here = scene(firms=1, assessors=6)
    actions.declare_conflict(
        assessor=here.pool[2],
        application=here.applications[0],
        kind=ConflictKind.CHALLENGE,
        reason="전 직장 동료",
        by=here.operator,
        at=AT,
    )

    phase = opened(here)
    actions.allot(phase=phase, method="draw", seed="5", by=here.operator, at=AT)

    expected = {row.pk for row in here.pool} - {here.pool[2].pk}
    assert {row.assessor_id for row in assignments(phase)} == expected


def test_engine_matches_panels_without_a_seed() -> None:
    here = scene(firms=2, assessors=6)
    phase = opened(here)

    row = actions.allot(phase=phase, method="engine", by=here.operator, at=AT)

    assert (row.answer["status"], len(assignments(phase))) == ("optimal", 10)


def test_proposal_that_changed_since_the_preview_is_refused_and_writes_nothing() -> None:
    here = scene(firms=1, assessors=6)
    phase = opened(here)
    seen = propose(phase, method="draw", seed="5")
    actions.declare_conflict(
        assessor=here.pool[0],
        application=here.applications[0],
        kind=ConflictKind.CHALLENGE,
        reason="친족",
        by=here.operator,
        at=AT,
    )

    with pytest.raises(ActionRefused, match=r"미리보기|preview"):
        actions.allot(phase=phase, method="draw", seed="5", digest=seen.digest, by=here.operator, at=AT)

    assert Assignment.objects.count() == 0


def test_too_small_a_pool_is_refused_in_words() -> None:
    here = scene(firms=1, assessors=3)

    with pytest.raises(ActionRefused, match=r"평가위원|assessors"):
        actions.allot(phase=opened(here), method="draw", seed="5", by=here.operator, at=AT)


def test_draw_without_a_seed_is_refused() -> None:
    here = scene(firms=1)

    with pytest.raises(ActionRefused):
        actions.allot(phase=opened(here), method="draw", seed=" ", by=here.operator, at=AT)


def test_undone_draw_leaves_no_assignment_and_can_be_drawn_again() -> None:
    here = scene(firms=1, assessors=6)
    phase = opened(here)
    row = actions.allot(phase=phase, method="draw", seed="5", by=here.operator, at=AT)

    actions.undo_allotment(allotment=row, by=here.operator, at=AT, reason="참관인 요청으로 다시 추첨")
    assert assignments(phase) == []

    actions.allot(phase=phase, method="draw", seed="6", by=here.operator, at=AT)
    assert len(assignments(phase)) == 5


def test_draw_cannot_be_taken_back_once_scoring_has_begun() -> None:
    here = scene(firms=1, assessors=6)
    phase = scoring(here)

    with pytest.raises(ActionRefused):
        actions.undo_allotment(allotment=phase.allotments.get(), by=here.operator, at=AT, reason="다시")


def test_assessor_may_not_draw() -> None:
    here = scene(firms=1)
    phase = opened(here)

    with pytest.raises(AccessRefused):
        actions.allot(phase=phase, method="draw", seed="5", by=here.actor(0), at=AT)
