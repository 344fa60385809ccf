from datetime import date

import pytest
from django.urls import reverse
from tests import world as w
from tests.journey.budgets import scene as s

from dure.foundation.access.verdict import ActionRefused
from dure.journey.budgets import actions
from dure.journey.budgets.models import BudgetLine
from dure.journey.budgets.reckoning import empty_like, value_of

pytestmark = pytest.mark.django_db
REASON = "준공이 다음 해 5월"


def _carry(here: s.Scene, kind: str, amount: int, **more: object) -> BudgetLine:
    given = {"on": date(2024, 12, 18), "letter_no": f"이월-{amount}", "reason": REASON, "at": s.AT} | more
    return actions.carry_over(line=here.muju, kind=kind, amount_won=amount, by=here.operator, **given)


def test_carry_over_moves_cash_and_promises_to_next_years_line() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100)
    actions.promise(line=here.muju, application=here.application, amount_won=80, by=here.operator, at=s.AT)
    actions.spend(
        application=here.application, amounts={here.muju.pk: 30}, on=s.DECIDED_ON, source_key="p",
        by=here.operator, at=s.AT,
    )  # fmt: skip
    into = _carry(here, "carry_planned", 60)
    assert (into.fiscal_year, into.place_id, into.carried_in_cash_won) == (2025, w.MUJU, 60)
    assert {(one.line_id, one.amount_won, one.spent_won) for one in here.application.promises.all()} == {
        (here.muju.pk, 40, 30),
        (into.pk, 40, 0),
    }
    out = here.muju.movements.get(kind="carry_planned")
    assert out.carried is not None
    assert (out.carried.line, out.carried.amount_won, out.carried.on) == (into, 60, date(2025, 1, 1))
    assert s.agrees(here.muju)
    assert s.agrees(into)
    assert w.ledger_holds()


def test_carry_over_of_budget_not_granted_goes_on_as_budget() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100, granted=40)
    into = _carry(here, "carry_accidental", 100)
    assert (into.carried_in_cash_won, into.carried_in_budget_won, into.carried_in_accidental_won) == (40, 60, 100)
    assert s.agrees(into)


def test_carry_over_more_than_there_is_or_accidental_twice_is_refused() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100)
    with pytest.raises(ActionRefused, match="넘습니다"):
        _carry(here, "carry_planned", 101)
    assert BudgetLine.objects.filter(fiscal_year=2025).count() == 0
    into = _carry(here, "carry_accidental", 100)
    with pytest.raises(ActionRefused, match="사고이월"):
        actions.carry_over(
            line=into, kind="carry_accidental", amount_won=1, on=date(2025, 12, 1), letter_no="", reason=REASON,
            by=here.operator, at=w.moment(12, 20, year=2025),
        )  # fmt: skip


def test_carry_over_of_the_same_source_carries_once() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100)
    first = _carry(here, "carry_planned", 60, source_key="close-2024")
    again = _carry(here, "carry_planned", 60, source_key="close-2024")
    assert first == again
    assert here.muju.carry_cash_won == 60


def _undo(here: s.Scene, reason: str = "금액을 잘못 적음", on: date = date(2024, 12, 24)) -> BudgetLine:
    out = here.muju.movements.filter(kind__startswith="carry_", amount_won__gt=0).latest("pk")
    return actions.undo_carry_over(movement=out, reason=reason, by=here.operator, at=s.moment(on))


def test_a_carry_over_booked_back_leaves_both_lines_and_the_promises_as_before() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100, granted=90)
    actions.promise(line=here.muju, application=here.application, amount_won=80, by=here.operator, at=s.AT)
    actions.spend(
        application=here.application, amounts={here.muju.pk: 30}, on=s.DECIDED_ON, source_key="p",
        by=here.operator, at=s.AT,
    )  # fmt: skip
    here.muju.refresh_from_db()
    before = value_of(here.muju)
    into = _carry(here, "carry_accidental", 70)
    _undo(here)
    into.refresh_from_db()
    assert (s.agrees(here.muju), s.agrees(into), w.ledger_holds()) == (True, True, True)
    assert value_of(here.muju) == before
    assert value_of(into) == empty_like(into)
    assert {(one.line_id, one.amount_won, one.spent_won) for one in here.application.promises.all()} == {
        (here.muju.pk, 80, 30),
        (into.pk, 0, 0),
    }
    _carry(here, "carry_accidental", 60, on=date(2024, 12, 26), at=s.moment(date(2024, 12, 26)))
    assert s.agrees(here.muju)


def test_a_carry_over_is_booked_back_once_and_with_a_reason() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100)
    _carry(here, "carry_planned", 60)
    with pytest.raises(ActionRefused, match=r"사유"):
        _undo(here, " ")
    _undo(here)
    with pytest.raises(ActionRefused, match="이미"):
        _undo(here)
    assert here.muju.movements.filter(amount_won=-60).count() == 1


def test_a_carry_over_that_was_spent_from_or_granted_on_is_not_booked_back() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100, granted=60)
    actions.promise(line=here.muju, application=here.application, amount_won=60, by=here.operator, at=s.AT)
    into = _carry(here, "carry_planned", 100)
    in_march = {"by": here.operator, "at": w.moment(3, 10, year=2025)}
    actions.spend(
        application=here.application, amounts={into.pk: 1}, on=date(2025, 3, 3), source_key="p", **in_march
    )  # fmt: skip
    with pytest.raises(ActionRefused):
        _undo(here, on=date(2025, 3, 20))
    assert (s.agrees(into), into.carried_in_cash_won) == (True, 60)


def test_the_page_of_a_line_offers_to_book_a_carry_over_back() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100)
    _carry(here, "carry_planned", 60)
    out = here.muju.movements.get(kind="carry_planned")
    client = s.signed_in(here.world.operator)
    page, undo = reverse("budgets:line", args=[here.muju.pk]), reverse("budgets:undo_carry", args=[out.pk])
    before = undo in client.get(page).content.decode()
    for _click in range(2):
        client.post(undo, {"reason": "금액을 잘못 적음"})
    assert (before, undo in client.get(page).content.decode()) == (True, False)
    assert here.muju.movements.filter(kind="carry_planned").count() == 2
