"""The settlement: handed in, reviewed by an outside accountant, decided, closed; what is due back comes back."""

from django.urls import reverse
from tests.journeys.cast import FIRM, RETURNED, SETTLED, Cast, day_of

from dure.foundation.interface.formats import won
from dure.journey.money.models import Collection, Settlement
from dure.journey.money.settlement_papers import CHECKLIST

CUT_WON = 1_000_000
WHY = "사업 목적 밖의 지출"


def hand_in(cast: Cast) -> Settlement:
    """The owner attaches each paper of the checklist and hands the settlement in, with the interest of the account."""
    day_of(SETTLED)
    owner = cast.walk("owner")
    owner.go(reverse("money:own_settlements"))
    row = Settlement.objects.get()
    for paper in CHECKLIST:
        owner.page.get_by_label("서류 종류").select_option(value=paper.code)
        owner.attach("파일 (여러 개 선택 가능)", f"{paper.code}.txt", f"{paper.code} {row.pk}")
        owner.press("첨부")
        owner.sees(f"{paper.code}.txt")
    owner.go(reverse("money:settlement", args=[row.pk]))
    owner.fill("사업비 계좌 이자(원)", "12,300")
    owner.send("정산 제출")
    owner.sees("정산을 제출했습니다")
    return row


def review(cast: Cast, row: Settlement) -> None:
    """The operator gives it to an accountant, who does not accept a part of one spending and says why."""
    address = reverse("money:settlement", args=[row.pk])
    operator = cast.walk("operator")
    operator.go(address)
    operator.pick("회계법인 담당", str(cast.people["accountant"]))
    operator.send("검토 배정")
    accountant = cast.walk("accountant")
    accountant.go(reverse("portal:home"))
    accountant.go(address)
    line = row.lines.order_by("-accepted_won").first()
    assert line is not None
    accountant.page.locator(f"[name=won_{line.claim_line_id}]").fill(f"{line.accepted_won - CUT_WON:,}")
    accountant.page.locator(f"[name=why_{line.claim_line_id}]").fill(WHY)
    accountant.fill("정산 검토의견", "한 건의 일부를 제외하고 적정합니다.")
    accountant.send("검토 완료")
    accountant.sees("검토를 마쳤습니다")


def decide(cast: Cast, row: Settlement) -> None:
    """An approver decides, the operator closes; the owner reads what was not accepted and why."""
    address = reverse("money:settlement", args=[row.pk])
    approver = cast.walk("approver")
    approver.go(address)
    approver.send("정산 확정")
    approver.sees("정산을 확정했습니다")
    operator = cast.walk("operator")
    operator.go(address)
    operator.send("기장하고 종결")
    operator.sees("정산을 종결했습니다")
    owner = cast.walk("owner")
    owner.go(address)
    owner.sees(WHY)


def give_back(cast: Cast, row: Settlement) -> None:
    """What is due back comes in and goes on to the funders, debt by debt."""
    day_of(RETURNED)
    operator = cast.walk("operator")
    operator.go(reverse("money:recoveries"))
    debts = list(row.agreement.recoveries.order_by("pk"))
    assert sum(debt.amount_won for debt in debts) > 0
    for debt in debts:
        operator.go(reverse("money:recovery", args=[debt.pk]))
        operator.fill("수납액", f"{debt.amount_won:,}")
        operator.fill("일자", RETURNED.date().isoformat())
        operator.send("등록")
        operator.fill("일자", RETURNED.date().isoformat())
        operator.fill("공문 번호", f"반납-{debt.pk}")
        operator.send("납입 기록")
        debt.refresh_from_db()
        assert (debt.collected_won, debt.passed_on_won) == (debt.amount_won, debt.amount_won)


def read_along(cast: Cast) -> None:
    """The firm's story tells of each step to its owner and its county; the county reads its own money."""
    address = reverse("portal:firm", args=[cast.agreement.firm_id])
    number = cast.agreement.number
    told = (
        f"사업비 확정, 협약 {number}",
        f"협약 {number} 발효",
        "착수 수리",
        "선금 지급",
        "구축 완료",
        "잔금 지급",
        "정산 종결",
    )
    returned = [f"{won(each.amount_won)} 반환" for each in Collection.objects.all()]
    for who in ("owner", "county"):
        walk = cast.walk(who)
        walk.go(address)
        walk.sees(FIRM, *told, *returned)
    county = cast.walk("county")
    county.go(reverse("budgets:city", args=[cast.agreement.city_id]))
