"""A small programme for the tests of the stages, made by the same actions as anywhere.

``small_programme()`` opens one with a published notice; three of the province's cities have places of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from dure.foundation.access.actor import PUBLIC, SYSTEM, Actor, Role
from dure.foundation.ledger.verify import Verified, verify
from dure.foundation.parties import actions as parties
from dure.foundation.parties.business_number import check_digit
from dure.foundation.parties.models import Establishment, EstablishmentKind, Organisation, OrganisationKind, Person
from dure.foundation.parties.queries import actor_for
from dure.foundation.places.actions import load_default_region
from dure.foundation.places.models import Place
from dure.journey.programmes import actions as programmes
from dure.journey.programmes.models import Programme
from dure.journey.programmes.templates_of_notices import terms_from
from dure.journey.programmes.terms import Calendar, CityBudget, CityShare, SupportType, Terms
from dure.journey.prospects import actions as prospects
from dure.journey.prospects.models import Interest
from dure.journey.prospects.values import InterestForm

SEOUL = ZoneInfo("Asia/Seoul")
PROVINCE, JEONJU, JINAN, MUJU = "52000", "52110", "52720", "52730"
_NUMBERS = count(100_000_000)
_PHONES = count(2_000_000)


def moment(month: int, day: int, hour: int = 10, minute: int = 0, *, year: int = 2024) -> datetime:
    """A moment of the programme's year, in Seoul."""
    return datetime(year, month, day, hour, minute, tzinfo=SEOUL)


START = moment(1, 2)
IN_INTEREST = moment(1, 20)
IN_INTAKE = moment(3, 25)
AFTER_INTAKE = moment(4, 8)


@dataclass(frozen=True)
class Member:
    """A person with the actor they are."""

    person: Person
    actor: Actor
    organisation: Organisation


@dataclass(frozen=True)
class World:
    """The programme and those who run it. Firms and others are added by the functions below."""

    programme: Programme
    operator: Member
    approver: Member
    province: Member
    jeonju: Member
    muju: Member
    cities: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Firm:
    """A firm with its owner and its factory."""

    organisation: Organisation
    site: Establishment
    owner: Member
    number: str


def business_number() -> str:
    """A valid business registration number that no other call gave."""
    nine = str(next(_NUMBERS))
    return f"{nine}{check_digit(nine)}"


def organisation(name: str, kind: str, *, place: str = "", number: str = "") -> Organisation:
    """An organisation of that name and kind; the same one when asked again."""
    found = Organisation.objects.filter(name=name, kind=kind).first()
    return found or parties.register_organisation(
        kind=kind, name=name, place_code=place, number=number, by=SYSTEM, at=START
    )


def member(name: str, role: Role, employer: Organisation, *, place: str = "", email: str = "") -> Member:
    """A person holding one role since before the programme began."""
    person = parties.add_person(name=name, email=email, by=SYSTEM, at=START)
    parties.grant_role(
        person=person,
        organisation=employer,
        role=role,
        from_on=date(2023, 1, 1),
        place_code=place,
        by=SYSTEM,
        at=START,
    )
    return Member(person, actor_for(person.pk), employer)


def small_terms() -> Terms:
    """The built-in notice made small: 4 places of JS1 and 2 of JS2 over three cities, money to match."""
    terms = terms_from("jeonbuk_2024")
    return terms.model_copy(
        update={
            "types": tuple(_with_places(each) for each in terms.types[:2]),
            "city_places": tuple(
                CityShare(city=city, type=code, places=places)
                for code, places, cities in (
                    ("JS1", 2, (JEONJU,)),
                    ("JS1", 1, (JINAN, MUJU)),
                    ("JS2", 1, (JEONJU, JINAN)),
                )
                for city in cities
            ),
            "city_budgets": tuple(
                CityBudget(city=city, amount_won=won)
                for city, won in ((JEONJU, 60_000_000), (JINAN, 40_000_000), (MUJU, 20_000_000))
            ),
            "calendar": Calendar.model_validate(terms.calendar.model_dump()),
        }
    )


def _with_places(each: SupportType) -> SupportType:
    return each.model_copy(update={"places": {"JS1": 4, "JS2": 2}[each.code]})


