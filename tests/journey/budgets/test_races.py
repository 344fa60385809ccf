"""Two people spend the last won at once, or promise it: exactly one of them wins."""

from collections.abc import Callable

import pytest
from tests import world as w
from tests.journey.budgets import scene as s
from tests.racing import at_once

from dure.journey.budgets import actions

pytestmark = pytest.mark.django_db(transaction=True)


def _spending(here: s.Scene, key: str) -> Callable[[], object]:
    return lambda: actions.spend(
        application=here.application, amounts={here.muju.pk: 60}, on=s.DECIDED_ON, source_key=key,
        by=here.operator, at=s.AT,
    )  # fmt: skip


def test_two_spend_the_last_won_and_one_wins() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100)
    actions.promise(line=here.muju, application=here.application, amount_won=100, by=here.operator, at=s.AT)
    assert at_once(_spending(here, "a"), _spending(here, "b")) == ["done", "refused"]
    assert s.agrees(here.muju)
    assert (here.muju.spent_won, here.application.promises.get().spent_won) == (60, 60)
    assert w.ledger_holds()


def test_the_same_payment_twice_at_once_is_booked_once() -> None:
    here = s.scene()
    s.funded(here, here.muju, 200)
    actions.promise(line=here.muju, application=here.application, amount_won=200, by=here.operator, at=s.AT)
    assert at_once(_spending(here, "a"), _spending(here, "a")) == ["done", "done"]
    assert s.agrees(here.muju)
    assert here.muju.spent_won == 60


def test_two_projects_are_promised_the_last_won_and_one_gets_it() -> None:
    here = s.scene()
    for row in (here.province, here.muju):
        s.funded(here, row, 100)
    other = s.application(here.world, "둘식품", number="JS1-002")

    def promising(application: object) -> Callable[[], object]:
        return lambda: actions.promise_shares(
            application=application, province_won=60, city_won=60, by=here.operator, at=s.AT
        )

    assert at_once(promising(here.application), promising(other)) == ["done", "refused"]
    assert all(s.agrees(row) for row in (here.province, here.muju))
    assert (here.province.promised_won, here.muju.promised_won) == (60, 60)


def test_two_carry_the_balance_over_and_one_carries() -> None:
    here = s.scene()
    s.funded(here, here.muju, 100)

    def carrying() -> object:
        return actions.carry_over(
            line=type(here.muju).objects.get(pk=here.muju.pk), kind="carry_planned", amount_won=100,
            on=s.AT.date(), letter_no="", reason="이월", by=here.operator, at=s.AT,
        )  # fmt: skip

    assert at_once(carrying, carrying) == ["done", "refused"]
    assert s.agrees(here.muju)
    assert here.muju.carry_cash_won == 100
