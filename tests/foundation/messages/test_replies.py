"""Letters that ask for something are confirmed or answered once, by a day."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.foundation import rows

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.messages import actions, queries
from dure.foundation.messages.actions import Letter
from dure.foundation.messages.models import Asks, Batch, Message, Reply
from dure.foundation.parties.models import Person
from dure.foundation.workflow.models import Deadline

pytestmark = pytest.mark.django_db
UNTIL = rows.AT + timedelta(days=7)
LATER, TOO_LATE = rows.AT + timedelta(hours=1), UNTIL + timedelta(days=1)


@pytest.fixture
def by() -> Actor:
    return rows.actor(rows.operator())


@pytest.fixture
def owner() -> Person:
    return rows.firm_owner()


@pytest.fixture
def batch(by: Actor, owner: Person) -> Batch:
    letter = Letter("예산 확인", "남은 예산을 알려 주십시오.", organisation_id=owner.memberships.get().organisation_id)
    return actions.draft_batch(kind="request", title="예산 확인", letters=[letter], programme_id=1, by=by, at=rows.AT)


def sent(batch: Batch, by: Actor, asks: str) -> Message:
    actions.release_batch(batch=batch, by=by, at=rows.AT, asks=asks, answer_by_at=UNTIL)
    return Message.objects.get()


def test_letter_that_asks_waits_until_it_is_confirmed(batch: Batch, by: Actor, owner: Person) -> None:
    who, message = rows.actor(owner), sent(batch, by, Asks.RECEIPT)
    found = queries.waiting(who, LATER)
    assert [(each.what, each.due_at, each.url) for each in found] == [
        ("예산 확인", UNTIL, reverse("messages:message", args=[message.pk]))
    ]
    actions.reply(message=message, text="덧붙인 말", by=who, at=LATER)
    assert queries.waiting(who, LATER) == []
    assert [(each.text, each.by_id) for each in Reply.objects.all()] == [("", owner.pk)]
    assert isinstance(verify(), Verified)


def test_letter_that_only_informs_waits_for_nobody(batch: Batch, by: Actor, owner: Person) -> None:
    message = sent(batch, by, Asks.NOTHING)
    assert (queries.waiting(rows.actor(owner), LATER), Deadline.objects.count()) == ([], 0)
    with pytest.raises(ActionRefused, match="회신을 요청하지"):
        actions.reply(message=message, text="예", by=rows.actor(owner), at=LATER)


def test_empty_answer_is_refused_and_keeps_waiting(batch: Batch, by: Actor, owner: Person) -> None:
    message = sent(batch, by, Asks.ANSWER)
    with pytest.raises(ActionRefused, match="회신 내용"):
        actions.reply(message=message, text="  ", by=rows.actor(owner), at=LATER)
    assert len(queries.waiting(rows.actor(owner), LATER)) == 1


def test_colleague_of_whoever_answered_has_nothing_left_to_do(batch: Batch, by: Actor, owner: Person) -> None:
    firm = owner.memberships.get().organisation
    colleague = rows.person("공장장", "firm", firm, "second@example.org")
    actions.release_batch(batch=batch, by=by, at=rows.AT, asks=Asks.ANSWER, answer_by_at=UNTIL)
    mine, other = (Message.objects.get(recipient=each) for each in (owner, colleague))
    actions.reply(message=mine, text="천만 원 남음", by=rows.actor(owner), at=LATER)
    assert queries.waiting(rows.actor(colleague), LATER) == []
    with pytest.raises(ActionRefused, match="이미"):
        actions.reply(message=other, text="이천만 원", by=rows.actor(colleague), at=LATER)


def test_letter_of_someone_else_cannot_be_replied_to(batch: Batch, by: Actor, owner: Person) -> None:
    message = sent(batch, by, Asks.RECEIPT)
    stranger = rows.firm_owner("다른이", "무주식품", "other@example.org")
    with pytest.raises(AccessRefused):
        actions.reply(message=message, text="", by=rows.actor(stranger), at=LATER)


@pytest.mark.parametrize("until", [None, rows.AT])
def test_request_without_a_day_to_come_is_refused(batch: Batch, by: Actor, until: object) -> None:
    with pytest.raises(ActionRefused, match="기한"):
        actions.release_batch(batch=batch, by=by, at=rows.AT, asks=Asks.ANSWER, answer_by_at=until)
    assert Message.objects.count() == 0


def test_missing_replies_wait_for_the_sender_once_their_day_is_over(batch: Batch, by: Actor, owner: Person) -> None:
    message = sent(batch, by, Asks.RECEIPT)
    assert queries.waiting(by, LATER) == []
    assert [each.count for each in queries.waiting(by, TOO_LATE)] == [1]
    actions.reply(message=message, text="", by=rows.actor(owner), at=TOO_LATE)
    assert queries.waiting(by, TOO_LATE) == []


def test_reply_meets_its_deadline(batch: Batch, by: Actor, owner: Person) -> None:
    message = sent(batch, by, Asks.ANSWER)
    assert [(each.due_at, each.met_at) for each in Deadline.objects.all()] == [(UNTIL, None)]
    actions.reply(message=message, text="예", by=rows.actor(owner), at=LATER)
    assert [each.met_at for each in Deadline.objects.all()] == [LATER]


def test_pages_take_the_answer_and_show_it(client: Client, batch: Batch, by: Actor, owner: Person) -> None:
    message = sent(batch, by, Asks.ANSWER)
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    address, reply = (reverse(f"messages:{name}", args=[message.pk]) for name in ("message", "reply"))
    refused = client.post(reply, {"text": " "})
    assert (refused.status_code, "회신 내용을 적은 다음" in refused.content.decode()) == (409, True)
    assert client.post(reply, {"text": "천만 원 남음"})["Location"] == address
    page = client.get(address)
    assert ("천만 원 남음" in page.content.decode(), page.context["asks"]) == (True, "")


def test_reminder_leads_each_recipient_to_the_own_copy(client: Client, batch: Batch, by: Actor, owner: Person) -> None:
    message = sent(batch, by, Asks.RECEIPT)
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = queries.letter_address(str(message.draft_id))
    assert client.get(address)["Location"] == reverse("messages:message", args=[message.pk])
