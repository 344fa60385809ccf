from datetime import date

import pytest
from tests import world as w
from tests.journey.budgets import scene as s

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.budgets import actions
from dure.journey.budgets.models import Movement

pytestmark = pytest.mark.django_db


def test_book_from_budget_to_return_adds_up() -> None:
    here = s.scene()
    row = s.funded(here, here.muju, 10_000_000)
    s.book(here, row, "spend", 7_000_000)
    s.book(here, row, "settle", 6_500_000)
    s.book(here, row, "interest", 1_200)
    actions.return_balance(
        line=row, on=date(2024, 12, 10), letter_no="무주-99", amount_won=3_000_000, interest_won=1_200,
        disallowed_won=500_000, by=here.operator, at=s.AT,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.spent_won, row.returned_won, row.interest_returned_won) == (7_000_000, 3_000_000, 1_200)
    assert s.agrees(row)
    assert w.ledger_holds()


def test_book_more_than_decided_is_refused_with_the_numbers() -> None:
    here = s.scene()
    s.funded(here, here.muju, 10_000_000)
    with pytest.raises(ActionRefused) as refused:
        s.book(here, here.muju, "grant", 1)
    assert refused.value.reason == (
        "교부액이 10,000,001원이 되어 교부결정액 10,000,000원을 넘습니다. "
        "교부액과 이월액의 합이 10,000,001원이 되어 편성액과 이월받은 예산의 합 10,000,000원을 넘습니다."
    )
    assert here.muju.movements.count() == 4


def test_book_grant_dated_before_its_decision_is_refused() -> None:
    here = s.scene()
    for kind in ("budget", "request"):
        s.book(here, here.muju, kind, 10, date(2024, 3, 4))
    s.book(here, here.muju, "decide", 10, date(2024, 6, 10))
    with pytest.raises(ActionRefused, match=r"2024\. 6\. 9\."):
        s.book(here, here.muju, "grant", 10, date(2024, 6, 9))
    s.book(here, here.muju, "grant", 10, date(2024, 6, 10))
    assert here.muju.granted_won == 10


@pytest.mark.parametrize(
    ("kind", "on"),
    [
        ("budget", date(2023, 6, 30)),
        ("budget", date(2025, 1, 2)),
        ("request", date(2023, 12, 31)),
        ("spend", date(2025, 1, 1)),
        ("interest", date(2023, 12, 31)),
        ("budget", date(2024, 12, 21)),
    ],
)
def test_book_outside_the_fiscal_year_or_ahead_of_today_is_refused(kind: str, on: date) -> None:
    here = s.scene()
    with pytest.raises(ActionRefused):
        actions.book(
            line=here.muju, kind=kind, amount_won=1, on=on, by=here.operator,
            at=s.AT if on.year < 2025 else w.moment(2, 1, year=2025),
        )  # fmt: skip
    assert here.muju.movements.count() == 0


def test_book_correction_needs_its_reason() -> None:
    here = s.scene()
    s.book(here, here.muju, "budget", 100)
    with pytest.raises(ActionRefused, match="사유"):
        s.book(here, here.muju, "budget", -10)
    s.book(here, here.muju, "budget", -10, reason="오기")
    s.book(here, here.muju, "supplement", -20)
    assert here.muju.budgeted_won == 70
    assert s.agrees(here.muju)


def test_book_same_source_twice_books_once_and_other_amount_is_refused() -> None:
    here = s.scene()
    first = s.book(here, here.muju, "budget", 100, source_key="sheet:1")
    again = s.book(here, here.muju, "budget", 100, source_key="sheet:1")
    assert first.pk == again.pk
    with pytest.raises(ActionRefused, match="100원"):
        s.book(here, here.muju, "budget", 101, source_key="sheet:1")
    assert here.muju.budgeted_won == 100


def test_book_same_letter_for_the_same_step_needs_a_word() -> None:
    here = s.scene()
    s.book(here, here.muju, "budget", 100, letter_no="산업-1")
    s.book(here, here.muju, "request", 10, letter_no="산업-1")
    with pytest.raises(ActionRefused, match="산업-1"):
        s.book(here, here.muju, "request", 10, letter_no=" 산업-1 ")
    s.book(here, here.muju, "request", 10, letter_no="산업-1", same_letter_again=True)
    assert here.muju.requested_won == 20


def test_book_by_the_city_or_on_a_settled_line_is_refused() -> None:
    here = s.scene()
    with pytest.raises(AccessRefused):
        actions.book(line=here.muju, kind="budget", amount_won=1, on=s.DECIDED_ON, by=here.world.muju.actor, at=s.AT)
    actions.settle_line(line=here.muju, by=here.approver, at=s.AT)
    with pytest.raises(ActionRefused, match="정산 완료"):
        s.book(here, here.muju, "budget", 1)
    assert Movement.objects.count() == 0
