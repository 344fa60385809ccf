"""Agreements under a notice with bonds and limits of changes, for the tests of their course."""

from datetime import date, timedelta
from typing import Any

from tests import world as w
from tests.journey.agreements.scene import CONCLUDED, Scene, in_force_agreement, selected

from dure.foundation.access.actor import SYSTEM
from dure.foundation.parties import actions as parties
from dure.foundation.parties.models import Establishment, EstablishmentKind
from dure.journey.agreements import actions
from dure.journey.agreements.models import Agreement, Change
from dure.journey.programmes.delivery import AgreementRules, BondRule, ChangeRules, Delivery

BONDS = (
    BondRule(kind="performance", of="cost", pct="10", days_past_end=30),  # type: ignore[arg-type]
    BondRule(kind="advance", of="advance", pct="100", days_past_end=0),  # type: ignore[arg-type]
)
WROTE = w.moment(6, 18)
HANDED_IN = w.moment(6, 20)
ACCEPTED = w.moment(6, 24)
FAR = date(2026, 12, 31)


def noticed(*, bonds: tuple[BondRule, ...] = (), ban_years: tuple[int, ...] = (), **changes: Any) -> w.World:
    """A programme whose notice asks for these bonds and sets these limits of changes."""
    rules = AgreementRules(bonds=bonds, changes=ChangeRules(**changes), ban_years=ban_years)
    return w.small_programme(terms=w.small_terms().model_copy(update={"delivery": Delivery(agreement=rules)}))


def agreed(
    world: w.World | None = None, name: str = "진안식품", vendor: w.Member | None = None
) -> tuple[Scene, Agreement]:
    """A firm with its agreement in force: 14 June 2024 to 13 February 2025."""
    here = selected(name, world=world or noticed(), vendor=vendor)
    return here, in_force_agreement(here, at=CONCLUDED)


def draft(**changes: Any) -> actions.StartDraft:
    """A complete notice of start."""
    known = {
        "bank": "전북은행",
        "account_number": "1013-01-0123456",
        "account_holder": "진안식품",
        "kickoff_at": w.moment(6, 21, 14),
        "schedule": "7월 설계, 9월 설치, 12월 완료",
    }
    return actions.StartDraft(**(known | changes))


def paper(amount_won: int, until_on: date = FAR, number: str = "제100-000-2024-1", **changes: Any) -> actions.BondPaper:
    """A bond of SGI."""
    known = {"issuer": "서울보증보험", "number": number, "amount_won": amount_won, "from_on": date(2024, 6, 14)}
    return actions.BondPaper(until_on=until_on, **(known | changes))


def started(here: Scene, agreement: Agreement) -> Agreement:
    """Its notice of start written by the firm and accepted by the operator."""
    actions.save_start(agreement=agreement, draft=draft(), by=here.owner, at=WROTE)
    actions.hand_in_start(agreement=agreement, by=here.owner, at=HANDED_IN)
    return actions.accept_start(agreement=agreement, by=here.operator, at=ACCEPTED)


def asked(
    here: Scene,
    agreement: Agreement,
    kind: str,
    after: dict[str, Any],
    *,
    at: Any = w.moment(9, 2),
    submit: bool = True,
) -> Change:
    """A change written by the firm, from a cause of the day before, and submitted."""
    cause_on = (at - timedelta(days=1)).date()
    row = actions.begin_change(
        agreement=agreement, kind=kind, cause_on=cause_on, reason="부품 수급이 늦어짐", by=here.owner, at=at
    )
    actions.save_change(change=row, cause_on=cause_on, reason=row.reason, after=after, by=here.owner, at=at)
    return actions.submit_change(change=row, by=here.owner, at=at) if submit else row


def other_site(here: Scene, city: str) -> Establishment:
    """Another factory of the firm."""
    return parties.add_establishment(
        organisation=here.firm.organisation,
        kind=EstablishmentKind.FACTORY,
        name="제2공장",
        city_code=city,
        by=SYSTEM,
        at=w.START,
    )
