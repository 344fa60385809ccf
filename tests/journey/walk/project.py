"""The world of the long walk: one programme, projects that come one after the other, and who tries things."""

from dataclasses import dataclass
from decimal import Decimal

from tests import world as w
from tests.journey.agreements import scene as agreements
from tests.journey.money.scene import granted_line

from dure.foundation.access.actor import PUBLIC, SYSTEM, Actor, Role
from dure.journey.agreements import actions
from dure.journey.agreements.models import Agreement
from dure.journey.programmes.delivery import AgreementRules, ChangeRules, Delivery, PaymentRules

ENOUGH_WON = 20_000_000_000
RULES = Delivery(
    agreement=AgreementRules(changes=ChangeRules(most_extensions=3, longest_extension_days=120)),
    payment=PaymentRules(advance_pct=Decimal(30), interim_pct=Decimal(30), final_pct=Decimal(40)),
)


@dataclass(frozen=True)
class People:
    """Those who run the programme."""

    staff: Actor
    first: Actor
    second: Actor
    accountant: w.Member
    strangers: tuple[Actor, ...]


@dataclass(frozen=True)
class Project:
    """One firm's project; its rows are read when they are needed."""

    agreement_id: int
    owner: Actor
    vendor: Actor

    @property
    def agreement(self) -> Agreement:
        rows = Agreement.objects.select_related("programme", "application", "current", "firm", "supplier")
        return rows.get(pk=self.agreement_id)


def world() -> w.World:
    """A programme that pays an advance, an interim and a final part, from lines that never run dry."""
    made = w.small_programme(terms=w.small_terms().model_copy(update={"delivery": RULES}))
    for funder in (made.province.organisation, w.organisation("진안군", "city", place=w.JINAN)):
        granted_line(made, funder, ENOUGH_WON)
    return made


def people(of: w.World) -> People:
    """Two who approve, an outside accountant, and those who may do nothing."""
    accountant = w.member("정회계", Role.ACCOUNTANT, w.organisation("한결회계법인", "expert"))
    second = w.member("박둘째", Role.APPROVER, of.programme.operator)
    return People(
        of.operator.actor,
        of.approver.actor,
        second.actor,
        accountant,
        (PUBLIC, of.jeonju.actor, of.muju.actor, accountant.actor, w.assessor().actor),
    )


def begun(of: w.World, number: int) -> Project:
    """The next firm, its cost accepted and its agreement ready to be sent."""
    here = agreements.selected(f"제{number}식품", world=of, vendor=agreements.supplier())
    made = actions.accept_cost(review=agreements.reviewed(here), by=SYSTEM, at=agreements.REVIEWED)
    return Project(made.pk, here.owner, here.vendor)
