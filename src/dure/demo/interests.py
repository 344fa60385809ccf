"""Interest forms from January to February, and the visits of forum officers and mentors."""

from datetime import datetime, timedelta

from dure.demo.cast import CastFirm, firms, invented_number
from dure.demo.clock import moment, spread, working_days
from dure.demo.words import trade
from dure.demo.year import FirmInYear, Player, Year, chance
from dure.foundation.access.actor import PUBLIC, Actor
from dure.journey.prospects.actions import (
    mark_duplicate,
    plan_visit,
    receive_interest,
    withdraw_interest,
    write_up_visit,
)
from dure.journey.prospects.consents import KNOWN, REQUIRED
from dure.journey.prospects.models import Interest, Source
from dure.journey.prospects.values import InterestForm, VisitReport

OPENS, CLOSES = moment(1, 17, 9, 20), moment(2, 15, 17, 30)
VISITS_FROM = moment(2, 19, 10)
# Firms that agreed to no visit, and those that sent a second form under another number of theirs.
WITHOUT_VISIT = 3
DUPLICATES = 3
SERIES_OF_DUPLICATES = "99963"


def show_interest(year: Year) -> None:
    """Receive every form in the order of its day."""
    year.firms = [FirmInYear(each) for each in firms()]
    coming = [each for each in year.firms if each.cast.interest]
    coming.sort(key=lambda each: chance("interest", each.cast.key).random())
    year.progress.begin("참여의향서", len(coming))
    silent = {each.cast.key for each in [one for one in coming if one.cast.applies][:WITHOUT_VISIT]}
    for place, each in enumerate(coming):
        at = _received(place / len(coming), each.cast)
        each.interest = _receive(year, each.cast, at, visit=each.cast.key not in silent)
        year.progress.tick()
    _duplicates(year, coming)
    _withdrawals(coming)


def _received(part: float, cast: CastFirm) -> datetime:
    """Many come on the first and on the last days; those on paper are typed in during office hours."""
    moved = part**1.25
    at = spread(OPENS, CLOSES, moved)
    return at if cast.interest == "web" else at.replace(hour=14)


def _receive(year: Year, cast: CastFirm, at: datetime, *, visit: bool) -> Interest:
    by: Actor = PUBLIC if cast.interest == "web" else year.second_operator
    source = {"web": Source.WEB, "excel": Source.EXCEL, "on_behalf": Source.ON_BEHALF}[cast.interest]
    return receive_interest(programme=year.programme, form=_form(cast, visit=visit), source=source, by=by, at=at)


def _form(cast: CastFirm, *, visit: bool) -> InterestForm:
    dice = chance("form", cast.key)
    wished = cast.type_code if dice.random() < 0.8 else ""
    return InterestForm(
        firm_name=cast.name,
        number=cast.number,
        city_code=cast.city,
        contact_name=cast.representative,
        contact_phone=cast.phone,
        contact_email=cast.email,
        sector_code=cast.sector,
        sales_won=cast.sales_won,
        headcount=cast.headcount,
        type_code=wished,
        wishes=dice.choice(trade(cast.sector).wishes),
        consents=tuple(sorted(KNOWN if visit else REQUIRED)),
        form_key=f"demo-{cast.key}" if cast.interest == "web" else "",
    )


def _duplicates(year: Year, coming: list[FirmInYear]) -> None:
    """Some had sent a form as a sole trader before they became a company: the same firm, another number."""
    for serial, each in enumerate(coming[40 : 40 + DUPLICATES], start=1):
        at = moment(2, 15, 16, serial)
        form = InterestForm(
            firm_name=f"{each.cast.name} (개인)",
            number=invented_number(SERIES_OF_DUPLICATES, serial),
            city_code=each.cast.city,
            contact_name=each.cast.representative,
            contact_phone=each.cast.phone,
            sector_code=each.cast.sector,
            consents=tuple(sorted(REQUIRED)),
        )
        second = receive_interest(programme=year.programme, form=form, source=Source.WEB, by=PUBLIC, at=at)
        if each.interest is not None:
            mark_duplicate(
                interest=second, of=each.interest, by=year.operator, at=moment(2, 16, 11, serial),
                reason="법인 전환 전 개인사업자 번호로 한 번 더 제출한 것을 전화로 확인함.",
            )  # fmt: skip


def _withdrawals(coming: list[FirmInYear]) -> None:
    for each in coming:
        if each.cast.fate == "withdrawn" and each.interest is not None:
            withdraw_interest(
                interest=each.interest, by=PUBLIC, at=moment(2, 15, 17, 45), token=each.interest.token,
                reason="올해는 공장 이전이 예정되어 있어 내년에 참여하겠습니다.",
            )  # fmt: skip


def pay_visits(year: Year) -> None:
    """Give each firm that agreed to a visitor, and write the visits up."""
    wanted = [each for each in year.firms if _visitable(each)]
    visitors = [one for pair in zip(year.forum, year.mentors[:20], strict=True) for one in pair] + year.mentors[20:]
    days = working_days(VISITS_FROM, 18)
    year.progress.begin("사전설명 방문", len(wanted))
    for place, each in enumerate(wanted):
        visitor = visitors[place % len(visitors)]
        held_at = days[place // 12] + timedelta(minutes=30 * (place % 12))
        _visit(year, each, visitor, held_at)
        year.progress.tick()


def _visitable(each: FirmInYear) -> bool:
    return each.interest is not None and each.cast.fate != "withdrawn" and "visit" in each.interest.consents


def _visit(year: Year, each: FirmInYear, visitor: Player, held_at: datetime) -> None:
    interest = each.interest
    if interest is None:
        return
    visit = plan_visit(
        interest=interest, visitor_id=visitor.person.pk, planned_at=held_at, by=year.second_operator,
        at=moment(2, 16, 15) if held_at < moment(3, 4) else moment(2, 29, 15),
    )  # fmt: skip
    write_up_visit(
        visit=visit, report=report_on(each.cast), held_at=held_at, by=visitor.actor, at=held_at + timedelta(hours=5)
    )


def report_on(cast: CastFirm) -> VisitReport:
    """What a visitor finds at a firm."""
    dice, ways = chance("visit", cast.key), trade(cast.sector)
    readiness = dice.choice(("ready", "ready", "needs_help")) if cast.applies else "not_yet"
    advice = {
        "ready": "성과지표의 도입 전 값을 4주 동안 직접 재어 두시고, 공급기업 견적을 두 곳 이상 받아 보시도록 안내함.",
        "needs_help": "사업계획서의 문제점과 구축내용이 이어지도록 쓰는 방법을 안내하고, 접수 전에 한 번 더 방문하기로 함.",
        "not_yet": "올해는 현장 정리와 기록부터 시작하시고 내년 참여를 검토하시도록 안내함.",
    }[readiness]
    return VisitReport(
        readiness=readiness,
        owner_committed=cast.score > 74 or dice.random() < 0.6,
        ict_in_use=not cast.first_ict if cast.applies else dice.random() < 0.5,
        needs=dice.choice(ways.needs),
        note=f"{dice.choice(ways.troubles)} 대표가 공정을 직접 설명함.",
        advice=advice,
    )
