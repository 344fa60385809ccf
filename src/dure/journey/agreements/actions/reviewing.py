"""The cost calculation (원가계산): the plan's cost table reviewed line by line by an independent body."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import won
from dure.foundation.ledger.act import act
from dure.journey.agreements.access import OPEN_REVIEW, REVIEW_COST
from dure.journey.agreements.models import CostReview, CostReviewLine
from dure.journey.agreements.states import ReviewState
from dure.journey.applications import queries as applications
from dure.journey.applications.cost_table import price
from dure.journey.applications.models import Application
from dure.journey.applications.plan import Plan
from dure.journey.applications.queries import latest_version, terms_for


@dataclass(frozen=True)
class LineReview:
    """What is accepted of the line with that number; a cut has its reason. None leaves the line undecided."""

    number: int
    accepted_won: int | None
    reason: str = ""


def open_cost_review(*, application: Application, by: Actor, at: datetime) -> CostReview:
    """Begin the cost calculation of a selected firm with the lines of the plan as last handed in."""
    OPEN_REVIEW.demand(by, application)
    with act("agreements.open_cost_review", chain=application.programme.chain, by=by, at=at) as this:
        row = applications.locked(application.pk)
        version = latest_version(row.pk)
        if row.status != "selected" or version is None:
            raise ActionRefused(_("The cost is calculated for selected firms with a plan that was handed in."))
        if row.supplier_id is None:
            raise ActionRefused(_("The plan names no supplier. An agreement needs one; have the plan supplemented."))
        if CostReview.objects.filter(application_id=row.pk).exists():
            raise ActionRefused(_("The cost calculation of this firm has begun already."))
        review = CostReview.objects.create(application=row, plan_version=version, opened_at=at)
        this.about(review)
        this.evidence(*_lines(review, Plan.model_validate(version.plan), row))
    return review


def _lines(review: CostReview, plan: Plan, row: Application) -> list[CostReviewLine]:
    priced = price(plan, terms_for(row), row.type_code).lines
    return [
        CostReviewLine.objects.create(
            review=review, number=number, item=each.line.item, what=each.line.what, planned_won=each.amount_won
        )
        for number, each in enumerate(priced, 1)
    ]


def review_line(*, line: CostReviewLine, accepted_won: int, by: Actor, at: datetime, reason: str = "") -> CostReview:
    """Accept a line of the cost table, or cut it with the reason."""
    return review_lines(review=line.review, lines=[LineReview(line.number, accepted_won, reason)], by=by, at=at)


def review_lines(
    *, review: CostReview, lines: Iterable[LineReview], by: Actor, at: datetime, body: str = "", letter_no: str = ""
) -> CostReview:
    """Write several lines at once, and who calculated by which letter; what is not named stays as it is."""
    REVIEW_COST.demand(by, review)
    with act("agreements.review_line", chain=review.application.programme.chain, by=by, at=at, subject=review) as this:
        row = locked_review(review)
        if row.status != ReviewState.OPEN:
            raise ActionRefused(_("The cost is accepted already. Calculate again to change a line."))
        row.body, row.letter_no = body.strip() or row.body, letter_no.strip() or row.letter_no
        row.save(update_fields=["body", "letter_no"])
        known = {each.number: each for each in row.lines.all()}
        for each in lines:
            if each.number not in known:
                raise ActionRefused(_("The cost table has no line %(n)d.") % {"n": each.number})
            this.evidence(_written(known[each.number], each))
    review.refresh_from_db()
    return review


def locked_review(review: CostReview) -> CostReview:
    """The calculation, locked until the transaction ends."""
    return CostReview.objects.select_for_update().get(pk=review.pk)


def _written(line: CostReviewLine, decided: LineReview) -> CostReviewLine:
    accepted, numbers = decided.accepted_won, {"n": line.number, "planned": won(line.planned_won)}
    if accepted is not None and not 0 <= accepted <= line.planned_won:
        raise ActionRefused(_("Line %(n)d: an amount from 0 to the planned %(planned)s can be accepted.") % numbers)
    if accepted is not None and accepted < line.planned_won and not decided.reason.strip():
        raise ActionRefused(_("Line %(n)d: say why less than the planned %(planned)s is accepted.") % numbers)
    line.accepted_won, line.reason = accepted, decided.reason.strip()[:300]
    line.save(update_fields=["accepted_won", "reason"])
    return line
