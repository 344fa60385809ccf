"""An advance is asked for under a bond that covers it by the notice's rule, in the version in force."""

from datetime import date

import pytest
from tests import world as w
from tests.journey.money import scene as s

from dure.foundation.access.verdict import ActionRefused
from dure.journey.agreements import actions as agreements
from dure.journey.agreements.models import AgreedPlan
from dure.journey.money import actions
from dure.journey.money.models import Claim
from dure.journey.programmes.delivery import BondRule

pytestmark = pytest.mark.django_db


def _refusal(here: s.Scene, claim: Claim) -> str:
    """What the refusal says of the claim handed in now, or nothing."""
    claim.refresh_from_db()
    try:
        actions.submit_claim(claim=claim, by=here.owner, at=s.CLAIMED)
    except ActionRefused as refused:
        return str(refused.reason)
    return ""


def test_an_advance_needs_a_bond_that_covers_it() -> None:
    terms = s.terms()
    bond = BondRule(kind="advance", of="advance", pct="100")  # type: ignore[arg-type]
    rules = terms.delivery.agreement.model_copy(update={"bonds": (bond,)})
    delivery = terms.delivery.model_copy(update={"agreement": rules})
    here = s.started(world=w.small_programme(terms=terms.model_copy(update={"delivery": delivery})))
    s.pay_in(here)
    version = here.agreement.current
    advance = (version.province_won + version.city_won) // 2
    claim = s.written(here, "advance")
    without = _refusal(here, claim)
    paper = agreements.BondPaper("서울보증보험", "제1호", advance, date(2024, 6, 14), date(2025, 6, 30))
    agreements.record_bond(agreement=here.agreement, kind="advance", paper=paper, by=here.owner, at=s.CLAIMED)
    AgreedPlan.objects.filter(pk=version.pk).update(
        cost_won=version.cost_won + 2, province_won=version.province_won + 2
    )
    short = _refusal(here, Claim.objects.get(pk=claim.pk))
    AgreedPlan.objects.filter(pk=version.pk).update(cost_won=version.cost_won, province_won=version.province_won)

    assert ("보증" in without, f"{advance + 1:,}원" in short) == (True, True)
    assert _refusal(here, Claim.objects.get(pk=claim.pk)) == ""
