"""Letters are read before they go, and go once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.foundation import rows

from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.models import Entry
from dure.foundation.ledger.verify import Broken, Verified, verify
from dure.foundation.messages import actions, queries
from dure.foundation.messages.actions import Letter
from dure.foundation.messages.models import Batch, BatchStatus, Draft, Message, Outgoing
from dure.foundation.parties.models import Person

pytestmark = pytest.mark.django_db
LATER = rows.AT + timedelta(hours=1)


@pytest.fixture
def staff() -> Person:
    return rows.operator()


@pytest.fixture
def by(staff: Person) -> Actor:
    return rows.actor(staff)


@pytest.fixture
def batch(by: Actor) -> Batch:
    firms = [rows.firm_owner(f"대표{n}", f"식품{n}", f"owner{n}@example.org") for n in range(3)]
    letters = [
        Letter("선정 결과", f"{each.name}님께", organisation_id=each.memberships.get().organisation_id)
        for each in firms
    ]
    return actions.draft_batch(
        kind="result", title="2024 선정 결과", letters=letters, programme_id=1, by=by, at=rows.AT
    )


def test_nothing_is_sent_before_release(batch: Batch) -> None:
    assert (batch.status, Message.objects.count(), Outgoing.objects.count()) == (BatchStatus.DRAFTING, 0, 0)


def test_release_sends_each_letter_to_the_people_of_its_firm(batch: Batch, by: Actor) -> None:
    assert actions.release_batch(batch=batch, by=by, at=LATER) == 3
    assert [each.body for each in Message.objects.order_by("id")] == ["대표0님께", "대표1님께", "대표2님께"]
    assert (Outgoing.objects.count(), Batch.objects.get().released_at) == (3, LATER)
    assert isinstance(verify(), Verified)


def test_release_twice_is_refused_and_sends_nothing_more(batch: Batch, by: Actor) -> None:
    actions.release_batch(batch=batch, by=by, at=LATER)
    with pytest.raises(ActionRefused):
        actions.release_batch(batch=Batch.objects.get(), by=by, at=LATER + timedelta(hours=1))
    assert (Message.objects.count(), Batch.objects.get().released_at) == (3, LATER)


def test_release_leaves_out_what_was_left_out(batch: Batch, by: Actor) -> None:
    first, second, _third = batch.drafts.all()
    actions.exclude_draft(draft=first, by=by, at=LATER)
    actions.exclude_draft(draft=second, by=by, at=LATER)
    actions.include_draft(draft=second, by=by, at=LATER)
    assert actions.release_batch(batch=batch, by=by, at=LATER) == 2
    assert Message.objects.filter(draft=first).count() == 0


def test_release_of_nothing_is_refused(batch: Batch, by: Actor) -> None:
    for draft in batch.drafts.all():
        actions.exclude_draft(draft=draft, by=by, at=LATER)
    with pytest.raises(ActionRefused):
        actions.release_batch(batch=batch, by=by, at=LATER)
    assert Batch.objects.get().status == BatchStatus.DRAFTING


def test_release_by_a_firm_is_refused(batch: Batch) -> None:
    with pytest.raises(AccessRefused):
        actions.release_batch(batch=batch, by=rows.actor(rows.firm_owner()), at=LATER)


def test_sent_letter_changed_by_hand_is_found_by_the_ledger(batch: Batch, by: Actor) -> None:
    actions.release_batch(batch=batch, by=by, at=LATER)
    Draft.objects.filter(pk=batch.drafts.first().pk).update(body="다른 말")
    assert isinstance(verify(), Broken)


def test_edit_changes_one_letter(batch: Batch, by: Actor) -> None:
    draft = batch.drafts.first()
    actions.edit_draft(draft=draft, subject="결과", body="축하드립니다.", seen_at=draft.edited_at, by=by, at=LATER)
    draft.refresh_from_db()
    assert (draft.subject, draft.body, draft.edited_at) == ("결과", "축하드립니다.", LATER)


def test_edit_of_a_letter_that_someone_else_changed_is_refused(batch: Batch, by: Actor) -> None:
    draft = batch.drafts.first()
    actions.edit_draft(draft=draft, subject="결과", body="하나", seen_at=draft.edited_at, by=by, at=LATER)
    with pytest.raises(ActionRefused):
        actions.edit_draft(draft=draft, subject="결과", body="둘", seen_at=rows.AT, by=by, at=LATER)
    assert Draft.objects.get(pk=draft.pk).body == "하나"


def test_edit_after_release_is_refused(batch: Batch, by: Actor) -> None:
    draft = batch.drafts.first()
    actions.release_batch(batch=batch, by=by, at=LATER)
    with pytest.raises(ActionRefused):
        actions.edit_draft(draft=draft, subject="결과", body="둘", seen_at=draft.edited_at, by=by, at=LATER)


def test_drop_needs_a_reason(batch: Batch, by: Actor) -> None:
    with pytest.raises(ActionRefused):
        actions.drop_batch(batch=batch, by=by, at=LATER, reason=" ")
    actions.drop_batch(batch=batch, by=by, at=LATER, reason="심의 결과가 바뀌었음")
    assert Batch.objects.get().status == BatchStatus.DROPPED


def test_summary_names_those_who_cannot_be_reached(by: Actor) -> None:
    empty = rows.organisation("빈공장")
    batch = actions.draft_batch(
        kind="result", title="x", letters=[Letter("a", "b", organisation_id=empty.pk)], by=by, at=rows.AT
    )
    letters = list(queries.letters(batch))
    found = queries.summary(batch, letters, queries.recipients(letters))
    assert (found.letters, found.people, found.nobody) == (1, 0, ("빈공장",))


def test_batch_of_another_operator_is_not_seen(batch: Batch) -> None:
    other = rows.person("남", rows.Role.OPERATOR, rows.organisation("경남테크노파크", "operator"), "other@example.org")
    assert list(queries.batches(rows.actor(other))) == []
    with pytest.raises(AccessRefused):
        actions.release_batch(batch=batch, by=rows.actor(other), at=LATER)


def test_drafting_writes_one_entry(batch: Batch) -> None:
    assert Entry.objects.filter(action="messages.draft_batch", chain__key="programme:1").count() == 1


@pytest.fixture
def signed_in(client: Client, staff: Person) -> Client:
    client.force_login(staff)
    session = client.session
    session["second_factor_known"] = True
    session.save()
    return client


def test_batch_page_shows_the_chosen_letter(signed_in: Client, batch: Batch) -> None:
    draft = batch.drafts.last()
    page = signed_in.get(reverse("messages:batch", args=[batch.pk]), {"letter": draft.pk}).content.decode()
    assert draft.body in page
    assert batch.drafts.first().body not in page


def test_edit_page_keeps_what_was_typed_when_it_is_refused(signed_in: Client, batch: Batch) -> None:
    draft = batch.drafts.first()
    typed = {"subject": "결과", "body": "새 글", "seen_at": "2024-01-01T00:00:00+00:00"}
    response = signed_in.post(reverse("messages:edit", args=[draft.pk]), typed)
    assert response.status_code == 409
    assert "새 글" in response.content.decode()


def test_edit_page_saves(signed_in: Client, batch: Batch) -> None:
    draft = batch.drafts.first()
    page = signed_in.get(reverse("messages:batch", args=[batch.pk]), {"letter": draft.pk, "edit": "1"})
    typed = {"subject": "결과", "body": "새 글", "seen_at": page.context["form"].initial["seen_at"]}
    assert signed_in.post(reverse("messages:edit", args=[draft.pk]), typed).status_code == 302
    assert Draft.objects.get(pk=draft.pk).body == "새 글"


def test_release_page_asks_before_it_sends(signed_in: Client, batch: Batch) -> None:
    url = reverse("messages:release", args=[batch.pk])
    assert signed_in.get(url).status_code == 200
    assert Message.objects.count() == 0
    signed_in.post(url)
    signed_in.post(url)
    assert Message.objects.count() == 3


def test_batches_page_takes_as_many_queries_for_three_as_for_one(
    signed_in: Client, by: Actor, batch: Batch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in.get(reverse("messages:batches"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        signed_in.get(reverse("messages:batches"))
    for _number in range(2):
        actions.draft_batch(kind="result", title="x", letters=[], by=by, at=rows.AT)
    with django_assert_num_queries(len(one)):
        signed_in.get(reverse("messages:batches"))


def test_inbox_opens_and_marks_as_read(client: Client) -> None:
    owner = rows.firm_owner()
    (message,) = actions.send(to=owner, subject="결과", body="글", kind="x", by=SYSTEM, at=rows.AT)
    client.force_login(owner)
    assert "결과" in client.get(reverse("messages:inbox")).content.decode()
    assert client.get(reverse("messages:message", args=[message.pk])).status_code == 200
    message.refresh_from_db()
    assert message.read_at is not None
    assert client.get(reverse("messages:inbox"), {"show": "unread"}).status_code == 200


def test_message_of_another_is_refused(client: Client) -> None:
    (message,) = actions.send(to=rows.operator(), subject="결과", body="글", kind="x", by=SYSTEM, at=rows.AT)
    client.force_login(rows.firm_owner())
    assert client.get(reverse("messages:message", args=[message.pk])).status_code == 403
