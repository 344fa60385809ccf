import pytest
from tests import world as w
from tests.journey.agreements.scene import REVIEWED, SENT, Scene, prepared_agreement, reviewed, selected

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.messages.models import Message
from dure.journey.agreements import actions, queries
from dure.journey.agreements.models import Agreement
from dure.journey.applications.plan import Plan
from dure.journey.budgets import actions as budgets
from dure.journey.budgets.models import BudgetLine, Promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Scene:
    return selected()


def line(here: Scene, funder: w.Member, place: str, decided_won: int) -> BudgetLine:
    """An open line of 2024 with its grant decided."""
    row = budgets.make_line(
        programme=here.world.programme,
        funder=funder.organisation,
        place=here.world.cities.get(place),
        fiscal_year=2024,
        nature="local_subsidy",
        name="스마트공장 보급",
        by=here.operator,
        at=w.START,
    )
    for kind in ("budget", "request", "decide"):
        budgets.book(
            line=row, kind=kind, amount_won=decided_won, on=w.START.date(), letter_no="기업지원과-1204",
            by=here.operator, at=w.START,
        )  # fmt: skip
    return row


def jinan() -> w.Member:
    return w.member("진진안", w.Role.CITY, w.organisation("진안군", "city", place=w.JINAN), place=w.JINAN)


def test_accepted_table_becomes_version_one_with_shares_to_the_won(here: Scene) -> None:
    review = reviewed(here)
    cut = actions.LineReview(2, 6_501_300, "단가 조정")
    actions.review_lines(review=review, lines=[cut], by=here.operator, at=REVIEWED)
    agreement = actions.accept_cost(review=review, by=here.operator, at=REVIEWED)
    plan = agreement.current

    assert (agreement.number, agreement.status) == ("A-2024-001", "preparing")
    assert [(each.number, each.amount_won) for each in queries.agreed_costs(agreement.pk)] == [
        (1, 20_000_000),
        (2, 6_501_300),
    ]
    assert plan is not None
    assert plan.cost_won == 26_501_300
    assert plan.province_won + plan.city_won + plan.firm_cash_won + plan.firm_in_kind_won == plan.cost_won
    assert [each.unit_won for each in Plan.model_validate(plan.plan).costs] == [20_000_000, 6_501_300]
    assert w.ledger_holds()


def test_accepting_tells_the_firm(here: Scene) -> None:
    prepared_agreement(here)

    told = Message.objects.filter(kind="agreements").values_list("recipient__name", "subject")
    assert list(told) == [("진안식품 대표", f"{here.application.number}: 사업비가 확정되었습니다")]


def test_numbers_run_without_gaps(here: Scene) -> None:
    prepared_agreement(here)
    second = prepared_agreement(selected("두레식품", world=here.world, vendor=here.supplier))

    assert second.number == "A-2024-002"


def test_shares_are_promised_on_the_lines_of_province_and_city(here: Scene) -> None:
    line(here, here.world.province, w.PROVINCE, 100_000_000)
    line(here, jinan(), w.JINAN, 100_000_000)
    agreement = prepared_agreement(here)

    assert agreement.current is not None
    assert list(Promise.objects.order_by("pk").values_list("amount_won", flat=True)) == [
        agreement.current.province_won,
        agreement.current.city_won,
    ]


def test_a_line_that_cannot_bear_a_share_stops_the_whole(here: Scene) -> None:
    line(here, here.world.province, w.PROVINCE, 100_000_000)
    line(here, jinan(), w.JINAN, 1_000)
    review = reviewed(here)
    with pytest.raises(ActionRefused):
        actions.accept_cost(review=review, by=here.operator, at=REVIEWED)
    review.refresh_from_db()

    assert (review.status, Agreement.objects.count(), Promise.objects.count()) == ("open", 0, 0)


def test_calculating_again_frees_the_lines_and_keeps_the_number(here: Scene) -> None:
    line(here, here.world.province, w.PROVINCE, 100_000_000)
    line(here, jinan(), w.JINAN, 100_000_000)
    agreement = prepared_agreement(here)
    review = here.application.cost_review
    actions.reopen_cost_review(review=review, by=here.operator, at=SENT, reason="견적이 바뀜")
    agreement.refresh_from_db()
    assert (agreement.current, set(Promise.objects.values_list("amount_won", flat=True))) == (None, {0})
    cut = actions.LineReview(1, 10_000_000, "견적 변경")
    actions.review_lines(review=review, lines=[cut], by=here.operator, at=SENT)
    again = actions.accept_cost(review=review, by=here.operator, at=SENT)

    assert (again.pk, again.number, again.current.cost_won) == (agreement.pk, "A-2024-001", 17_502_000)
    assert w.ledger_holds()


def test_what_is_being_signed_is_not_calculated_again(here: Scene) -> None:
    agreement = prepared_agreement(here)
    actions.send_for_signature(agreement=agreement, by=here.operator, at=SENT)
    with pytest.raises(ActionRefused, match="회수"):
        actions.reopen_cost_review(review=here.application.cost_review, by=here.operator, at=SENT, reason="다시")
