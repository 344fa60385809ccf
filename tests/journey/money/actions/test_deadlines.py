"""By when a claim is decided and mended: who is late shows."""

from datetime import date

import pytest
from django.utils import timezone
from tests import world as w
from tests.journey.money import scene as s

from dure.foundation.workflow.models import Deadline
from dure.journey.money import actions
from dure.journey.money.queries.ageing import Who, late

pytestmark = pytest.mark.django_db
BACK = w.moment(7, 4)


def owed() -> list[tuple[str, int, date]]:
    rows = Deadline.objects.filter(model="money.claim", met_at__isnull=True, lifted_at__isnull=True)
    return [(row.kind, row.organisation_id, timezone.localdate(row.due_at)) for row in rows]


def test_the_operator_owes_a_decision_and_the_firm_a_mended_claim() -> None:
    here = s.started()
    s.pay_in(here)
    operator, firm = here.world.programme.operator_id, here.agreement.firm_id
    claim = s.submitted(here, "advance")
    asked = owed()
    actions.return_claim(claim=claim, by=here.checker, at=BACK, reason="계좌 확인")
    given_back = owed()
    claim.refresh_from_db()
    actions.submit_claim(claim=claim, by=here.owner, at=BACK)
    again = owed()
    actions.accept_lines(claim=claim, by=here.checker, at=BACK)
    s.look(claim, here, BACK)
    for step, who in ((1, here.first), (2, here.second)):
        actions.approve_claim(claim=claim, step=step, by=who, at=BACK)
    assert asked == [("decide_claim", operator, date(2024, 7, 31))]
    assert given_back == [("mend_claim", firm, date(2024, 7, 18))]
    assert again == [("decide_claim", operator, date(2024, 8, 3))]
    assert owed() == []


def test_who_is_late_with_a_claim_is_named() -> None:
    here = s.started()
    s.pay_in(here)
    claim = s.submitted(here, "advance")
    pk = here.world.programme.pk
    in_time, past = w.moment(7, 31), w.moment(8, 1)
    undecided = [(row.kind, row.who, row.days_late(past.date())) for row in late(pk, past)]
    actions.return_claim(claim=claim, by=here.checker, at=past, reason="계좌 확인")
    unmended = [(row.kind, row.name) for row in late(pk, w.moment(8, 16))]
    assert (late(pk, in_time), undecided) == ([], [("claim", Who.OPERATOR, 1)])
    assert unmended == [("claim", here.agreement.firm.name)]


def test_a_withdrawn_claim_is_owed_by_nobody() -> None:
    here = s.started()
    s.pay_in(here)
    claim = s.submitted(here, "advance")
    actions.withdraw_claim(claim=claim, by=here.owner, at=BACK)
    assert owed() == []


def test_a_notice_of_no_days_sets_no_deadline() -> None:
    here = s.started(decide_days=0)
    s.pay_in(here)
    s.submitted(here, "advance")
    assert owed() == []
