import pytest
from tests import world as w
from tests.journey.agreements.scene import REVIEWED, Scene, reviewed, selected
from tests.journey.applications.plans import submitted

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.agreements import actions, queries
from dure.journey.agreements.models import CostReview

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Scene:
    return selected()


def opened(here: Scene) -> CostReview:
    return actions.open_cost_review(application=here.application, by=here.operator, at=REVIEWED)


def test_review_begins_with_the_planned_lines_after_rounding(here: Scene) -> None:
    review = opened(here)

    assert [(line.number, line.planned_won, line.accepted_won) for line in review.lines.all()] == [
        (1, 20_000_000, None),
        (2, 7_502_000, None),
    ]
    assert w.ledger_holds()


def test_review_begins_once_and_for_selected_firms_only(here: Scene) -> None:
    opened(here)
    with pytest.raises(ActionRefused, match="이미"):
        opened(here)
    other = submitted(here.world, w.firm("두레식품"))
    with pytest.raises(ActionRefused):
        actions.open_cost_review(application=other, by=here.operator, at=REVIEWED)
    assert CostReview.objects.count() == 1


def test_a_cut_needs_its_reason_and_nothing_is_half_written(here: Scene) -> None:
    review = opened(here)
    lines = [actions.LineReview(1, 19_000_000, "시장가격 초과"), actions.LineReview(2, 1)]
    with pytest.raises(ActionRefused):
        actions.review_lines(review=review, lines=lines, by=here.operator, at=REVIEWED)

    assert [line.accepted_won for line in review.lines.all()] == [None, None]


@pytest.mark.parametrize("won", [-1, 20_000_001])
def test_an_amount_beyond_the_plan_is_refused(here: Scene, won: int) -> None:
    review = opened(here)
    with pytest.raises(ActionRefused):
        actions.review_line(line=review.lines.first(), accepted_won=won, reason="오류", by=here.operator, at=REVIEWED)


def test_undecided_lines_keep_the_cost_from_being_accepted(here: Scene) -> None:
    review = opened(here)
    actions.review_line(line=review.lines.first(), accepted_won=20_000_000, by=here.operator, at=REVIEWED)
    with pytest.raises(ActionRefused, match="2"):
        actions.accept_cost(review=review, by=here.operator, at=REVIEWED)
    review.refresh_from_db()
    assert (review.status, queries.agreement_of(here.application.pk)) == ("open", None)


def test_the_firm_and_other_operators_do_not_calculate(here: Scene) -> None:
    with pytest.raises(AccessRefused):
        actions.open_cost_review(application=here.application, by=here.owner, at=REVIEWED)
    review = reviewed(here)
    with pytest.raises(AccessRefused):
        actions.accept_cost(review=review, by=here.vendor, at=REVIEWED)
