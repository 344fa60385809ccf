"""The same claim approved, paid or handed in twice at once: one wins, nothing is done twice."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from tests import world as w
from tests.journey.money import scene as s
from tests.racing import at_once

from dure.engine.money.books import Account
from dure.journey.agreements import actions as agreements
from dure.journey.agreements.models import Change
from dure.journey.budgets.models import Movement
from dure.journey.money import actions
from dure.journey.money.models import Approval, BookEntry, Claim, ClaimLine, Payment
from dure.journey.money.queries.books import trial_balance

pytestmark = pytest.mark.django_db(transaction=True)


def test_exactly_one_of_several_gives_each_approval_and_the_last_pays_once() -> None:
    here = s.started()
    s.pay_in(here)
    claim = s.checked(here, "advance")
    third = w.member("최셋째", w.Role.APPROVER, here.world.programme.operator).actor

    def approve(step: int, by: object) -> Callable[[], object]:
        return lambda: actions.approve_claim(claim=Claim.objects.get(pk=claim.pk), step=step, by=by, at=s.APPROVED)

    first = at_once(*[approve(1, by) for by in (here.first, here.second, third)])
    left = [by for by in (here.first, here.second, third) if by.person_id != Approval.objects.get().by_id]
    second = at_once(*[approve(2, by) for by in (*left, left[0])])

    claim.refresh_from_db()
    assert (first, second) == (["done", "refused", "refused"], ["done", "refused", "refused"])
    assert [one.step for one in Approval.objects.order_by("step")] == [1, 2]
    assert (claim.status, Payment.objects.count()) == ("approved", 2)
    assert BookEntry.objects.filter(event="advance_approved").count() == 1
    assert all(one.by_id != other.by_id for one, other in pairwise(Approval.objects.order_by("step")))
    assert w.ledger_holds()


def test_a_payment_recorded_twice_at_once_is_spent_once() -> None:
    here = s.started()
    s.pay_in(here)
    s.approved(here, "advance")
    payment = Payment.objects.order_by("pk").first()

    def record() -> object:
        row = Payment.objects.get(pk=payment.pk)
        return actions.record_payment_result(
            payment=row, result="paid", on=date(2024, 7, 9), by=here.checker, at=s.PAID
        )

    assert at_once(record, record, record) == ["done"] * 3
    assert Movement.objects.filter(kind="spend").count() == 1
    assert BookEntry.objects.filter(event="payment_made").count() == 1
    owed = -trial_balance(here.world.programme.pk)[Account.PAYABLE_TO_FIRM]
    assert owed == sum(one.amount_won for one in Payment.objects.exclude(pk=payment.pk))


def test_one_invoice_handed_in_by_two_firms_at_once_counts_once() -> None:
    here = s.started()
    other = s.started("무주식품", world=here.world)
    line = s.spending(here.cost, 1_000_000)
    twin = s.spending(other.cost, 1_000_000, invoice_no=line.invoice_no, issuer_number=line.issuer_number)
    claims = [(s.written(here, "final", line), here), (s.written(other, "final", twin), other)]

    ended = at_once(
        *[
            lambda row=row, of=of: actions.submit_claim(claim=Claim.objects.get(pk=row.pk), by=of.owner, at=s.CLAIMED)
            for row, of in claims
        ]
    )

    assert ended == ["done", "refused"]
    assert ClaimLine.objects.filter(counts=True).count() == 1
    assert sorted(Claim.objects.values_list("status", flat=True)) == ["draft", "submitted"]


def test_a_line_is_claimed_while_a_change_lowers_it_and_one_of_them_wins() -> None:
    here = s.started(advance_pct=Decimal(0), final_pct=Decimal(100))
    cost, asked = here.cost, w.moment(8, 1)
    claim = s.written(here, "final", s.spending(cost, cost.amount_won), at=asked)
    rows = list(here.agreement.current.costs.order_by("number").values("number", "item", "what", "amount_won"))
    lower = [row | {"amount_won": row["amount_won"] // 2} for row in rows]
    told = {"cause_on": asked.date(), "reason": "물량 조정", "by": here.owner, "at": asked}
    change = agreements.begin_change(agreement=here.agreement, kind="cost", **told)
    agreements.save_change(change=change, after={"costs": lower, "in_kind_won": 0}, **told)
    agreements.submit_change(change=change, by=here.owner, at=asked)

    ended = at_once(
        lambda: actions.submit_claim(claim=Claim.objects.get(pk=claim.pk), by=here.owner, at=asked),
        lambda: agreements.approve_change(change=Change.objects.get(pk=change.pk), by=here.first, at=asked),
    )

    assert ended == ["done", "refused"]
    claimed = sum(ClaimLine.objects.filter(counts=True).values_list("supply_won", flat=True))
    assert claimed <= here.agreement.plans.order_by("-number")[0].costs.get(number=cost.number).amount_won
