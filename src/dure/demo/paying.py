"""The money of 2024 and 2025: the firms' cash, advances, final claims in every state, payments through the bank."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from dure.demo.agreeing import sheet
from dure.demo.cast import SUPPLIER_SERIES, invented_number, suppliers
from dure.demo.clock import at_hour, moment
from dure.demo.projects import COLLUDING, ENDED, SETTLED, Project, projects, weekday
from dure.demo.year import Year
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.actions import store_bytes
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries import agreed_costs, facts
from dure.journey.money.actions import (
    LineDraft,
    accept_lines,
    approve_claim,
    bring_in_grants,
    check_claim,
    confirm_deposit,
    draft_claim,
    export_batch,
    find_signals,
    make_batch,
    record_deposit,
    record_payment_result,
    save_claim,
    send_batch,
    submit_claim,
)
from dure.journey.money.models import Claim, ClaimKind, EvidenceKind
from dure.journey.money.papers import EVIDENCE
from dure.journey.money.queries.payments import to_batch

# Whoever started by then took an advance in 2024; the others are paid at the end.
_ADVANCES = range(40)
# How far the final claims have come by the demo's day, by the firm's place.
PAID_2025, APPROVED, CHECKED, SUBMITTED, DRAFTED = (
    range(6, 12),
    range(12, 15),
    range(15, 19),
    range(19, 25),
    range(25, 28),
)
_SOURCE = "국세청 홈택스 사업자 상태 조회, 납세증명서"
# An invoice of the first colluding firm that the second one puts into its own claim.
_SHARED_INVOICE = "202501158888000000000777"
_SHARED_ISSUER = invented_number(SUPPLIER_SERIES, 88)


def advance(year: Year) -> None:
    """Autumn 2024: the firm's cash first, then half of the support, by a batch a month."""
    bring_in_grants(programme=year.programme, by=year.operator, at=moment(10, 8, 9))
    found = projects(year)
    taking = [found[place] for place in (*_ADVANCES, ENDED)]
    year.progress.begin("선급금", len(taking))
    for each in sorted(taking, key=lambda one: one.started_on):
        _pay_in(year, each)
        on = max(weekday(each.started_on + timedelta(days=6)), date(2024, 10, 10))
        claim = draft_claim(agreement=each.agreement, kind=ClaimKind.ADVANCE, by=each.firm.actor, at=at_hour(on, 9))
        submit_claim(claim=claim, by=each.firm.actor, at=at_hour(on, 10))
        _check(year, claim, on + timedelta(days=2))
        _approve(year, claim, on + timedelta(days=3))
        year.progress.tick()
    _pay_all(year, moment(11, 29, 14))


def _pay_in(year: Year, each: Project) -> None:
    agreement, on = each.agreement, weekday(each.started_on + timedelta(days=3))
    agreed = facts(agreement.pk)
    deposit = record_deposit(
        agreement=agreement, amount_won=agreed.firm_cash_won + agreed.vat_won, paid_on=on, by=each.firm.actor,
        at=at_hour(on, 14), reference=f"자부담 {agreed.number}",
    )  # fmt: skip
    confirm_deposit(deposit=deposit, by=year.second_operator, at=at_hour(on + timedelta(days=1), 9))


def _check(year: Year, claim: Claim, on: date) -> None:
    accept_lines(claim=claim, by=year.operator, at=at_hour(on, 10))
    check_claim(
        claim=claim, in_business=True, no_arrears=True, checked_on=on, source=_SOURCE, by=year.operator,
        at=at_hour(on, 11),
    )  # fmt: skip


def _approve(year: Year, claim: Claim, on: date) -> None:
    approve_claim(claim=claim, step=1, by=year.second_operator, at=at_hour(on, 10))
    approve_claim(claim=claim, step=2, by=year.approving, at=at_hour(on, 15))


def _pay_all(year: Year, at: datetime) -> None:
    """Everything ordered by then goes to the bank in one file and is paid two days later."""
    rows = to_batch(year.programme.pk)
    batch = make_batch(programme=year.programme, payments=list(rows), by=year.operator, at=at)
    export_batch(batch=batch, by=year.operator, at=at)
    send_batch(batch=batch, by=year.approving, at=at + timedelta(hours=1))
    paid_at = at + timedelta(days=2)
    for payment in batch.payments.select_related("claim__agreement__programme"):
        record_payment_result(payment=payment, result="paid", on=paid_at.date(), by=year.second_operator, at=paid_at)


