from dataclasses import replace
from datetime import date

import pytest

from dure.journey.money.patterns.facts import BankMove, Body, Finding, Invoice, Pairing, Pattern, PlanText
from dure.journey.money.patterns.find import Facts, find
from dure.journey.money.patterns.invoices import cancelled_invoices, same_invoices
from dure.journey.money.patterns.money import round_trips
from dure.journey.money.patterns.parties import shared_accounts, shared_by_sides
from dure.journey.money.patterns.plans import same_kpis, same_plans

DAY = date(2024, 9, 2)
FIRM = Body(1, "(주)진안식품", "김대표", frozenset({(11, "김대표")}), ("전주시 덕진구 팔복로 12, 301호",), ("301-11",))
SUPPLIER = Body(2, "두레솔루션", "이사장", frozenset({(12, "이사장")}), ("전주시 완산구 서원로 3, 101호",), ("402-22",))
PAIR = Pairing(7, "JS1-001", FIRM, SUPPLIER)


def invoice(line: int, *, claim: int = 1, agreement: int = 7, **changes: object) -> Invoice:
    one = Invoice(line, claim, agreement, "1234567891", "20240902-4100001", 5_000_000, 500_000, DAY, counts=True)
    return replace(one, **changes)


def lines_of(findings: list[Finding]) -> list[list[int]]:
    return [[source.id for source in one.sources] for one in findings]


def test_same_invoice_in_two_agreements_is_found() -> None:
    found = list(same_invoices([invoice(1), invoice(2, claim=9, agreement=8)]))
    assert [(one.pattern, one.agreements, one.compared["lines"]) for one in found] == [
        (Pattern.SAME_INVOICE, (7, 8), 2)
    ]


def test_same_invoice_spelled_otherwise_is_found() -> None:
    found = list(same_invoices([invoice(1), invoice(2, claim=9, agreement=8, number="20240902 4100001")]))
    assert lines_of(found) == [[1, 2]]


def test_same_invoice_attempted_and_refused_is_found() -> None:
    found = list(same_invoices([invoice(1), invoice(2, claim=2, counts=False)]))
    assert [(one.compared["lines"], one.compared["counted"]) for one in found] == [(2, 1)]


def test_same_invoice_of_an_ended_claim_in_another_project_is_found() -> None:
    found = list(same_invoices([invoice(1, ended=True, counts=False), invoice(2, claim=9, agreement=8)]))
    assert lines_of(found) == [[1, 2]]


@pytest.mark.parametrize(
    "invoices",
    [
        [invoice(1)],
        [invoice(1, ended=True, counts=False), invoice(2, claim=2)],
        [invoice(1), invoice(2, claim=9, agreement=8, issuer="9999999999")],
        [invoice(1, number=""), invoice(2, claim=9, agreement=8, number="")],
        [invoice(1, ended=True), invoice(2, claim=9, agreement=8, ended=True)],
    ],
    ids=["one line", "claimed anew", "another issuer", "no number", "nothing asked"],
)
def test_invoice_near_misses_are_silent(invoices: list[Invoice]) -> None:
    assert list(same_invoices(invoices)) == []


def move(row: int, won: int, on: date = DAY, **changes: object) -> BankMove:
    return replace(BankMove(row, on, won), **changes)


def test_cancelled_invoice_is_found() -> None:
    back = move(4, -5_500_000, date(2024, 10, 1), reference="20240902-4100001")
    found = list(cancelled_invoices([invoice(1)], [back]))
    assert [(one.pattern, one.compared["won"], one.compared["back_on"]) for one in found] == [
        (Pattern.CANCELLED_INVOICE, 5_500_000, "2024-10-01")
    ]


@pytest.mark.parametrize(
    "back",
    [
        move(4, -500_000, date(2024, 10, 1), reference="20240902-4100001"),
        move(4, -5_500_000, date(2024, 8, 1), reference="20240902-4100001"),
        move(4, -5_500_000, date(2024, 10, 1), reference="PAY-2024-0001"),
        move(4, 5_500_000, date(2024, 10, 1), reference="20240902-4100001"),
        move(4, -5_500_000, date(2024, 10, 1), reference="20240902-4100001", known=True),
    ],
    ids=["a correction in part", "before it", "a payment's number", "paid out", "explained"],
)
def test_cancelled_near_misses_are_silent(back: BankMove) -> None:
    assert list(cancelled_invoices([invoice(1)], [back])) == []


