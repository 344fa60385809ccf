"""A small programme from its notice to an appeal, in Korean, each role at its own pages."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from tests import world as w
from tests.journeys.people import (
    ASSESSORS,
    DAY,
    Office,
    bring_intake_forward,
    days_from,
    fill_plan,
    ledger_holds,
    office,
    other_applicants,
    owner_of,
    shrink,
)
from tests.journeys.walk import Party, work

from dure.foundation.parties.models import Person
from dure.foundation.parties.queries import actor_for
from dure.journey.applications.models import Application
from dure.journey.evaluation import actions as evaluation
from dure.journey.evaluation.models import Assessor, Assignment, Phase, ScoreSheet
from dure.journey.evaluation.steps import step_of
from dure.journey.programmes import actions as programmes
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.prospects.models import Interest, Visit
from dure.journey.selection.models import Appeal, Publication, Scenario

pytestmark = [pytest.mark.journey, pytest.mark.there, pytest.mark.timeout(600)]

SLUG = "jeonbuk-small"
FIRM = "두레식품"


def test_small_year_from_notice_to_appeal(party: Party) -> None:
    people = office()
    announce(party, people)
    show_interest(party)
    visit(party, people)
    ours, owner = begin_application(party, people)
    hand_in(party, ours, owner)
    check_eligibility(party, people, ours, owner)
    other_applicants(ours.programme, people)
    gather_pool(party, people)
    assess_site(party, people, ours)
    assess_presentations(party, people, ours)
    select(party, people)
    publish(party, people)
    appeal(party, people, ours, owner)
    read_along(party, people)
    assert ledger_holds()


def announce(party: Party, people: Office) -> None:
    """The operator makes the programme from the template, sets its days and publishes the notice."""
    operator = party.member(people.operator.person)
    operator.go(reverse("programmes:new"))
    operator.fill("명칭(한글)", "작은 스마트 제조혁신 사업")
    operator.fill("연도", str(timezone.localdate().year))
    operator.fill("웹 주소", SLUG)
    operator.pick("도", "전북특별자치도")
    operator.send("사업 만들기")
    notice = NoticeVersion.objects.select_related("programme").get()
    programmes.save_notice_draft(
        notice=notice, terms=shrink(notice), revision=notice.revision, by=people.operator.actor, at=timezone.now()
    )
    operator.go(reverse("programmes:edit", args=[SLUG, "calendar"]))
    for label, moment in days_from(timezone.now()).items():
        operator.fill(label, moment)
    operator.send("저장")
    operator.go(reverse("programmes:publish", args=[SLUG]))
    operator.sees("게시할 수 있습니다")
    operator.send("공고 게시")
    operator.sees("공고를 게시했습니다")


def show_interest(party: Party) -> None:
    """A firm owner reads the call on a phone and sends the interest form."""
    public = party.public(phone=True)
    public.go("/")
    public.send("참여의향서 보내기 (1분)")
    public.fill("기업명", FIRM)
    public.fill("사업자등록번호", w.business_number())
    public.pick("공장 소재 시군", "진안군")
    public.fill("종업원 수", "14")
    public.fill("지난해 매출액", "12.5")
    public.fill("개선하고 싶은 점", "포장 공정의 생산량을 자동으로 집계하고 싶습니다.")
    public.fill("담당자", "김두레")
    public.fill("전화번호", "063-432-1234")
    public.choose("동의합니다(필수)")
    public.choose("동의합니다(선택)")
    public.send("참여의향서 제출")
    public.sees("참여의향서가 접수되었습니다")


def visit(party: Party, people: Office) -> None:
    """The operator plans a visit; the mentor writes it up on a phone, standing in the yard."""
    interest = Interest.objects.get()
    operator = party.member(people.operator.person)
    operator.go(reverse("portal:home"))
    operator.go(reverse("prospects:list_of", args=[SLUG]))
    operator.send(FIRM)
    operator.page.get_by_text("방문 배정", exact=True).first.click()
    operator.pick("방문자", str(people.mentor.person))
    operator.fill("일시", timezone.now() + DAY)
    operator.send("방문 배정하기")
    operator.sees("방문을 배정했습니다")
    mentor = party.member(people.mentor.person, phone=True)
    mentor.go(reverse("portal:home"))
    mentor.go(reverse("prospects:visit", args=[Visit.objects.get(interest=interest).pk]))
    mentor.choose("신청 가능")
    mentor.fill("기업에 필요한 것", "포장기 신호를 받아 생산량을 집계")
    mentor.fill("방문한 일시", timezone.now())
    mentor.send("결과 저장")
    mentor.sees(f"{FIRM} 방문 결과를 저장했습니다")


def begin_application(party: Party, people: Office) -> tuple[Application, Person]:
    """The operator takes the firm over from its interest form; its owner, now invited, begins the application."""
    bring_intake_forward(Programme.objects.get(), people)
    interest = Interest.objects.get()
    operator = party.member(people.operator.person)
    operator.go(reverse("prospects:detail", args=[interest.pk]))
    operator.send("신청 시작")
    interest.refresh_from_db()
    assert interest.firm is not None
    owner = owner_of(interest.firm)
    firm = party.member(owner)
    firm.go(f"{reverse('applications:start')}?interest={interest.pk}")
    firm.page.get_by_role("radio").first.check()
    firm.send("시작")
    firm.sees("신청을 시작하였습니다")
    return Application.objects.select_related("programme", "firm").get(), owner


def hand_in(party: Party, row: Application, owner: Person) -> None:
    """The owner finishes the plan and hands it in."""
    fill_plan(row, owner)
    firm = party.member(owner)
    firm.go(reverse("portal:home"))
    firm.go(reverse("applications:edit", args=[row.pk]))
    firm.fill("과제명", "포장 공정 생산실적 자동 집계")
    firm.send("확인하고 제출")
    firm.send("제출")
    firm.sees("제출하였습니다")


def check_eligibility(party: Party, people: Office, row: Application, owner: Person) -> None:
    """One supplement is asked for and answered, then the firm is found eligible."""
    operator = party.member(people.operator.person)
    operator.go(reverse("applications:desk_of", args=[SLUG]))
    operator.go(reverse("applications:check", args=[row.pk]))
    operator.press("보완요청")
    operator.fill("그 밖의 보완 사항", "사업자등록증 사본을 다시 올려 주십시오.")
    operator.fill("사유", "사본이 흐려 읽을 수 없습니다.")
    operator.send("보완요청 보내기")
    firm = party.member(owner, phone=True)
    firm.go(reverse("applications:mine_one", args=[row.pk]))
    firm.sees("사업자등록증 사본을 다시 올려 주십시오.")
    firm.go(reverse("applications:answer", args=[row.pk]))
    firm.fill("보완한 내용", "사본을 다시 올렸습니다.")
    firm.send("보완 제출")
    operator.go(reverse("applications:check", args=[row.pk]))
    operator.send("적합 결정")
    operator.sees("적합으로 결정")


def gather_pool(party: Party, people: Office) -> None:
    """One assessor is entered by hand and signs the pledge; four more are there already."""
    programme = Programme.objects.get()
    operator = party.member(people.operator.person)
    operator.go(reverse("evaluation:pool", args=[SLUG]))
    operator.go(reverse("evaluation:pool-add", args=[SLUG]))
    operator.fill("이름", "윤평가")
    operator.fill("현 소속", "전북대학교")
    operator.send("예비명부에 추가")
    for name in ASSESSORS:
        person = w.assessor(name).person
        row = evaluation.add_assessor(programme=programme, person=person, by=people.operator.actor, at=timezone.now())
        evaluation.sign_pledge(assessor=row, by=actor_for(person.pk), at=timezone.now())
    own = Assessor.objects.select_related("person").get(person__name="윤평가")
    assessor = party.member(own.person, phone=True)
    assessor.go(reverse("portal:home"))
    assessor.go(reverse("evaluation:pledge", args=[own.pk]))
    assessor.page.get_by_role("checkbox").check()
    assessor.send("서명")


def assess_site(party: Party, people: Office, row: Application) -> None:
    """Panels are drawn; the site is checked on a phone; every sheet of the step is signed and the step closed."""
    operator = party.member(people.operator.person)
    operator.go(reverse("evaluation:overview", args=[SLUG]))
    operator.pick("절차", "현장실사")
    operator.fill("평가표 제출 기한", timezone.now() + 3 * DAY)
    operator.send("단계 개설")
    operator.choose("무작위 추첨")
    operator.fill("추첨번호", "3-17-42")
    operator.send("배정안 보기")
    operator.send("이 배정안 적용")
    operator.send("평가 개시")
    seat = Assignment.objects.filter(application=row).select_related("assessor__person", "sheet").order_by("pk").first()
    assert seat is not None
    assessor = party.member(seat.assessor.person, phone=True)
    assessor.go(reverse("evaluation:queue"))
    assessor.go(reverse("evaluation:site-check", args=[row.pk]))
    for question in assessor.page.locator("fieldset.big-question").all():
        question.get_by_label("예", exact=True).check()
    assessor.fill("기업에 필요한 것", "포장기 2대의 신호 연결")
    assessor.send("방문 결과 작성")
    sign_all(Phase.objects.get())
    close_step(party, people, "site_check")


def assess_presentations(party: Party, people: Office, row: Application) -> None:
    """An assessor scores one firm at a desk; the others' sheets follow; the scores are settled."""
    programme, by, now = row.programme, people.operator.actor, timezone.now()
    phase = evaluation.open_phase(programme=programme, step="presentation", due_at=now + 3 * DAY, by=by, at=now)
    evaluation.allot(phase=phase, method="draw", seed="8-25", by=by, at=now)
    evaluation.begin_scoring(phase=phase, by=by, at=now)
    sheet = ScoreSheet.objects.filter(assignment__phase=phase, assignment__application=row).order_by("pk").first()
    assert sheet is not None
    assessor = party.member(sheet.assignment.assessor.person)
    assessor.go(reverse("portal:home"))
    assessor.go(reverse("evaluation:sheet", args=[sheet.pk]))
    for item in assessor.page.locator("fieldset[data-item]").all():
        item.locator("label.score-grade").nth(2).click()
    assessor.fill("종합의견", "현장 문제가 분명합니다.")
    assessor.press("서명")
    assessor.send("서명")
    sign_all(phase)
    close_step(party, people, "presentation")
    operator = party.member(people.operator.person)
    operator.go(reverse("evaluation:scores", args=[SLUG]))
    operator.send("평가점수 확정")
    operator.sees("평가점수를 확정하였습니다")


