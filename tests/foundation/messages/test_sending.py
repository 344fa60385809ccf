"""People are told once, in their own language, and e-mails go out at most once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from tests.foundation import rows

from dure.foundation.access.actor import SYSTEM
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.messages import actions, queries
from dure.foundation.messages.models import Message, Outgoing, OutgoingState
from dure.foundation.parties.models import Person

pytestmark = pytest.mark.django_db


class RefusingBackend(locmem.EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError("try later")


def _send(*people: Person, key: str = "") -> list[Message]:
    return actions.send(
        to=people, subject="보완요청", body="서류를 보완하십시오.", kind="request", link="/applications/1/",
        dedupe_key=key, by=SYSTEM, at=rows.AT,
    )  # fmt: skip


def test_send_fills_the_inbox_and_the_outbox() -> None:
    owner = rows.firm_owner()
    (message,) = _send(owner)
    assert list(queries.inbox(rows.actor(owner))) == [message]
    assert queries.unread_count(rows.actor(owner)) == 1
    mail_row = Outgoing.objects.get()
    assert (mail_row.to, mail_row.state) == ("owner@example.org", OutgoingState.QUEUED)
    assert "http://127.0.0.1:8000/applications/1/" in mail_row.body


def test_send_with_a_key_tells_each_person_once() -> None:
    owner = rows.firm_owner()
    assert (len(_send(owner, key="supplement:1")), len(_send(owner, key="supplement:1"))) == (1, 0)
    assert (Message.objects.count(), Outgoing.objects.count()) == (1, 1)


def test_send_to_the_same_person_named_twice_tells_once() -> None:
    owner = rows.firm_owner()
    assert len(_send(owner, owner)) == 1


def test_send_to_one_without_an_address_fills_the_inbox_only() -> None:
    assert len(_send(rows.firm_owner(email=""))) == 1
    assert Outgoing.objects.count() == 0


def test_send_writes_in_the_language_of_each() -> None:
    owner = rows.firm_owner()
    other = rows.operator()
    Person.objects.filter(pk=other.pk).update(language="en")
    other.refresh_from_db()
    told = actions.send(to=[owner, other], subject=_("Messages"), body="", kind="x", by=SYSTEM, at=rows.AT)
    assert [each.subject for each in told] == ["알림", "Messages"]


def test_deliver_outbox_sends_once() -> None:
    _send(rows.firm_owner())
    assert (actions.deliver_outbox(), actions.deliver_outbox()) == (1, 0)
    assert [each.to for each in mail.outbox] == [["owner@example.org"]]
    assert Outgoing.objects.get().state == OutgoingState.SENT


def test_deliver_outbox_does_not_repeat_what_was_under_way_when_the_machine_stopped() -> None:
    _send(rows.firm_owner())
    Outgoing.objects.update(state=OutgoingState.SENDING, claimed_at=timezone.now() - timedelta(hours=1))
    assert actions.deliver_outbox() == 0
    assert (Outgoing.objects.get().state, mail.outbox) == (OutgoingState.FAILED, [])


def test_deliver_outbox_leaves_what_another_process_is_sending() -> None:
    _send(rows.firm_owner())
    Outgoing.objects.update(state=OutgoingState.SENDING, claimed_at=timezone.now())
    assert actions.deliver_outbox() == 0
    assert Outgoing.objects.get().state == OutgoingState.SENDING


def test_deliver_outbox_tries_again_later_and_then_gives_up(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.foundation.messages.test_sending.RefusingBackend"
    _send(rows.firm_owner())
    for attempt in range(1, 6):
        assert actions.deliver_outbox() == 0
        row = Outgoing.objects.get()
        assert row.attempts == attempt
        assert row.next_try_at is not None
        assert row.next_try_at > timezone.now()
        Outgoing.objects.update(next_try_at=None)
    assert (row.state, row.error) == (OutgoingState.FAILED, "ConnectionRefusedError: try later")


def test_send_again_queues_a_failed_one_by_a_person_s_decision() -> None:
    _send(rows.firm_owner())
    Outgoing.objects.update(state=OutgoingState.FAILED)
    operator = rows.actor(rows.operator())
    actions.send_again(outgoing=Outgoing.objects.get(), by=operator, at=rows.AT)
    assert actions.deliver_outbox() == 1
    with pytest.raises(ActionRefused):
        actions.send_again(outgoing=Outgoing.objects.get(), by=operator, at=rows.AT)


def test_send_again_by_a_firm_is_refused() -> None:
    owner = rows.firm_owner()
    _send(owner)
    with pytest.raises(AccessRefused):
        actions.send_again(outgoing=Outgoing.objects.get(), by=rows.actor(owner), at=rows.AT)


def test_mark_read_keeps_the_first_time() -> None:
    (message,) = _send(owner := rows.firm_owner())
    actions.mark_read(message=message, at=rows.AT)
    actions.mark_read(message=message, at=rows.AT + timedelta(days=1))
    message.refresh_from_db()
    assert (message.read_at, queries.unread_count(rows.actor(owner))) == (rows.AT, 0)
