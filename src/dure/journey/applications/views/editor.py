"""Writing the plan: one page that saves itself, with the notice's rules applied as one types."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.queries import attachments
from dure.foundation.installation.clock import now, today
from dure.journey.applications import actions, queries
from dure.journey.applications.access import SUBMIT, WRITE
from dure.journey.applications.actions.drafting import WRITABLE
from dure.journey.applications.actions.submitting import judge_plan
from dure.journey.applications.completeness import SECTIONS, Completeness
from dure.journey.applications.conflicts import conflict_views
from dure.journey.applications.cost_table import price
from dure.journey.applications.forms import PlanForms
from dure.journey.applications.models import Application
from dure.journey.applications.plan import Plan
from dure.journey.applications.views.rows import found
from dure.journey.programmes.queries import intake_closes_at
from dure.journey.programmes.terms import Terms


@require_http_methods(["GET", "POST"])
@needs(WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan's page. Sent without script, it saves everything at once."""
    row = found(request, pk, WRITE)
    if row.status not in WRITABLE:
        messages.info(request, _("The plan was handed in. This is how it was handed in."))
        return redirect("applications:detail", pk=row.pk)
    terms, plan = queries.terms_for(row), queries.draft_plan(queries.draft_of(row.pk))
    if request.method == "GET":
        return render(
            request, "applications/edit.html", _page(request, row, terms, PlanForms(plan, terms, row.type_code))
        )
    forms = PlanForms(plan, terms, row.type_code, request.POST)
    problems = _save(request, row, forms)
    if problems:
        context = _page(request, row, terms, forms) | {"problems": problems}
        return render(request, "applications/edit.html", context, status=422)
    messages.success(request, _("Saved."))
    return redirect("applications:submit" if "check" in request.POST else "applications:edit", pk=row.pk)


@require_POST
@needs(WRITE)
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what the page sent; what could not be read is named and the rest is kept."""
    row = found(request, pk, WRITE)
    terms, plan = queries.terms_for(row), queries.draft_plan(queries.draft_of(row.pk))
    problems = _save(request, row, PlanForms(plan, terms, row.type_code, request.POST))
    if problems:
        return JsonResponse({"message": " ".join(problems)}, status=422)
    return HttpResponse(status=204)


@require_GET
@needs(WRITE)
def parts(request: HttpRequest, pk: int) -> HttpResponse:
    """What follows from the stored plan, after a save: completeness by section, and texts that were set aside."""
    row = found(request, pk, WRITE)
    terms, draft = queries.terms_for(row), queries.draft_of(row.pk)
    return render(request, "applications/edit_parts.html", _computed(row, terms, queries.draft_plan(draft)))


@require_GET
@needs(WRITE)
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Which papers there are and which are missing, after one was attached."""
    row = found(request, pk, WRITE)
    return render(request, "applications/papers.html", {"papers": queries.paper_standings(row, today())})


@require_POST
@needs(WRITE)
def cost_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """The cost table as typed, priced by the notice's rules; nothing is saved."""
    row = found(request, pk, WRITE)
    terms = queries.terms_for(row)
    read = PlanForms(queries.draft_plan(queries.draft_of(row.pk)), terms, row.type_code, request.POST).read()
    context = {"costs": price(read.plan, terms, row.type_code), "rules": terms.costs, "problems": read.problems}
    return render(request, "applications/cost_summary.html", context)


@require_POST
@needs(WRITE)
def more_rows(request: HttpRequest, pk: int, table: str) -> HttpResponse:
    """The table as typed with an empty row more; nothing is saved."""
    row = found(request, pk, WRITE)
    terms, stored = queries.terms_for(row), queries.draft_plan(queries.draft_of(row.pk))
    read = PlanForms(stored, terms, row.type_code, request.POST).read()
    if read.problems:
        # Rows with a mistake are shown as they were typed; they would be lost in a fresh table.
        forms = PlanForms(stored, terms, row.type_code, request.POST)
    else:
        forms = PlanForms(read.plan, terms, row.type_code, spare=(2, 2))
    return render(request, f"applications/{table}_table.html", {"forms": forms, "row": row})


def _save(request: HttpRequest, row: Application, forms: PlanForms) -> tuple[str, ...]:
    read = forms.read()
    try:
        saved = actions.save_draft(
            application=row,
            plan=read.plan,
            revision=_revision(request),
            form_key=request.POST.get("form_key", "")[:40],
            by=actor_of(request),
            at=now(),
        )
    except ActionRefused as refused:
        return (refused.reason,)
    if saved.conflicts:
        return (*read.problems, _("Someone else changed the same part. Both texts are kept: see the top of the page."))
    return read.problems


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _page(request: HttpRequest, row: Application, terms: Terms, forms: PlanForms) -> dict[str, Any]:
    draft, actor = queries.draft_of(row.pk), actor_of(request)
    return _computed(row, terms, forms.stored) | {
        "forms": forms,
        "draft": draft,
        "form_key": secrets.token_hex(16),
        "sections": SECTIONS,
        "rules": terms.costs,
        "closes_at": intake_closes_at(row.programme_id, row.type_code, row.city_id, now()),
        "attachments": attachments(row, by=actor, at=now()),
        "papers": queries.paper_standings(row, today()),
        "co_editors": queries.co_editors(row.pk),
        "earlier": queries.earlier_of(row),
        "asked": queries.open_supplement(row.pk),
        "may_submit": bool(SUBMIT.ask(actor, row)),
    }


def _computed(row: Application, terms: Terms, plan: Plan) -> dict[str, Any]:
    judged: Completeness = judge_plan(row, plan, terms, now())
    lacking: dict[str, list[str]] = {}
    for each in judged.missing:
        lacking.setdefault(each.section, []).append(each.sentence)
    return {
        "row": row,
        "judged": judged,
        "progress": [(key, label, lacking.get(key, [])) for key, label in SECTIONS.items()],
        "costs": price(plan, terms, row.type_code),
        "conflicts": conflict_views(queries.open_conflicts(queries.draft_of(row.pk).pk), plan, terms),
    }