def sign_all(phase: Phase) -> None:
    """Every open sheet of a step is scored and signed; the firm we follow gets fewer points than the others."""
    related = ("assignment__assessor", "assignment__phase", "assignment__application__firm")
    for sheet in ScoreSheet.objects.filter(assignment__phase=phase, status="open").select_related(*related):
        by = actor_for(sheet.assignment.assessor.person_id)
        firm = sheet.assignment.application.firm.name
        grade = {"가람식품": 0, "나래정밀": 1, "다온섬유": 1}.get(firm, 2)
        points: dict[str, Decimal] = {each.code: each.grades[grade] for each in step_of(phase).criteria}
        evaluation.save_sheet(
            sheet=sheet, points=points, reasons={}, comment="", revision=sheet.revision, by=by, at=timezone.now()
        )
        evaluation.sign_sheet(sheet=sheet, by=by, at=timezone.now())


def close_step(party: Party, people: Office, step: str) -> None:
    operator = party.member(people.operator.person)
    operator.go(reverse("evaluation:phase", args=[SLUG, step]))
    operator.press("단계 마감")
    operator.send("단계 마감")
    operator.sees("단계를 마감하였습니다")


def select(party: Party, people: Office) -> None:
    """The desk: solve, pin the firm that is out, see what it costs, undo, and put the list before the committee."""
    operator = party.member(people.operator.person)
    operator.go(reverse("selection:desk"))
    operator.fill("이름", "기본안")
    operator.send("시나리오 만들고 계산")
    work()
    operator.go(reverse("selection:desk"))
    operator.press(FIRM)
    operator.press("고정")
    operator.sees("고정하면", "나래정밀")
    operator.fill("사유", "도입 시연을 위하여")
    operator.send("적용")
    work()
    operator.go(reverse("selection:desk"))
    expect(operator.page.get_by_role("rowheader", name=f"{FIRM} 고정")).to_be_visible()
    operator.press(FIRM)
    operator.press("풀기")
    operator.send("적용")
    work()
    operator.go(reverse("selection:desk"))
    assert Scenario.objects.get().answer["status"] == "optimal"
    operator.send("심의에 올리기")


