from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import world as w
from tests.foundation.signing.papers import factor, pdfsig
from tests.journey.agreements.scene import CONCLUDED, SENT, Scene, in_force_agreement, prepared_agreement, selected

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.documents.pdf import render_pdf
from dure.foundation.signing import actions as signing
from dure.foundation.signing import queries as proofs
from dure.foundation.signing.models import Envelope
from dure.foundation.workflow.models import Move
from dure.journey.agreements import actions
from dure.journey.agreements.models import Agreement
from dure.journey.applications import actions as applications

pytestmark = pytest.mark.django_db
LATER = CONCLUDED + timedelta(days=3)


@pytest.fixture
def here() -> Scene:
    return selected()


@pytest.fixture
def sent(here: Scene) -> Agreement:
    agreement = prepared_agreement(here)
    actions.send_for_signature(agreement=agreement, by=here.operator, at=SENT)
    return agreement


def envelope(agreement: Agreement) -> Envelope:
    found = proofs.envelope_of(agreement)
    assert found is not None
    return found


def sign(agreement: Agreement, by: Actor) -> None:
    now = envelope(agreement)
    mine = proofs.signatory_of(now, by)
    assert mine is not None
    signing.sign(signatory=mine, seen_sha256=now.current_sha256, factor=factor(CONCLUDED), by=by, at=CONCLUDED)


def now_of(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


@pytest.mark.django_db(transaction=True)
def test_from_cost_calculation_to_an_agreement_that_an_outside_tool_finds_valid() -> None:
    here = selected()
    agreement = prepared_agreement(here)
    actions.send_for_signature(agreement=agreement, by=here.operator, at=SENT)
    for actor in (here.owner, here.vendor, here.approver):
        assert now_of(agreement).status == "signing"
        sign(agreement, actor)
    concluded = now_of(agreement)

    assert pdfsig(proofs.current_file(envelope(agreement))) == ["Signature is Valid."] * 3
    assert (concluded.status, concluded.starts_on, concluded.ends_on) == (
        "in_force",
        date(2024, 6, 14),
        date(2025, 2, 13),
    )
    assert concluded.current is not None
    assert (concluded.current.starts_on, concluded.current.ends_on) == (date(2024, 6, 14), date(2025, 2, 13))
    assert w.ledger_holds()


def test_parties_sign_in_the_order_of_the_notice(here: Scene, sent: Agreement) -> None:
    turns = proofs.ceremony(envelope(sent)).turns

    assert [(turn.capacity, turn.organisation, turn.person) for turn in turns] == [
        ("도입기업", "진안식품", "진안식품 대표"),
        ("공급기업", "두레솔루션", "두레솔루션 대표"),
        ("운영기관", "전북테크노파크", "이결재"),
    ]
    assert sent.status == "signing"


@pytest.mark.django_db(transaction=True)
def test_a_returned_agreement_is_prepared_again_and_sent_anew() -> None:
    here = selected()
    agreement = prepared_agreement(here)
    first = actions.send_for_signature(agreement=agreement, by=here.operator, at=SENT)
    mine = proofs.signatory_of(first, here.owner)
    assert mine is not None
    signing.decline(signatory=mine, reason="기간이 맞지 않습니다.", by=here.owner, at=CONCLUDED)
    assert now_of(agreement).status == "preparing"
    second = actions.send_for_signature(agreement=now_of(agreement), by=here.operator, at=LATER)
    first.refresh_from_db()

    assert (first.status, second.status, second.replaces_id) == ("replaced", "open", first.pk)
    assert w.ledger_holds()


def test_taking_back_calls_the_signing_off(here: Scene, sent: Agreement) -> None:
    actions.take_back_from_signature(agreement=sent, reason="금액 확인", by=here.operator, at=CONCLUDED)

    assert (sent.status, envelope(sent).status) == ("preparing", "cancelled")


def test_a_signing_called_off_on_its_own_page_can_be_sent_again(here: Scene, sent: Agreement) -> None:
    signing.cancel_envelope(envelope=envelope(sent), reason="서명자 변경", by=here.operator, at=CONCLUDED)
    again = actions.send_for_signature(agreement=now_of(sent), by=here.operator, at=LATER)

    assert (again.status, now_of(sent).status) == ("open", "signing")


def test_it_is_sent_once(here: Scene, sent: Agreement) -> None:
    with pytest.raises(ActionRefused):
        actions.send_for_signature(agreement=sent, by=here.operator, at=SENT)


def test_nobody_concludes_before_all_have_signed(here: Scene, sent: Agreement) -> None:
    with pytest.raises(ActionRefused):
        actions.conclude(agreement=sent, by=here.operator, at=CONCLUDED)
    with pytest.raises(AccessRefused):
        actions.conclude(agreement=sent, by=here.owner, at=CONCLUDED)
    assert now_of(sent).status == "signing"


def test_concluding_twice_changes_nothing(here: Scene) -> None:
    agreement = in_force_agreement(here)
    actions.conclude(agreement=agreement, by=w.SYSTEM, at=LATER)

    assert (agreement.concluded_at, agreement.status) == (CONCLUDED, "in_force")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["outside", "paper"])
