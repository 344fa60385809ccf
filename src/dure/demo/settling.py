"""Settlements closed, under review and overdue; one agreement terminated, what it was paid recovered."""

from datetime import date

from dure.demo.clock import moment
from dure.demo.people import player
from dure.demo.projects import ENDED, SETTLED, Project, projects
from dure.demo.year import Player, Year
from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.parties.actions import register_organisation
from dure.foundation.parties.models import OrganisationKind
from dure.journey.agreements.actions import Ban, ask_ending, decide_ending
from dure.journey.agreements.models import EndingKind, Fault
from dure.journey.assets.actions import Bought, register_asset, see_asset
from dure.journey.builds.actions import Reply, close_ticket, open_ticket, respond_ticket, solve_ticket
from dure.journey.money.actions import (
    LineJudgement,
    assign_accountant,
    close_settlement,
    decide_settlement,
    hand_in_settlement,
    open_recovery,
    open_settlement,
    record_collection,
    record_review,
    review_lines,
)
from dure.journey.money.settlement_papers import CHECKLIST
from dure.journey.money.states import PaymentState

_WITH_ACCOUNTANT, _REVIEWED = 6, 7
# The firm whose report of a fault waits longer than the notice allows.
TICKET_LATE = 4
_DISALLOWED_WON = 240_000
_KEPT_ON_PAPER = "원본은 종이 정산서철에 있음."
_WHY_ENDED = "공장 화재 뒤 생산을 멈추었고 사업을 이어 갈 뜻이 없다고 알려 옴. 선급금의 사용 증빙을 내지 않음."


def engage_accountant(year: Year) -> Player:
    """An outside accountant comes for the settlements."""
    firm = register_organisation(
        kind=OrganisationKind.EXPERT, name="바른회계법인(예시)", number="", by=SYSTEM, at=moment(12, 2)
    )
    return player("우정산", Role.ACCOUNTANT, firm, email="accountant1@example.org", title="공인회계사")


def settle(year: Year) -> None:
    """Four are closed, one with disallowed spending; two more are with the accountant."""
    accountant, found = engage_accountant(year), projects(year)
    year.progress.begin("정산", len(SETTLED) + 2)
    for place in (*SETTLED, _WITH_ACCOUNTANT, _REVIEWED):
        _settle(year, found[place], accountant)
        year.progress.tick()


def _settle(year: Year, each: Project, accountant: Player) -> None:
    first = each.place in SETTLED
    day = moment(1, 13, 10, each.place, year=2025) if first else moment(2, 28, 14, each.place, year=2025)
    row = each.agreement.settlement
    row = assign_accountant(settlement=row, person=accountant.person, by=year.operator, at=day)
    absent = {kind.code: _KEPT_ON_PAPER for kind in CHECKLIST}
    row = hand_in_settlement(
        settlement=row, revision=row.revision, interest_won=3_000 + 400 * each.place, absent=absent,
        by=each.firm.actor, at=day,
    )  # fmt: skip
    if each.place == _WITH_ACCOUNTANT:
        return
    reviewed_at = day.replace(hour=16)
    if each.place == 1:
        line = row.lines.select_related("claim_line").order_by("pk")[1]
        judged = LineJudgement(
            line.claim_line_id, line.accepted_won - _DISALLOWED_WON, "사업과 관계없는 소모품이 함께 청구됨."
        )
        row = review_lines(
            settlement=row, judgements=[judged], revision=row.revision, by=accountant.actor, at=reviewed_at
        )
    row = record_review(
        settlement=row,
        opinion="증빙과 통장 거래내역이 서로 맞음.",
        revision=row.revision,
        by=accountant.actor,
        at=reviewed_at,
    )
    if first:
        decided_at = moment(1, 20, 10, each.place, year=2025)
        row = decide_settlement(settlement=row, revision=row.revision, by=year.approving, at=decided_at)
        close_settlement(settlement=row, by=year.operator, at=moment(2, 5, 10, each.place, year=2025))


