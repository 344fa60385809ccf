"""The cost calculation: whose is due, and one table accepted or cut line by line with its totals."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.interface.parts import Crumb
from dure.foundation.ledger.queries import trail
from dure.journey.agreements import actions, queries
from dure.journey.agreements.access import OPEN_REVIEW, REVIEW_COST, VIEW_REVIEW
from dure.journey.agreements.costs import item_name
from dure.journey.agreements.forms import LinesForm
from dure.journey.agreements.models import CostReview, CostReviewLine
from dure.journey.agreements.queries.reviews import due_reviews, reckoned
from dure.journey.agreements.states import ReviewState
from dure.journey.applications import queries as applications
from dure.journey.applications.queries import terms_for


@needs(REVIEW_COST)
def show_reviews(request: HttpRequest) -> HttpResponse:
    """Selected firms whose cost is not accepted yet: to begin, and under way."""
    to_begin, under_way = due_reviews(actor_of(request))
    return render(request, "agreements/reviews.html", {"to_begin": to_begin, "under_way": under_way})


def _found(request: HttpRequest, application_id: int) -> CostReview:
    return row_or_404(lambda: queries.cost_review(application_id), VIEW_REVIEW, actor_of(request))


@needs(OPEN_REVIEW)
@require_POST
def open_review(request: HttpRequest, application_id: int) -> HttpResponse:
    """Begin the cost calculation of a selected firm."""
    row = applications.found(application_id)
    if row is None:
        raise Http404
    try:
        actions.open_cost_review(application=row, by=actor_of(request), at=now())
    except ActionRefused as refused:
        messages.error(request, refused.reason)
        return redirect("agreements:reviews")
    return redirect("agreements:review", row.pk)


@needs(VIEW_REVIEW)
def show_review(request: HttpRequest, application_id: int) -> HttpResponse:
    """The table; staff save their decisions line by line, or accept the whole."""
    review = _found(request, application_id)
    form = LinesForm(request.POST or None, lines=list(review.lines.order_by("number")))
    if request.method == "POST":
        REVIEW_COST.demand(actor_of(request), review)
        if form.is_valid():
            answer = _write(request, review, form)
            if answer is not None:
                return answer
    return _page(request, review, form)


def _write(request: HttpRequest, review: CostReview, form: LinesForm) -> HttpResponse | None:
    """Save, and accept where that was asked for; None with the sentence on the form when it is refused."""
    actor, at = actor_of(request), now()
    try:
        actions.review_lines(
            review=review,
            lines=form.decisions(),
            body=request.POST.get("body", "")[:120],
            letter_no=request.POST.get("letter_no", "")[:60],
            by=actor,
            at=at,
        )
        if request.POST.get("verb") == "accept":
            agreement = actions.accept_cost(review=review, by=actor, at=at)
            messages.success(request, _("The cost is accepted; the agreement %s is prepared.") % agreement.number)
            return redirect("agreements:agreement", agreement.pk)
    except ActionRefused as refused:
        form.add_error(None, refused.reason)
        return None
    messages.success(request, _("Saved."))
    return redirect("agreements:review", review.application_id)


def _page(request: HttpRequest, review: CostReview, form: LinesForm) -> HttpResponse:
    terms = terms_for(review.application)
    agreement = queries.agreement_of(review.application_id)
    context = {
        "review": review,
        "form": form,
        "rows": [(*row, item_name(row[0].item, terms)) for row in form.rows()],
        "found": reckoned(review, form.standing()),
        "bars": _bars(review, form.standing()),
        "may_write": review.status == ReviewState.OPEN and bool(REVIEW_COST.ask(actor_of(request), review)),
        "may_reopen": review.status == ReviewState.ACCEPTED and bool(REVIEW_COST.ask(actor_of(request), review)),
        "agreement": agreement,
        "trail": trail(review),
        "crumbs": _crumbs(request, review),
    }
    return render(request, "agreements/review.html", context, status=422 if form.errors else 200)


def _crumbs(request: HttpRequest, review: CostReview) -> list[Crumb]:
    here = Crumb(review.application.number)
    if REVIEW_COST.ask_role(actor_of(request)):
        return [Crumb(_("Cost calculation"), reverse("agreements:reviews")), here]
    return [here]


def _bars(review: CostReview, lines: list[CostReviewLine]) -> list[queries.ShareBar]:
    return queries.bars_of(reckoned(review, lines).shares)


@needs(REVIEW_COST)
@require_POST
def totals(request: HttpRequest, application_id: int) -> HttpResponse:
    """The sums and shares for what stands in the form now; nothing is saved."""
    review = _found(request, application_id)
    form = LinesForm(request.POST, lines=list(review.lines.order_by("number")))
    form.is_valid()
    lines = form.standing()
    context = {"found": reckoned(review, lines), "bars": _bars(review, lines)}
    return render(request, "agreements/review_totals.html", context)


@needs(REVIEW_COST)
@require_POST
def reopen(request: HttpRequest, application_id: int) -> HttpResponse:
    """Calculate again before signature, with the reason."""
    review = _found(request, application_id)
    told(
        request,
        lambda: actions.reopen_cost_review(
            review=review, reason=request.POST.get("reason", ""), by=actor_of(request), at=now()
        ),
        _("The calculation is open again; the promises on the budget lines are freed."),
    )
    return redirect("agreements:review", application_id)
