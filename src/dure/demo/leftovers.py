"""What lies on the desks on the demo's day: next year's notice in preparation, visits to pay, letters to send."""

from dataclasses import replace
from decimal import Decimal

from dure.demo.asking import ask_now
from dure.demo.cast import CastFirm
from dure.demo.clock import weeks_later as moment
from dure.demo.interests import report_on
from dure.demo.projects import FINISHED, projects
from dure.demo.year import FirmInYear, Year
from dure.foundation.messages.actions import Letter, draft_batch
from dure.journey.programmes.actions import copy_programme, save_notice_draft
from dure.journey.programmes.models import NoticeVersion
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import Terms
from dure.journey.prospects.actions import plan_visit, receive_interest, write_up_visit
from dure.journey.prospects.models import Source
from dure.journey.prospects.values import InterestForm, VisitReport

NEXT_SLUG = "jeonbuk-2025"
# Of the firms not selected, those that asked for a visit already: two are seen, six wait for theirs.
ASKING = 8


def leave(year: Year) -> None:
    """Leave real work behind for everyone."""
    year.progress.begin("다음 해 준비", 4)
    notice = _next_year(year)
    year.progress.tick()
    _visits(year, notice)
    year.progress.tick()
    _letters(year)
    year.progress.tick()
    ask_now(year)
    year.progress.tick()


def _next_year(year: Year) -> NoticeVersion:
    """A copy of this year's notice; whoever changed the shares forgot that they sum to 100."""
    notice = copy_programme(
        source=year.programme, year=2025, slug=NEXT_SLUG, name_ko="전북형 스마트 제조혁신 프로젝트 2025",
        name_en="Jeonbuk Smart Manufacturing Innovation Project 2025", by=year.operator, at=moment(5, 31, 9),
    )  # fmt: skip
    terms = Terms.model_validate(notice.terms)
    changed = terms.model_copy(
        update={
            "title": Label(
                ko="2025년 전북형 스마트 제조혁신 프로젝트 지원기업 모집 공고",
                en="Call for firms: Jeonbuk Smart Manufacturing Innovation Project 2025",
            ),
            "costs": terms.costs.model_copy(update={"firm_pct": Decimal(15)}),
        }
    )
    return save_notice_draft(
        notice=notice, terms=changed, revision=notice.revision, by=year.operator, at=moment(5, 31, 9, 30)
    )


def _visits(year: Year, notice: NoticeVersion) -> None:
    """Firms that were not selected ask for next year; forum officers and mentors go to see them."""
    for each in year.applicants:
        each.applied.refresh_from_db(fields=["status"])
    asking = [each for each in year.applicants if each.applied.status == "not_selected" and not each.cast.appeal][
        :ASKING
    ]
    plans = (
        (year.forum[1], moment(5, 31, 14)),
        (year.mentors[1], moment(5, 31, 15)),
        (year.forum[0], moment(5, 31, 16)),
        (year.mentors[0], moment(6, 4, 10)),
        (year.forum[2], moment(6, 4, 14)),
        (year.mentors[2], moment(6, 5, 10)),
        (year.mentors[5], moment(6, 5, 14)),
        (year.operators[0], moment(6, 4, 16)),
    )
    for place, (each, (visitor, day)) in enumerate(zip(asking, plans, strict=True)):
        interest = receive_interest(
            programme=notice.programme, form=_form(each), source=Source.ON_BEHALF, by=year.second_operator,
            at=moment(5, 31, 10, place),
        )  # fmt: skip
        visit = plan_visit(
            interest=interest,
            visitor_id=visitor.person.pk,
            planned_at=day,
            by=year.second_operator,
            at=moment(5, 31, 11, place),
        )
        if place < 2:
            write_up_visit(
                visit=visit, report=_report(each.cast), held_at=day, by=visitor.actor, at=moment(5, 31, 17, place)
            )


def _form(each: FirmInYear) -> InterestForm:
    cast = each.cast
    return InterestForm(
        firm_name=cast.name, number=cast.number, city_code=cast.city, contact_name=cast.representative,
        contact_phone=cast.phone, contact_email=cast.email, sector_code=cast.sector, sales_won=cast.sales_won,
        headcount=cast.headcount, wishes="올해 선정되지 못하였습니다. 내년을 위해 무엇을 준비할지 상담을 원합니다.",
        consents=("collection", "visit"),
    )  # fmt: skip


def _report(cast: CastFirm) -> VisitReport:
    return replace(
        report_on(cast),
        readiness="needs_help",
        advice="결과 안내문의 항목별 점수를 함께 읽고, 도입 전 값을 4주 동안 재는 것부터 시작하기로 함.",
    )


def _letters(year: Year) -> None:
    """What a finished project needs for its settlement, drafted for each and not yet sent."""
    finished = [each for each in projects(year) if each.place < FINISHED]
    letters = [
        Letter(subject="정산 준비 안내", body=_to_settle(each.firm), organisation_id=each.firm.applied.firm_id)
        for each in finished
    ]
    draft_batch(
        kind="settlement.invitation", title=f"정산 준비 안내 (완료기업 {len(letters)}개사)", letters=letters,
        by=year.operator, at=moment(6, 4, 8, 40), programme_id=year.programme.pk,
    )  # fmt: skip


def _to_settle(each: FirmInYear) -> str:
    return (
        f"{each.cast.name} 대표님께\n\n구축을 마치셨습니다. 완료한 날부터 60일 안에 정산서를 내 주십시오. 사업비 통장 거래내역, 이자 확인서, "
        "완료보고서, 자산 목록을 함께 붙이고, 이미 붙인 증빙은 다시 내지 않으셔도 됩니다.\n\n문의: 전북테크노파크(예시) 스마트제조혁신팀 063-000-0101"
    )
