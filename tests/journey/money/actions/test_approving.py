"""Judging, checking and the approval chain, and what an approval orders and books."""

from decimal import Decimal

import pytest
from tests import world as w
from tests.journey.money import scene as s

from dure.engine.money.books import Account
from dure.foundation.access.verdict import ActionRefused
from dure.journey.budgets.queries import funds_of
from dure.journey.money import actions
from dure.journey.money.models import Approval, BookEntry, Payment, StandingCheck
from dure.journey.money.queries.books import trial_balance
from dure.journey.money.values import StaleClaim

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> s.Scene:
    scene = s.started()
    s.pay_in(scene)
    return scene


def test_public_money_does_not_move_before_the_firms_cash_is_confirmed() -> None:
    here = s.started()
    claim = s.submitted(here, "advance")

    with pytest.raises(ActionRefused):
        s.look(claim, here)

    claim.refresh_from_db()
    assert (claim.status, StandingCheck.objects.count()) == ("submitted", 0)


def test_a_notice_may_let_public_money_move_first() -> None:
    here = s.started(firm_cash_first=False)

    assert s.approved(here, "advance").status == "approved"


def test_a_bad_standing_is_recorded_and_holds_the_claim(here: s.Scene) -> None:
    claim = s.submitted(here, "advance")

    s.look(claim, here, no_arrears=False)

    assert (claim.status, StandingCheck.objects.get().no_arrears) == ("submitted", False)


def test_a_cut_needs_its_reason_and_lowers_what_is_paid(here: s.Scene) -> None:
    s.paid(here, "advance")
    claim = s.submitted(here, "final", *s.everything(here))
    before, line = claim.public_won, claim.lines.first()
    with pytest.raises(ActionRefused):
        actions.judge_line(line=line, accepted_won=0, by=here.checker, at=s.CHECKED)

    actions.judge_line(line=line, accepted_won=0, by=here.checker, at=s.CHECKED, reason="계약과 다른 품목")

    claim.refresh_from_db()
    agreed, left = here.agreement.current, here.agreement.current.cost_won - line.supply_won
    shown = [won * left // agreed.cost_won for won in (agreed.province_won, agreed.city_won)]
    paid = [won * 50 // 100 // 1000 * 1000 for won in (agreed.province_won, agreed.city_won)]
    assert claim.public_won == sum(max(0, a - b) for a, b in zip(shown, paid, strict=True))
    assert claim.public_won < before


def test_every_line_is_judged_before_the_check(here: s.Scene) -> None:
    s.paid(here, "advance")
    claim = s.submitted(here, "final", *s.everything(here))

    with pytest.raises(ActionRefused):
        s.look(claim, here)

    assert StandingCheck.objects.filter(claim=claim).count() == 0


def test_the_chain_is_walked_by_different_people_in_order(here: s.Scene) -> None:
    claim = s.checked(here, "advance")
    refused = []
    for step, by in ((1, here.checker), (2, here.first)):
        with pytest.raises(ActionRefused) as caught:
            actions.approve_claim(claim=claim, step=step, by=by, at=s.APPROVED)
        refused.append(caught.value)
    actions.approve_claim(claim=claim, step=1, by=here.first, at=s.APPROVED)
    with pytest.raises(StaleClaim):
        actions.approve_claim(claim=claim, step=1, by=here.second, at=s.APPROVED)
    with pytest.raises(ActionRefused):
        actions.approve_claim(claim=claim, step=2, by=here.first, at=s.APPROVED)

    actions.approve_claim(claim=claim, step=2, by=here.second, at=s.APPROVED)

    assert [(one.step, one.by_id) for one in Approval.objects.order_by("step")] == [
        (1, here.first.person_id), (2, here.second.person_id)
    ]  # fmt: skip
    assert (len(refused), claim.status) == (2, "approved")


def test_approvals_of_an_earlier_round_count_for_nothing(here: s.Scene) -> None:
    claim = s.checked(here, "advance")
    actions.approve_claim(claim=claim, step=1, by=here.first, at=s.APPROVED)
    actions.return_claim(claim=claim, by=here.checker, at=s.APPROVED, reason="계좌 확인 필요")

    actions.submit_claim(claim=claim, by=here.owner, at=s.APPROVED)
    s.look(claim, here, s.APPROVED)

    assert (claim.round, claim.approvals.filter(round=2).count(), claim.status) == (2, 0, "checked")
    assert w.ledger_holds()


def test_approval_orders_one_payment_a_budget_line(here: s.Scene) -> None:
    claim = s.approved(here, "advance")

    ordered = {row.line_id: row.amount_won for row in Payment.objects.all()}
    plan = here.agreement.current
    assert ordered == {
        here.lines["province"].pk: plan.province_won * 50 // 100 // 1000 * 1000,
        here.lines["city"].pk: plan.city_won * 50 // 100 // 1000 * 1000,
    }
    assert sum(ordered.values()) == claim.public_won
    assert trial_balance(claim.agreement.programme_id)[Account.ADVANCES] == claim.public_won


def test_a_claim_that_no_line_of_the_year_bears_is_not_approved(here: s.Scene) -> None:
    claim = s.checked(here, "advance")
    late = w.moment(1, 5, year=2025)
    actions.approve_claim(claim=claim, step=1, by=here.first, at=late)

    with pytest.raises(ActionRefused):
        actions.approve_claim(claim=claim, step=2, by=here.second, at=late)

    claim.refresh_from_db()
    assert (claim.status, Payment.objects.count(), claim.approvals.count()) == ("checked", 0, 1)


def test_a_whole_project_pays_exactly_the_agreed_shares_and_the_books_balance(here: s.Scene) -> None:
    s.paid(here, "advance")
    final = s.paid(here, "final", *s.everything(here))

    plan = here.agreement.current
    spent = {fund.funder: fund.spent_won for fund in funds_of(here.agreement.application_id)}
    assert spent == {"province": plan.province_won, "city": plan.city_won}
    assert final.status == "paid"
    balance = trial_balance(here.agreement.programme_id)
    assert sum(balance.values()) == 0
    assert balance[Account.PROJECT_COST] == plan.cost_won
    assert Account.ADVANCES not in balance
    assert Account.PAYABLE_TO_FIRM not in balance
    assert w.ledger_holds()


def test_a_claim_by_which_nothing_is_paid_is_paid_at_once() -> None:
    here = s.started(advance_pct=Decimal(100), final_pct=Decimal(0), interim_pct=Decimal(0))
    s.pay_in(here)

    assert s.paid(here, "advance").status == "paid"
    assert BookEntry.objects.filter(event="advance_approved").count() == 1
