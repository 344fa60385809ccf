"""Claims, changes and settlement of one project, where they meet: none goes past another."""

from decimal import Decimal

import pytest
from tests import world as w
from tests.journey.money import scene as s
from tests.journey.money import settlement_scene as ss

from dure.foundation.access.actor import SYSTEM
from dure.foundation.access.verdict import ActionRefused
from dure.journey.agreements import actions as agreements
from dure.journey.agreements.models import AgreedCost, Change
from dure.journey.money import actions
from dure.journey.money.models import Payment, Settlement

pytestmark = pytest.mark.django_db
ASKED = w.moment(8, 1)


def change_cost(here: s.Scene, **first_line: object) -> Change:
    """A change of the cost table that says something else of its first line."""
    rows = list(here.agreement.current.costs.order_by("number").values("number", "item", "what", "amount_won"))
    rows[0] |= first_line
    told = {"by": here.owner, "at": ASKED, "cause_on": ASKED.date(), "reason": "물량 조정"}
    row = agreements.begin_change(agreement=here.agreement, kind="cost", **told)
    agreements.save_change(change=row, after={"costs": rows, "in_kind_won": 0}, **told)
    agreements.submit_change(change=row, by=here.owner, at=ASKED)
    return agreements.approve_change(change=row, by=here.first, at=ASKED)


def first_cost(here: s.Scene) -> AgreedCost:
    here.agreement.refresh_from_db()
    return here.agreement.current.costs.get(number=1)


def test_a_change_does_not_cut_under_what_is_claimed() -> None:
    here = s.started(advance_pct=Decimal(0), final_pct=Decimal(100))
    s.submitted(here, "final", s.spending(first_cost(here), 5_000_000))

    with pytest.raises(ActionRefused, match="5,000,000"):
        change_cost(here, amount_won=4_999_999)


def test_a_line_that_a_change_renamed_is_not_claimed_twice() -> None:
    here = s.started(advance_pct=Decimal(0), interim_pct=Decimal(50), final_pct=Decimal(50))
    s.pay_in(here)
    whole = first_cost(here).amount_won
    s.paid(here, "interim", s.spending(first_cost(here), whole), at=w.moment(7, 20))
    change_cost(here, what="다른 이름")

    with pytest.raises(ActionRefused):
        s.submitted(here, "final", s.spending(first_cost(here), 1_000), at=ASKED)


def test_nothing_is_claimed_once_the_settlement_is_handed_in() -> None:
    here = s.started(interim_pct=Decimal(20), final_pct=Decimal(30))
    s.pay_in(here)
    s.paid(here, "advance")
    agreements.record_completed(agreement=here.agreement, by=SYSTEM, at=ss.COMPLETED)
    ss.handed_in(here)

    with pytest.raises(ActionRefused):
        actions.draft_claim(agreement=here.agreement, kind="interim", by=here.owner, at=ss.REVIEWED)


def test_a_payment_that_came_back_stops_the_decision() -> None:
    here = ss.completed()
    row = ss.reviewed(here)
    bounce(here)

    with pytest.raises(ActionRefused):
        actions.decide_settlement(settlement=row, revision=row.revision, by=here.first, at=ss.DECIDED)


def test_a_payment_comes_back_after_the_decision_only_once_it_is_taken_back() -> None:
    here = ss.completed()
    row = ss.decided(here)

    with pytest.raises(ActionRefused):
        bounce(here)
    actions.reconsider_settlement(settlement=row, reason="은행 반송", by=here.first, at=ss.CLOSED)
    bounce(here)

    assert Payment.objects.filter(status="bounced").count() == 1
    assert ss.books_balance(here)


def bounce(here: s.Scene) -> None:
    actions.record_payment_result(
        payment=Payment.objects.filter(status="paid").order_by("pk")[0], result="bounced", on=ss.REVIEWED.date(),
        reason="계좌 오류", by=here.checker, at=ss.CLOSED,
    )  # fmt: skip


@pytest.mark.parametrize("reach", [ss.handed_in, ss.reviewed, ss.decided])
def test_a_completion_taken_back_opens_the_settlement_again(reach, django_capture_on_commit_callbacks) -> None:
    here = ss.completed()
    row = reach(here)
    with django_capture_on_commit_callbacks(execute=True):
        agreements.take_completion_back(agreement=here.agreement, by=here.checker, at=ss.CLOSED, reason="재점검")

    now = Settlement.objects.get()
    assert now.status == "open"
    with pytest.raises(ActionRefused):
        actions.hand_in_settlement(settlement=row, revision=now.revision, by=here.owner, at=ss.CLOSED)
    assert w.ledger_holds()


def test_a_change_left_open_ends_with_the_settlement() -> None:
    here = s.started()
    after = {"contact_name": "새 담당", "contact_phone": "063-1", "contact_email": ""}
    told = {"cause_on": ASKED.date(), "reason": "담당 교체", "by": here.owner, "at": ASKED}
    row = agreements.begin_change(agreement=here.agreement, kind="contact", **told)
    agreements.save_change(change=row, after=after, **told)
    ss.closed(ss.completed(here=here))

    row.refresh_from_db()
    assert row.status == "withdrawn"


def test_what_is_recovered_already_does_not_come_back_by_the_settlement_too() -> None:
    here = s.started()
    s.pay_in(here)
    s.paid(here, "advance")
    ask = {"agreement": here.agreement, "kind": "termination", "cause": "허위 증빙", "fault": "violation"}
    ending = agreements.ask_ending(**ask, by=here.checker, at=ASKED)
    told = {"fault": "violation", "effective_on": ASKED.date(), "reason": "허위 증빙", "at": ASKED}
    agreements.decide_ending(ending=ending, by=here.first, **told)
    here.agreement.refresh_from_db()
    paid = dict(Payment.objects.values_list("line_id", "amount_won"))
    actions.open_recovery(
        agreement=here.agreement, amounts=paid, reason="허위 증빙", due_on=ss.BACK.date(), ending=ending,
        by=here.first, at=ASKED,
    )  # fmt: skip
    row = ss.closed(here)

    assert row.status == "closed"
    assert [one.kind for one in here.agreement.recoveries.all()] == ["recovery"] * len(paid)
    ss.collect_all(row, here)
    assert ss.books_balance(here)
    assert w.ledger_holds()
