"""The same change decided twice at once: one decision holds, and one version is made."""

import pytest
from django.db import connection
from tests import world as w
from tests.journey.agreements import course as c
from tests.racing import at_once

from dure.journey.agreements import actions
from dure.journey.agreements.models import AgreedPlan, Change, Ending

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only a server holds two at once"),
]


def test_two_approve_the_same_change() -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "period_long", {"ends_on": "2025-05-10"})
    at = w.moment(9, 5)
    approve = [lambda: actions.approve_change(change=Change.objects.get(pk=row.pk), by=here.approver, at=at)] * 3

    assert at_once(*approve) == ["done", "refused", "refused"]
    assert list(AgreedPlan.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert w.ledger_holds()


def test_one_approves_while_another_refuses() -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "period_long", {"ends_on": "2025-05-10"})
    at = w.moment(9, 5)
    ended = at_once(
        lambda: actions.approve_change(change=Change.objects.get(pk=row.pk), by=here.approver, at=at),
        lambda: actions.refuse_change(change=Change.objects.get(pk=row.pk), by=here.approver, at=at, reason="불허"),
    )
    row.refresh_from_db()

    assert ended == ["done", "refused"]
    assert AgreedPlan.objects.count() == (2 if row.status == "approved" else 1)


def test_two_begin_a_change() -> None:
    here, agreement = c.agreed()
    told = {"agreement": agreement, "cause_on": w.moment(9, 1).date(), "reason": "지연", "by": here.owner}
    begin = [lambda: actions.begin_change(kind="account", at=w.moment(9, 2), **told)] * 2

    assert at_once(*begin) == ["done", "refused"]
    assert Change.objects.count() == 1


def test_an_approval_and_an_ending_leave_no_change_open() -> None:
    here, agreement = c.agreed()
    row = c.asked(here, agreement, "period_long", {"ends_on": "2025-05-10"})
    at = w.moment(9, 5)
    ending = actions.ask_ending(agreement=agreement, kind="giving_up", cause="자금", by=here.owner, at=at)
    at_once(
        lambda: actions.approve_change(change=Change.objects.get(pk=row.pk), by=here.approver, at=at),
        lambda: actions.decide_ending(
            ending=Ending.objects.get(pk=ending.pk), effective_on=at.date(), fault="nobody", reason="중단",
            by=here.approver, at=at,
        ),
    )  # fmt: skip
    row.refresh_from_db()

    assert row.status in ("approved", "refused")
    assert AgreedPlan.objects.count() == (2 if row.status == "approved" else 1)
    assert w.ledger_holds()
