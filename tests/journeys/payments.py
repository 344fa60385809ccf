"""Money: the firm's cash, claims with their evidence, two approvals, batches and what the bank paid."""

from django.urls import reverse
from tests import world as w
from tests.journeys.cast import CLAIMED, FIRM, PAID, PAID_IN, PAID_OUT, SPENT, Cast, day_of
from tests.journeys.walk import Walk

from dure.foundation.interface.formats import won
from dure.journey.money.models import Batch, Claim, Deposit, Payment


def pay_in(cast: Cast) -> None:
    """The owner reports the firm's cash; the operator finds it in the account."""
    day_of(PAID_IN)
    owner = cast.walk("owner")
    owner.go(reverse("money:mine"))
    owner.sees(won(cast.plan.province_won + cast.plan.city_won))
    owner.send("입금 보고")
    owner.fill("입금일", PAID_IN.date().isoformat())
    owner.fill("입금자명 또는 적요", FIRM)
    owner.send("보고")
    owner.sees("보고했습니다")
    operator = cast.walk("operator")
    operator.go(reverse("portal:home"))
    operator.go(reverse("money:deposits"))
    operator.send("확인")
    assert Deposit.objects.get().status == "confirmed"


def claim_advance(cast: Cast) -> Claim:
    """The owner claims the advance, which needs no spending yet."""
    day_of(CLAIMED)
    owner = cast.walk("owner")
    owner.go(reverse("money:mine"))
    owner.send("선금 신청 시작")
    owner.send("제출")
    owner.sees("지급신청을 제출했습니다")
    return Claim.objects.get(kind="advance")


def claim_final(cast: Cast) -> Claim:
    """The owner claims each spending with its evidence, photographed on the phone."""
    day_of(SPENT)
    owner = cast.walk("owner")
    owner.go(reverse("money:mine"))
    owner.send("잔금 신청 시작")
    claim = Claim.objects.get(kind="final")
    issuer = w.business_number()
    for number, cost in enumerate(cast.plan.costs.order_by("pk"), 1):
        owner.go(reverse("money:new_line", args=[claim.pk]))
        owner.attach("증빙: 사진 또는 파일", f"세금계산서{number}.txt", f"{cost.what} {number}")
        owner.page.get_by_label("사업비 항목").select_option(value=str(cost.pk))
        owner.fill("지출 내용", f"{cost.what} 구입")
        owner.fill("증빙 일자", "2024-11-28")
        owner.fill("공급가액", f"{cost.amount_won:,}")
        owner.fill("부가가치세", f"{cost.amount_won // 10:,}")
        owner.fill("발행 사업자등록번호", issuer)
        owner.page.locator("[name=issuer_name]").fill("두레솔루션")
        owner.fill("승인번호", f"20241128{number:016d}")
        owner.send("항목 저장")
    owner.send("제출")
    owner.sees("지급신청을 제출했습니다")
    return claim


def check(cast: Cast, claim: Claim) -> None:
    """The operator accepts the lines and records how the firm stands at the tax office that day."""
    operator = cast.walk("operator")
    operator.go(reverse("portal:home"))
    operator.go(reverse("money:claim", args=[claim.pk]))
    if claim.lines.exists():
        operator.send(f"남은 {claim.lines.count()}개 항목 인정")
    operator.press("검토 완료")
    operator.choose("계속사업자임")
    operator.choose("국세·지방세 체납 없음")
    operator.fill("조회처", "홈택스 사업자상태, 납세증명서 제2024-118호")
    operator.send("검토 완료")
    operator.sees("검토를 마쳤습니다")


def approve(cast: Cast, claim: Claim) -> None:
    """Two people who did not check it approve it, one after the other."""
    for step, who in enumerate(("approver", "second"), 1):
        walk = cast.walk(who)
        walk.go(reverse("money:queue"))
        walk.go(reverse("money:claim", args=[claim.pk]))
        walk.send(f"{step}차 결재")
        walk.sees(f"{step}차 결재를 했습니다")
    claim.refresh_from_db()
    assert claim.status == "approved"


def pay(cast: Cast, claim: Claim) -> None:
    """A batch for the bank, made by the operator, sent by an approver; then what the bank says of each payment."""
    day_of(PAID if claim.kind == "advance" else PAID_OUT)
    operator = cast.walk("operator")
    operator.go(reverse("money:batches"))
    operator.send("선택한 지급으로 묶음 만들기")
    operator.send("은행 이체 파일 만들기")
    batch = Batch.objects.latest("pk")
    approver = cast.walk("approver")
    approver.go(reverse("money:batch", args=[batch.pk]))
    approver.press("송부 기록")
    approver.send("은행에 보냄")
    operator.go(reverse("money:claim", args=[claim.pk]))
    for payment in claim.payments.order_by("pk"):
        _record(operator, payment)
    operator.sees("지급 완료")
    claim.refresh_from_db()
    assert claim.status == "paid"


def _record(operator: Walk, payment: Payment) -> None:
    field = operator.page.locator(f"#result-{payment.pk}")
    field.locator("xpath=ancestor::details/summary").click()
    field.select_option("paid")
    with operator.page.expect_navigation():
        field.locator("xpath=ancestor::form").get_by_role("button").click()
    operator.clean()
