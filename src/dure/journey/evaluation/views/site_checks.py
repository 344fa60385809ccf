"""Site checks: the list for staff, and the page that is filled in on a phone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.queries import attachments
from dure.foundation.installation.clock import now
from dure.foundation.interface.lists import prepare_list
from dure.foundation.interface.lists.respond import list_response
from dure.foundation.interface.parts import Crumb
from dure.journey.applications.queries import application as application_row
from dure.journey.evaluation import actions
from dure.journey.evaluation.access import RUN_EXTRA, SEE_PHASE, SEE_SITE_CHECK, WRITE_SITE_CHECK
from dure.journey.evaluation.file_beside import site_facts, summary_of
from dure.journey.evaluation.forms import SiteCheckForm, VisitForm
from dure.journey.evaluation.leads import possible_leads
from dure.journey.evaluation.models import SiteCheck, SiteCheckDraft
from dure.journey.evaluation.queries.visits import visits
from dure.journey.evaluation.site_list import visits_list
from dure.journey.evaluation.views.frame import crumbs, programme_of, tabs


@needs(SEE_PHASE)
def show_visits(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every firm found eligible, with its visit."""
    programme = programme_of(request, slug)
    listing = prepare_list(request, visits_list(now()), visits(programme.pk, actor_of(request)))
    context = {
        "tabs": tabs(programme, "site-checks"),
        "crumbs": crumbs(programme, (_("Site checks"), "")),
        "lead": _("Who visits which firm when, and what was seen."),
    }
    return list_response(request, listing, template="evaluation/list.html", context=context)


@needs(SEE_SITE_CHECK)
def site_check(request: HttpRequest, application_id: int) -> HttpResponse:
    """The three questions, needs, photos and remarks of one firm."""
    row = _row_or_404(request, application_id)
    if request.method == "POST":
        return _write(request, row)
    return _page(request, row, _form(row))


@require_POST
@needs(WRITE_SITE_CHECK)
def autosave(request: HttpRequest, application_id: int) -> HttpResponse:
    """Keep what is being typed."""
    row = _row_or_404(request, application_id)
    answers = {name: request.POST.get(name, "")[:3000] for name in (*SiteCheckForm.QUESTIONS, "needs", "remarks")}
    try:
        actions.keep_site_check_draft(application=row.application, answers=answers, by=actor_of(request), at=now())
    except ActionRefused as refusal:
        return JsonResponse({"message": refusal.reason}, status=409)
    return HttpResponse(status=204)


@needs(RUN_EXTRA)
def plan_visit(request: HttpRequest, application_id: int) -> HttpResponse:
    """Set the day of the visit and who leads it."""
    application = _application_or_404(application_id)
    RUN_EXTRA.demand(actor_of(request), application)
    row = SiteCheck.objects.filter(application=application).first()
    initial = {} if row is None else {"planned_at": row.planned_at, "lead": row.lead_id}
    form = VisitForm(request.POST or None, leads=possible_leads(application), initial=initial)
    back, status = reverse("evaluation:firm", args=[application_id]), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            lead = form.cleaned_data["lead"]
            try:
                actions.plan_site_check(
                    application=application,
                    planned_at=form.cleaned_data["planned_at"],
                    lead_id=int(lead) if lead else None,
                    by=actor_of(request),
                    at=now(),
                )
                return redirect(back)
            except ActionRefused as refusal:
                form.add_error(None, refusal.reason)
                status = 409
    context = {
        "form": form,
        "heading": _("Plan the site check"),
        "lead": application.firm.name,
        "submit": _("Set the day"),
        "crumbs": crumbs(application.programme, (application.firm.name, back), (_("Plan the site check"), "")),
        "back_url": back,
    }
    return render(request, "evaluation/form.html", context, status=status)


def _write(request: HttpRequest, row: SiteCheck) -> HttpResponse:
    form = SiteCheckForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        actions.write_site_check(
            application=row.application,
            findings=actions.Findings(**form.answers()),
            revision=form.cleaned_data["revision"],
            by=actor_of(request),
            at=now(),
        )
    except actions.StaleSiteCheck as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, row, form, status=409, stale=True)
    except ActionRefused as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, row, form, status=409)
    messages.success(request, _("The site check is written up."))
    return redirect("evaluation:site-check", row.application_id)


def _form(row: SiteCheck) -> SiteCheckForm:
    draft = SiteCheckDraft.objects.filter(application_id=row.application_id).first()
    stored = {name: {True: "yes", False: "no", None: ""}[getattr(row, name)] for name in SiteCheckForm.QUESTIONS}
    initial = {**stored, "needs": row.needs, "remarks": row.remarks}
    return SiteCheckForm(initial={**initial, **(draft.answers if draft else {}), "revision": row.revision})


def _page(
    request: HttpRequest, row: SiteCheck, form: SiteCheckForm, status: int = 200, stale: bool = False
) -> HttpResponse:
    actor, at = actor_of(request), now()
    facts, sections = summary_of(row.application)
    context: dict[str, Any] = {
        "check": row,
        "application": row.application,
        "form": form,
        "may_write": bool(WRITE_SITE_CHECK.ask(actor, row)),
        "attachments": attachments(row, by=actor, at=at),
        "facts": facts,
        "sections": sections,
        "stored": site_facts(SiteCheck.objects.filter(pk=row.pk).first()) if stale else [],
        "site_facts": site_facts(row),
        "crumbs": [Crumb(_("Site checks")), Crumb(row.application.firm.name)],
    }
    return render(request, "evaluation/site_check.html", context, status=status)


def _row_or_404(request: HttpRequest, application_id: int) -> SiteCheck:
    """The site check of a firm; there is one as soon as its visit was planned or the step was opened."""
    related = ("application__firm", "application__city", "application__programme__operator", "lead", "written_by")
    return row_or_404(
        lambda: SiteCheck.objects.filter(application_id=application_id).select_related(*related).first(),
        SEE_SITE_CHECK,
        actor_of(request),
    )


def _application_or_404(application_id: int) -> Any:
    try:
        return application_row(application_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error
