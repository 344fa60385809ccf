"""March and April: firms sign up, write their plans and hand them in; three counties are opened again."""

from datetime import date, datetime, timedelta

from dure.demo.cast import CastFirm
from dure.demo.clock import moment, spread
from dure.demo.plans import plan_of
from dure.demo.year import FirmInYear, Player, Year, chance
from dure.foundation.access.actor import Role
from dure.foundation.parties.actions import (
    add_establishment,
    add_person,
    grant_role,
    record_year,
    register_organisation,
)
from dure.foundation.parties.models import EstablishmentKind, OrganisationKind
from dure.foundation.parties.queries import actor_for
from dure.journey.applications.actions import (
    FromInterest,
    add_co_editor,
    save_draft,
    start_application,
    start_from_interest,
    submit_application,
)
from dure.journey.applications.models import Application
from dure.journey.programmes.actions import reopen_several

INTAKE_OPENS, INTAKE_CLOSES = moment(3, 20, 9, 40), moment(4, 3, 17, 55)
REOPENED_FROM, REOPENED_UNTIL = moment(4, 9, 9), moment(4, 19, 18)
REOPENED = [("JS1", "52710"), ("JS1", "52730"), ("JS1", "52740")]
# Every ninth firm lets its supplier write along.
WRITES_ALONG = 9


def sign_up(year: Year) -> None:
    """Enter each applicant with its factory, its figures and its owner, who may then sign in."""
    year.progress.begin("기업 가입", len(year.applicants))
    for each in year.applicants:
        enter_firm(year, each, at=spread(moment(2, 26), moment(3, 19), chance("sign", each.cast.key).random()))
        year.progress.tick()


def enter_firm(year: Year, each: FirmInYear, *, at: datetime) -> None:
    """Register a firm with everything an application stands on."""
    cast, by = each.cast, year.second_operator
    row = register_organisation(
        kind=OrganisationKind.FIRM,
        name=cast.name,
        number=cast.number,
        representative=cast.representative,
        sector_code=cast.sector,
        place_code=cast.city,
        by=by,
        at=at,
    )
    each.site = add_establishment(
        organisation=row,
        kind=EstablishmentKind.FACTORY,
        name=f"{cast.name} 공장",
        city_code=cast.city,
        address=f"예시산단로 {cast.serial}",
        by=by,
        at=at,
    )
    record_year(
        organisation=row, year=2023, sales_won=cast.sales_won, headcount=cast.headcount,
        source="2023년 표준재무제표증명(예시)", by=by, at=at,
    )  # fmt: skip
    person = add_person(name=cast.representative, email=cast.email, phone=cast.phone, by=by, at=at)
    grant_role(person=person, organisation=row, role=Role.FIRM, from_on=date(2024, 1, 2), title="대표", by=by, at=at)
    each.owner = Player(person, actor_for(person.pk), row)


def apply_all(year: Year) -> None:
    """Hand in the plans of the first intake, most of them in its last days."""
    first = [each for each in year.applicants if each.cast.fate != "reopened"]
    first.sort(key=lambda each: handed_in(each.cast))
    year.progress.begin("사업계획서 접수", len(first))
    for each in first:
        at = handed_in(each.cast)
        apply_one(year, each, started=max(at - timedelta(days=4, hours=2), INTAKE_OPENS), at=at)
        year.progress.tick()


def handed_in(cast: CastFirm) -> datetime:
    """When the plan comes in: half of them on the last two days."""
    part = chance("apply", cast.key).random()
    return spread(INTAKE_OPENS, INTAKE_CLOSES, 1 - (1 - part) ** 2.4 if part < 0.5 else 0.86 + 0.14 * part)


def apply_one(year: Year, each: FirmInYear, *, started: datetime, at: datetime) -> None:
    """Begin, write and hand in."""
    each.application = _begin(year, each, started)
    if each.cast.serial % WRITES_ALONG == 0:
        add_co_editor(
            application=each.application,
            person_id=year.suppliers[each.cast.supplier].person.pk,
            by=each.actor,
            at=started,
        )
    save_draft(application=each.application, plan=plan_of(each.cast), revision=1, by=each.actor, at=at)
    submit_application(application=each.application, by=each.actor, at=at)


def _begin(year: Year, each: FirmInYear, at: datetime) -> Application:
    if each.interest is not None:
        each.interest.refresh_from_db()
        return start_from_interest(
            interest=each.interest, choice=FromInterest(type_code=each.cast.type_code), by=each.actor, at=at
        )
    if each.site is None or each.owner is None:
        raise LookupError(each.cast.name)
    return start_application(
        programme=year.programme, firm_id=each.owner.organisation.pk, site_id=each.site.pk,
        type_code=each.cast.type_code, by=each.actor, at=at,
    )  # fmt: skip


def reopen(year: Year) -> None:
    """Open JS1 again where places were left, and hand in what comes."""
    late = [each for each in year.applicants if each.cast.fate == "reopened"]
    year.progress.begin("추가모집", len(late))
    reopen_several(
        programme=year.programme, pairs=REOPENED, opens_at=REOPENED_FROM, closes_at=REOPENED_UNTIL,
        reason="접수 마감 결과 완주·무주·장수의 JS1 배정물량보다 신청이 적어 추가로 모집함.",
        by=year.operator, at=moment(4, 8, 15),
    )  # fmt: skip
    for place, each in enumerate(late):
        at = moment(4, 11 + 2 * place, 15, 20)
        apply_one(year, each, started=at - timedelta(days=1), at=at)
        year.progress.tick()
