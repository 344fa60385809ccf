from decimal import Decimal

import pytest
from tests.journey.evaluation.scene import AT, DUE, closed, ledger_holds, scene

from dure.foundation.access.verdict import ActionRefused
from dure.journey.evaluation import actions
from dure.journey.evaluation.models import ItemScore, OfficialScore
from dure.journey.evaluation.queries import official_scores
from dure.journey.evaluation.settlement import replay

pytestmark = pytest.mark.django_db


def test_official_score_drops_highest_and_lowest_and_weighs_the_steps() -> None:
    here = scene(firms=1, assessors=6)
    closed(here, grade_of=(0, 1, 2, 1, 0))

    actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)

    # Site check: 100 and 90, mean 95, weight 20. Presentation: 100, 90, 80, 90, 100 without extremes: 280/3, weight 80.
    score = official_scores(here.world.programme.pk)[here.applications[0].pk]
    assert score.total == Decimal("93.67")
    assert [step.mean for step in score.steps] == [Decimal("95.0000"), Decimal("93.3333")]
    assert [sheet.dropped for sheet in score.steps[1].sheets].count(True) == 2


def test_bonus_is_capped_and_penalty_taken() -> None:
    here = scene(firms=1, assessors=6)
    closed(here, grade_of=(2,))
    row = here.applications[0]
    for code in ("root_industry", "academy"):
        actions.grant_extra(application=row, code=code, granted=True, by=here.operator, at=AT)
    actions.grant_extra(
        application=row, code="gave_up_before", granted=True, by=here.operator, at=AT, reason="2022년 선정포기"
    )

    actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)

    score = official_scores(here.world.programme.pk)[row.pk]
    assert (score.bonus, score.penalty, score.total) == (Decimal(5), Decimal(3), Decimal("82.00"))


def test_firm_below_the_minimum_is_recorded_as_such() -> None:
    here = scene(firms=1, assessors=6)
    closed(here, grade_of=(5,), reason="자료 없음")

    actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)

    here.applications[0].refresh_from_db()
    assert here.applications[0].status == "below_minimum"


def test_claimed_bonus_must_be_decided_before_the_close() -> None:
    here = scene(firms=1, assessors=6, bonuses=("root_industry",))
    closed(here)
    with pytest.raises(ActionRefused, match="가나식품1"):
        actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)

    actions.grant_extra(
        application=here.applications[0],
        code="root_industry",
        granted=False,
        by=here.operator,
        at=AT,
        reason="확인서 없음",
    )
    rows = actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)

    assert [row.parts["bonus"]["counted"] for row in rows] == ["0"]


def test_evaluation_is_not_closed_while_a_step_is_open() -> None:
    here = scene(firms=1, assessors=6)

    with pytest.raises(ActionRefused):
        actions.close_evaluation(programme=here.world.programme, by=here.operator, at=AT)


def test_closed_evaluation_replays_from_its_rows() -> None:
    here = scene(firms=2, assessors=7)
    closed(here)
    actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)

    assert (replay(here.world.programme.pk), OfficialScore.objects.count(), ledger_holds()) == ([], 2, True)


def test_replay_finds_the_firm_whose_sheet_was_edited_by_hand() -> None:
    here = scene(firms=2, assessors=7)
    closed(here, grade_of=(1,))
    actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)

    ItemScore.objects.filter(
        sheet__assignment__application=here.applications[0], sheet__assignment__phase__step="site_check"
    ).update(points=Decimal(0))

    # The other firm is its peer, so that its rank and the median change too.
    assert replay(here.world.programme.pk) == [row.pk for row in here.applications]


def test_rank_and_median_are_among_firms_of_the_type() -> None:
    here = scene(firms=2, assessors=7)
    closed(here)
    actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)

    scores = official_scores(here.world.programme.pk).values()
    assert [(score.rank, score.peers) for score in scores] == [(1, 2), (1, 2)]


def test_close_run_again_after_reopening_counts_the_corrected_sheet() -> None:
    here = scene(firms=1, assessors=6)
    _site, presentation = closed(here, grade_of=(1,))
    actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)
    actions.reopen_phase(phase=presentation, by=here.operator, at=DUE, reason="집계 오류 신고")
    actions.close_phase(phase=presentation, by=here.operator, at=DUE)

    rows = actions.close_evaluation(programme=here.world.programme, by=here.operator, at=DUE)

    assert ([str(row.total) for row in rows], ledger_holds()) == (["90.00"], True)
