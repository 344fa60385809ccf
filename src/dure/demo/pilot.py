"""A small second programme that is under way on the demo's day, so that every stage has work waiting in it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.db.models import QuerySet

from dure.demo.applying import enter_firm
from dure.demo.cast import CastFirm
from dure.demo.clock import weeks_later as moment
from dure.demo.grading import panel
from dure.demo.interests import report_on
from dure.demo.names import EXPERTS
from dure.demo.notice import province
from dure.demo.notice import terms as main_terms
from dure.demo.plans import plan_of, supplemented
from dure.demo.remarks import FINDINGS, PRAISE
from dure.demo.year import FirmInYear, Player, Year, chance
from dure.foundation.access.actor import PUBLIC
from dure.journey.applications.actions import (
    FromInterest,
    SupplementItem,
    add_co_editor,
    answer_supplement,
    ask_supplement,
    decide_eligibility,
    save_draft,
    start_from_interest,
    submit_application,
)
from dure.journey.applications.queries import draft_of
from dure.journey.evaluation.actions import (
    Expertise,
    Findings,
    add_assessor,
    allot,
    assign_by_hand,
    begin_scoring,
    find_conflicts,
    open_phase,
    plan_site_check,
    save_sheet,
    sign_pledge,
    sign_sheet,
    write_site_check,
)
from dure.journey.evaluation.models import Assessor, Assignment, Phase
from dure.journey.programmes.actions import create_programme, draft_notice, publish_notice
from dure.journey.programmes.models import Programme
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import SelectionRule, Terms
from dure.journey.prospects.actions import plan_visit, receive_interest, write_up_visit
from dure.journey.prospects.models import Source
from dure.journey.prospects.values import InterestForm

SLUG = "jeonbuk-2024-site"
TYPE = "SITE"
FIRMS = 8
# The firms by their place: five are scored, the others still stand in the eligibility check.
SCORED, ASKED, OVERDUE, HANDED_IN = range(5), 5, 6, 7
EXPERTS_ASKED = (3, 7, 11, 15, 19, 23)
SUPPLIER = "S12"
_TITLE = Label(
    ko="2024년 제조현장 개선 시범사업 지원기업 모집 공고(예시)",
    en="Call for firms: shop-floor improvement pilot 2024 (sample)",
)
_SUMMARY = Label(
    ko="전북형 스마트 제조혁신 프로젝트에 신청하지 않은 소규모 제조기업 4개사의 현장 개선을 먼저 돕는 작은 시범사업입니다.",
    en="A small pilot for 4 small manufacturers that did not apply in 2024: shop-floor improvement first.",
)


def run(year: Year) -> None:
    """Tell the pilot from its notice to the middle of its site checks."""
    year.progress.begin("시범사업", FIRMS + 2)
    programme = _announce(year)
    firms = _firms(year)
    for place, each in enumerate(firms):
        _apply(year, programme, each, place)
        year.progress.tick()
    _check(year, firms)
    year.progress.tick()
    _evaluate(year, programme, firms)
    year.progress.tick()


def _announce(year: Year) -> Programme:
    programme = create_programme(
        slug=SLUG, name_ko="제조현장 개선 시범사업 2024", name_en="Shop-floor Improvement Pilot 2024", year=2024,
        operator=year.operators[0].organisation, province=province(), by=year.operator, at=moment(4, 16),
    )  # fmt: skip
    notice = draft_notice(programme=programme, terms=_terms(), by=year.operator, at=moment(4, 16, 11))
    publish_notice(notice=notice, by=year.approving, at=moment(4, 18, 14))
    programme.refresh_from_db()
    return programme


def _terms() -> Terms:
    terms = main_terms()
    basic = terms.type("JS1")
    kind = basic.model_copy(
        update={"code": TYPE, "name": Label(ko="현장개선형", en="Shop floor"), "places": 4, "ceiling_won": 20_000_000}
    )
    calendar = terms.calendar.model_copy(
        update={
            "interest_opens_at": moment(4, 22, 9),
            "interest_closes_at": moment(5, 3, 18),
            "intake_opens_at": moment(5, 7, 9),
            "intake_closes_at": moment(5, 17, 18),
            "site_check_from": moment(5, 27, 9),
            "site_check_until": moment(6, 7, 18),
            "presentation_from": None,
            "presentation_until": None,
            "announcement_at": moment(6, 20),
        }
    )
    site_check = terms.step("site_check").model_copy(update={"weight_pct": Decimal(100)})
    return terms.model_copy(
        update={
            "title": _TITLE,
            "summary": _SUMMARY,
            "calendar": calendar,
            "types": (kind,),
            "city_places": (),
            "city_budgets": (),
            "eligibility": tuple(rule for rule in terms.eligibility if not rule.types),
            "scoring": terms.scoring.model_copy(update={"steps": (site_check,)}),
            "selection": SelectionRule(tie_order=terms.selection.tie_order),
        }
    )


def _firms(year: Year) -> list[FirmInYear]:
    """Small firms that showed interest in January and did not apply then."""
    free = [each.cast for each in year.firms if not each.cast.applies and each.cast.fate != "withdrawn"]
    small = sorted(free, key=lambda cast: cast.headcount)[:FIRMS]
    return [FirmInYear(_grown(cast)) for cast in small]


def _grown(cast: CastFirm) -> CastFirm:
    cost = 19_000_000 + 1_000_000 * (cast.serial % 5)
    return replace(
        cast, type_code="JS1", cost_won=cost, supplier=SUPPLIER, first_ict=True, score=Decimal(70 + cast.serial % 17)
    )


def _apply(year: Year, programme: Programme, each: FirmInYear, place: int) -> None:
    cast = each.cast
    form = InterestForm(
        firm_name=cast.name, number=cast.number, city_code=cast.city, contact_name=cast.representative,
        contact_phone=cast.phone, contact_email=cast.email, sector_code=cast.sector, sales_won=cast.sales_won,
        headcount=cast.headcount, type_code=TYPE, wishes="작은 현장 개선부터 해 보고 싶습니다.",
        consents=("collection", "visit"), form_key=f"pilot-{cast.key}",
    )  # fmt: skip
    interest = receive_interest(
        programme=programme, form=form, source=Source.WEB, by=PUBLIC, at=moment(4, 23 + place % 5, 11, 7 * place)
    )
    visitor, held_at = year.forum[place], moment(5, 7 + place % 4, 14)
    visit = plan_visit(
        interest=interest,
        visitor_id=visitor.person.pk,
        planned_at=held_at,
        by=year.second_operator,
        at=moment(5, 3, 17),
    )
    report = replace(report_on(cast), readiness="ready", owner_committed=True)
    write_up_visit(visit=visit, report=report, held_at=held_at, by=visitor.actor, at=held_at + timedelta(hours=3))
    enter_firm(year, each, at=moment(5, 8, 9, place) if place % 4 == 0 else moment(5, 10, 18, place))
    at = moment(5, 14 + place % 3, 16, 5 * place)
    interest.refresh_from_db()
    each.application = start_from_interest(
        interest=interest, choice=FromInterest(type_code=TYPE), by=each.actor, at=at - timedelta(days=1)
    )
    if place in (ASKED, OVERDUE):
        add_co_editor(
            application=each.application,
            person_id=year.suppliers[SUPPLIER].person.pk,
            by=each.actor,
            at=at - timedelta(days=1),
        )
    save_draft(application=each.application, plan=plan_of(cast), revision=1, by=each.actor, at=at)
    submit_application(application=each.application, by=each.actor, at=at)


def _check(year: Year, firms: list[FirmInYear]) -> None:
    for place in SCORED:
        decide_eligibility(application=firms[place].applied, accept=True, by=year.operator, at=moment(5, 22, 15, place))
    quotation = SupplementItem("quotation", "공급기업 견적서의 금액이 사업비 표와 다릅니다. 맞추어 다시 내 주십시오.")
    upkeep = SupplementItem("", "개선한 장치를 누가 관리할지 적어 주십시오.")
    for place, at in ((OVERDUE, moment(5, 24, 11)), (HANDED_IN, moment(5, 24, 14)), (ASKED, moment(5, 29, 16))):
        ask_supplement(
            application=firms[place].applied, items=[quotation, upkeep], by=year.second_operator, at=at,
            reason="견적과 운영 계획을 보완하여 주십시오.",
        )  # fmt: skip
    back = firms[HANDED_IN]
    save_draft(
        application=back.applied, plan=supplemented(plan_of(back.cast), back.cast),
        revision=draft_of(back.applied.pk).revision, by=back.actor, at=moment(5, 30, 20),
    )  # fmt: skip
    answer_supplement(
        application=back.applied,
        answer="견적서를 다시 받고 관리 담당자를 적었습니다.",
        by=back.actor,
        at=moment(5, 30, 20),
    )


def _evaluate(year: Year, programme: Programme, firms: list[FirmInYear]) -> None:
    pool = _pool(year, programme)
    find_conflicts(programme=programme, by=year.operator, at=moment(5, 23, 9))
    phase = open_phase(
        programme=programme, step="site_check", due_at=moment(6, 6, 18), by=year.operator, at=moment(5, 23, 10)
    )
    allot(phase=phase, method="draw", seed="시범사업 4 · 19 · 77", by=year.operator, at=moment(5, 23, 10, 30))
    spare = next(each for each in pool if not _seated(phase, firms[0]).filter(assessor=each).exists())
    assign_by_hand(
        phase=phase, application=firms[0].applied, assessor=spare, by=year.operator, at=moment(5, 23, 11),
        due_at=moment(5, 31, 18), reason="식품 위생 설비를 함께 볼 위원이 한 명 더 필요함.",
    )  # fmt: skip
    begin_scoring(phase=phase, by=year.operator, at=moment(5, 24, 9))
    for place in SCORED:
        _visit_site(year, firms[place], place)
    for place in (1, 2):
        _sign(year, phase, firms[place], place)


def _pool(year: Year, programme: Programme) -> list[Assessor]:
    """Six of the experts; the last has not pledged yet."""
    pool = []
    for place in EXPERTS_ASKED:
        expert, person = EXPERTS[place], year.experts[place]
        assessor = add_assessor(
            programme=programme, person=person.person, by=year.second_operator, at=moment(5, 20, 15),
            expertise=Expertise(topics=expert.topics, employer=expert.employer, past_employers=expert.past, max_load=10),
        )  # fmt: skip
        if place != EXPERTS_ASKED[-1]:
            sign_pledge(assessor=assessor, by=person.actor, at=moment(5, 21, 10))
        pool.append(assessor)
    return pool


def _visit_site(year: Year, each: FirmInYear, place: int) -> None:
    """Three were seen last week; two are to be seen on the days to come."""
    lead: Player = year.mentors[place]
    planned_at = moment(5, 28 + place, 10) if place < 3 else moment(6, 1 + place, 10)
    plan_site_check(
        application=each.applied,
        planned_at=planned_at,
        lead_id=lead.person.pk,
        by=year.second_operator,
        at=moment(5, 24, 10),
    )
    if place < 3:
        dice = chance("pilot", each.cast.key)
        findings = Findings(True, True, True, needs="작업대 배치와 대차 교체", remarks=dice.choice(FINDINGS[True]))
        write_site_check(
            application=each.applied,
            findings=findings,
            held_at=planned_at,
            by=lead.actor,
            at=planned_at + timedelta(hours=4),
        )


def _sign(year: Year, phase: Phase, each: FirmInYear, place: int) -> None:
    """The sheets of the pledged assessors of a firm that has been seen."""
    step = main_terms().step("site_check")
    people = {player.person.pk: player for player in year.experts}
    rows = [row for row in _seated(phase, each) if row.assessor.pledged_at is not None]
    graded = panel(step, [0.0] * len(rows), float(each.cast.score), chance("pilot sheets", each.cast.key))
    for row, sheet in zip(rows, graded, strict=True):
        by, at = people[row.assessor.person_id].actor, moment(5, 29 + place, 16)
        reasons = {
            item.code: "현장 기록이 부족함."
            for item in step.criteria
            if sheet.points[item.code] < (item.reason_below or 0)
        }
        save_sheet(
            sheet=row.sheet, points=sheet.points, reasons=reasons, comment=PRAISE[True][place], revision=0, by=by, at=at
        )
        sign_sheet(sheet=row.sheet, by=by, at=at)


def _seated(phase: Phase, each: FirmInYear) -> QuerySet[Assignment]:
    rows = phase.assignments.filter(application=each.applied, status="assigned")
    return rows.select_related("sheet", "assessor__programme", "phase__programme").order_by("assessor_id")
