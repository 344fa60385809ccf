"""Those who take part in the small year, and the notice they work under, its days around the real now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from tests import world as w
from tests.journey.applications.plans import complete_plan

from dure.foundation.access.actor import Role
from dure.foundation.installation.actions import set_up
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.parties.models import Organisation, OrganisationKind, Person
from dure.foundation.parties.queries import actor_for
from dure.foundation.places.actions import load_default_region
from dure.journey.applications import actions as applications
from dure.journey.applications.models import Application, Draft
from dure.journey.programmes import actions as programmes
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.terms import Calendar, CityBudget, CityShare, Terms

DAY = timedelta(days=1)
ASSESSORS = ("박평가", "최평가", "강평가", "조평가")


@dataclass(frozen=True)
class Office:
    """The operator's house and those around it, before any programme is made."""

    operator: w.Member
    approver: w.Member
    committee: w.Member
    mentor: w.Member
    jinan: w.Member


def office() -> Office:
    """An installation with its region, ready for a first programme."""
    load_default_region()
    set_up(name_ko="두레 시험", name_en="Dure test")
    technopark = w.organisation("전북테크노파크", OrganisationKind.OPERATOR)
    county = w.organisation("진안군", OrganisationKind.CITY)
    return Office(
        operator=w.member("김운영", Role.OPERATOR, technopark, email="operator@example.org"),
        approver=w.member("이결재", Role.APPROVER, technopark),
        committee=w.member("정심의", Role.COMMITTEE, technopark),
        mentor=w.mentor(),
        jinan=w.member("최진안", Role.CITY, county, place=w.JINAN),
    )


def shrink(notice: NoticeVersion) -> Terms:
    """Three places of JS1, at most two of them in Jinan, and panels of three: a year that fits in a test."""
    terms = w.small_terms()
    js1 = terms.types[0].model_copy(update={"places": 3})
    steps = tuple(
        step.model_copy(update={"assessors": {"site_check": 2, "presentation": 3}[step.code]})
        for step in terms.scoring.steps
    )
    build = terms.delivery.build
    checks = tuple(each for each in build.inspections if "JS3" not in each.types)
    return terms.model_copy(
        update={
            "delivery": terms.delivery.model_copy(update={"build": build.model_copy(update={"inspections": checks})}),
            "calendar": Terms.model_validate(notice.terms).calendar,
            "types": (js1, terms.types[1]),
            "city_places": (
                CityShare(city=w.JINAN, type="JS1", places=2),
                CityShare(city=w.JEONJU, type="JS1", places=1),
            ),
            "city_budgets": tuple(CityBudget(city=city, amount_won=90_000_000) for city in (w.JINAN, w.JEONJU, w.MUJU)),
            "scoring": terms.scoring.model_copy(update={"steps": steps}),
            "contact": "전북테크노파크 스마트제조팀 063-000-0000",
        }
    )


def days_from(now: datetime) -> dict[str, datetime]:
    """The days of the notice by the labels of their fields: interest is open now, intake begins in two days."""
    return {
        "참여의향서 접수 시작": now - DAY,
        "참여의향서 접수 마감": now + DAY,
        "사업계획서 접수 시작": now + 2 * DAY,
        "사업계획서 접수 마감": now + 9 * DAY,
        "현장실사 시작": now + 10 * DAY,
        "현장실사 종료": now + 14 * DAY,
        "대면평가 시작": now + 15 * DAY,
        "대면평가 종료": now + 16 * DAY,
        "결과 발표": now + 30 * DAY,
    }


def bring_intake_forward(programme: Programme, people: Office) -> None:
    """A change of the notice: interest is closed, plans are taken from now on."""
    now = timezone.now()
    notice = programmes.amend(programme=programme, by=people.operator.actor, at=now, reason="접수 일정을 앞당깁니다.")
    terms = Terms.model_validate(notice.terms)
    earlier = {"interest_closes_at": now - timedelta(minutes=2), "intake_opens_at": now - timedelta(minutes=1)}
    calendar = Calendar.model_validate(terms.calendar.model_copy(update=earlier).model_dump())
    programmes.save_notice_draft(
        notice=notice, terms=terms.model_copy(update={"calendar": calendar}), revision=notice.revision,
        by=people.operator.actor, at=now,
    )  # fmt: skip
    notice.refresh_from_db()
    programmes.publish_notice(notice=notice, by=people.approver.actor, at=timezone.now())


def owner_of(firm: Organisation) -> Person:
    """The owner of a firm, with the account that an invitation would have given."""
    return w.member(f"{firm.name} 대표", Role.FIRM, firm).person


def fill_plan(application: Application, person: Person) -> None:
    """What takes an owner an hour to type."""
    by = actor_for(person.pk)
    revision = Draft.objects.get(application=application).revision
    applications.save_draft(application=application, plan=complete_plan(), revision=revision, by=by, at=timezone.now())


def other_applicants(programme: Programme, people: Office) -> list[Application]:
    """Three more firms, two of Jinan and one of Jeonju, already found eligible."""
    found = []
    for name, city in (("가람식품", w.JINAN), ("나래정밀", w.JINAN), ("다온섬유", w.JEONJU)):
        firm = w.firm(name, city=city)
        now = timezone.now()
        row = applications.start_application(
            programme=programme, firm_id=firm.organisation.pk, site_id=firm.site.pk, type_code="JS1",
            by=firm.owner.actor, at=now,
        )  # fmt: skip
        fill_plan(row, firm.owner.person)
        applications.submit_application(application=row, by=firm.owner.actor, at=timezone.now())
        applications.decide_eligibility(
            application=row, accept=True, by=people.operator.actor, at=timezone.now(), reason="서류를 확인함"
        )
        found.append(row)
    return found


def ledger_holds() -> bool:
    """Whether every row is as the ledger says."""
    return isinstance(verify(), Verified)