def end_one(year: Year) -> None:
    """One agreement is terminated through the firm's fault; what was paid is recovered, part of it by now."""
    each = projects(year)[ENDED]
    year.progress.begin("협약 해지와 환수")
    agreement = each.agreement
    ending = ask_ending(
        agreement=agreement, kind=EndingKind.TERMINATION, cause=_WHY_ENDED, fault=Fault.FIRM, by=year.operator,
        at=moment(1, 7, 10, year=2025),
    )  # fmt: skip
    ending = decide_ending(
        ending=ending, effective_on=date(2025, 1, 14), fault=Fault.FIRM, reason=_WHY_ENDED, by=year.approving,
        at=moment(1, 14, 15, year=2025), ban=Ban(date(2027, 1, 13), ("firm",)),
    )  # fmt: skip
    agreement.refresh_from_db()
    open_settlement(agreement=agreement, by=year.operator, at=moment(1, 14, 16, year=2025))
    paid = {
        row.line_id: row.amount_won
        for claim in agreement.claims.all()
        for row in claim.payments.filter(status=PaymentState.PAID)
    }
    rows = open_recovery(
        agreement=agreement, amounts=paid, reason=_WHY_ENDED, due_on=date(2025, 2, 14), ending=ending,
        letter_no="환수-2025-01", by=year.approving, at=moment(1, 15, 10, year=2025),
    )  # fmt: skip
    first, second = rows[0], rows[-1]
    record_collection(
        recovery=first, amount_won=first.amount_won, on=date(2025, 2, 12), reference="환수금 입금 1",
        by=year.second_operator, at=moment(2, 12, 16, year=2025),
    )  # fmt: skip
    record_collection(
        recovery=second, amount_won=second.amount_won // 3, on=date(2025, 2, 13), reference="환수금 입금 2",
        by=year.second_operator, at=moment(2, 13, 16, year=2025),
    )  # fmt: skip
    year.progress.tick()


def use(year: Year) -> None:
    """What the money bought enters the register; firms report faults and suppliers answer, one of them too late."""
    found = projects(year)
    year.progress.begin("자산과 사후관리", 12)
    for each in found[:12]:
        _assets(year, each)
        year.progress.tick()
    _tickets(found)


def _assets(year: Year, each: Project) -> None:
    agreement, bought_on = each.agreement, each.finished_on or each.started_on
    costs = list(agreement.current.costs.order_by("number")) if agreement.current is not None else []
    cost = next(row for row in costs if row.item in ("hardware", "automation"))
    bought = Bought(
        item=cost.what[:60], bought_on=bought_on, price_won=cost.amount_won, maker="예시기계",
        serial=f"EX-{each.firm.cast.serial:04d}", spot="1층 생산라인",
    )  # fmt: skip
    asset = register_asset(
        agreement=agreement, bought=bought, by=year.second_operator, at=moment(2, 25, 10, each.place, year=2025)
    )
    if each.place < 4:
        see_asset(asset=asset, works=True, by=year.second_operator, at=moment(2, 26, 14, each.place, year=2025))


def _tickets(found: list[Project]) -> None:
    """Closed, solved, answered, just reported, and one that nobody has answered in time."""
    for place, title in enumerate(
        ("현황판이 멈춤", "바코드가 읽히지 않음", "작업지시가 두 번 나옴", "일보의 합계가 다름", "단말이 켜지지 않음")
    ):
        each = found[place]
        build, firm, supplier = each.build, each.firm.actor, each.supplier.actor
        late = place == TICKET_LATE
        at = moment(2, 27, 9, year=2025) if late else moment(3, 3, 14, year=2025)
        if place < 3:
            at = moment(2, 10 + place, 9, year=2025)
        ticket = open_ticket(build=build, title=title, stops_work=late, by=firm, at=at)
        if place < 3:
            respond_ticket(ticket=ticket, reply=Reply("원격으로 보고 있습니다."), by=supplier, at=at.replace(hour=11))
        if place < 2:
            solve_ticket(ticket=ticket, reply=Reply("고쳤습니다.", at.date()), by=supplier, at=at.replace(hour=17))
        if place < 1:
            close_ticket(ticket=ticket, satisfied=True, by=firm, at=at.replace(hour=18))
