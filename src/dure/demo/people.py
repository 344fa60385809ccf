"""Everyone who takes part besides the firms: offices, the operator, forum, partner company, experts, suppliers."""

from datetime import date

from dure.demo.cast import OTHER_SERIES, invented_number, suppliers
from dure.demo.clock import BEGINNING
from dure.demo.names import (
    CITY_OFFICIALS,
    COMMITTEE,
    EXPERTS,
    FORUM,
    MENTORS,
)
from dure.demo.year import Player, Year
from dure.foundation.access.actor import SYSTEM, Role
from dure.foundation.parties.actions import add_person, grant_role, register_organisation
from dure.foundation.parties.models import Organisation, OrganisationKind
from dure.foundation.parties.queries import actor_for
from dure.foundation.places.queries import cities

PROVINCE = "52000"
SINCE = date(2023, 3, 2)


def engage(year: Year) -> None:
    """Enter every office with its people."""
    year.progress.begin("기관과 사람", 6)
    _operator(year)
    year.progress.tick()
    _offices(year)
    year.progress.tick()
    _forum_and_partner(year)
    year.progress.tick()
    _experts(year)
    year.progress.tick()
    _suppliers(year)
    year.progress.tick()


def player(
    name: str, role: Role, employer: Organisation, *, email: str, phone: str = "", place: str = "", title: str = ""
) -> Player:
    """A person who holds one role since before the programme began."""
    person = add_person(name=name, email=email, phone=phone, by=SYSTEM, at=BEGINNING)
    grant_role(
        person=person,
        organisation=employer,
        role=role,
        from_on=SINCE,
        place_code=place,
        title=title,
        by=SYSTEM,
        at=BEGINNING,
    )
    return Player(person, actor_for(person.pk), employer)


def body(kind: str, name: str, name_en: str = "", *, place: str = "", number: str = "") -> Organisation:
    """An organisation that is no firm."""
    return register_organisation(
        kind=kind, name=name, name_en=name_en, place_code=place, number=number, by=SYSTEM, at=BEGINNING
    )


def _operator(year: Year) -> None:
    park = body(OrganisationKind.OPERATOR, "전북테크노파크(예시)", "Jeonbuk Technopark (sample)", place=PROVINCE)
    year.operators = [
        player("김서연", Role.OPERATOR, park, email="operator1@example.org", phone="063-000-0101", title="담당"),
        player("박지훈", Role.OPERATOR, park, email="operator2@example.org", phone="063-000-0102", title="담당"),
    ]
    year.approver = player("이정민", Role.APPROVER, park, email="approver@example.org", title="단장")
    year.committee = [
        player(name, Role.COMMITTEE, park, email=f"committee{number}@example.org", title="심의위원")
        for number, name in enumerate(COMMITTEE, start=1)
    ]


def _offices(year: Year) -> None:
    province = body(OrganisationKind.PROVINCE, "전북특별자치도(예시)", "Jeonbuk State (sample)", place=PROVINCE)
    year.offices["province"] = player(
        "최은호", Role.PROVINCE, province, email="province@example.org", place=PROVINCE, title="주무관"
    )
    council = body(OrganisationKind.COUNCIL, "전북특별자치도의회(예시)", "Jeonbuk Council (sample)", place=PROVINCE)
    year.offices["council"] = player(
        "윤태영", Role.COUNCIL, council, email="council@example.org", place=PROVINCE, title="의원"
    )
    audit = body(OrganisationKind.AUDITOR, "감사위원회(예시)", "Audit office (sample)", place=PROVINCE)
    year.offices["auditor"] = player("장수빈", Role.AUDITOR, audit, email="auditor@example.org", title="감사관")
    for place in cities(PROVINCE):
        code, name = place.code, CITY_OFFICIALS[place.code]
        office = body(OrganisationKind.CITY, f"{place.name_ko}(예시)", f"{place.name_en} (sample)", place=code)
        year.offices[code] = player(
            name, Role.CITY, office, email=f"city{code}@example.org", place=code, title="주무관"
        )


def _forum_and_partner(year: Year) -> None:
    forum = body(OrganisationKind.FORUM, "전북 스마트 CEO포럼(예시)", "Smart CEO Forum (sample)", place=PROVINCE)
    year.forum = [
        player(
            name, Role.FORUM, forum, email=f"forum{number}@example.org", phone=f"010-0000-5{number:03d}", title="임원"
        )
        for number, name in enumerate(FORUM, start=1)
    ]
    partner = body(
        OrganisationKind.PARTNER,
        "온누리전자(예시)",
        "Onnuri Electronics (sample)",
        number=invented_number(OTHER_SERIES, 1),
    )
    year.offices["partner"] = player(
        "허민석", Role.PARTNER, partner, email="partner@example.org", title="상생협력 담당"
    )
    year.mentors = [
        player(
            name,
            Role.MENTOR,
            partner,
            email=f"mentor{number}@example.org",
            phone=f"010-0000-6{number:03d}",
            title="전담멘토",
        )
        for number, name in enumerate(MENTORS, start=1)
    ]


def _experts(year: Year) -> None:
    bodies: dict[str, Organisation] = {}
    for number, expert in enumerate(EXPERTS, start=1):
        if expert.employer not in bodies:
            bodies[expert.employer] = body(OrganisationKind.EXPERT, expert.employer)
        year.experts.append(
            player(expert.name, Role.ASSESSOR, bodies[expert.employer], email=f"assessor{number}@example.org")
        )


def _suppliers(year: Year) -> None:
    for key, each in suppliers().items():
        row = register_organisation(
            kind=OrganisationKind.SUPPLIER,
            name=each.name,
            number=each.number,
            representative=each.representative,
            place_code=each.city,
            by=SYSTEM,
            at=BEGINNING,
        )
        year.suppliers[key] = player(
            each.contact, Role.SUPPLIER, row, email=f"supplier{each.serial}@example.org", title="담당"
        )
