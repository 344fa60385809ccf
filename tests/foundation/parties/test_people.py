"""People come in by invitation and go out without a trace of their name."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.foundation import rows

from dure.foundation.access.actor import PUBLIC, SYSTEM, Role
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.models import Note
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.messages.actions import deliver_outbox, send
from dure.foundation.messages.models import Message, Outgoing
from dure.foundation.parties import actions, queries
from dure.foundation.parties.models import Invitation, Person
from dure.foundation.search.queries import find

pytestmark = pytest.mark.django_db
PASSWORD = "봄비와 나무와 자전거"
LATER = rows.AT + timedelta(days=1)


def _invite(person: Person) -> str:
    return actions.invite(person=person, by=SYSTEM, at=rows.AT).rstrip("/").rsplit("/", 1)[1]


def test_invite_keeps_only_the_hash_and_sends_the_link(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    owner = rows.firm_owner()
    with django_capture_on_commit_callbacks(execute=True):
        token = _invite(owner)
    assert token not in Invitation.objects.get().token_hash
    assert f"/people/invitations/{token}/" in Outgoing.objects.get().body
    assert Message.objects.count() == 0
    assert deliver_outbox() == 1


def test_accept_sets_the_password_once() -> None:
    owner = rows.firm_owner()
    token = _invite(owner)
    actions.accept_invitation(token=token, password=PASSWORD, at=LATER)
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)
    with pytest.raises(ActionRefused):
        actions.accept_invitation(token=token, password="다른 비밀번호 셋째", at=LATER)
    assert isinstance(verify(), Verified)


def test_accept_with_a_weak_password_leaves_the_link_open() -> None:
    token = _invite(rows.firm_owner())
    with pytest.raises(ValidationError):
        actions.accept_invitation(token=token, password="short", at=LATER)
    assert actions.open_invitation(token, at=LATER).accepted_at is None


def test_invitation_works_for_seven_days() -> None:
    token = _invite(rows.firm_owner())
    assert actions.open_invitation(token, at=rows.AT + timedelta(days=7))
    with pytest.raises(ActionRefused):
        actions.open_invitation(token, at=rows.AT + timedelta(days=7, seconds=1))


def test_invitation_withdrawn_or_replaced_no_longer_works() -> None:
    owner = rows.firm_owner()
    first = _invite(owner)
    second = _invite(owner)
    with pytest.raises(ActionRefused):
        actions.open_invitation(first, at=LATER)
    open_one = actions.open_invitation(second, at=LATER)
    actions.revoke_invitation(invitation=open_one, by=SYSTEM, at=LATER)
    with pytest.raises(ActionRefused):
        actions.open_invitation(second, at=LATER)


def test_invite_without_an_address_is_refused() -> None:
    with pytest.raises(ActionRefused):
        _invite(rows.firm_owner(email=""))


def test_invite_by_a_firm_is_refused() -> None:
    owner = rows.firm_owner()
    with pytest.raises(AccessRefused):
        actions.invite(person=owner, by=rows.actor(owner), at=rows.AT)


def test_add_person_with_an_address_in_use_is_refused() -> None:
    rows.firm_owner(email="owner@example.org")
    with pytest.raises(ActionRefused):
        actions.add_person(name="남", email=" Owner@Example.org", by=SYSTEM, at=rows.AT)


def _erase(person: Person, reason: str = "본인 요청 2024. 6. 19.") -> None:
    actions.erase_person(person=person, reason=reason, by=SYSTEM, at=LATER)


def test_erase_leaves_neither_name_nor_address() -> None:
    owner = rows.firm_owner("박대표", email="owner@example.org")
    send(to=owner, subject="박대표님께", body="결과", kind="x", by=SYSTEM, at=rows.AT)
    _invite(owner)
    _erase(owner)
    owner.refresh_from_db()
    assert (owner.name, owner.email, owner.phone, owner.is_active, owner.erased_at) == (
        "○○○",
        None,
        "",
        False,
        LATER,
    )
    assert not owner.memberships.filter(until_on=None).exists()
    assert not Invitation.objects.filter(revoked_at=None).exists()
    assert Message.objects.get().subject == ""
    assert Outgoing.objects.count() == 0
    assert find(SYSTEM, "박대표").total == 0
    assert queries.actor_for(owner.pk) == PUBLIC


def test_erase_buries_words_and_keeps_the_chain_whole() -> None:
    staff = rows.operator("김운영")
    rows.operator("이운영", "other@example.org")
    owner = rows.firm_owner("박대표")
    actions.change_person(person=owner, name="박대표", email="", phone="010", by=rows.actor(staff), at=rows.AT)
    _erase(staff)
    assert not Note.objects.filter(actor_name="김운영").exists()
    assert isinstance(verify(), Verified)


def test_erase_needs_a_reason_and_is_done_once() -> None:
    owner = rows.firm_owner()
    with pytest.raises(ActionRefused):
        _erase(owner, reason=" ")
    _erase(owner)
    with pytest.raises(ActionRefused):
        _erase(owner)


def test_erase_of_oneself_or_of_the_last_operator_is_refused() -> None:
    staff = rows.operator()
    with pytest.raises(ActionRefused):
        _erase(staff)
    other = rows.operator("이운영", "other@example.org")
    with pytest.raises(ActionRefused):
        actions.erase_person(person=other, reason="x", by=rows.actor(other), at=LATER)


def test_erase_by_an_auditor_is_refused() -> None:
    auditor = rows.person("감사", Role.AUDITOR, rows.organisation("감사위원회", "auditor"))
    with pytest.raises(AccessRefused):
        actions.erase_person(person=rows.firm_owner(), reason="x", by=rows.actor(auditor), at=LATER)