def publish(party: Party, people: Office) -> None:
    """The committee approves every decision, the approver publishes."""
    address = reverse("selection:approval", args=[Publication.objects.get().pk])
    committee = party.member(people.committee.person)
    committee.go(reverse("portal:home"))
    committee.go(address)
    committee.send("선택한 결정 승인")
    approver = party.member(people.approver.person)
    approver.go(address)
    approver.press("발표")
    approver.send("지금 발표")
    approver.sees("명단을 발표")


def appeal(party: Party, people: Office, row: Application, owner: Person) -> None:
    """The owner reads on a phone why the firm is not among the selected, and appeals; the committee answers."""
    firm = party.member(owner, phone=True)
    firm.go(reverse("portal:home"))
    firm.go(reverse("selection:result", args=[row.pk]))
    firm.send("이의신청")
    firm.fill("무엇이 잘못되었다고 생각하십니까?", "현장실사 점수에 포장기 신호 연결이 반영되지 않았습니다.")
    firm.send("이의신청 접수")
    firm.sees("이의신청이 접수되었습니다")
    committee = party.member(people.committee.person)
    committee.go(reverse("portal:home"))
    committee.go(reverse("selection:appeal", args=[Appeal.objects.get().pk]))
    committee.choose("기각")
    committee.fill("기업에 보낼 답변", "평가표를 다시 살펴보았으나 반영되어 있습니다.")
    committee.send("결정")
    firm.go(reverse("selection:appeal", args=[Appeal.objects.get().pk]))
    firm.sees("평가표를 다시 살펴보았으나 반영되어 있습니다.")


def read_along(party: Party, people: Office) -> None:
    """The county reads its own page, the public the results."""
    county = party.member(people.jinan.person)
    county.go(reverse("portal:home"))
    county.go(reverse("portal:city", args=[w.JINAN]))
    county.sees(FIRM, "가람식품")
    public = party.public(phone=True)
    public.go(reverse("portal:results", args=[SLUG]))
    public.sees("선정기업", "가람식품", "예비", FIRM)