def small_programme(*, terms: Terms | None = None, publish: bool = True, slug: str = "jeonbuk-2024") -> World:
    """A running programme of 2024 with its operator, approver, province and two cities."""
    load_default_region()
    province = Place.objects.get(code=PROVINCE)
    technopark = organisation("전북테크노파크", OrganisationKind.OPERATOR)
    world = World(
        programme=programmes.create_programme(
            slug=slug,
            name_ko="전북형 스마트 제조혁신 프로젝트",
            name_en="Jeonbuk Smart Manufacturing Innovation Project",
            year=2024,
            operator=technopark,
            province=province,
            by=SYSTEM,
            at=START,
        ),
        operator=member("김운영", Role.OPERATOR, technopark, email=f"operator@{slug}.example.org"),
        approver=member("이결재", Role.APPROVER, technopark),
        province=member(
            "최도청", Role.PROVINCE, organisation("전북특별자치도", OrganisationKind.PROVINCE), place=PROVINCE
        ),
        jeonju=member("정전주", Role.CITY, organisation("전주시", OrganisationKind.CITY), place=JEONJU),
        muju=member("한무주", Role.CITY, organisation("무주군", OrganisationKind.CITY), place=MUJU),
        cities={code: Place.objects.get(code=code) for code in (JEONJU, JINAN, MUJU)},
    )
    notice = programmes.draft_notice(programme=world.programme, terms=terms or small_terms(), by=SYSTEM, at=START)
    if publish:
        programmes.publish_notice(notice=notice, by=world.operator.actor, at=START)
        world.programme.refresh_from_db()
    return world


def firm(
    name: str = "진안식품", *, city: str = JINAN, sector: str = "10", headcount: int = 14, number: str = ""
) -> Firm:
    """A firm with one factory in ``city``, an owner who signs in, and figures of last year."""
    number = number or business_number()
    row = parties.register_organisation(
        kind=OrganisationKind.FIRM, name=name, number=number, sector_code=sector, place_code=city, by=SYSTEM, at=START
    )
    site = parties.add_establishment(
        organisation=row, kind=EstablishmentKind.FACTORY, name=f"{name} 공장", city_code=city, by=SYSTEM, at=START
    )
    parties.record_year(
        organisation=row, year=2023, sales_won=2_000_000_000, headcount=headcount, source="시험", by=SYSTEM, at=START
    )
    return Firm(row, site, member(f"{name} 대표", Role.FIRM, row), number)


def firms(names: Sequence[str], *, city: str = JINAN) -> list[Firm]:
    """Several firms in one city."""
    return [firm(name, city=city) for name in names]


def assessor(name: str = "윤평가", employer: str = "전북대학교") -> Member:
    """An assessor of an expert's organisation."""
    return member(name, Role.ASSESSOR, organisation(employer, OrganisationKind.EXPERT))


def mentor(name: str = "오멘토") -> Member:
    """A mentor of the partner company."""
    return member(name, Role.MENTOR, organisation("삼성전자", OrganisationKind.PARTNER))


def forum_officer(name: str = "서포럼") -> Member:
    """An officer of the forum of firms that went before."""
    return member(name, Role.FORUM, organisation("전북 스마트 CEO포럼", OrganisationKind.FORUM))


def ledger_holds() -> bool:
    """Whether every chain of the ledger agrees with the rows as they are."""
    return isinstance(verify(), Verified)


def interest_form(name: str = "두레식품", **changes: object) -> InterestForm:
    """A complete interest form of a firm in Jinan, with a number of its own."""
    values: dict[str, object] = {
        "firm_name": name,
        "number": business_number(),
        "city_code": JINAN,
        "sector_code": "10",
        "sales_won": 1_200_000_000,
        "headcount": 14,
        "type_code": "JS1",
        "wishes": "포장 공정의 생산량을 자동으로 집계하고 싶습니다.",
        "contact_name": "김두레",
        "contact_phone": f"063-{next(_PHONES)}",
        "consents": ("collection", "visit"),
    }
    return InterestForm(**(values | changes))  # type: ignore[arg-type]


def interest(world: World, name: str = "두레식품", **changes: object) -> Interest:
    """An interest form sent on the web."""
    return prospects.receive_interest(
        programme=world.programme, form=interest_form(name, **changes), source="web", by=PUBLIC, at=IN_INTEREST
    )


def sits_on_committee(world: World, role: Role = Role.APPROVER) -> Actor:
    """One of another operator's people, in ``role`` there, who sits on the committee of this programme's operator."""
    elsewhere = member("두모자", role, organisation("이웃 테크노파크", OrganisationKind.OPERATOR))
    parties.grant_role(
        person=elsewhere.person, organisation=world.operator.organisation, role=Role.COMMITTEE,
        from_on=date(2023, 1, 1), by=SYSTEM, at=START,
    )  # fmt: skip
    return actor_for(elsewhere.person.pk)