def claim_in_2024(year: Year) -> None:
    """The first that were finished claim the rest and are paid before the year's end."""
    found = projects(year)
    year.progress.begin("최종 지급(2024년)", len(SETTLED))
    for place in SETTLED:
        on = date(2024, 12, 12)
        claim = _final(year, found[place], on)
        submit_claim(claim=claim, by=found[place].firm.actor, at=at_hour(on, 15))
        _check(year, claim, on + timedelta(days=1))
        _approve(year, claim, on + timedelta(days=4))
        year.progress.tick()
    _pay_all(year, moment(12, 18, 10))


def claim_in_2025(year: Year) -> None:
    """Final claims in every state: paid, ordered, checked, handed in, begun."""
    found = projects(year)
    places = [*PAID_2025, *APPROVED, *CHECKED, *SUBMITTED, *DRAFTED]
    year.progress.begin("최종 지급(2025년)", len(places))
    for place in places:
        each = found[place]
        on = _claimed_on(each)
        claim = _final(year, each, on)
        if place not in DRAFTED:
            submit_claim(claim=claim, by=each.firm.actor, at=at_hour(on, 15))
        if place in (*PAID_2025, *APPROVED, *CHECKED):
            _check(year, claim, date(2025, 2, 24))
        if place in (*PAID_2025, *APPROVED):
            _approve(year, claim, date(2025, 2, 25) if place in PAID_2025 else date(2025, 2, 28))
        if place == PAID_2025[-1]:
            _pay_all(year, moment(2, 26, 10, year=2025))
        year.progress.tick()
    _try_the_same_invoice(found[COLLUDING[1]])


def _claimed_on(each: Project) -> date:
    if each.finished_on is None:
        raise LookupError(f"{each.firm.cast.name} is not finished")
    return weekday(max(each.finished_on + timedelta(days=7), date(2025, 2, 10)))


def _final(year: Year, each: Project, on: date) -> Claim:
    """The whole cost table as spent, each line with its evidence."""
    agreement = each.agreement
    claim = draft_claim(agreement=agreement, kind=ClaimKind.FINAL, by=each.firm.actor, at=at_hour(on, 10))
    lines = _lines(each, agreement)
    claim = save_claim(
        claim=claim, lines=lines, revision=claim.revision, by=each.firm.actor, at=at_hour(on, 11),
        note="사업비 전용 통장 거래내역과 같음을 확인함.",
    )  # fmt: skip
    for row in claim.lines.all():
        store_bytes(
            content=sheet(), name=f"증빙_{row.number}.pdf", kind=EVIDENCE, subject=row, by=each.firm.actor,
            at=at_hour(on, 11), chain=agreement.programme.chain, organisation_id=agreement.firm_id,
            programme_id=agreement.programme_id,
        )  # fmt: skip
    return claim


def _lines(each: Project, agreement: Agreement) -> Sequence[LineDraft]:
    spent_on = (each.finished_on or date(2025, 1, 10)) - timedelta(days=14)
    if agreement.ends_on is not None:
        spent_on = min(spent_on, agreement.ends_on)
    supplier = suppliers()[each.firm.cast.supplier]
    drafts = []
    for cost in agreed_costs(agreement.pk):
        shared = each.place in COLLUDING and cost.number == 1
        drafts.append(
            LineDraft(
                cost_id=cost.id, what=cost.what, evidence=EvidenceKind.TAX_INVOICE, spent_on=spent_on,
                supply_won=cost.amount_won, vat_won=cost.amount_won // 10,
                invoice_no=_SHARED_INVOICE if shared else f"{spent_on:%Y%m%d}10{each.place:06d}{cost.number:08d}",
                issuer_number=_SHARED_ISSUER if shared else supplier.number,
                issuer_name="한몸시스템(예시)" if shared else supplier.name,
            )
        )  # fmt: skip
    return drafts


def _try_the_same_invoice(each: Project) -> None:
    """The second of the two is refused; its claim stays a draft with the invoice in it."""
    claim = each.agreement.claims.get(kind=ClaimKind.FINAL)
    try:
        submit_claim(claim=claim, by=each.firm.actor, at=moment(2, 27, 16, year=2025))
    except ActionRefused:
        return
    raise AssertionError("an invoice was claimed twice")


def look_for_signals(year: Year) -> None:
    """The staff let Dure look for patterns; what it finds waits for a human."""
    year.progress.begin("이상 징후")
    find_signals(programme=year.programme, by=year.operator, at=moment(3, 3, 11, year=2025))
    year.progress.tick()
