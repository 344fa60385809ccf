"""Accepting the cost makes the agreement with its first plan version; calculating again unmakes that version."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.engine.money.funders import Funder
from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import Act, act
from dure.foundation.workflow.gate import move
from dure.foundation.workflow.periods import last_day
from dure.journey.agreements import funding, news
from dure.journey.agreements.access import REVIEW_COST
from dure.journey.agreements.actions.reviewing import locked_review
from dure.journey.agreements.costs import Reckoning
from dure.journey.agreements.models import AgreedCost, AgreedPlan, Agreement, CostReview, CostReviewLine
from dure.journey.agreements.queries.reviews import reckoning
from dure.journey.agreements.states import AgreementState
from dure.journey.applications.models import Application
from dure.journey.applications.plan import CostLine, Plan
from dure.journey.applications.queries import terms_for
from dure.journey.programmes.queries import lock_programme


def accept_cost(*, review: CostReview, by: Actor, at: datetime) -> Agreement:
    """Accept the cost: the table and the revised plan become version 1, the shares are promised on the budget lines.

    Refused while a line is undecided or a rule of the notice is broken, and where a budget line cannot bear a share.
    """
    REVIEW_COST.demand(by, review)
    programme = review.application.programme
    with act("agreements.accept_cost", chain=programme.chain, by=by, at=at, subject=review) as this:
        lock_programme(programme.pk)
        row = locked_review(review)
        move(row, "accept", by=by, at=at)
        found = _sound(row)
        row.accepted_at = at
        row.save(update_fields=["accepted_at"])
        agreement = Agreement.objects.filter(application_id=row.application_id).first() or _made(row, at)
        agreement.current = _first_version(agreement, row, found, this, at)
        agreement.save(update_fields=["current"])
        this.evidence(agreement)
        funding.promise_shares(agreement, agreement.current, by=by, at=at)
        news.index(agreement)
        news.cost_accepted(agreement, cut_won=found.table.cut_won, by=by, at=at)
    review.refresh_from_db()
    return agreement


def reopen_cost_review(*, review: CostReview, by: Actor, at: datetime, reason: str) -> CostReview:
    """Calculate again before signature: version 1 is unmade and its promises are taken back."""
    REVIEW_COST.demand(by, review)
    chain = review.application.programme.chain
    with act("agreements.reopen_cost_review", chain=chain, by=by, at=at, subject=review, reason=reason) as this:
        row = locked_review(review)
        agreement = Agreement.objects.select_for_update().filter(application_id=row.application_id).first()
        if agreement is not None and agreement.status == AgreementState.CANCELLED:
            raise ActionRefused(_("The agreement was cancelled: its firm gave up its place."))
        if agreement is not None and agreement.status != AgreementState.PREPARING:
            raise ActionRefused(_("The agreement is with its parties already. Take it back from signature first."))
        move(row, "reopen", by=by, at=at, reason=reason)
        row.accepted_at = None
        row.save(update_fields=["accepted_at"])
        if agreement is not None:
            _unmade(agreement, this)
            funding.take_promises_back(agreement, by=by, at=at, reason=reason)
    review.refresh_from_db()
    return review


def _sound(review: CostReview) -> Reckoning:
    undecided = [line.number for line in review.lines.all() if line.accepted_won is None]
    if undecided:
        numbers = ", ".join(str(number) for number in undecided)
        raise ActionRefused(_("Decide on every line first. Still open: %(lines)s.") % {"lines": numbers})
    found = reckoning(review)
    if found.problems:
        raise ActionRefused(" ".join(found.problems))
    if not found.table.accepted_won:
        raise ActionRefused(_("Nothing of the cost is accepted; there is nothing to agree on."))
    return found


def _made(review: CostReview, at: datetime) -> Agreement:
    row: Application = review.application
    if row.status != "selected" or row.supplier_id is None:
        raise ActionRefused(_("An agreement is made with a firm that is selected and has a supplier."))
    count = Agreement.objects.filter(programme_id=row.programme_id).count()
    return Agreement.objects.create(
        programme_id=row.programme_id,
        application=row,
        number=f"A-{row.programme.year}-{count + 1:03d}",
        type_code=row.type_code,
        firm_id=row.firm_id,
        supplier_id=row.supplier_id,
        site_id=row.site_id,
        city_id=row.city_id,
        created_at=at,
        search_key=row.search_key,
    )


def _first_version(agreement: Agreement, review: CostReview, found: Reckoning, this: Act, at: datetime) -> AgreedPlan:
    """Its days are those of an agreement concluded today, until the day of the conclusion is known."""
    shares, starts_on = found.shares, timezone.localdate(at)
    lines = list(review.lines.order_by("number"))
    version = AgreedPlan.objects.create(
        agreement=agreement,
        number=1,
        plan=_revised(review, lines, shares.in_kind_won).model_dump(mode="json"),
        starts_on=starts_on,
        ends_on=last_day(starts_on, terms_for(review.application).delivery.agreement.months),
        cost_won=shares.cost_won,
        province_won=shares.by_funder[Funder.PROVINCE],
        city_won=shares.by_funder[Funder.CITY],
        partner_won=shares.by_funder[Funder.PARTNER],
        firm_cash_won=shares.firm_cash_won,
        firm_in_kind_won=shares.in_kind_won,
        vat_won=shares.vat_won,
        made_at=at,
    )
    costs = [
        AgreedCost(plan=version, number=line.number, item=line.item, what=line.what, amount_won=line.accepted_won)
        for line in lines
        if line.accepted_won
    ]
    this.evidence(version, *AgreedCost.objects.bulk_create(costs))
    return version


def _revised(review: CostReview, lines: list[CostReviewLine], in_kind_won: int) -> Plan:
    """The plan with the accepted table in place of the planned one; lines that were cut to nothing are gone."""
    plan = Plan.model_validate(review.plan_version.plan)
    costs = tuple(
        CostLine(item=line.item, what=line.what, quantity=1, unit_won=line.accepted_won)
        for line in lines
        if line.accepted_won
    )
    return plan.model_copy(update={"costs": costs, "in_kind_won": in_kind_won})


def _unmade(agreement: Agreement, this: Act) -> None:
    agreement.current = None
    agreement.save(update_fields=["current"])
    this.evidence(agreement)
    for version in agreement.plans.all():
        this.evidence(*version.costs.all(), version)
        version.costs.all().delete()
        version.delete()
