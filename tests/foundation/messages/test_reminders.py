"""Deadlines are brought to mind in time, once a day, and every week once late."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from tests.foundation import rows

from dure.foundation.access.actor import SYSTEM
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.messages import registry
from dure.foundation.messages.models import Message
from dure.foundation.messages.reminders import remind
from dure.foundation.parties.models import Organisation, Person
from dure.foundation.workflow.deadlines import meet_deadline, set_deadline

pytestmark = pytest.mark.django_db
DUE = rows.AT + timedelta(days=10)


@pytest.fixture(autouse=True)
def _words() -> Iterator[None]:
    before = dict(registry._DEADLINES)
    registry.name_deadline("supplement", "보완서류 제출", lambda row_id: f"/applications/{row_id}/")
    yield
    registry._DEADLINES.clear()
    registry._DEADLINES.update(before)


@pytest.fixture
def owner() -> Person:
    return rows.firm_owner()


def _owe(firm: Organisation, kind: str = "supplement", due_at: datetime = DUE, **who: int) -> None:
    with act("test.owe", chain=INSTALLATION_CHAIN, by=SYSTEM, at=rows.AT):
        set_deadline(firm, kind, due_at=due_at, at=rows.AT, **(who or {"organisation_id": firm.pk}))


@pytest.fixture
def firm(owner: Person) -> Organisation:
    row = owner.memberships.get().organisation
    _owe(row)
    return row


def test_remind_is_silent_while_there_is_time(firm: Organisation) -> None:
    assert remind(DUE - timedelta(days=4)) == 0


def test_remind_three_days_before_says_what_and_where(firm: Organisation, owner: Person) -> None:
    assert remind(DUE - timedelta(days=3)) == 1
    message = Message.objects.get()
    assert message.recipient == owner
    assert "보완서류 제출" in message.subject
    assert message.link == f"/applications/{firm.pk}/"
    assert isinstance(verify(), Verified)


def test_remind_again_only_when_late_and_then_weekly(firm: Organisation) -> None:
    days = [day for day in range(30) if remind(DUE - timedelta(days=3) + timedelta(days=day, minutes=1))]
    assert days == [0, 3, 10, 17, 24]


def test_remind_is_silent_once_it_has_come(firm: Organisation) -> None:
    with act("test.meet", chain=INSTALLATION_CHAIN, by=SYSTEM, at=rows.AT):
        meet_deadline(firm, "supplement", at=rows.AT)
    assert remind(DUE) == 0


def test_remind_of_several_in_one_message(firm: Organisation) -> None:
    _owe(firm, kind="other")
    assert remind(DUE) == 1
    message = Message.objects.get()
    assert (message.body.count("\n- "), message.link) == (2, "/")


def test_remind_tells_the_named_person_alone(owner: Person) -> None:
    firm = owner.memberships.get().organisation
    colleague = rows.person("이과장", rows.Role.FIRM, firm, "colleague@example.org")
    _owe(firm, organisation_id=firm.pk, person_id=colleague.pk)
    assert remind(DUE) == 1
    assert Message.objects.get().recipient == colleague
