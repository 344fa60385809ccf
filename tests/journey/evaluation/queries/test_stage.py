import pytest
from tests.journey.evaluation.scene import AT, DUE, LATE, Scene, closed, fill, scene, scoring, sheets

from dure.foundation.workflow.values import Dot
from dure.journey.evaluation import actions, queries

pytestmark = pytest.mark.django_db


def totals(here: Scene) -> tuple[int, int, int, int]:
    found = queries.standing(here.world.programme.pk)
    return (found.total, *(sum(part.values()) for part in (found.by_state, found.by_type, found.by_city)))


def test_standing_sums_to_its_total_whatever_the_state() -> None:
    here = scene(firms=2, assessors=6)
    assert totals(here) == (2, 2, 2, 2)

    fill(sheets(scoring(here))[0])

    assert totals(here) == (2, 2, 2, 2)
    assert queries.standing(here.world.programme.pk).by_state == {"assigned": 1, "scoring": 1}


def test_firm_standings_are_done_once_the_scores_are_settled() -> None:
    here = scene(firms=2, assessors=7)
    closed(here)
    actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)

    found = queries.firm_standings(here.world.programme.pk, here.operator)

    assert [row.dot for row in found] == [Dot.DONE, Dot.DONE]


def test_firm_learns_neither_its_score_nor_that_it_fell_below_the_minimum() -> None:
    here = scene(firms=1, assessors=6)
    closed(here, grade_of=(5,), reason="자료 없음")
    actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)
    owner = here.firms[0].owner.actor

    mine = queries.firm_standings(here.world.programme.pk, owner)
    staff = queries.firm_standings(here.world.programme.pk, here.operator)

    assert ([row.state for row in mine], [row.state for row in staff]) == (["closed"], ["below_minimum"])
    assert queries.story(here.firms[0].organisation.pk, owner) == []


def test_assessor_stands_before_no_firm_in_conflict() -> None:
    here = scene(firms=2, assessors=5)
    scoring(here)
    actions.declare_conflict(
        assessor=here.pool[0],
        application=here.applications[0],
        kind="self_withdrawal",
        reason="친족",
        by=here.actor(0),
        at=AT,
    )

    found = queries.firm_standings(here.world.programme.pk, here.actor(0))

    assert [row.name for row in found] == ["가나식품2"]


def test_assessor_waits_for_the_own_sheets_until_they_are_signed() -> None:
    here = scene(firms=2, assessors=5)
    phase = scoring(here)
    assert [(line.count, line.due_at) for line in queries.waiting(here.actor(0), AT)] == [(2, DUE)]

    for sheet in sheets(phase):
        if sheet.assignment.assessor_id == here.pool[0].pk:
            fill(sheet)

    assert queries.waiting(here.actor(0), AT) == []


def test_operator_waits_for_late_sheets_then_for_the_close() -> None:
    here = scene(firms=1, assessors=6)
    phase = scoring(here)
    assert [line.count for line in queries.waiting(here.operator, LATE)] == [5]

    for sheet in sheets(phase):
        fill(sheet)

    assert len(queries.waiting(here.operator, LATE)) == 1


def test_severity_and_disagreement_stand_beside_settled_scores() -> None:
    here = scene(firms=3, assessors=5)
    closed(here)
    assert queries.agreement(here.world.programme.pk) == queries.Agreement([], {})

    actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)

    found = queries.agreement(here.world.programme.pk)
    assert len(found.severity) == 5
    assert [spread.range for spread in found.spreads.values()] == [20, 20, 20]
