"""A settlement decided or closed, and money due back collected, returned or ordered, by two at once: it happens once."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from tests import world as w
from tests.journey.money import settlement_scene as ss
from tests.racing import at_once

from dure.foundation.access.actor import Actor
from dure.journey.budgets.models import Movement
from dure.journey.money import actions
from dure.journey.money.models import BookEntry, Collection, Recovery, Settlement

pytestmark = pytest.mark.django_db(transaction=True)
DISALLOWED = 1_000_000
LATER = ss.BACK.date() + timedelta(days=30)


def fresh(row: Settlement) -> Settlement:
    return Settlement.objects.select_related("agreement__programme").get(pk=row.pk)


def debt() -> Recovery:
    return Recovery.objects.select_related("agreement__programme").order_by("pk")[0]


def closing(row: Settlement, by: Actor) -> Callable[[], object]:
    return lambda: actions.close_settlement(settlement=fresh(row), by=by, at=ss.CLOSED)


def test_two_decide_a_settlement_and_one_decision_stands() -> None:
    here = ss.completed()
    row = ss.reviewed(here, disallowed=DISALLOWED)
    seen = row.revision

    def deciding(by: Actor) -> Callable[[], object]:
        return lambda: actions.decide_settlement(settlement=fresh(row), revision=seen, by=by, at=ss.DECIDED)

    assert at_once(deciding(here.first), deciding(here.second)) == ["done", "refused"]
    assert fresh(row).status == "decided"
    assert row.shares.count() == len(here.lines) + 1
    assert w.ledger_holds()


def test_two_close_a_settlement_and_it_is_booked_once() -> None:
    here = ss.completed()
    row = ss.decided(here, disallowed=DISALLOWED)

    assert at_once(closing(row, here.checker), closing(row, here.first), closing(row, here.checker)) == ["done"] * 3
    assert Movement.objects.filter(kind="settle").count() == len(here.lines)
    assert Recovery.objects.filter(kind="disallowed").count() == len(here.lines)
    assert BookEntry.objects.filter(event="disallowed").count() == 1
    assert ss.books_balance(here)
    assert w.ledger_holds()


def test_one_closes_while_another_reconsiders_and_one_of_them_wins() -> None:
    here = ss.completed()
    row = ss.decided(here, disallowed=DISALLOWED)

    ended = at_once(
        closing(row, here.checker),
        lambda: actions.reconsider_settlement(settlement=fresh(row), reason="재검토", by=here.first, at=ss.CLOSED),
    )

    assert ended == ["done", "refused"]
    is_closed = fresh(row).status == "closed"
    assert Recovery.objects.exists() == is_closed
    assert Movement.objects.filter(kind="settle").exists() == is_closed


def test_two_collect_the_same_debt_and_it_comes_in_once() -> None:
    here = ss.completed()
    ss.closed(here, disallowed=DISALLOWED)
    one = debt()

    def collect() -> object:
        return actions.record_collection(
            recovery=debt(), amount_won=one.amount_won, on=ss.BACK.date(), by=here.checker, at=ss.BACK
        )

    assert at_once(collect, collect, collect) == ["done", "refused", "refused"]
    assert (debt().status, debt().collected_won) == ("collected", one.amount_won)
    assert Collection.objects.get().amount_won == one.amount_won
    assert ss.books_balance(here)
    assert w.ledger_holds()


def test_the_same_transfer_recorded_by_two_is_one_collection() -> None:
    here = ss.completed()
    ss.closed(here, disallowed=DISALLOWED)
    part = debt().amount_won // 3

    def collect() -> object:
        return actions.record_collection(
            recovery=debt(), amount_won=part, on=ss.BACK.date(), reference="이체 77", by=here.checker, at=ss.BACK
        )

    assert at_once(collect, collect) == ["done", "done"]
    assert (Collection.objects.count(), debt().collected_won) == (1, part)
    assert BookEntry.objects.filter(source__startswith="money.collection").count() == 1


def test_two_return_the_same_money_to_its_funder_and_it_goes_once() -> None:
    here = ss.completed()
    ss.closed(here, disallowed=DISALLOWED)
    one = debt()
    actions.record_collection(
        recovery=one, amount_won=one.amount_won, on=ss.BACK.date(), by=here.checker, at=ss.BACK
    )  # fmt: skip

    def back() -> object:
        return actions.pass_on(recovery=debt(), on=ss.BACK.date(), letter_no="반납-1", by=here.checker, at=ss.BACK)

    assert at_once(back, back) == ["done", "refused"]
    assert Movement.objects.get(kind="return_disallowed").amount_won == one.amount_won
    assert debt().passed_on_won == one.amount_won
    assert w.ledger_holds()


def test_one_collects_while_another_writes_off_and_one_of_them_wins() -> None:
    here = ss.completed()
    ss.closed(here, disallowed=DISALLOWED)
    whole = debt().amount_won

    ended = at_once(
        lambda: actions.record_collection(
            recovery=debt(), amount_won=whole, on=ss.BACK.date(), by=here.checker, at=ss.BACK
        ),
        lambda: actions.write_off(recovery=debt(), reason="폐업", by=here.first, at=ss.BACK),
    )

    assert ended == ["done", "refused"]
    assert debt().collected_won == (whole if debt().status == "collected" else 0)
    assert ss.books_balance(here)


def test_two_order_a_recovery_of_all_that_was_paid_and_one_is_ordered() -> None:
    here = ss.completed()
    row = ss.closed(here)
    line = here.lines["city"]
    paid = row.shares.get(line=line).paid_won

    def order() -> object:
        return actions.open_recovery(
            agreement=fresh(row).agreement, amounts={line.pk: paid}, reason="거짓 신청", due_on=LATER,
            settlement=fresh(row), by=here.first, at=ss.BACK,
        )  # fmt: skip

    assert at_once(order, order) == ["done", "refused"]
    assert Recovery.objects.get().amount_won == paid


def test_two_impose_a_surcharge_and_one_is_imposed() -> None:
    here = ss.completed()
    row = ss.closed(here)
    told = {"reason": "거짓 신청", "due_on": LATER, "at": ss.BACK}
    actions.open_recovery(
        agreement=row.agreement, amounts={here.lines["city"].pk: 1_000_000}, settlement=row, by=here.first, **told
    )

    def impose(by: Actor) -> Callable[[], object]:
        return lambda: actions.impose_surcharge(recovery=debt(), factor=Decimal(2), by=by, **told)

    assert at_once(impose(here.first), impose(here.second)) == ["done", "refused"]
    assert [one.amount_won for one in Recovery.objects.filter(kind="surcharge")] == [2_000_000]
