"""A selected firm with its supplier, plan and costs, and its agreement at each step, for the tests of later stages."""

from dataclasses import dataclass
from datetime import datetime

from tests import world as w
from tests.journey.applications.plans import complete_plan, submitted

from dure.foundation.access.actor import SYSTEM, Actor, Role
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.agreements import actions as agreements
from dure.journey.agreements.models import Agreement, CostReview
from dure.journey.applications import actions as applications
from dure.journey.applications.models import Application
from dure.journey.applications.plan import Plan

SELECTED = w.moment(5, 28)
REVIEWED = w.moment(6, 3)
SENT = w.moment(6, 5)
CONCLUDED = w.moment(6, 14)
STARTED = w.moment(6, 24)


@dataclass(frozen=True)
class Scene:
    """A selected firm of a small programme, the supplier that its plan names, and its application."""

    world: w.World
    firm: w.Firm
    supplier: w.Member
    application: Application

    @property
    def operator(self) -> Actor:
        return self.world.operator.actor

    @property
    def approver(self) -> Actor:
        return self.world.approver.actor

    @property
    def owner(self) -> Actor:
        return self.firm.owner.actor

    @property
    def vendor(self) -> Actor:
        return self.supplier.actor


def supplier(name: str = "두레솔루션") -> w.Member:
    """A supplier of that name with one person; the same organisation when asked again."""
    row = w.organisation(name, "supplier", number=w.business_number())
    return w.member(f"{name} 대표", Role.SUPPLIER, row)


def selected(
    name: str = "진안식품",
    *,
    world: w.World | None = None,
    vendor: w.Member | None = None,
    city: str = w.JINAN,
    plan: Plan | None = None,
) -> Scene:
    """A firm of type JS1 that was selected; others join the same ``world``, or share its ``vendor``."""
    world = world or w.small_programme()
    firm, vendor = w.firm(name, city=city), vendor or supplier()
    named = (plan or complete_plan()).model_copy(
        update={"supplier_number": _number(vendor), "supplier_name": vendor.organisation.name}
    )
    row = submitted(world, firm, plan=named)
    told = {"by": SYSTEM, "at": SELECTED}
    applications.decide_eligibility(application=row, accept=True, reason="서류 확인", **told)
    applications.record_evaluation(application=row, passed=True, **told)
    applications.record_decision(application=row, transition="select", **told)
    row.refresh_from_db()
    return Scene(world, firm, vendor, row)


def reviewed(here: Scene) -> CostReview:
    """A cost calculation with every line accepted as planned, not accepted as a whole yet."""
    review = agreements.open_cost_review(application=here.application, by=SYSTEM, at=REVIEWED)
    lines = [agreements.LineReview(line.number, line.planned_won) for line in review.lines.all()]
    return agreements.review_lines(review=review, lines=lines, body="한국원가분석원", by=SYSTEM, at=REVIEWED)


def prepared_agreement(here: Scene | None = None) -> Agreement:
    """An agreement whose cost is accepted, ready to be sent: 27,502,000 won on two lines of cost."""
    return agreements.accept_cost(review=reviewed(here or selected()), by=SYSTEM, at=REVIEWED)


def in_force_agreement(here: Scene | None = None, *, at: datetime = CONCLUDED) -> Agreement:
    """The same, concluded; nobody signed anything, which is quicker."""
    return agreements.conclude(agreement=prepared_agreement(here), by=SYSTEM, at=at)


def started_agreement(here: Scene | None = None, *, at: datetime = STARTED) -> Agreement:
    """The same, with its notice of start accepted."""
    agreement = in_force_agreement(here)
    with act("agreements.accept_start", chain=agreement.programme.chain, by=SYSTEM, at=at, subject=agreement):
        move(agreement, "start", by=SYSTEM, at=at)
    return agreement


def _number(vendor: w.Member) -> str:
    return str(vendor.organisation.numbers.get(until_on__isnull=True).number)