OUT = move(1, 10_000_000, name="두레솔루션")


def test_round_trip_by_name_and_account_is_found() -> None:
    by_name = move(2, -4_000_000, date(2024, 9, 20), name="주식회사 진안식품")
    by_account = move(3, -4_000_000, date(2024, 9, 21), account="402 22", name="무명")
    found = list(round_trips([PAIR], [OUT, by_name, by_account]))
    assert [(lines, one.compared["days"]) for lines, one in zip(lines_of(found), found, strict=True)] == [
        ([1, 2], 18), ([1, 3], 19),
    ]  # fmt: skip


def test_round_trip_to_the_representative_is_found() -> None:
    assert lines_of(list(round_trips([PAIR], [OUT, move(2, -2_000_000, DAY, name="김대표")]))) == [[1, 2]]


@pytest.mark.parametrize(
    "back",
    [
        move(2, -4_000_000, date(2024, 9, 20), name="진안식품", known=True),
        move(2, -4_000_000, date(2024, 11, 20), name="진안식품"),
        move(2, -4_000_000, date(2024, 9, 1), name="진안식품"),
        move(2, -1_000_000, date(2024, 9, 20), name="진안식품"),
        move(2, -12_000_000, date(2024, 9, 20), name="진안식품"),
        move(2, -4_000_000, date(2024, 9, 20), name="진안식품유통"),
        move(2, 4_000_000, date(2024, 9, 20), name="진안식품"),
    ],
    ids=["own cash", "too late", "before", "small", "more than went out", "another name", "also out"],
)
def test_round_trip_near_misses_are_silent(back: BankMove) -> None:
    assert list(round_trips([PAIR], [OUT, back])) == []


def test_round_trip_needs_a_payment_to_the_supplier() -> None:
    other = move(1, 10_000_000, name="다른상사")
    assert list(round_trips([PAIR], [other, move(2, -4_000_000, DAY, name="진안식품")])) == []


STORY = (
    "절임 공정의 작업일보를 종이에 적어 하루 뒤에야 생산량을 안다. 배추 절임 시간과 염도를 작업자의 감으로 맞춘다. "
    "불량이 나도 어느 통에서 났는지 되짚지 못한다. 절임통마다 염도계와 온도계를 달고 값을 10분마다 모은다. "
    "수율과 불량을 공정별로 나누어 날마다 본다. 납기 문의에 바로 답할 수 있게 생산 현황판을 세운다."
)
OTHER = (
    "절단기 세 대의 가동 시간을 사람이 세어 적는다. 금형 교체에 걸리는 시간을 아무도 모른다. 설비에서 신호를 받아 "
    "가동률을 보이고, 교체 시간을 줄일 차례를 정한다. 제품별 원가를 달마다 낸다."
)


def plan(pk: int, text: str = STORY, firm: int | None = None, kpis: tuple = ()) -> PlanText:
    return PlanText(pk, f"JS1-{pk:03d}", firm or pk, (text,), kpis, 100 + pk)


def test_same_plan_with_other_spelling_is_found() -> None:
    found = list(
        same_plans([plan(1), plan(2, STORY.replace(". ", ".\n").replace("종이에", "종이 에")), plan(3, OTHER)])
    )
    assert [(one.applications, one.agreements, one.compared["plans"]) for one in found] == [
        (("JS1-001", "JS1-002"), (101, 102), 2)
    ]


def test_same_plan_of_three_is_one_finding() -> None:
    assert [one.compared["plans"] for one in same_plans([plan(1), plan(2), plan(3), plan(4, OTHER)])] == [3]


