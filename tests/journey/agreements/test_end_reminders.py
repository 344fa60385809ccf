"""The firm is told of the end of its agreement on the days that the notice names."""

from datetime import datetime, timedelta

import pytest
from tests import world as w
from tests.journey.agreements import course as c

from dure.foundation.messages.models import Message
from dure.foundation.messages.reminders import due_for_reminder, remind
from dure.foundation.workflow.periods import end_of
from dure.journey.agreements.actions.duties import REACH_END
from dure.journey.programmes.delivery import AgreementRules, Delivery

pytestmark = pytest.mark.django_db


def _told(owner: w.Member, at: datetime) -> int:
    """How many reminders the firm's owner has after a round."""
    remind(at)
    return Message.objects.filter(recipient=owner.person, kind="reminder").count()


def test_the_end_is_told_on_each_of_its_days_once() -> None:
    here, agreement = c.agreed()
    c.started(here, agreement)
    assert agreement.ends_on is not None
    end = end_of(agreement.ends_on)
    days = (31, 30, 29, 8, 7, 4, 3, 1)
    counts = [_told(here.firm.owner, end - timedelta(days=day)) for day in days]

    assert counts == [0, 1, 1, 1, 2, 2, 3, 3]
    assert _told(here.firm.owner, end + timedelta(days=1)) == 4


def test_the_days_are_those_of_the_notice() -> None:
    rules = Delivery(agreement=AgreementRules(end_reminder_days=(60,)))
    here, agreement = c.agreed(w.small_programme(terms=w.small_terms().model_copy(update={"delivery": rules})))
    c.started(here, agreement)
    assert agreement.ends_on is not None
    end = end_of(agreement.ends_on)
    due = [
        [each.kind for each in due_for_reminder(end - timedelta(days=day)) if each.kind == REACH_END]
        for day in (61, 60, 3)
    ]
    assert due == [[], [REACH_END], [REACH_END]]
