"""The cost calculation as it stands."""

from dure.engine.money.cut import ReviewedLine
from dure.foundation.access.actor import Actor
from dure.journey.agreements.access import OPEN_REVIEW, REVIEW_COST
from dure.journey.agreements.costs import Reckoning, reckon
from dure.journey.agreements.models import CostReview, CostReviewLine
from dure.journey.agreements.states import ReviewState
from dure.journey.applications import queries as applications
from dure.journey.applications.models import Application
from dure.journey.applications.plan import Plan
from dure.journey.applications.queries import terms_for


def cost_review(application_id: int) -> CostReview | None:
    """The cost calculation of a firm's application; None while it has not begun."""
    related = ("application__programme", "application__firm", "application__supplier", "plan_version")
    return CostReview.objects.select_related(*related).filter(application_id=application_id).first()


def reckoning(review: CostReview) -> Reckoning:
    """The accepted table and its shares as far as it is decided; undecided lines count as planned."""
    return reckoned(review, list(review.lines.order_by("number")))


def reckoned(review: CostReview, lines: list[CostReviewLine]) -> Reckoning:
    """The same for lines at hand, saved or not."""
    plan = Plan.model_validate(review.plan_version.plan)
    return reckon(
        [_line(each) for each in lines], terms_for(review.application), review.application.type_code, plan.in_kind_won
    )


def _line(line: CostReviewLine) -> ReviewedLine:
    accepted = line.planned_won if line.accepted_won is None else line.accepted_won
    return ReviewedLine(str(line.number), line.item, line.planned_won, accepted, line.reason)


def due_reviews(actor: Actor) -> tuple[list[Application], list[CostReview]]:
    """Selected firms whose calculation has not begun, and calculations that are not accepted yet."""
    selected = applications.selected().filter(cost_review__isnull=True)
    to_begin = OPEN_REVIEW.rows(actor, selected).select_related("firm", "supplier", "city").order_by("number")
    open_ones = REVIEW_COST.rows(actor, CostReview.objects.filter(status=ReviewState.OPEN))
    related = ("application__firm", "application__supplier", "application__city")
    return list(to_begin), list(open_ones.select_related(*related).order_by("application__number"))