@pytest.mark.parametrize(
    "plans",
    [
        [plan(1), plan(2, OTHER)],
        [plan(1), plan(2, firm=1)],
        [plan(1, "절임 공정을 본다."), plan(2, "절임 공정을 본다.")],
        [plan(1), plan(2, f"{OTHER} 불량이 나도 어느 통에서 났는지 되짚지 못한다.")],
        [plan(n) for n in range(1, 8)],
    ],
    ids=["different", "one firm twice", "too short", "one sentence", "everyone's text is the form's"],
)
def test_plan_near_misses_are_silent(plans: list[PlanText]) -> None:
    assert list(same_plans(plans)) == []


def test_plans_alike_only_in_the_given_text_are_silent() -> None:
    assert list(same_plans([plan(1), plan(2)], template=[STORY])) == []


KPIS = (("yield", "%", "71.5", "75"), ("defects", "%", "3.2", "2"))


def test_same_kpis_of_two_firms_are_found_in_any_order() -> None:
    found = list(same_kpis([plan(1, kpis=KPIS), plan(2, OTHER, kpis=KPIS[::-1])]))
    assert [(one.pattern, one.applications) for one in found] == [(Pattern.SAME_KPI, ("JS1-001", "JS1-002"))]


@pytest.mark.parametrize(
    "other",
    [
        plan(2, kpis=(("yield", "%", "68.0", "75"), ("defects", "%", "3.2", "2"))),
        plan(2, kpis=KPIS, firm=1),
        plan(2, kpis=KPIS[:1]),
        plan(2, kpis=(("yield", "%", "", "75"), ("defects", "%", "", "2"))),
    ],
    ids=["another start", "the same firm", "one of two", "no start"],
)
def test_kpi_near_misses_are_silent(other: PlanText) -> None:
    assert list(same_kpis([plan(1, kpis=KPIS), other])) == []


@pytest.mark.parametrize(
    ("supplier", "pattern"),
    [
        (replace(SUPPLIER, representative="김 대표"), Pattern.SHARED_PERSON),
        (replace(SUPPLIER, people=frozenset({(11, "김대표")})), Pattern.SHARED_PERSON),
        (replace(SUPPLIER, addresses=("전주시 덕진구 팔복로 12 (301호)",)), Pattern.SHARED_ADDRESS),
    ],
    ids=["representative", "person", "address"],
)
def test_what_both_sides_share_is_found(supplier: Body, pattern: Pattern) -> None:
    assert [one.pattern for one in shared_by_sides([replace(PAIR, supplier=supplier)])] == [pattern]


@pytest.mark.parametrize(
    "supplier",
    [
        SUPPLIER,
        replace(SUPPLIER, representative=""),
        replace(SUPPLIER, addresses=("전주시 덕진구 팔복로 12, 302호",)),
        replace(SUPPLIER, addresses=("전주시",)),
    ],
    ids=["nothing", "unknown", "the next room", "only the city"],
)
def test_sides_near_misses_are_silent(supplier: Body) -> None:
    assert list(shared_by_sides([replace(PAIR, supplier=supplier)])) == []


def test_names_of_other_agreements_are_not_compared() -> None:
    other = Pairing(8, "JS1-002", replace(FIRM, id=3, name="무주목재", representative="이사장"), replace(SUPPLIER, id=4,
        representative="박사장"))  # fmt: skip
    assert list(shared_by_sides([PAIR, other])) == []


def test_shared_account_is_found_across_agreements() -> None:
    other = Pairing(8, "JS1-002", Body(3, "무주목재", accounts=("402-22",)), Body(4, "새길", accounts=("1-1",)))
    found = list(shared_accounts([PAIR, other]))
    assert [(one.agreements, one.compared["bodies"]) for one in found] == [((7, 8), "두레솔루션, 무주목재")]


def test_the_same_body_twice_shares_nothing() -> None:
    assert list(shared_accounts([PAIR, replace(PAIR, agreement_id=8)])) == []


def test_find_tells_each_pattern_once_with_a_lasting_key() -> None:
    facts = Facts(invoices=[invoice(1), invoice(2, claim=9, agreement=8)], plans=[plan(1), plan(2)], pairings=[PAIR])
    assert [(one.pattern, one.key) for one in find(facts)] == [(one.pattern, one.key) for one in find(facts)]
    assert [one.pattern for one in find(facts)] == [Pattern.SAME_INVOICE, Pattern.SAME_PLAN]
