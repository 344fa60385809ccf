"""Ways a document to sign ends other than by everyone's signature."""

import hashlib
from datetime import timedelta

import pytest
from tests.foundation import rows
from tests.foundation.signing.papers import AT, LATER, Scene, actor, pdf, seat, sign, upload

from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.messages.models import Message
from dure.foundation.parties import actions as parties
from dure.foundation.signing import actions, queries
from dure.foundation.signing.models import Envelope
from dure.foundation.signing.news import EnvelopeDeclined
from dure.foundation.signing.values import Party
from dure.foundation.workflow import events
from dure.foundation.workflow.models import Deadline

pytestmark = pytest.mark.django_db


def test_declining_ends_it_for_all_and_tells_the_one_who_opened_it(
    scene: Scene, django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[EnvelopeDeclined] = []
    monkeypatch.setattr(events, "_HANDLERS", {EnvelopeDeclined: [heard.append]})
    envelope = scene.open(by=actor(scene.operator))
    sign(envelope, scene.operator)
    with django_capture_on_commit_callbacks(execute=True):
        actions.decline(signatory=seat(envelope, scene.firm), reason="계좌가 다릅니다.", by=actor(scene.firm), at=LATER)

    statuses = [each.status for each in queries.signatories_of(envelope)]
    told = Message.objects.filter(recipient=scene.operator, link=f"/signing/document/{envelope.pk}/")
    assert statuses == ["signed", "declined", "lifted"]
    assert [each.reason for each in heard] == ["계좌가 다릅니다."]
    assert [each.body for each in told] == ["박대표(도입기업) 님이 「사업협약서」을(를) 반려했습니다: 계좌가 다릅니다."]
    assert isinstance(verify(), Verified)


def test_declining_needs_a_reason(scene: Scene) -> None:
    envelope = scene.open()
    with pytest.raises(ActionRefused):
        actions.decline(signatory=seat(envelope, scene.operator), reason=" ", by=actor(scene.operator), at=LATER)
    assert Envelope.objects.get().status == "open"


def test_a_new_version_replaces_a_declined_one(scene: Scene) -> None:
    old = scene.open()
    actions.decline(signatory=seat(old, scene.operator), reason="금액 오류", by=actor(scene.operator), at=LATER)
    new = scene.open(replaces=Envelope.objects.get(pk=old.pk), pdf=pdf("사업협약서 2판"))

    assert queries.envelope_of(scene.employer(scene.firm)) == new
    assert Envelope.objects.get(pk=old.pk).status == "replaced"


def test_two_versions_cannot_be_open_at_once(scene: Scene) -> None:
    scene.open()
    with pytest.raises(ActionRefused):
        scene.open(pdf=pdf("다른 판"))
    assert Envelope.objects.count() == 1


def test_signing_a_replaced_version_is_refused(scene: Scene) -> None:
    old = scene.open()
    scene.open(replaces=old, pdf=pdf("2판"))
    with pytest.raises(ActionRefused):
        sign(old, scene.operator)


def test_concluding_outside_keeps_service_number_and_file(scene: Scene) -> None:
    envelope, by = scene.open(), actor(scene.operator)
    file = pdf("외부 계약")
    actions.conclude_outside(
        envelope=envelope,
        service="모두싸인",
        reference="DOC-17",
        file=upload(file),
        reason="기업 요청",
        by=by,
        at=LATER,
    )
    row = Envelope.objects.get()

    assert (row.status, row.conclusion, row.service, row.reference) == ("concluded", "outside", "모두싸인", "DOC-17")
    assert row.current_sha256 == hashlib.sha256(file).hexdigest()
    assert queries.verify(row, LATER) == []


def test_concluding_on_paper_keeps_the_hash_of_the_scan(scene: Scene) -> None:
    envelope, by = scene.open(), actor(scene.operator)
    scan = pdf("날인본")
    actions.conclude_on_paper(
        envelope=envelope, scan_file=upload(scan), original_kept_at="문서고 3-2", reason="대면 체결", by=by, at=LATER
    )
    row = Envelope.objects.get()

    assert (row.conclusion, row.original_kept_at) == ("paper", "문서고 3-2")
    assert queries.ceremony(row).elsewhere == row.get_conclusion_display()
    assert row.current_sha256 == hashlib.sha256(scan).hexdigest()


def test_concluding_elsewhere_is_for_those_who_manage(scene: Scene) -> None:
    with pytest.raises(AccessRefused):
        actions.conclude_on_paper(
            envelope=scene.open(),
            scan_file=upload(pdf()),
            original_kept_at="금고",
            reason="대면",
            by=actor(scene.firm),
            at=LATER,
        )


@pytest.mark.parametrize("lack", ["service", "reference", "reason"])
def test_concluding_outside_without_its_facts_is_refused(scene: Scene, lack: str) -> None:
    facts = {"service": "모두싸인", "reference": "DOC-17", "reason": "요청", lack: ""}
    with pytest.raises(ActionRefused):
        actions.conclude_outside(
            envelope=scene.open(), file=upload(pdf("외부")), by=actor(scene.operator), at=LATER, **facts
        )
    assert Envelope.objects.get().status == "open"


def test_cancelling_lifts_what_was_owed(scene: Scene) -> None:
    envelope = scene.open(due_at=AT + timedelta(days=3))
    actions.cancel_envelope(envelope=envelope, reason="공고 취소", by=actor(scene.operator), at=LATER)

    assert Envelope.objects.get().status == "cancelled"
    assert [each.lifted_at for each in Deadline.objects.all()] == [LATER]


def test_a_colleague_may_be_named_before_the_signature(scene: Scene) -> None:
    envelope = scene.open(due_at=AT + timedelta(days=3))
    colleague = rows.person("최과장", Role.OPERATOR, scene.employer(scene.operator), "choi@example.org")
    actions.reassign(
        signatory=seat(envelope, scene.operator),
        person_id=colleague.pk,
        reason="휴가",
        by=actor(scene.operator),
        at=LATER,
    )

    assert sign(envelope, colleague).signed_by_name == "최과장"
    assert Message.objects.filter(recipient=colleague).count() == 1


def test_someone_of_another_organisation_cannot_be_named(scene: Scene) -> None:
    envelope = scene.open()
    with pytest.raises(ActionRefused):
        actions.reassign(
            signatory=seat(envelope, scene.operator),
            person_id=scene.firm.pk,
            reason="착오",
            by=actor(scene.operator),
            at=LATER,
        )


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"not a pdf", "PDF로 다시 저장"), (b"%PDF-1.7\nbroken", "PDF로 다시 저장")]
)
def test_a_broken_pdf_is_refused_with_a_sentence(scene: Scene, content: bytes, sentence: str) -> None:
    with pytest.raises(ActionRefused, match=sentence):
        scene.open(pdf=content)
    assert Envelope.objects.count() == 0


def test_a_signed_pdf_is_refused(scene: Scene) -> None:
    envelope = scene.open()
    sign(envelope, scene.operator)
    signed = queries.current_file(Envelope.objects.get()).read_bytes()
    with pytest.raises(ActionRefused, match="이미 전자서명된"):
        scene.open(pdf=signed, replaces=Envelope.objects.get())
    assert Envelope.objects.get().status == "open"


def test_a_party_that_is_no_member_is_refused(scene: Scene) -> None:
    wrong = [Party(scene.employer(scene.firm).pk, scene.operator.pk, "도입기업", 1)]
    with pytest.raises(ActionRefused, match="구성원이 아니므로"):
        scene.open(signatories=wrong)


def test_erasing_a_person_destroys_the_key_and_keeps_the_signature(scene: Scene) -> None:
    envelope = scene.open((2, 1, 3))
    row = sign(envelope, scene.firm)
    parties.erase_person(person=scene.firm, by=SYSTEM, at=LATER + timedelta(days=1), reason="보존기간 경과")
    row.key.refresh_from_db()

    assert row.key.sealed == ""
    assert [each.is_good for each in queries.verify(Envelope.objects.get(), LATER + timedelta(days=2))] == [True]
