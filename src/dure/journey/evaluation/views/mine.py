"""An assessor's own pages: what is to score, the pledge, and withdrawing from a firm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.lists import prepare_list
from dure.foundation.interface.lists.respond import list_response
from dure.foundation.interface.parts import Crumb
from dure.journey.applications.queries import application, applications_of
from dure.journey.evaluation import actions
from dure.journey.evaluation.access import BE_ASSESSOR
from dure.journey.evaluation.forms import WithdrawForm
from dure.journey.evaluation.live import TAKING_PART
from dure.journey.evaluation.models import Assessor, ConflictKind
from dure.journey.evaluation.queries.people import assessor as assessor_row
from dure.journey.evaluation.queries.people import mine, open_conflict_firms
from dure.journey.evaluation.queries.sheets import my_past_sheets
from dure.journey.evaluation.queue import queue_list


@needs(BE_ASSESSOR)
def queue(request: HttpRequest) -> HttpResponseBase:
    """My score sheets in order of deadline."""
    actor, at = actor_of(request), now()
    listing = prepare_list(request, queue_list(at), my_past_sheets(actor))
    own = mine(actor)
    context = {
        "own": own,
        "unpledged": [row for row in own if row.pledged_at is None],
        "crumbs": [Crumb(_("My evaluations"))],
    }
    return list_response(request, listing, template="evaluation/queue.html", context=context)


@needs(BE_ASSESSOR)
def pledge(request: HttpRequest, assessor_id: int) -> HttpResponse:
    """Read and sign the pledge of secrecy and integrity."""
    row = _own_or_404(request, assessor_id)
    if request.method == "POST":
        if request.POST.get("agree") != "yes":
            messages.error(request, _("Tick that you have read the pledge and agree."))
            return redirect("evaluation:pledge", row.pk)
        actions.sign_pledge(assessor=row, by=actor_of(request), at=now())
        messages.success(request, _("Your pledge is signed. Thank you."))
        return redirect("evaluation:queue")
    crumbs = [Crumb(_("My evaluations"), reverse("evaluation:queue")), Crumb(_("Pledge"))]
    return render(request, "evaluation/pledge.html", {"assessor": row, "crumbs": crumbs})


@needs(BE_ASSESSOR)
def withdraw(request: HttpRequest, assessor_id: int) -> HttpResponse:
    """Withdraw from a firm to which one has a tie."""
    row = _own_or_404(request, assessor_id)
    form = WithdrawForm(
        request.POST or None, firms=_firms(row), initial={"application": request.GET.get("application", "")}
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.declare_conflict(
                    assessor=row,
                    application=application(form.cleaned_data["application"]),
                    kind=ConflictKind.SELF_WITHDRAWAL,
                    reason=form.cleaned_data["reason"],
                    by=actor_of(request),
                    at=now(),
                )
            except ActionRefused as refusal:
                form.add_error(None, refusal.reason)
                status = 409
            else:
                messages.success(request, _("Recorded. You no longer see this firm, and the operator has been told."))
                return redirect("evaluation:queue")
    context = {
        "form": form,
        "heading": _("Withdraw from a firm"),
        "lead": _("Withdraw where you, your family or your organisation have a tie with the firm or its supplier."),
        "submit": _("Declare the withdrawal"),
        "crumbs": [Crumb(_("My evaluations"), reverse("evaluation:queue")), Crumb(_("Withdraw from a firm"))],
        "back_url": reverse("evaluation:queue"),
    }
    return render(request, "evaluation/form.html", context, status=status)


def _firms(row: Assessor) -> list[tuple[int, str]]:
    """The names alone: an assessor must be able to withdraw before anything of a firm was seen."""
    hidden = open_conflict_firms(row.pk)
    rows = [each for each in applications_of(row.programme_id) if each.status in TAKING_PART and each.id not in hidden]
    return sorted(((each.id, each.firm_name) for each in rows), key=lambda pair: pair[1])


def _own_or_404(request: HttpRequest, assessor_id: int) -> Assessor:
    return row_or_404(lambda: assessor_row(assessor_id), BE_ASSESSOR, actor_of(request))
