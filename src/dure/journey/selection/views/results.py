"""A firm's own page with its result, its letter, and the appeal against it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.ledger.queries import trail
from dure.journey.selection import actions
from dure.journey.selection.access import DECIDE_APPEAL, FILE_APPEAL, VIEW_APPEAL, VIEW_DECISION
from dure.journey.selection.forms import AppealDecisionForm, AppealForm
from dure.journey.selection.models import Appeal, Decision
from dure.journey.selection.papers import letter_pdf
from dure.journey.selection.queries.decisions import decision_of
from dure.journey.selection.queries.result import result_page
from dure.journey.selection.states import AppealState


def _decision(request: HttpRequest, application_id: int) -> Decision:
    return row_or_404(lambda: decision_of(application_id), VIEW_DECISION, actor_of(request))


@needs(VIEW_DECISION)
def show_result(request: HttpRequest, application_id: int) -> HttpResponse:
    """The result in a sentence, the points by criterion, what stood in the way and what to do next."""
    row = _decision(request, application_id)
    page = result_page(row, actor_of(request), now())
    return render(request, "selection/result.html", {"decision": row, "result": page, "trail": trail(row)})


@needs(VIEW_DECISION)
def letter(request: HttpRequest, application_id: int) -> HttpResponse:
    """The same as a one-page PDF."""
    row = _decision(request, application_id)
    response = HttpResponse(letter_pdf(row, result_page(row, actor_of(request), now())), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.application.number}.pdf"'
    return response


@needs(FILE_APPEAL)
def file_appeal(request: HttpRequest, application_id: int) -> HttpResponse:
    """The form to appeal; what was written stays if it is refused."""
    row = _decision(request, application_id)
    FILE_APPEAL.demand(actor_of(request), row)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal = actions.file_appeal(
                decision=row, grounds=form.cleaned_data["grounds"], by=actor_of(request), at=now()
            )
        except ActionRefused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Your appeal has been received."))
            return redirect("selection:appeal", appeal.pk)
    status = 422 if form.errors else 200
    return render(request, "selection/appeal_form.html", {"decision": row, "form": form}, status=status)


def _appeal(request: HttpRequest, appeal_id: int) -> Appeal:
    related = (
        "decision__publication__programme",
        "decision__publication__scenario",
        "decision__application__firm",
    )
    return row_or_404(
        lambda: Appeal.objects.select_related(*related).filter(pk=appeal_id).first(), VIEW_APPEAL, actor_of(request)
    )


@needs(VIEW_APPEAL)
def show_appeal(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """An appeal with the decision it is against; the committee decides here."""
    row = _appeal(request, appeal_id)
    actor = actor_of(request)
    may_decide = bool(row.status == AppealState.FILED and DECIDE_APPEAL.ask(actor, row))
    form = AppealDecisionForm(request.POST or None) if may_decide else None
    if request.method == "POST" and form is not None and form.is_valid():
        data = form.cleaned_data
        try:
            actions.decide_appeal(
                appeal=row,
                uphold=data["outcome"] == "uphold",
                answer=data["answer"],
                score=data["score"],
                by=actor,
                at=now(),
            )
        except ActionRefused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The appeal has been decided. Nobody else's result was touched."))
            return redirect("selection:appeal", row.pk)
    context = {
        "appeal": row,
        "form": form,
        "result": result_page(row.decision, actor, now()),
        "may_withdraw": row.status == AppealState.FILED and bool(FILE_APPEAL.ask(actor, row.decision)),
        "trail": trail(row),
    }
    return render(request, "selection/appeal.html", context, status=422 if form is not None and form.errors else 200)


@needs(FILE_APPEAL)
@require_POST
def withdraw_appeal(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """The firm takes its appeal back."""
    row = _appeal(request, appeal_id)
    told(
        request,
        lambda: actions.withdraw_appeal(appeal=row, by=actor_of(request), at=now()),
        _("Your appeal has been withdrawn."),
    )
    return redirect("selection:appeal", row.pk)
