"""Liquidated damages: proposed for a late build, decided by a person, kept back from the final payment."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from tests import world as w
from tests.journey.money import scene as s
from tests.journey.money import settlement_scene as z

from dure.foundation.access.actor import SYSTEM
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.act import act
from dure.journey.builds.models import Build
from dure.journey.money import actions
from dure.journey.money.models import Claim, LateCharge
from dure.journey.money.queries.lateness import late_charges
from dure.journey.money.queries.settlement_waiting import settling_waits

pytestmark = pytest.mark.django_db
AT = w.moment(3, 3, year=2025)
FUNDED_ON = w.moment(7, 20)


def accepted(here: s.Scene, on: date) -> None:
    """The build, accepted on that day; the agreement ends on 13 February 2025."""
    with act("builds.accept_build", chain=here.world.programme.chain, by=SYSTEM, at=AT) as this:
        this.about(Build.objects.create(agreement=here.agreement, begun_at=s.PAID_IN, accepted_on=on))


def final(here: s.Scene) -> Claim:
    """Advance paid, the final claim checked: everything spent in time."""
    s.pay_in(here)
    s.paid(here, "advance")
    return s.checked(here, "final", *s.everything(here), at=FUNDED_ON)


def late(here: s.Scene, days: int = 10) -> tuple[Claim, LateCharge]:
    accepted(here, date(2025, 2, 13 + days))
    claim = final(here)
    return claim, LateCharge.objects.get()


def test_a_build_in_time_costs_nothing() -> None:
    here = s.started()
    accepted(here, s.ENDS_ON)
    final(here)
    assert LateCharge.objects.count() == 0


def test_a_late_build_is_proposed_with_its_days_and_the_notices_rate() -> None:
    here = s.started()
    _claim, charge = late(here)
    cost = here.agreement.current.cost_won
    assert (charge.status, charge.days, charge.amount_won) == ("proposed", 10, cost * 125 // 10_000)
    assert actions.propose_late_charge(agreement=here.agreement, by=SYSTEM, at=AT) == charge


def test_a_notice_without_a_rate_proposes_nothing() -> None:
    here = s.started(late_pct_per_day=Decimal(0))
    accepted(here, date(2025, 2, 20))
    final(here)
    assert LateCharge.objects.count() == 0


def test_the_final_payment_waits_for_the_decision_and_is_lower_by_it() -> None:
    here = s.started()
    claim, charge = late(here)
    whole = claim.public_won
    actions.approve_claim(claim=claim, step=1, by=here.first, at=FUNDED_ON)
    with pytest.raises(ActionRefused, match="지체상금"):
        actions.approve_claim(claim=claim, step=2, by=here.second, at=FUNDED_ON)
    actions.confirm_late_charge(charge=charge, by=here.first, at=AT)
    actions.approve_claim(claim=claim, step=2, by=here.second, at=FUNDED_ON)
    assert (claim.public_won, sum(one.amount_won for one in claim.payments.all())) == (
        whole - charge.amount_won,
        whole - charge.amount_won,
    )
    with pytest.raises(ActionRefused):
        actions.reopen_late_charge(charge=charge, by=here.first, at=AT, reason="다시 봄")
    assert z.books_balance(here)
    assert w.ledger_holds()


def test_waiving_needs_a_reason_and_leaves_the_payment_whole() -> None:
    here = s.started()
    claim, charge = late(here)
    with pytest.raises(ActionRefused):
        actions.waive_late_charge(charge=charge, by=here.first, at=AT, reason=" ")
    actions.waive_late_charge(charge=charge, by=here.first, at=AT, reason="불가항력(정전)")
    before = claim.public_won
    for step, who in ((1, here.first), (2, here.second)):
        actions.approve_claim(claim=claim, step=step, by=who, at=FUNDED_ON)
    assert (claim.public_won, charge.reason, charge.status) == (before, "불가항력(정전)", "waived")


def test_days_that_others_caused_are_not_charged() -> None:
    here = s.started()
    _claim, charge = late(here)
    with pytest.raises(ActionRefused):
        actions.confirm_late_charge(charge=charge, by=here.first, at=AT, excused_days=11, reason="점검 지연")
    with pytest.raises(ActionRefused):
        actions.confirm_late_charge(charge=charge, by=here.first, at=AT, excused_days=4)
    actions.confirm_late_charge(charge=charge, by=here.first, at=AT, excused_days=4, reason="점검 지연")
    assert (charge.days, charge.amount_won) == (6, charge.base_won * 75 // 10_000)


def test_only_an_approver_decides_and_the_firm_and_audit_see_it() -> None:
    here = s.started()
    _claim, charge = late(here)
    with pytest.raises(AccessRefused):
        actions.confirm_late_charge(charge=charge, by=here.checker, at=AT)
    other = s.started("진안둘", world=here.world)
    seen = [list(late_charges(here.world.programme.pk, actor)) for actor in (here.owner, here.checker, other.owner)]
    assert seen == [[charge], [charge], []]


def test_the_decision_waits_on_the_approvers_home() -> None:
    here = s.started()
    claim, charge = late(here)
    url = reverse("money:claim", args=[claim.pk])
    asked = [[one.url for one in settling_waits(actor, AT)].count(url) for actor in (here.first, here.checker)]
    actions.waive_late_charge(charge=charge, by=here.first, at=AT, reason="불가항력")
    assert (asked, [one.url for one in settling_waits(here.first, AT)].count(url)) == ([1, 0], 0)
