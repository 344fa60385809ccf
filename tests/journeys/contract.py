"""From the selection to the accepted start: cost calculation, agreement, signatures, notice of start."""

import re
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.urls import reverse
from tests import world as w
from tests.foundation.signing.papers import pdfsig
from tests.journeys.cast import FIRM, REVIEWED, SENT, SIGNED, STARTED, Cast, day_of
from tests.journeys.walk import Walk

from dure.foundation.messages.models import Outgoing
from dure.foundation.signing.models import Signatory
from dure.foundation.signing.queries import envelope_of


def calculate_cost(cast: Cast) -> None:
    """The operator cuts one line of the plan with the reason and accepts the rest."""
    day_of(REVIEWED)
    operator = cast.walk("operator")
    operator.go(reverse("portal:home"))
    operator.go(reverse("agreements:reviews"))
    operator.sees(FIRM)
    operator.send("시작")
    operator.fill("1번 항목 인정액", "19,000,000")
    operator.fill("1번 항목 사유", "단가를 시중 가격에 맞춤")
    operator.fill("원가계산 기관", "한국원가분석원")
    operator.fill("공문 번호", "원가-2024-118")
    operator.send("사업비 확정")
    operator.sees("사업비를 확정했습니다")


def send_agreement(cast: Cast) -> None:
    """The operator lays the agreement before its parties."""
    day_of(SENT)
    operator = cast.walk("operator")
    operator.go(reverse("agreements:list"))
    operator.go(reverse("agreements:agreement", args=[cast.agreement.pk]))
    operator.press("서명 요청")
    operator.send("서명 요청")
    operator.sees("당사자에게 서명을 요청했습니다")


def sign_agreement(cast: Cast, folder: Path) -> None:
    """Every party signs in the notice's order; an outside tool finds each signature of the file they get valid."""
    day_of(SIGNED)
    envelope = envelope_of(cast.agreement)
    assert envelope is not None
    seats = list(envelope.signatories.select_related("person", "organisation").order_by("order"))
    for seat in seats:
        _sign(cast, seat)
    assert [seat.organisation.kind for seat in seats] == ["firm", "supplier", "operator"]
    owner = cast.walk("owner")
    owner.go(reverse("signing:envelope", args=[envelope.pk]))
    owner.page.locator("summary", has_text="보관된").click()
    file = folder / "signed.pdf"
    file.write_bytes(owner.download(".pdf"))
    assert pdfsig(file) == ["Signature is Valid."] * len(seats)


def _sign(cast: Cast, seat: Signatory) -> None:
    walk = cast.walk(cast.part_of(seat.person))
    walk.go(reverse("portal:home"))
    walk.go(reverse("agreements:agreement", args=[cast.agreement.pk]))
    walk.send("읽고 서명")
    _confirm(walk, seat)
    walk.sees("서명했습니다")


def _confirm(walk: Walk, seat: Signatory) -> None:
    """Type the code. One of an app that is typed at the turn of its half minute is refused, and the next one typed."""
    for _turn in range(2):
        walk.fill("인증번호", _code(walk, seat))
        with walk.page.expect_navigation():
            walk.press("서명하기")
        if "/document/" in walk.page.url:
            break
        walk.complaints.clear()
    walk.clean()


def _code(walk: Walk, seat: Signatory) -> str:
    """A fresh second factor: what the authenticator app shows now, or what the mail says."""
    app = Authenticator.objects.filter(user=seat.person, type=Authenticator.Type.TOTP).first()
    if app is not None:
        now = next(yield_hotp_counters_from_time())
        return format_hotp_value(hotp_value(decrypt(app.data["secret"]), now))
    walk.send("인증번호 받기")
    mail = Outgoing.objects.filter(to=seat.person.email).latest("pk")
    found = re.search(r"\d{6}", mail.body)
    assert found is not None
    return found.group()


def start(cast: Cast) -> None:
    """The firm hands its notice of start in; the operator accepts it."""
    day_of(STARTED)
    address = reverse("agreements:start", args=[cast.agreement.pk])
    owner = cast.walk("owner")
    owner.go(address)
    owner.send("착수계 작성")
    owner.fill("은행", "농협은행")
    owner.fill("계좌번호", "301-0118-2024-21")
    owner.fill("예금주", FIRM)
    owner.fill("착수보고회", w.moment(6, 25, 14))
    owner.fill("추진 일정", "7월 설계, 9월 설치, 11월 시운전과 교육")
    owner.send("저장하고 제출")
    owner.sees("착수계를 제출하였습니다")
    operator = cast.walk("operator")
    operator.go(reverse("portal:home"))
    operator.go(address)
    operator.send("착수 수리")
    operator.sees("사업이 착수되었습니다")
