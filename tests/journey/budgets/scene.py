"""A programme with one line of the province and one of a county, and a firm in that county."""

from dataclasses import dataclass
from datetime import date, datetime

from django.test import Client
from tests import world as w

from dure.foundation.access.actor import Actor
from dure.foundation.parties.models import OrganisationKind
from dure.journey.applications.models import Application
from dure.journey.budgets import actions
from dure.journey.budgets.models import BudgetLine, Movement
from dure.journey.budgets.reckoning import MOVED, value_by_movements, value_of

AT = w.moment(12, 20)
DECIDED_ON = date(2024, 6, 10)


@dataclass(frozen=True)
class Scene:
    world: w.World
    province: BudgetLine
    muju: BudgetLine
    application: Application

    @property
    def operator(self) -> Actor:
        return self.world.operator.actor

    @property
    def approver(self) -> Actor:
        return self.world.approver.actor


def application(world: w.World, name: str = "무주식품", city: str = w.MUJU, number: str = "JS1-001") -> Application:
    firm = w.firm(name, city=city)
    return Application.objects.create(
        programme=world.programme,
        number=number,
        type_code="JS1",
        firm=firm.organisation,
        site=firm.site,
        city_id=city,
        status="selected",
        created_at=w.IN_INTAKE,
    )


def line(world: w.World, funder: str, place: str, name: str = "스마트 제조혁신", year: int = 2024) -> BudgetLine:
    kind = OrganisationKind.PROVINCE if place == w.PROVINCE else OrganisationKind.CITY
    return actions.make_line(
        programme=world.programme,
        funder=w.organisation(funder, kind),
        place=world.programme.province if place == w.PROVINCE else world.cities[place],
        fiscal_year=year,
        nature="contribution",
        name=name,
        by=world.operator.actor,
        at=w.START,
    )


def scene() -> Scene:
    world = w.small_programme()
    return Scene(world, line(world, "전북특별자치도", w.PROVINCE), line(world, "무주군", w.MUJU), application(world))


def book(here: Scene, row: BudgetLine, kind: str, amount: int, on: date = DECIDED_ON, **more: object) -> Movement:
    return actions.book(line=row, kind=kind, amount_won=amount, on=on, by=here.operator, at=AT, **more)


def funded(here: Scene, row: BudgetLine, amount: int, granted: int | None = None) -> BudgetLine:
    """Budgeted, requested and decided in full; granted as far as said."""
    for kind in ("budget", "request", "decide"):
        book(here, row, kind, amount)
    if granted is None or granted:
        book(here, row, "grant", amount if granted is None else granted)
    return row


def agrees(row: BudgetLine) -> bool:
    """The row's amounts are the sums of its movements, and its promises those of the firms."""
    row.refresh_from_db()
    by_row, by_movements = value_of(row), value_by_movements(row)
    promised = sum(row.promises.values_list("amount_won", flat=True))
    return promised == row.promised_won and all(getattr(by_row, n) == getattr(by_movements, n) for n in MOVED)


def moment(on: date) -> datetime:
    return w.moment(on.month, on.day, year=on.year)


def signed_in(member: w.Member) -> Client:
    """A client of somebody who has shown a second factor."""
    client = Client()
    client.force_login(member.person)  # type: ignore[arg-type]
    session = client.session
    session["second_factor_known"] = True
    session.save()
    return client