def test_concluded_elsewhere_it_is_in_force(where: str) -> None:
    here = selected()
    agreement = prepared_agreement(here)
    told = {"agreement": agreement, "reason": "당사자 요청", "by": here.operator, "at": CONCLUDED}
    content = render_pdf('#import "/dure.typ": *\n#show: paper.with(title: "x")\n= 협약', {})
    file = SimpleUploadedFile("협약서.pdf", content, "application/pdf")
    with pytest.raises(ActionRefused):
        actions.conclude_outside(service="모두싸인", reference="M-1", file=file, **told)
    actions.send_for_signature(agreement=agreement, by=here.operator, at=SENT)
    if where == "outside":
        actions.conclude_outside(service="모두싸인", reference="M-1", file=file, **told)
    else:
        actions.conclude_on_paper(scan_file=file, original_kept_at="협약실 3번 함", **told)

    assert (now_of(agreement).status, envelope(agreement).conclusion) == ("in_force", where)


def test_a_party_without_anyone_is_named(here: Scene) -> None:
    agreement = prepared_agreement(here)
    here.supplier.person.memberships.update(until_on=date(2024, 1, 1))
    with pytest.raises(ActionRefused, match="두레솔루션"):
        actions.send_for_signature(agreement=agreement, by=here.operator, at=SENT)
    assert now_of(agreement).status == "preparing"


@pytest.mark.django_db(transaction=True)
def test_a_firm_that_gives_up_while_others_sign_leaves_nothing_to_sign() -> None:
    here = selected()
    agreement = prepared_agreement(here)
    actions.send_for_signature(agreement=agreement, by=here.operator, at=SENT)
    applications.give_up(application=here.application, reason="자금 사정", by=here.owner, at=CONCLUDED)

    ended = now_of(agreement)
    assert (ended.status, ended.ended_at, envelope(agreement).status) == ("cancelled", CONCLUDED, "cancelled")
    with pytest.raises(ActionRefused):
        actions.send_for_signature(agreement=now_of(agreement), by=here.operator, at=LATER)
    assert w.ledger_holds()


def test_an_agreement_let_go_twice_is_cancelled_once(here: Scene) -> None:
    agreement = prepared_agreement(here)
    for at in (SENT, LATER):
        actions.let_go(agreement=agreement, by=w.SYSTEM, at=at)
    assert (now_of(agreement).status, now_of(agreement).ended_at) == ("cancelled", SENT)
    assert Move.objects.filter(model="agreements.agreement", transition="cancel").count() == 1
    with pytest.raises(ActionRefused):
        actions.conclude(agreement=now_of(agreement), by=w.SYSTEM, at=LATER)
