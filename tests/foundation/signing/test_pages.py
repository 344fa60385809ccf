"""The pages: sign with a fresh confirmation, decline, watch the ceremony, look after keys, check any PDF."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.foundation.signing.papers import AT, Scene, content, pdf, seat, sign, upload

from dure.foundation.installation.actions import mark_demo
from dure.foundation.messages.models import Outgoing
from dure.foundation.parties.models import Person
from dure.foundation.signing.models import Envelope, SigningKey

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _now(db: None) -> None:
    """The pages take the moment from the installation's clock; the rows of these tests stand in 2024."""
    mark_demo(name_ko="시험", name_en="Test", today=AT)


def browser(person: Person) -> Client:
    client = Client(headers={"accept-language": "ko"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor_known"] = True
    session.save()
    return client


def totp_code() -> str:
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, counters[len(counters) // 2]))


def mailed_code() -> str:
    return Outgoing.objects.get(subject="서명 인증번호").body.split("인증번호는 ")[1][:6]


def test_a_firm_signs_with_a_code_sent_by_mail(scene: Scene) -> None:
    envelope = scene.open((2, 1, 3))
    page, client = reverse("signing:sign", args=[seat(envelope, scene.firm).pk]), browser(scene.firm)
    shown = client.get(page)
    client.post(reverse("signing:code", args=[seat(envelope, scene.firm).pk]))
    answer = client.post(page, {"seen": envelope.current_sha256, "key": "", "code": mailed_code()})

    assert envelope.current_sha256 in shown.content.decode()
    assert (answer.status_code, seat(envelope, scene.firm).status) == (302, "signed")
    assert seat(envelope, scene.firm).factor == "email_code"


def test_staff_sign_with_their_authenticator_app(scene: Scene) -> None:
    TOTP.activate(scene.operator, SECRET)
    envelope = scene.open()
    page, client = reverse("signing:sign", args=[seat(envelope, scene.operator).pk]), browser(scene.operator)
    answer = client.post(page, {"seen": envelope.current_sha256, "key": "", "code": totp_code()})

    assert (answer.status_code, seat(envelope, scene.operator).factor) == (302, "totp")
    assert Authenticator.objects.count() == 1


def test_a_wrong_code_signs_nothing(scene: Scene) -> None:
    TOTP.activate(scene.operator, SECRET)
    envelope = scene.open()
    page, client = reverse("signing:sign", args=[seat(envelope, scene.operator).pk]), browser(scene.operator)
    wrong = f"{(int(totp_code()) + 1) % 1_000_000:06d}"
    answers = [
        client.post(page, {"seen": envelope.current_sha256, "key": "", "code": wrong}).status_code for _ in range(6)
    ]

    assert answers == [409] * 6
    assert "10분 뒤에" in client.post(page, {"seen": envelope.current_sha256, "code": wrong}).content.decode()
    assert seat(envelope, scene.operator).status == "waiting"


def test_an_outdated_page_shows_the_new_version_and_keeps_the_confirmation(scene: Scene) -> None:
    envelope = scene.open((1, 1, 2))
    row, client = seat(envelope, scene.firm), browser(scene.firm)
    page = reverse("signing:sign", args=[row.pk])
    client.post(reverse("signing:code", args=[row.pk]))
    sign(envelope, scene.operator, at=AT)
    late = client.post(page, {"seen": envelope.current_sha256, "key": "", "code": mailed_code()})
    newest = Envelope.objects.get().current_sha256
    again = client.post(page, {"seen": newest, "key": "", "code": ""})

    assert (late.status_code, again.status_code) == (409, 302)
    assert f'value="{newest}"' in late.content.decode()
    assert seat(envelope, scene.firm).status == "signed"


def test_someone_else_is_shown_nothing(scene: Scene) -> None:
    envelope = scene.open()
    client = browser(scene.firm)
    answers = [
        client.get(reverse("signing:sign", args=[seat(envelope, scene.operator).pk])).status_code,
        browser(scene.supplier).get(reverse("signing:cancel", args=[envelope.pk])).status_code,
        Client().get(reverse("signing:envelope", args=[envelope.pk])).status_code,
    ]

    assert answers == [403, 405, 302]


def test_declining_on_the_page_needs_words(scene: Scene) -> None:
    envelope = scene.open()
    client, row = browser(scene.operator), seat(envelope, scene.operator)
    client.post(reverse("signing:decline", args=[row.pk]), {"reason": ""})
    before = Envelope.objects.get().status
    client.post(reverse("signing:decline", args=[row.pk]), {"reason": "주소 오류"})

    assert (before, Envelope.objects.get().status) == ("open", "declined")


def test_every_page_of_a_document_opens_for_its_parties(scene: Scene) -> None:
    envelope = scene.open()
    sign(envelope, scene.operator, at=AT)
    client = browser(scene.operator)
    addresses = [
        reverse("signing:envelope", args=[envelope.pk]),
        reverse("signing:page", args=[envelope.pk, 2]),
        reverse("signing:ceremony", args=[envelope.pk]),
        reverse("signing:ceremonies", args=[envelope.model]),
        reverse("signing:outside", args=[envelope.pk]),
        reverse("signing:paper", args=[envelope.pk]),
        reverse("signing:reassign", args=[seat(envelope, scene.firm).pk]),
        reverse("signing:keys"),
        reverse("signing:verify"),
        reverse("signing:authority"),
    ]

    assert [client.get(each).status_code for each in addresses] == [200] * len(addresses)
    assert client.get(reverse("signing:page", args=[envelope.pk, 3])).status_code == 404


def test_the_ceremony_stops_renewing_when_it_is_over(scene: Scene) -> None:
    envelope = scene.open()
    page, client = reverse("signing:ceremony", args=[envelope.pk]), browser(scene.operator)
    during = client.get(page, headers={"hx-request": "true"}).content.decode()
    for person in (scene.operator, scene.firm, scene.supplier):
        sign(envelope, person, at=AT)
    after = client.get(page, headers={"hx-request": "true"}).content.decode()

    assert ("hx-trigger" in during, "hx-trigger" in after) == (True, False)


def test_the_number_of_queries_does_not_grow_with_the_ceremonies(
    scene: Scene, django_assert_max_num_queries: object
) -> None:
    envelope = scene.open()
    page, client = reverse("signing:ceremonies", args=[envelope.model]), browser(scene.operator)
    client.get(page)
    with django_assert_max_num_queries(15):
        client.get(page, headers={"hx-request": "true"})


def test_concluding_on_paper_on_the_page(scene: Scene) -> None:
    envelope = scene.open()
    told = {"file": upload(pdf("날인본")), "original_kept_at": "문서고", "reason": "대면 체결"}
    answer = browser(scene.operator).post(reverse("signing:paper", args=[envelope.pk]), told)

    assert (answer.status_code, Envelope.objects.get().conclusion) == (302, "paper")


def test_keys_are_made_and_revoked_on_their_page(scene: Scene) -> None:
    client = browser(scene.firm)
    client.post(reverse("signing:make_key"))
    key = SigningKey.objects.get()
    client.post(reverse("signing:revoke_key", args=[key.pk]), {"reason": "교체"})

    assert SigningKey.objects.get().revoke_reason == "교체"
    assert "폐지" in client.get(reverse("signing:keys")).content.decode()


def test_a_wrong_certificate_file_is_explained_on_the_page(scene: Scene) -> None:
    told = {
        "organisation": scene.employer(scene.firm).pk,
        "file": SimpleUploadedFile("a.p12", b"nothing"),
        "passphrase": "x",
    }
    answer = browser(scene.firm).post(reverse("signing:organisation_key"), told)

    assert (answer.status_code, "비밀번호가 틀렸거나" in answer.content.decode()) == (409, True)


def test_any_pdf_is_checked_and_anything_else_explained(scene: Scene) -> None:
    envelope = scene.open()
    sign(envelope, scene.operator, at=AT)
    client, page = browser(scene.firm), reverse("signing:verify")
    good = client.post(page, {"file": upload(content(envelope))}).content.decode()
    bare = client.post(page, {"file": upload(pdf())}).content.decode()
    wrong = client.post(page, {"file": upload(b"no pdf at all")})

    assert ("김운영" in good, "전자서명이 없는 PDF" in bare) == (True, True)
    assert (wrong.status_code, "PDF로 읽을 수 없는" in wrong.content.decode()) == (422, True)
